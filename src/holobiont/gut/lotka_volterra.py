"""Communities known by who harms whom alone: generalized Lotka-Volterra, on the same engine.

    dx_i/dt = x_i (mu_i + sum_j M_ij x_j + sum_k E_ik u_k(t))

after Stein et al. 2013 (10.1371/journal.pcbi.1003388). `mu` is growth, `M` what members do to each
other, and `E` how they bear a signal `u`, such as an antibiotic that is there or not. Nothing is
eaten, so nothing balances: it describes what was counted over time, beside the mechanistic model.
`lotka_volterra_fit` takes the numbers from counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from holobiont.engine.law import Array, Index, Law, Process
from holobiont.engine.network import Network
from holobiont.engine.solve import SolverError, Tolerance, integrate
from holobiont.errors import InputError, did_you_mean

PLACE = "gut"
#: Of logarithms: nine digits of every amount, however small.
_FINE = Tolerance(relative=1e-10, absolute=1e-10)
_ENDLESS = (
    "the community could not be followed from {:.4g} to {:.4g}: members may help each other to "
    "grow without end; fit it with larger penalties, or look at its interactions"
)


@dataclass(frozen=True)
class Pulse:
    """A signal that is there from `start` to `end`, so strong; times in the unit of the rates."""

    signal: str
    start: float
    end: float
    strength: float = 1.0


@dataclass(frozen=True)
class Arrival:
    """An amount of one member that comes at once."""

    name: str
    time: float
    amount: float


@dataclass(frozen=True)
class LotkaVolterra:
    """Growth, interactions and susceptibilities of a community.

    Attributes
    ----------
    names : tuple of str
        The members.
    growth : ndarray, shape (n,)
        `mu`, 1/time; any unit of time, which is then that of the solution.
    interactions : ndarray, shape (n, n)
        `M`, 1/(time x amount): what member `j` (column) does to member `i` (row).
    signals : tuple of str
        What acts from outside; none when left out.
    susceptibility : ndarray, shape (n, signals), optional
        `E`, 1/time for a signal of strength one.

    Raises
    ------
    InputError
        When shapes do not agree.
    """

    names: tuple[str, ...]
    growth: Array
    interactions: Array
    signals: tuple[str, ...] = ()
    susceptibility: Array | None = None

    def __post_init__(self) -> None:
        n, k = len(self.names), len(self.signals)
        for what, shape in (("growth", (n,)), ("interactions", (n, n)), ("susceptibility", (n, k))):
            value = getattr(self, what)
            value = np.zeros(shape) if value is None else np.asarray(value, dtype=float)
            object.__setattr__(self, what, value)
            if value.shape != shape or not np.isfinite(value).all():
                raise InputError(
                    f"the {what} of {n} members and {k} signals must be finite and of shape "
                    f"{shape}, not {value.shape}: give a row for each member"
                )

    def network(
        self, present: Sequence[int] | Index, strengths: Sequence[float] | None = None
    ) -> Network:
        """Return the network of those present while signals are so strong (none when left out).

        Its states are logarithms of amounts, so that nobody falls below zero.
        """
        some = np.asarray(present, dtype=int)
        i, j = np.nonzero(self.interactions[np.ix_(some, some)])
        own, u = np.arange(some.size), np.asarray(strengths or np.zeros(len(self.signals)))
        assert self.susceptibility is not None
        rate = (self.growth + self.susceptibility @ u)[some]
        amounts = Law("amount", np.exp, own[None, :])
        growth = Law("growth", _constant, np.zeros((0, some.size), dtype=int), {"value": rate})
        effects = {"strength": self.interactions[some[i], some[j]]}
        between = Law("interaction", _times, (some.size + j)[None, :], effects)
        return Network(
            tuple((self.names[k], PLACE) for k in some),
            (amounts,),
            (
                Process(growth, own, own, np.ones(some.size)),
                Process(between, i, np.arange(i.size), np.ones(i.size)),
            ),
        )

    def run(
        self,
        start: Array,
        times: Sequence[float] | Array,
        pulses: Iterable[Pulse] = (),
        arrivals: Iterable[Arrival] = (),
        tolerance: Tolerance | None = None,
    ) -> Array:
        """Return the amounts at all `times`, shape (times, n).

        Parameters
        ----------
        start : ndarray, shape (n,)
            Amounts at ``times[0]``; a member that is absent stays so until it arrives.
        times : sequence of float
            Increasing, in the unit of the rates.
        pulses, arrivals
            What acts from outside. Who arrives at one of `times` is counted there.
        tolerance : Tolerance, optional
            Of the logarithms of amounts; nine digits when left out.

        Raises
        ------
        InputError
            When a name is not known, or times do not increase.
        SolverError
            When amounts grow without end, as mutual help allows.
        """
        pulses, arrivals, grid = tuple(pulses), tuple(arrivals), np.asarray(times, dtype=float)
        self._check(start, grid, pulses, arrivals)
        x, found = np.array(start, dtype=float), []
        for a, b in pairwise(_edges(grid, pulses, arrivals)):
            x = self._arrive(x, a, arrivals)
            found += [x] if a in grid else []
            inside = grid[(grid > a) & (grid < b)]
            stops = np.concatenate([[a], inside, [b]])
            solved = self._stretch(x, stops, self._strengths(0.5 * (a + b), pulses), tolerance)
            found += [*solved[1:-1]]
            x = solved[-1]
        return np.array([*found, self._arrive(x, grid[-1], arrivals)])

    def _stretch(
        self, x: Array, stops: Array, strengths: list[float], tolerance: Tolerance | None
    ) -> Array:
        """Return the amounts at `stops` while nothing from outside changes."""
        present = np.flatnonzero(x > 0)
        found = np.zeros((stops.size, x.size))
        if present.size:
            network, logs = self.network(present, strengths), np.log(x[present])
            with np.errstate(over="ignore", invalid="ignore"):
                try:
                    solved = integrate(network, logs, stops, tolerance or _FINE)
                except (SolverError, ArithmeticError) as error:
                    raise SolverError(_ENDLESS.format(*stops[[0, -1]])) from error
            found[:, present] = np.exp(solved.x)
        return found

    def _strengths(self, time: float, pulses: Iterable[Pulse]) -> list[float]:
        found = [0.0] * len(self.signals)
        for pulse in pulses:
            if pulse.start <= time < pulse.end:
                found[self.signals.index(pulse.signal)] += pulse.strength
        return found

    def _arrive(self, x: Array, time: float, arrivals: Iterable[Arrival]) -> Array:
        found = x.copy()
        for arrival in arrivals:
            if arrival.time == time:
                found[self.names.index(arrival.name)] += arrival.amount
        return found

    def _check(
        self, start: Array, grid: Array, pulses: Sequence[Pulse], arrivals: Sequence[Arrival]
    ) -> None:
        if np.shape(start) != (len(self.names),):
            raise InputError(
                f"the start has {np.size(start)} amounts for {len(self.names)} members: "
                "give one each"
            )
        if grid.size < 2 or (np.diff(grid) <= 0).any():
            raise InputError("times must be at least two and increase: sort them")
        asked = [(p.signal, self.signals) for p in pulses]
        asked += [(a.name, self.names) for a in arrivals]
        for name, known in asked:
            if name not in known:
                raise InputError(f"{name!r} is not in this community.{did_you_mean(name, known)}")


def _edges(grid: Array, pulses: Iterable[Pulse], arrivals: Iterable[Arrival]) -> list[float]:
    """Return when the solver stops: ends, and whatever changes between them."""
    changes = {t for pulse in pulses for t in (pulse.start, pulse.end)}
    changes |= {arrival.time for arrival in arrivals}
    inside = {float(t) for t in changes if grid[0] < t < grid[-1]}
    return sorted({float(grid[0]), float(grid[-1]), *inside})


def _constant(value: Array) -> Array:
    return value


def _times(amount: Array, strength: Array) -> Array:
    return strength * amount
