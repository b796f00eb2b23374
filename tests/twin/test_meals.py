"""Meals by the clock: when they reach the colon, that all of them do, and what a fast leaves."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from holobiont.errors import UsageError
from holobiont.gut import supply
from holobiont.gut.blueprint import ILEUM, SUPPLY, WATER
from holobiont.gut.community import intake_targets
from holobiont.knowledge import load
from holobiont.twin.meals import apart, arrivals, delay, last_of_day, past_ileum
from holobiont.twin.run import eaten
from tests.twin.people import twin

BODY = load().physiology
HOURS = 24


def brought(start: float, end: float, last: float | None = None) -> float:
    """Food that arrives between two days, in days of food."""
    return sum((u - t) * factor for t, u, factor in arrivals(BODY, start, end, last))


@given(st.floats(0, 20), st.floats(0.05, 5))
def test_parts_of_days_are_in_order_and_without_gaps(start: float, length: float) -> None:
    parts = arrivals(BODY, start, start + length)
    assert parts[0][0] == start
    assert parts[-1][1] == pytest.approx(start + length)
    assert all(a[1] == b[0] for a, b in itertools.pairwise(parts))
    assert all(u > t and factor >= 0 for t, u, factor in parts)


@given(st.floats(1, 20), st.integers(1, 5))
def test_as_much_arrives_in_whole_days_as_is_eaten(start: float, days: int) -> None:
    assert brought(start, start + days) == pytest.approx(days)


@given(st.floats(0.1, 4), st.floats(0.1, 4))
def test_it_does_not_matter_where_days_are_cut(first: float, more: float) -> None:
    whole = brought(0, first + more)
    assert brought(0, first) + brought(first, first + more) == pytest.approx(whole)


def test_a_meal_arrives_after_its_delay_and_once() -> None:
    first = BODY.value("meals.first") / HOURS
    begin = first + delay(BODY)
    end = begin + BODY.value("meals.filling") / HOURS
    assert brought(0, begin, first) == 0
    assert brought(0, 0.5 * (begin + end), first) == pytest.approx(1 / 6)
    assert brought(0, end, first) == pytest.approx(1 / 3)
    assert brought(end, end + 5, first) == 0


def test_between_meals_only_fluid_without_solids_comes() -> None:
    b = twin(2).blueprint
    food = eaten(twin(2), ())
    meals, always = apart(b, food)
    targets = intake_targets(b)
    water = targets.index((WATER, "proximal"))
    assert always[water] == pytest.approx(supply.effluent(b, {})[WATER, "proximal"])
    assert (meals + always)[water] == pytest.approx(food[water])
    starch, there = (targets.index(("resistant_starch", p)) for p in (ILEUM, "proximal"))
    assert food[starch] > 0
    assert (meals[starch], meals[there]) == (0, pytest.approx(food[starch]))
    assert past_ileum(b, food).sum() == pytest.approx(food.sum())


@pytest.mark.slow
def test_meals_bring_as_much_as_the_mean() -> None:
    found = twin(2)
    at = found.blueprint.at("resistant_starch", SUPPLY)
    mean, meals = (found.run(days=2, meals=m) for m in (False, True))
    assert meals.x[-1, at] - meals.x[_day(meals.days, 1), at] == pytest.approx(
        mean.x[2, at] - mean.x[1, at], rel=1e-5
    )
    assert meals.conservation.worst < 1e-6


def _day(days: np.ndarray, day: float) -> int:
    return int(np.argmin(abs(days - day)))


def test_fermentation_falls_in_a_fast() -> None:
    course = twin(2).fasting(20)
    assert course.days[-1] == pytest.approx(last_of_day(BODY) + 20 / HOURS)
    absorbed = [sum(p.absorbed for p in course.first_pass(k).values()) for k in range(len(course))]
    assert absorbed[-1] < 0.6 * absorbed[_day(course.days, 1)]
    acetate = [course.first_pass(k)["acetate"].peripheral for k in range(len(course))]
    assert np.argmin(acetate) == len(course) - 1


def test_nobody_fasts_for_no_time() -> None:
    with pytest.raises(UsageError, match="nobody has fasted for 0 hours"):
        twin(2).fasting(0)
