"""The body that is run: one network, its names, and what is done to it over time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from holobiont.engine.network import Network
from holobiont.engine.scalar import Scalar, integrate_dense, scalar
from holobiont.engine.solve import SolverError, Tolerance, integrate
from holobiont.errors import UsageError, did_you_mean
from holobiont.host.course import BodyCourse
from holobiont.host.wiring import Wiring

Array = NDArray[np.float64]

_POINTS = 400
_INSTANT = 1e-9
#: Absolute over relative tolerance, in sizes of the state.
_ABSOLUTE = 1e-2
#: How long to wait for rest (h), how exactly, and the largest change of a size per hour at rest.
_WAITS, _EXACT, _STILL = (1e2, 1e3, 1e4, 1e5), 1e-9, 1e-8
#: Steps of the solver that each wait may take.
_PATIENCE = 20_000
_NONE: Mapping[str, float] = {}


@dataclass(frozen=True)
class Slot:
    """Where a state, input or output is found, the size it is counted in, and its unit."""

    at: int
    size: float
    unit: str


@dataclass(frozen=True)
class Event:
    """A jump between solves: a state or input is set to a value, or gets an amount more."""

    hours: float
    name: str
    value: float
    how: Literal["set", "add"] = "set"


def pulse(name: str, value: float, start: float, hours: float, rest: float = 0.0) -> list[Event]:
    """Return the events that set an input for some hours, and then back to its value at rest."""
    return [Event(start, name, value), Event(start + hours, name, rest)]


@dataclass(frozen=True)
class Host:
    """A body, ready to be run.

    Attributes
    ----------
    network : Network
    x0 : ndarray, shape (states,)
        Where it starts, in units of the size of each state.
    slots : mapping of str to Slot
        States, inputs and outputs by name.
    inputs : tuple of str
        What may be set.
    wiring : Wiring
    """

    network: Network
    x0: Array
    slots: Mapping[str, Slot]
    inputs: tuple[str, ...]
    wiring: Wiring

    @property
    def sources(self) -> tuple[str, ...]:
        """Codes of the references of every module and of every coupling that acts."""
        found = [code for m in self.wiring.modules for code in m.source.split(";")]
        found += [c for group in self.wiring.acting.values() for k in group for c in k.size.sources]
        return tuple(dict.fromkeys(filter(None, found)))

    def slot(self, name: str) -> Slot:
        """Return where a name is found; complain with the nearest one."""
        if name not in self.slots:
            hint = did_you_mean(name, self.slots)
            raise UsageError(f"the body has no state, input or output {name!r}.{hint}")
        return self.slots[name]

    def value(self, name: str) -> float:
        """Return a state, input or output where the body starts, in its own unit."""
        slot = self.slot(name)
        return float(self.network.extend(self.x0)[slot.at] * slot.size)

    def set(self, values: Mapping[str, float]) -> Host:
        """Return the body with some states or inputs set, in their own units."""
        x = self.x0.copy()
        for name, value in values.items():
            x = self._jumped(x, Event(0.0, name, value))
        return self.at_states(x)

    def settled(self) -> Host:
        """Return the body at rest, after as long as that takes.

        Raises
        ------
        SolverError
            If it does not come to rest within years, as a body with a clock does not.
        """
        x, tolerance = self.x0, Tolerance(_EXACT, _EXACT, max_steps=_PATIENCE)
        for hours in _WAITS:
            try:
                x = self._solve(x, np.array([0.0, hours]), tolerance)[-1]
            except SolverError:
                break
            if np.abs(self.network.rhs(x)).max() < _STILL:
                return self.at_states(x)
        raise SolverError(
            f"the body does not come to rest within {sum(_WAITS):.0f} h: "
            "run it for some days instead, or leave out the clock"
        )

    def run(
        self,
        hours: float,
        inputs: Mapping[str, float] = _NONE,
        events: Iterable[Event] = (),
        every: float | None = None,
        relative: float = 1e-6,
    ) -> BodyCourse:
        """Run from where the body starts.

        Parameters
        ----------
        hours : float
        inputs : mapping of str to float, optional
            States or inputs that are set at the start, in their own units.
        events : iterable of Event, optional
            Jumps on the way.
        every : float, optional
            Hours between what is shown; a few hundred times if left out.
        relative : float, optional
            Tolerance of the solver.

        Returns
        -------
        BodyCourse

        Raises
        ------
        UsageError
            If a name is not known, an output is set, or a time is not within the run.
        SolverError
            When the solver cannot reach the end.
        """
        if not hours > 0:
            raise UsageError(f"a run of {hours:g} hours cannot be followed: give more than none.")
        jumps = sorted(events, key=lambda event: event.hours)
        grid = np.linspace(0.0, hours, round(hours / every) + 1 if every else _POINTS + 1)
        times, found, x = [], [], self.set(inputs).x0
        edges = [*dict.fromkeys([0.0, *(e.hours for e in jumps), hours])]
        self._check(jumps, hours)
        for start, stop in pairwise(edges):
            for event in (e for e in jumps if e.hours == start):
                x = self._jumped(x, event)
            inside = grid[(grid > start) & (grid < stop)]
            t = np.concatenate([[start], inside, [stop]])
            solved = self._solve(x, t, Tolerance(relative, relative * _ABSOLUTE))
            times.append(np.concatenate([[start + _INSTANT if start else start], t[1:]]))
            found.append(solved)
            x = solved[-1]
        shown = self.course(np.concatenate(times), np.concatenate(found))
        for event in (e for e in jumps if e.hours == hours):
            x = self._jumped(x, event)
        return replace(shown, end=self.at_states(x))

    @cached_property
    def plain(self) -> Scalar | None:
        """The network written out as plain code, where that can be done."""
        return scalar(self.network)

    def at_states(self, x: Array) -> Host:
        """Return the body at other states; what is written out already is kept."""
        other = replace(self, x0=x)
        other.__dict__["plain"] = self.plain
        return other

    def _solve(self, x: Array, times: Array, tolerance: Tolerance) -> Array:
        if self.plain is None:
            return integrate(self.network, x, times, tolerance).x
        return integrate_dense(self.plain, x, times, tolerance).x

    def course(self, hours: Array, states: Array) -> BodyCourse:
        """Name the states over time, shape (k, states), and work out the outputs."""
        extend = self.network.extend if self.plain is None else self.plain.extend
        z = np.array([extend(x) for x in states])
        columns = {name: z[:, slot.at] * slot.size for name, slot in self.slots.items()}
        units = {name: slot.unit for name, slot in self.slots.items()}
        return BodyCourse(hours, columns, units, self.at_states(states[-1].copy()))

    def _check(self, jumps: Sequence[Event], hours: float) -> None:
        for event in jumps:
            if not 0.0 <= event.hours <= hours:
                raise UsageError(
                    f"{event.name!r} changes at {event.hours:g} h, outside the run of {hours:g} h."
                )

    def _jumped(self, x: Array, event: Event) -> Array:
        slot = self.slot(event.name)
        if slot.at >= self.network.size:
            raise UsageError(
                f"{event.name!r} is worked out by the body and cannot be set; "
                f"the inputs are {', '.join(self.inputs)}."
            )
        new = x.copy()
        new[slot.at] = event.value / slot.size + (x[slot.at] if event.how == "add" else 0.0)
        return new
