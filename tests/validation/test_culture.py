"""What an arm of cultures changes, and what it keeps."""

import pytest
from pydantic import ValidationError

from holobiont.validation.culture import Culture

BASE = Culture(medium="dm38", pool=("a", "b", "c"), size=(2,), substrate={"inulin": 5.0})


def test_an_arm_changes_only_what_it_states() -> None:
    arm = BASE.changed(Culture(size=(3,), substrate={"pectin": 1.0}))
    assert (arm.medium, arm.pool, arm.size) == ("dm38", BASE.pool, (3,))
    assert dict(arm.substrate) == {"inulin": 5.0, "pectin": 1.0}
    assert BASE.changed(None) is BASE


@pytest.mark.parametrize(
    ("arm", "alike"),
    [
        ({"add": ("d",)}, True),
        ({"remove": ("a",)}, True),
        ({"ph": 6.0}, True),
        ({"size": 3}, False),
        ({"lack": ("a",)}, False),
        ({"seed": 3}, False),
    ],
)
def test_arms_that_draw_alike_hold_the_same_communities(
    arm: dict[str, object], alike: bool
) -> None:
    other = BASE.changed(Culture.model_validate(arm))
    assert (other.drawing == BASE.drawing) is alike


def test_what_is_done_to_a_vessel_sets_it_apart_and_who_is_in_it_does_not() -> None:
    assert BASE.changed(Culture(phages={"x": 1e6})).conditions != BASE.conditions
    assert BASE.changed(Culture(add=("d",))).conditions == BASE.conditions


@pytest.mark.parametrize(
    "wrong", [{"ph": 15}, {"hours": 0}, {"shares": {"a": -1}}, {"n": 0}, {"poool": ["a"]}]
)
def test_impossible_cultures_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Culture.model_validate(wrong)
