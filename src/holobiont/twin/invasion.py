"""Colonization resistance of a twin as a number: how fast an invader grows where it is rare."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from holobiont.engine.law import Array
from holobiont.gut import invade
from holobiont.twin.live import strain
from holobiont.twin.newcomers import with_newcomers
from holobiont.twin.spores import with_spores

if TYPE_CHECKING:
    from holobiont.protocol import Protocol, Step
    from holobiont.twin.trajectory import Trajectory
    from holobiont.twin.twin import Twin

_HOURS = 24.0


@dataclass(frozen=True)
class Invasion:
    """How an invader would fare if a few of it came, at the times of a course.

    Attributes
    ----------
    taxon : str
        Knowledge id of the invader.
    days : ndarray, shape (k,)
    exponent : ndarray, shape (k,)
        Growth when rare (1/d) in the whole gut; below zero it is resisted.
    local : ndarray, shape (k, places)
        Growth less what leaves or dies (1/d) of cells in each lumen and each mucus.
    without : mapping
        The exponent (1/d), shape (k,), if one thing that holds the invader back were not there, by
        its name.
    places : tuple of str
    """

    taxon: str
    days: Array
    exponent: Array
    local: Array
    without: Mapping[str, Array]
    places: tuple[str, ...]

    @property
    def open_days(self) -> float:
        """Days of the course in which the invader would grow, each lasting until the next."""
        lasts = np.diff(self.days, append=self.days[-1])
        return float(lasts[self.exponent > 0].sum())

    @property
    def carried(self) -> dict[str, Array]:
        """What each brake takes off the exponent (1/d) beside all the others, shape (k,)."""
        return {name: lifted - self.exponent for name, lifted in self.without.items()}


def guested(twin: Twin, taxon: str) -> tuple[Twin, str]:
    """Return the twin with places for a taxon that comes, and its id there.

    Where it makes spores these are followed. Nobody of it is there yet.
    """
    guest = strain(twin, taxon)
    name = guest.member.id
    return with_spores(with_newcomers(twin, [guest]), [name]), name


def invasion(
    twin: Twin,
    taxon: str,
    protocol: str | Step | Protocol | Iterable[str | Step] | None = None,
    *,
    days: float | None = None,
    every: float = 1.0,
    brakes: Iterable[str] = tuple(invade.BRAKES),
) -> Invasion:
    """Follow how fast an invader would grow where it is rare, while a protocol is followed.

    Parameters
    ----------
    twin : Twin
    taxon : str
        Id of a taxon. One that lives there already comes as another strain of it.
    protocol, days, every
        As for `Twin.run`.
    brakes : iterable of str
        Which of `gut.invade.BRAKES` are lifted, each by itself.

    Raises
    ------
    InputError
        If nothing is known of the taxon.
    """
    wide, name = guested(twin, taxon)
    return along(wide.run(protocol, days=days, every=every), name, tuple(brakes))


def along(course: Trajectory, invader: str, brakes: Iterable[str] = ()) -> Invasion:
    """Return how fast an invader (id) would grow where it is rare, at all times of a course."""
    b = course.twin.blueprint
    pairs = [(n, x) for n, x in zip(course.networks, course.x, strict=True)]
    matrices = [invade.growth_matrix(b, n, x, invader) for n, x in pairs]
    lifted = {}
    for brake in brakes:
        lift = invade.BRAKES[brake]
        freed = [invade.growth_matrix(b, *lift(b, n, x, invader), invader) for n, x in pairs]
        lifted[brake] = np.array([invade.exponent(m) for m in freed]) * _HOURS
    taxon = next(m.taxon.id for m in b.members if m.id == invader)
    return Invasion(
        taxon,
        course.days,
        np.array([invade.exponent(m) for m in matrices]) * _HOURS,
        np.array([invade.local(b, m) for m in matrices]) * _HOURS,
        lifted,
        (*b.habitat.names, *b.habitat.walls),
    )
