"""Meals by the clock: when what the small bowel leaves of them reaches the colon.

As a daily mean, food goes through the ileum at a steady pace. By the clock, what is left of a meal
begins to reach the colon after its `arrival`, and fills it evenly for as long as its `filling`
(RE86), so that nothing comes late at night, and nothing of a meal on a day without food before it.
What the ileum sends of its own goes on: fluid without solids, secretions, who lives there.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from holobiont.engine.law import Array
from holobiont.gut import supply
from holobiont.gut.blueprint import ILEUM, Blueprint
from holobiont.gut.community import intake_targets
from holobiont.knowledge.schema import Physiology

_HOURS = 24.0
#: Days between times that are one, but for rounding.
_SAME_TIME = 1e-9
Part = tuple[float, float, float]


def arrivals(
    body: Physiology, start: float, end: float, last_meal: float | None = None
) -> list[Part]:
    """Cut days into parts by what arrives of meals.

    Parameters
    ----------
    body : Physiology
    start, end : float
        First and last day. Meals before day 0 are those of the state at rest, and not counted.
    last_meal : float, optional
        Day after which nothing more is eaten.

    Returns
    -------
    list of (float, float, float)
        First day, last day, and food over its daily mean, in order and without gaps.
    """
    filling = body.value("meals.filling")
    factor = _HOURS / (filling * round(body.value("meals.per_day")))
    came = [
        (first, first + filling / _HOURS)
        for first in (meal + delay(body) for meal in eaten_at(body, start, end, last_meal))
    ]
    inside = (t for window in came for t in window if start + _SAME_TIME < t < end - _SAME_TIME)
    edges = [start, *sorted(set(inside)), end]
    return [
        (t, u, factor * sum(begin <= 0.5 * (t + u) < stop for begin, stop in came))
        for t, u in pairwise(edges)
        if u > t + _SAME_TIME
    ]


def eaten_at(
    body: Physiology, start: float, end: float, last_meal: float | None = None
) -> list[float]:
    """Return the days of meals, from day 0 on, that can reach the colon between two days."""
    hours = _times(body)
    before = np.ceil(delay(body) + body.value("meals.filling") / _HOURS)
    days = range(max(int(np.floor(start) - before), 0), int(np.ceil(end)))
    latest = end if last_meal is None else last_meal + _SAME_TIME
    return [day + h / _HOURS for day in days for h in hours if day + h / _HOURS <= latest]


def last_of_day(body: Physiology) -> float:
    """Return when the last meal of day 0 is eaten (d)."""
    return _times(body)[-1] / _HOURS


def _times(body: Physiology) -> list[float]:
    """Return the hours of the day at which meals are eaten."""
    first, between = (body.value(f"meals.{name}") for name in ("first", "apart"))
    return [first + between * meal for meal in range(round(body.value("meals.per_day")))]


def delay(body: Physiology) -> float:
    """Return how long after a meal the first of it reaches the colon (d)."""
    return body.value("meals.arrival") / _HOURS


def apart(b: Blueprint, food: Array) -> tuple[Array, Array]:
    """Part what a day's food brings into what comes with meals, and what comes all the time.

    Parameters
    ----------
    b : Blueprint
    food : ndarray, shape (intake,)
        Rates of intake of a day's food, with the fluid that comes with it.

    Returns
    -------
    tuple of ndarray
        Rates that follow the meals, where they enter the colon, and those that do not: the fluid
        and salts that the ileum sends when there is nothing solid in it.
    """
    always = supply.rates(b, supply.effluent(b, {}))
    return past_ileum(b, food - always), always


def past_ileum(b: Blueprint, rates: Array) -> Array:
    """Return rates of intake with what enters the ileum in the first segment instead."""
    targets = intake_targets(b)
    place = {target: i for i, target in enumerate(targets)}
    moved, first = rates.copy(), b.habitat.names[0]
    for species in (*b.dissolved, *b.solids):
        i, to = place[species, ILEUM], place[species, first]
        moved[to] += rates[i]
        moved[i] = 0.0
    return moved
