"""A person's numbers are possible ones."""

import pytest

from holobiont.errors import UsageError
from holobiont.gut.residency import ResidencyError
from holobiont.knowledge import load
from holobiont.twin import Person
from holobiont.twin.person import unusual_told


@pytest.mark.parametrize("name", ["transit", "age", "weight", "year"])
@pytest.mark.parametrize("value", [0.0, -1.0, float("inf"), float("nan")])
def test_impossible_numbers_are_refused(name: str, value: float) -> None:
    with pytest.raises(UsageError, match=f"{name} is"):
        Person(**{name: value})


def test_nothing_need_be_known() -> None:
    assert Person().transit is None
    assert Person(transit=40.0).transit == 40.0


@pytest.mark.parametrize(("hours", "told"), [(5000.0, True), (40.0, False), (None, False)])
def test_an_unusual_transit_is_told_where_no_rest_is_found(hours: float | None, told: bool) -> None:
    with pytest.raises(ResidencyError) as caught, unusual_told(Person(transit=hours), load()):
        raise ResidencyError("no rest")
    assert ("transit of 5000 h is unusual, give 10 to 59 h" in str(caught.value)) == told
