"""How well a gut resists somebody who comes: exponent, peak, and how long until it is gone.

What is not known is carried along: versions of the twin each meet a strain of the invader of their
own, whose numbers are drawn as theirs are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from holobiont.engine.law import Array
from holobiont.errors import InputError, UsageError, did_you_mean
from holobiont.gut import invade
from holobiont.knowledge import Knowledge
from holobiont.knowledge.draw import of_taxon
from holobiont.knowledge.schema import FrozenMap
from holobiont.protocol import Live, Protocol, Step, as_protocol
from holobiont.twin.ensemble import across, interval
from holobiont.twin.illness import density
from holobiont.twin.invasion import Invasion, invasion
from holobiont.twin.twin import Twin

#: Days that a visit is followed at least.
_FOLLOWED = 28.0
#: Fewer cells and spores per gram of stool than this are none.
_GONE = 1.0


@dataclass(frozen=True)
class Challenge:
    """Who comes, when, and how many.

    Attributes
    ----------
    taxon : str
        Knowledge id.
    dose : float
        Cells, or spores of one that makes them, that are swallowed within a day.
    day : float
        The day on which they are.
    days : float
        How long is followed.
    """

    taxon: str
    dose: float
    day: float
    days: float


@dataclass(frozen=True)
class Visit:
    """What becomes of a challenge in one twin.

    Attributes
    ----------
    invasion : Invasion
        Growth when rare, as if nobody had come.
    at : int
        Position in time of the day of the challenge.
    peak : float
        Most cells and spores per gram of stool.
    cleared : float
        Days from the challenge until there is less than one per gram; infinite where there is not.
    """

    invasion: Invasion
    at: int
    peak: float
    cleared: float

    @property
    def exponent(self) -> float:
        """Growth when rare on the day of the challenge (1/d)."""
        return float(self.invasion.exponent[self.at])


@dataclass(frozen=True)
class Resistance:
    """Colonization resistance of a twin against somebody, with what versions of it say.

    Attributes
    ----------
    challenge : Challenge
    visit : Visit
        Of the twin itself.
    versions : tuple of Visit
    """

    challenge: Challenge
    visit: Visit
    versions: tuple[Visit, ...] = ()

    def between(self, read: Callable[[Visit], float]) -> tuple[float, float] | None:
        """Return the 5 % and 95 % points of a number over the versions; None without any."""
        if not self.versions:
            return None
        low, _, high = interval(map(read, self.versions))
        return low, high

    @property
    def resisted(self) -> float | None:
        """Part of the versions in which the invader does not grow; None without any."""
        return float(np.mean([v.exponent <= 0 for v in self.versions])) if self.versions else None


@dataclass(frozen=True)
class Versions:
    """How many versions of a twin give the intervals, and how they are made.

    `seed`, `processes` and `progress` are as for `twin.ensemble.across`.
    """

    n: int = 0
    seed: int = 0
    processes: int = 1
    progress: Callable[[int], None] | None = None


def resist(
    twin: Twin,
    taxon: str = "clostridioides_difficile",
    protocol: str | Step | Protocol | Iterable[str | Step] | None = None,
    *,
    dose: float = 1e6,
    day: float | None = None,
    days: float | None = None,
    versions: Versions | None = None,
) -> Resistance:
    """Let somebody come to a twin, and tell how it is resisted.

    Parameters
    ----------
    twin : Twin
    taxon : str
        Id or name of a taxon. One that lives there already comes as another strain of it.
    protocol : str, Step, Protocol or several, optional
        What is done before and meanwhile, such as antibiotics.
    dose : float
        Cells, or spores of one that makes them, that are swallowed within a day.
    day : float, optional
        When; the day the protocol ends when not given.
    days : float, optional
        How long is followed; four weeks beyond that day when not given.
    versions : Versions, optional
        What gives the intervals; there are none when not given.

    Raises
    ------
    InputError
        If nothing is known of the taxon.
    UsageError
        If the dose or a day is impossible.
    """
    name = known(twin.knowledge, taxon)
    plan = Protocol() if protocol is None else as_protocol(protocol, twin.knowledge)
    when = (plan.days if len(plan) else 0.0) if day is None else day
    challenge = Challenge(name, dose, when, when + _FOLLOWED if days is None else days)
    _check(challenge)
    meet = partial(visited, challenge=challenge, protocol=plan)
    made = versions or Versions()
    others = across(
        twin,
        made.n,
        partial(_with_a_strain, taxon=name, meet=meet),
        seed=made.seed,
        processes=made.processes,
        progress=made.progress,
    )
    return Resistance(challenge, meet(twin), others)


def known(knowledge: Knowledge, taxon: str) -> str:
    """Return the id of a taxon by its id, name or synonym."""
    names = {
        name.casefold(): t.id for t in knowledge.taxa.values() for name in (*t.synonyms, t.name)
    }
    found = taxon if taxon in knowledge.taxa else names.get(taxon.strip().casefold())
    if found is None:
        hint = did_you_mean(taxon, (*knowledge.taxa, *names))
        raise InputError(f"{taxon!r} is not a known taxon, so that it cannot come.{hint}")
    return found


def _check(challenge: Challenge) -> None:
    if not 0 < challenge.dose < float("inf"):
        raise UsageError(f"a dose of {challenge.dose:g} is not possible: give a number above 0.")
    if not 0 <= challenge.day < challenge.days:
        raise UsageError(
            f"nobody can come on day {challenge.day:g} of {challenge.days:g}: give a day from 0 "
            "that is before the last."
        )


def visited(twin: Twin, challenge: Challenge, protocol: Protocol) -> Visit:
    """Return what becomes of a challenge in a twin that follows a protocol."""
    taxon, day = challenge.taxon, challenge.day
    alone = invasion(twin, taxon, protocol, days=challenge.days)
    dose = Live(taxon, challenge.dose, day, day + 1.0)
    course = twin.run([*protocol, dose], days=challenge.days)
    later = np.flatnonzero(course.days > day)
    held = np.array(
        [sum(density(course, taxon, int(k), spores=s) for s in (False, True)) for k in later]
    )
    at = int(np.abs(alone.days - day).argmin())
    return Visit(alone, at, float(held.max()), _cleared(course.days[later] - day, held))


def _cleared(days: Array, held: Array) -> float:
    """Return the first day from which on there is none; infinite where there is some at the end."""
    there = np.flatnonzero(held >= _GONE)
    if not len(there):
        return float(days[0])
    return float(days[there[-1] + 1]) if there[-1] + 1 < len(days) else float("inf")


def _with_a_strain(version: Twin, taxon: str, meet: Callable[[Twin], Visit]) -> Visit:
    """Let a version meet a strain whose numbers are drawn; the same version always the same."""
    drawn = np.frombuffer(version.shares.tobytes(), dtype=np.uint32)
    taxa = version.knowledge.taxa
    strain = of_taxon(taxa[taxon], np.random.default_rng(drawn))
    own = replace(version.knowledge, taxa=FrozenMap({**taxa, taxon: strain}))
    return meet(replace(version, knowledge=own, strains=f"{drawn.sum()}"))


def brakes(visit: Visit) -> Mapping[str, float]:
    """Return what each brake takes off the exponent on the day of the challenge (1/d)."""
    return {name: float(values[visit.at]) for name, values in visit.invasion.carried.items()}


#: Names of what may hold an invader back.
BRAKES = tuple(invade.BRAKES)
