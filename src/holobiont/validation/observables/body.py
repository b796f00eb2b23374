"""What can be measured of a body: a state or output over time."""

from __future__ import annotations

from math import erfc, log, sqrt

import numpy as np

from holobiont.engine.law import Array
from holobiont.host import BodyCourse
from holobiont.quantity import affine
from holobiont.validation.experiment import Target

_DAY = 24.0


def _window(seen: BodyCourse, what: Target) -> tuple[Array, Array]:
    """Return hours and values of the state, from and to the hours that are given if any are."""
    times, values = seen.hours, seen[what.state]
    if what.hours:
        grid = np.array(what.hours[:2])
        inside = (times >= grid[0]) & (times <= grid[-1])
        times, values = times[inside], values[inside]
    return times, values


def _told(seen: BodyCourse, what: Target, value: float) -> float:
    """Return a level in the unit that is asked for, relative to the start, or in `inputs.sd`."""
    if "sd" in what.inputs:
        return value * affine(seen.units[what.state])[0] / what.inputs["sd"].internal
    if what.relative:
        return value / float(seen[what.state][0])
    if not what.unit:
        return value
    return value * affine(seen.units[what.state])[0] / affine(what.unit)[0]


def _time(what: Target, hours: float) -> float:
    return (hours % what.wrap if what.wrap else hours) / affine(what.unit or "h")[0]


def level(seen: BodyCourse, what: Target) -> list[float]:
    """Return a state at each of the hours."""
    return [_told(seen, what, seen.at(what.state, hour)) for hour in what.hours]


def peak(seen: BodyCourse, what: Target) -> list[float]:
    """Return its largest value."""
    return [_told(seen, what, float(_window(seen, what)[1].max()))]


def low(seen: BodyCourse, what: Target) -> list[float]:
    """Return its smallest value."""
    return [_told(seen, what, float(_window(seen, what)[1].min()))]


def rise(seen: BodyCourse, what: Target) -> list[float]:
    """Return by how much it exceeds what it was at the same time of the day before, at most.

    Before it is watched, a body was as it is at the start.
    """
    times, values = _window(seen, what)
    before = np.interp(times - _DAY, seen.hours, seen[what.state])
    return [_told(seen, what, float((values - before).max()))]


def mean(seen: BodyCourse, what: Target) -> list[float]:
    """Return its mean over time."""
    times, values = _window(seen, what)
    return [_told(seen, what, float(np.trapezoid(values, times) / (times[-1] - times[0])))]


def swing(seen: BodyCourse, what: Target) -> list[float]:
    """Return its largest over its smallest value."""
    _, values = _window(seen, what)
    return [float(values.max() / values.min())]


def peak_time(seen: BodyCourse, what: Target) -> list[float]:
    """Return the time of its largest value."""
    times, values = _window(seen, what)
    return [_time(what, float(times[values.argmax()]))]


def low_time(seen: BodyCourse, what: Target) -> list[float]:
    """Return the time of its smallest value."""
    times, values = _window(seen, what)
    return [_time(what, float(times[values.argmin()]))]


def half_time(seen: BodyCourse, what: Target) -> list[float]:
    """Return the time at which half of its whole change is made."""
    times, values = _window(seen, what)
    gone = np.abs(values - values[0])
    first = int(np.argmax(gone >= 0.5 * gone[-1]))
    return [_time(what, float(times[first]))]


def odds(seen: BodyCourse, what: Target) -> list[float]:
    """Return the odds that a level is above `inputs.limit` at each of the hours.

    What a body shows is taken for the middle of people whose levels are spread evenly on a
    logarithmic scale, with `inputs.log_sd` as standard deviation of the logarithm.
    """
    spread, limit = what.inputs["log_sd"].value, what.inputs["limit"].internal
    scale = affine(seen.units[what.state])[0]
    middles = (seen.at(what.state, hour) * scale for hour in what.hours)
    shares = (0.5 * erfc(log(limit / m) / spread / sqrt(2)) for m in middles)
    return [share / (1 - share) for share in shares]
