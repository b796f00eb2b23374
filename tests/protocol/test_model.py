"""A protocol knows its days; an impossible step cannot be made."""

import math

import pytest

from holobiont.errors import UsageError
from holobiont.protocol import DietChange, Protocol, Supplement

TWO = Protocol((DietChange("ketogenic", 14), Supplement("inulin", 20, 7, 35)))


def test_boundaries_are_the_days_on_which_something_changes() -> None:
    assert TWO.boundaries(100) == (0, 7, 14, 35, 100)
    assert TWO.boundaries(20) == (0, 7, 14, 20)
    assert Protocol().boundaries(3) == (0, 3)


def test_the_default_horizon_ends_with_the_last_step_or_follows_an_open_one() -> None:
    assert Protocol((Supplement("inulin", 20, 7, 35),)).days == 35
    assert TWO.days == 35 + 28
    assert Protocol().days == 28


def test_segments_tile_the_horizon_with_the_steps_that_hold() -> None:
    diet, inulin = TWO.steps[1], TWO.steps[0]
    assert TWO.segments(40) == (
        (0, 7, ()),
        (7, 14, (inulin,)),
        (14, 35, (inulin, diet)),
        (35, 40, (diet,)),
    )


@pytest.mark.parametrize("days", [0, -1, math.nan, math.inf])
def test_an_impossible_horizon_is_refused(days: float) -> None:
    with pytest.raises(UsageError, match="days"):
        TWO.boundaries(days)


@pytest.mark.parametrize("dose", [0, -1, math.nan, math.inf])
def test_an_impossible_dose_is_refused(dose: float) -> None:
    with pytest.raises(UsageError, match="dose"):
        Supplement("inulin", dose)


@pytest.mark.parametrize(
    ("start", "end"), [(-1, None), (math.nan, None), (7, 7), (7, 3), (0, math.inf), (0, math.nan)]
)
def test_impossible_days_are_refused(start: float, end: float | None) -> None:
    with pytest.raises(UsageError, match="day"):
        DietChange("ketogenic", start, end)


def test_contradictions_are_refused() -> None:
    with pytest.raises(UsageError, match="one diet"):
        Protocol((DietChange("ketogenic"), DietChange("mediterranean", 7)))
    with pytest.raises(UsageError, match="same food"):
        Protocol((Supplement("inulin", 20), Supplement("inulin", 10, 7)))


def test_a_diet_may_start_when_another_ends() -> None:
    steps = (DietChange("ketogenic", 0, 7), DietChange("mediterranean", 7))
    assert Protocol(steps).active(7) == steps[1:]
