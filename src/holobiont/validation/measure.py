"""Take one person through the arms of experiments, and measure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from holobiont.engine.law import Array, Index
from holobiont.errors import HolobiontError
from holobiont.knowledge import Knowledge
from holobiont.profile import Profile
from holobiont.protocol import Food, Protocol, Step, Supplement, as_protocol
from holobiont.twin import Person, Trajectory, Twin
from holobiont.twin.drugs import named, with_strains
from holobiont.twin.joint import WayBack
from holobiont.twin.run import run as follow
from holobiont.validation.experiment import (
    Arm,
    Drawn,
    Experiment,
    Observable,
    Setup,
    Target,
    When,
)
from holobiont.validation.observables import OF_A_PERSON, OF_SHARES, Numbers
from holobiont.validation.population import virtual_people

#: Reads a quantity at a position in time.
Reader = Callable[[int, Target], Numbers]
_DAY = 1.0
_HOURS = 24.0
_CLOSE = 1e-9


@dataclass(frozen=True)
class Cell:
    """One arm of one experiment for one person or vessel."""

    experiment: Experiment
    arm: int

    @property
    def setup(self) -> Setup:
        """How the person lives in this arm."""
        return self.experiment.arms[self.arm].living(self.experiment.setup)

    @property
    def way(self) -> tuple[object, ...]:
        """What is shared with cells, of any experiment, in which the same person does the same."""
        donors = tuple(sorted((n, d.number, d.seed) for n, d in self.experiment.donors.items()))
        return self.setup.key, self.experiment.arms[self.arm].doing, donors

    def same(self, other: Cell) -> bool:
        """Tell whether the same is done in another cell, so that one run serves both."""
        return self.way == other.way

    @property
    def wanted(self) -> tuple[tuple[int, Observable], ...]:
        """What is measured in this arm, with its position."""
        e = self.experiment
        return tuple(
            (i, what)
            for i, what in enumerate(e.observable)
            if not what.not_yet and self.arm in e.arms_of(what)
        )


@dataclass(frozen=True)
class Measured:
    """What one arm gave: numbers by observable, and what the profile of a person shows."""

    numbers: dict[int, Numbers]
    profile: dict[int, Numbers]
    failure: str = ""


def measure(task: tuple[Profile, tuple[Cell, ...]], knowledge: Knowledge) -> list[Measured]:
    """Fit a person once for each way of living, and measure all cells in order."""
    profile, cells = task
    fitted: dict[object, Twin | str] = {}
    runs: dict[object, Trajectory] = {}
    found = []
    for cell in cells:
        key = cell.setup.key
        if key not in fitted:
            fitted[key] = _fit(profile, cell.setup, knowledge)
        twin = fitted[key]
        try:
            if isinstance(twin, str):
                found.append(Measured({}, {}, twin))
            else:
                found.append(_seen(cell, cells, twin, runs))
        except HolobiontError as error:
            found.append(Measured({}, {}, f"{profile.sample}: {error}"))
    return found


def _fit(profile: Profile, setup: Setup, knowledge: Knowledge) -> Twin | str:
    about = knowledge.override(setup.physiology) if setup.physiology else knowledge
    person = Person(diet=setup.diet, transit=setup.transit, year=setup.year)
    try:
        return Twin.fit(profile, person, knowledge=about)
    except HolobiontError as error:
        return f"{profile.sample}: {error}"


def _seen(
    cell: Cell, cells: tuple[Cell, ...], twin: Twin, runs: dict[object, Trajectory]
) -> Measured:
    arm = cell.experiment.arms[cell.arm]
    day = last_day(arm, twin.knowledge)
    same = [other for other in cells if other.same(cell)]
    horizon = max(last_day(other.experiment.arms[other.arm], twin.knowledge) for other in same)
    if named(as_protocol(arm.protocol or (), twin.knowledge)):
        twin = with_strains(twin, twin.mapped.profile.sample)
    donors = {n: _donor(twin.knowledge, d) for n, d in cell.experiment.donors.items()}
    if arm.transit_to:
        twin = twin.with_transit(arm.transit_to)
    twin = twin.without(*arm.without)
    key = cell.way
    if key not in runs:
        runs[key] = _run(twin, arm, horizon, donors)
    seen = runs[key]
    here = positions(seen.days, day, arm.over)
    if not len(here):
        seen = _run(twin, arm, day, donors)
        here = positions(seen.days, day, arm.over)

    def read(k: int, what: Target) -> Numbers:
        return OF_A_PERSON[what.kind](seen, k, what)

    largest = arm.taken == "largest"
    found = {i: numbers(read, seen.days, here, what, largest) for i, what in cell.wanted}
    return Measured(found, _of_profile(cell, twin))


@lru_cache(maxsize=16)
def _donor(knowledge: Knowledge, drawn: Drawn) -> Profile:
    """Draw a donor; the same object each time, so that a twin is fitted to it once."""
    return virtual_people(knowledge, drawn.number, drawn.seed, first=drawn.number - 1)[0]


def _run(twin: Twin, arm: Arm, days: float, donors: Mapping[str, Profile]) -> Trajectory:
    plan = done(arm, twin.knowledge)
    who = twin.with_dispersal() if arm.dispersal else twin
    way = WayBack(inputs=arm.inputs) if arm.inputs else None
    return follow(
        who,
        plan,
        days=days,
        every=arm.every,
        meals=arm.meals,
        last_meal=arm.last_meal,
        exact=arm.exact,
        donors=donors,
        body=way,
    )


def done(arm: Arm, knowledge: Knowledge) -> Protocol:
    """Return what is done in an arm: its phrase, and what is swallowed at a time of day.

    Doses of a phrase have a limit by the day, which a gulp of minutes would exceed as a rate.
    """
    steps: list[Step] = list(as_protocol(arm.protocol or (), knowledge))
    for gulp in arm.gulps:
        kind = Supplement if knowledge.foods[gulp.food].kind == Supplement.group else Food
        end = gulp.day + gulp.hours / _HOURS
        steps.append(kind(gulp.food, gulp.grams * _HOURS / gulp.hours, gulp.day, end))
    return Protocol(tuple(steps))


def last_day(arm: Arm, knowledge: Knowledge) -> float:
    """Return the day on which an arm is looked at."""
    if arm.days is not None:
        return arm.days
    return as_protocol(arm.protocol, knowledge).days if arm.protocol else _DAY


def positions(days: Array, day: float, over: float) -> Index:
    """Return the positions in time of a day, or of some days up to it; none if it was not kept."""
    if not np.isclose(days, day, rtol=0.0, atol=_CLOSE).any():
        return np.array([], dtype=np.intp)
    inside = (days <= day + _CLOSE) & ((days > day - over + _CLOSE) | (days >= day - _CLOSE))
    return np.flatnonzero(inside)


def numbers(
    read: Reader, times: Array, here: Index, what: Observable, largest: bool = False
) -> Numbers:
    """Return the numbers of an observable, and behind them those of what it is laid against.

    Parameters
    ----------
    read : callable
        Reads a quantity at a position in time.
    times : ndarray, shape (k,)
    here : ndarray of int
        Positions whose mean is taken.
    largest : bool, optional
        Take the largest of them instead.
    """
    take = np.max if largest else np.mean
    if what.when is None:
        found = _taken(read, here, what, take)
    else:
        found = _first_days(read, times, int(here[-1]) + 1, what, what.when)
    if what.against is not None:
        found = [*found, *_taken(read, here, what.against, take)]
    return found


def _taken(read: Reader, here: Index, what: Target, take: Callable[..., Array]) -> Numbers:
    values = np.array([read(int(k), what) for k in here])
    return [float(value) for value in take(values, axis=0)]


def _first_days(read: Reader, times: Array, last: int, what: Target, when: When) -> Numbers:
    course = np.array([read(k, what) for k in range(last)])
    return [first_day(times[:last], column, when) - when.since for column in course.T]


def first_day(days: Array, values: Array, when: When) -> float:
    """Return the first day on which what `when` asks for holds; infinite if there is none.

    Between two days that were kept the course is taken to be straight.
    """
    start, end = values[0], values[-1]
    if when.change is not None:
        gap, limit = np.abs(values - start), when.change * abs(end - start)
        if limit == 0:
            return float("nan")
    elif when.within is not None:
        gap, limit = -np.abs(values - start), -when.within * abs(start)
    elif when.above is not None:
        gap, limit = values, when.above
    else:
        assert when.below is not None
        gap, limit = -values, -when.below
    for k in np.flatnonzero((gap >= limit) & (days >= when.after)):
        if k == 0 or days[k - 1] < when.after or gap[k] == gap[k - 1]:
            return float(days[k])
        part = (limit - gap[k - 1]) / (gap[k] - gap[k - 1])
        return float(days[k - 1] + max(part, 0.0) * (days[k] - days[k - 1]))
    return float("inf")


def _of_profile(cell: Cell, twin: Twin) -> dict[int, Numbers]:
    """Measure the profile itself, where the naive expectation is that nothing changes it."""
    naive = cell.experiment.naive
    if naive is None or naive.kind != "profile":
        return {}
    return {
        i: OF_SHARES[what.kind](twin.blueprint, twin.shares, what)
        for i, what in cell.wanted
        if what.kind in OF_SHARES
    }
