"""A person's numbers are possible ones."""

import pytest

from holobiont.errors import UsageError
from holobiont.twin import Person


@pytest.mark.parametrize("name", ["transit", "age", "weight", "year"])
@pytest.mark.parametrize("value", [0.0, -1.0, float("inf"), float("nan")])
def test_impossible_numbers_are_refused(name: str, value: float) -> None:
    with pytest.raises(UsageError, match=f"{name} is"):
        Person(**{name: value})


def test_nothing_need_be_known() -> None:
    assert Person().transit is None
    assert Person(transit=40.0).transit == 40.0
