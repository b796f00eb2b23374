"""A protocol knows its days; an impossible step cannot be made."""

import math
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holobiont.errors import UsageError
from holobiont.protocol import DietChange, Medicine, Protocol, Step, Supplement, Transplant

TWO = Protocol((DietChange("ketogenic", 14), Supplement("inulin", 20, 7, 35)))


def test_boundaries_are_the_days_on_which_something_changes() -> None:
    assert TWO.boundaries(100) == (0, 7, 14, 35, 100)
    assert TWO.boundaries(20) == (0, 7, 14, 20)
    assert Protocol().boundaries(3) == (0, 3)


def test_the_default_horizon_ends_with_the_last_step_or_follows_an_open_one() -> None:
    assert Protocol((Supplement("inulin", 20, 7, 35),)).days == 35
    assert TWO.days == 35 + 28
    assert Protocol().days == 28


def test_what_happens_once_is_an_event_that_is_followed_for_weeks() -> None:
    plan = Protocol((Supplement("inulin", 20, 0, 7), Transplant("d.tsv", 50, 10.5)))
    assert plan.days == 10.5 + 28
    assert plan.boundaries() == (0, 7, 10.5, 38.5)
    assert plan.events(10.5) == plan.steps[1:]
    assert plan.events(10) == plan.active(10.5) == ()
    longer = Protocol((Supplement("inulin", 20, 0, 100), Transplant("d.tsv", 50, 10)))
    assert longer.days == 100


def test_two_transplants_a_day_are_refused() -> None:
    with pytest.raises(UsageError, match="one transplant a day"):
        Protocol((Transplant("a.tsv", 50, 3.1), Transplant("b.tsv", 50, 3.9)))
    assert len(Protocol((Transplant("a.tsv", 50, 3.9), Transplant("b.tsv", 50, 4.1)))) == 2


@pytest.mark.parametrize(
    "step",
    [
        lambda: Transplant(" ", 50),
        lambda: Transplant("d.tsv", -1),
        lambda: Transplant("d.tsv", 50, -1),
        lambda: Transplant("d.tsv", 50, route="ear"),  # type: ignore[arg-type]
        lambda: Medicine("amoxicillin", 5, route="ear"),  # type: ignore[arg-type]
        lambda: Supplement("inulin", 20, every_days=1.5),
        lambda: Supplement("inulin", 20, every_days=math.nan),
        lambda: Supplement("inulin", 20, adherence=0),
        lambda: DietChange("ketogenic", adherence=1.1),
    ],
)
def test_an_impossible_step_cannot_be_made(step: Callable[[], Step]) -> None:
    with pytest.raises(UsageError):
        step()


@given(st.floats(0, 1000), st.floats(2, 40), st.floats(0.5, 300), st.floats(1, 1500))
def test_a_rhythm_is_a_day_of_each_so_many(
    start: float, every: float, length: float, horizon: float
) -> None:
    step = Supplement("inulin", 20, start, start + length, every_days=every)
    held = [(a, b) for a, b, steps in Protocol((step,)).segments(horizon) if steps]
    count = sum(b - a for a, b in held)
    end = min(start + length, horizon)
    pulses = [start + k * every for k in range(1000) if start + k * every < end]
    assert count == pytest.approx(sum(min(1, end - day) for day in pulses), abs=1e-5)


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
