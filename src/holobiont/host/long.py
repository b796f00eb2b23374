"""Months and years of a body: slow modules move on, fast ones are taken at their mean of a day.

The heterogeneous multiscale method (E & Engquist 2003) in its plainest
form. Modules whose scale is ``"weeks"`` are slow, all others fast. In turn, for each macro step

1. the fast states run for a day while the slow ones are held, and their mean is taken;
2. the slow states run for the step while the fast ones are held at that mean.

What is nonlinear in a fast state is seen at the mean, which is the error of the method besides the
step; both vanish where the slow modules read what hardly swings.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from holobiont.engine.scalar import Held, integrate_dense
from holobiont.engine.solve import Tolerance
from holobiont.errors import UsageError
from holobiont.host.body import Host
from holobiont.host.course import BodyCourse

Array = NDArray[np.float64]

_DAY = 24.0
#: Points of a day, days until the fast states have settled, days of a macro step, tolerance.
_POINTS, _SETTLING, _STEP = 97, 5, 7.0
_TOLERANCE = Tolerance(1e-5, 1e-7)
_NONE: Mapping[str, float] = {}


@dataclass(frozen=True)
class _Scales:
    """A body's states by how fast they move."""

    host: Host
    fast: Array
    slow: Array

    def day(self, x: Array, days: int = 1) -> tuple[Array, Array]:
        """Return the states over the last of some days in which only the fast ones move."""
        times = np.linspace(0.0, _DAY, _POINTS)
        found = x[None]
        for _ in range(days):
            found = self._run(self.fast, found[-1], times)
        return times, found

    def on(self, x: Array, hours: float) -> Array:
        """Return the states after some hours in which only the slow ones move."""
        return np.asarray(self._run(self.slow, x, np.array([0.0, hours]))[-1])

    def _run(self, moving: Array, x: Array, times: Array) -> Array:
        assert self.host.plain is not None
        return integrate_dense(Held(self.host.plain, moving), x, times, _TOLERANCE).x


def long(
    host: Host, days: float, inputs: Mapping[str, float] = _NONE, step: float = _STEP
) -> BodyCourse:
    """Run a body for long; what is shown are means of a day.

    Parameters
    ----------
    host : Host
    days : float
    inputs : mapping of str to float, optional
        States or inputs that are set at the start.
    step : float, optional
        Days between two looks at the fast modules.

    Returns
    -------
    BodyCourse
        One row at the start and after each step, its outputs worked out over the day.

    Raises
    ------
    UsageError
        If days or step are not more than none, or the body cannot be written out as plain code.
    SolverError
        When the solver cannot reach the end.
    """
    if not (days > 0 and step > 0):
        raise UsageError("a long run needs more than no days, and steps of more than none.")
    if host.plain is None:
        raise UsageError("this body has modules that a long run cannot hold still: use run().")
    start = host.set(inputs)
    scales = _scales(start)
    hours = [*np.arange(0.0, days * _DAY, step * _DAY), days * _DAY]
    x, rows = start.x0, []
    for i, now in enumerate(hours):
        times, course = scales.day(x, _SETTLING if i == 0 else 1)
        rows.append(_mean(times, np.array([host.plain.extend(state) for state in course])))
        x = course[-1]
        if i + 1 < len(hours):
            mean = np.where(scales.fast > 0, rows[-1][: host.network.size], x)
            moved = scales.on(mean, hours[i + 1] - now)
            x = np.where(scales.slow > 0, moved, x)
    z = np.array(rows)
    columns = {name: z[:, slot.at] * slot.size for name, slot in host.slots.items()}
    units = {name: slot.unit for name, slot in host.slots.items()}
    return BodyCourse(np.array(hours), columns, units, host.at_states(x))


def _mean(times: Array, values: Array) -> Array:
    return np.asarray(np.trapezoid(values, times, axis=0) / (times[-1] - times[0]))


def _scales(host: Host) -> _Scales:
    slow = np.zeros(host.network.size)
    for module in host.wiring.modules:
        if module.scale == "weeks":
            slow[[host.slot(name).at for name in module.states]] = 1.0
    return _Scales(host, 1.0 - slow, slow)
