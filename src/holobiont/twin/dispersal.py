"""A person among people: strains that come, and who of those at home gives way to them.

Strains of one taxon take over from each other within weeks, and come years apart, so the two are
kept apart: who comes, who wins and how fast is worked out at rest, before a run. The run gives a
taxon the fitness of the strains that are the largest part of its niches, anew every quarter of a
year, and everybody answers to that as to any change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from holobiont.engine.law import Array
from holobiont.engine.network import Network
from holobiont.gut.dispersal import Odds, Strain, came_before, niches, seeded, settlers
from holobiont.gut.layout import Layout, fitness_params
from holobiont.gut.residency import LIMIT
from holobiont.gut.takeover import Contest, Niche, boost
from holobiont.knowledge import Knowledge
from holobiont.knowledge.closest import closest
from holobiont.knowledge.schema import Taxon

if TYPE_CHECKING:
    from holobiont.twin.trajectory import Trajectory
    from holobiont.twin.twin import Twin

_HOURS = 24.0
#: Days over which takeovers are gathered: a run stops less often, and each lasts weeks anyway.
_QUARTER = 91.0
#: A stretch of a run: first day, last day, network.
Stretch = tuple[float, float, Network]


@dataclass(frozen=True)
class Strains:
    """The strains of a person over a run.

    Attributes
    ----------
    niches : tuple of Niche
        In the order of the members, each with the strains that settle there.
    """

    niches: tuple[Niche, ...]

    @cached_property
    def all(self) -> tuple[Strain, ...]:
        """Every strain, in the order of the niches and of their coming."""
        return tuple(strain for niche in self.niches for strain in niche.strains)

    @cached_property
    def at_home(self) -> NDArray[np.bool_]:
        """Which of `all` were there on day 0."""
        return np.array([strain.number == 0 for strain in self.all], dtype=np.bool_)

    def parts(self, day: float) -> Array:
        """Part of its taxon that each of `all` is on a day, shape (strains,)."""
        found = [niche.part * niche.parts(day * _HOURS) for niche in self.niches]
        return np.concatenate([np.zeros(0), *found])

    def counted(self, day: float) -> tuple[int, int]:
        """Return how many strains of day 0 are there on a day, and how many that came since."""
        there = self.parts(day) > 0
        return int((there & self.at_home).sum()), int((there & ~self.at_home).sum())

    @cached_property
    def turns(self) -> tuple[float, ...]:
        """Days from which taxa have another fitness, in order: ends of quarters of a year."""
        hours = [at for niche in self.niches for at, _ in niche.reigns[1:]]
        return tuple(sorted({float(np.ceil(at / _HOURS / _QUARTER)) * _QUARTER for at in hours}))

    def keener(self, day: float) -> dict[str, float]:
        """Return ln of the uptake of each taxon (id) over that on day 0, from a day on."""
        taxa: dict[str, list[Niche]] = {}
        for niche in self.niches:
            taxa.setdefault(niche.strains[0].taxon, []).append(niche)
        return {taxon: boost(own, day * _HOURS) for taxon, own in taxa.items()}


def arrivals(knowledge: Knowledge, taxon: Taxon) -> float:
    """Return how many new strains come to each niche of a taxon in an hour."""
    return _of(knowledge, taxon, "dispersal.arrivals")


def wins(knowledge: Knowledge, taxon: Taxon) -> float:
    """Part of the new strains of a taxon that beat who is at home."""
    return _of(knowledge, taxon, "dispersal.wins")


def _of(knowledge: Knowledge, taxon: Taxon, numbers: str) -> float:
    found = closest(knowledge.physiology.table(numbers), taxon)
    assert found is not None, "the knowledge speaks of every domain"
    return found.internal


def strains_of(twin: Twin, days: float, seed: int = 0) -> Strains:
    """Draw the strains of a person, and those that settle in some days.

    Parameters
    ----------
    twin : Twin
        At rest; who is not at home there has no strains.
    days : float
        A longer time begins as a shorter one.
    seed : int
        The same seed gives the same person the same strains; people differ by the name of the
        sample.
    """
    b, home, body = twin.blueprint, twin.residency, twin.knowledge.physiology.value
    contest = Contest(b, home.network, home.x, np.stack([home.fitness, home.mucosal]), LIMIT)
    new, cell = body("dispersal.cells"), body("biomass.cell_mass")
    found: list[Niche] = []
    for row, member in enumerate(b.members):
        held = float(contest.biomass(row).sum())
        if member.id in twin.guests or held <= 0:
            continue
        odds = Odds(
            arrivals(twin.knowledge, member.taxon),
            came_before(wins(twin.knowledge, member.taxon)),
            body("community.strain_sd"),
            new,
            contest.growth(row),
        )
        whose = (seed, twin.mapped.profile.sample, twin.strains, member.id)
        for i, part in enumerate(niches(seeded(*whose), body("dispersal.strains"))):
            gain = contest.advantage(row)
            own = settlers(member.id, i, odds, gain, days * _HOURS, seeded(*whose, i))
            found.append(Niche(tuple(own), part, part * held / cell, new))
    return Strains(tuple(found))


def turned(twin: Twin, strains: Strains, stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """Cut stretches where another strain leads its niche, and give networks its fitness.

    Parameters
    ----------
    twin : Twin
        The one that is run, with places for whatever its protocol brings.
    """
    for start, end, network in stretches:
        days = [start, *(day for day in strains.turns if start < day < end), end]
        for begin, finish in pairwise(days):
            yield begin, finish, _with(twin, network, strains.keener(begin))


def _with(twin: Twin, network: Network, keener: dict[str, float]) -> Network:
    """Return a network in which taxa take up what is scarce more eagerly (ln)."""
    if not any(keener.values()):
        return network
    home = twin.residency
    more = np.array([[keener.get(member.origin, 0.0)] for member in twin.blueprint.members])
    layout = Layout.of(twin.blueprint, network)
    lumen, mucus = (
        np.minimum(f + more, np.maximum(f, LIMIT)) for f in (home.fitness, home.mucosal)
    )
    return network.with_params(fitness_params(layout, network, lumen, mucus))


def shares(course: Trajectory, strains: Strains, k: int) -> Array:
    """Share of the stool of each strain at time `k`, shape (strains,)."""
    hosts = dict(zip(course.hosts, course.host_shares[k], strict=True))
    taxa = np.array([hosts[strain.taxon] for strain in strains.all], dtype=float)
    return np.asarray(taxa * strains.parts(float(course.days[k])))
