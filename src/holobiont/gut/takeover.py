"""How fast a strain gains on the one at home, and what part of their niche each is.

Two strains of one taxon meet the same food, the same passage and the same phages (`gut.rivals`),
so that the ratio of their numbers changes exponentially, at the difference of their growth.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from holobiont.engine.law import Array
from holobiont.engine.network import Network
from holobiont.gut.blueprint import Blueprint
from holobiont.gut.dispersal import Strain
from holobiont.gut.eagerness import Appetite
from holobiont.gut.invade import changes_of, exponent, own_states
from holobiont.gut.layout import Layout, fitness_params


@dataclass(frozen=True)
class Contest:
    """A community at rest in which strains of its members compete.

    Attributes
    ----------
    b : Blueprint
    network : Network
    x : ndarray, shape (states,)
        State at rest.
    fitness : ndarray, shape (2, members, segments)
        In the lumen and in the mucus.
    most : float
        Largest fitness that there is.
    """

    b: Blueprint
    network: Network
    x: Array
    fitness: Array
    most: float

    @cached_property
    def appetite(self) -> Appetite:
        """How growth answers to fitness."""
        layout = Layout.of(self.b, self.network)
        none = np.zeros(layout.biomass.shape)
        plain = self.network.with_params(fitness_params(layout, self.network, none, none))
        return Appetite.of(layout, plain, self.x)

    @cached_property
    def usual(self) -> Array:
        """Growth of everybody at home (1/h), shape (2, members, segments)."""
        return self.appetite.growth(self.fitness)

    def biomass(self, row: int) -> Array:
        """Biomass (g) of a member in lumen and mucus, shape (2, segments)."""
        habitat, name = self.b.habitat, self.b.member_ids[row]
        places = (habitat.names, habitat.walls)
        return np.array([[self.x[self.b.at(name, p)] for p in side] for side in places])

    def growth(self, row: int) -> float:
        """Growth of a member (1/h), mean over its biomass."""
        held = self.biomass(row)
        return float((self.usual[:, row] * held).sum() / held.sum())

    def matrix(self, row: int) -> Array:
        """Return the change of biomass in each lumen and mucus with each (1/h), at its own density.

        What preys on the member preys on its strains by the density of them all.
        """
        return changes_of(self.network, own_states(self.b, self.b.member_ids[row]), self.x)

    def advantage(self, row: int) -> Callable[[float], float]:
        """Return what a strain of a member gains on it (1/h), by how much fitter it is (ln).

        The largest real part of the eigenvalues, as of an invader (`gut.invade`): a strain spreads
        over all places. What washes in from the ileum is of who is at home, and left out of both.
        """
        matrix = self.matrix(row)
        own = exponent(matrix)

        def gain(fitness: float) -> float:
            keen = np.clip(self.fitness + fitness, None, np.maximum(self.most, self.fitness))
            more = (self.appetite.growth(keen) - self.usual)[:, row].ravel()
            places = np.zeros(len(matrix))
            places[: more.size] = more
            return exponent(matrix + np.diag(places)) - own

        return gain


@dataclass(frozen=True)
class Niche:
    """A niche of a taxon, and the strains that settle in it, in the order in which they come.

    Attributes
    ----------
    strains : sequence of Strain
        The first was at home.
    part : float
        Part of its taxon that lives here.
    cells : float
        How many cells live here.
    new : float
        How many cells of a new strain come.
    """

    strains: tuple[Strain, ...]
    part: float
    cells: float
    new: float

    @cached_property
    def _starts(self) -> Array:
        """Log of each strain's number over that of the first at hour 0, had it been there."""
        found: list[float] = []
        for strain in self.strains:
            there = np.array(found) + self._gains[: len(found)] * strain.hour
            level = np.logaddexp.reduce(there) + np.log(self.new / self.cells) if found else 0.0
            found.append(float(level) - strain.advantage * strain.hour)
        return np.array(found)

    @cached_property
    def _gains(self) -> Array:
        return np.array([strain.advantage for strain in self.strains])

    def parts(self, hour: float) -> Array:
        """Part of the niche that each strain is at an hour, shape (strains,).

        One that is less than a cell is gone.
        """
        levels = self._starts + self._gains * hour
        come = np.array([strain.hour <= hour for strain in self.strains])
        levels = np.where(come, levels, -np.inf)
        parts = np.exp(levels - np.logaddexp.reduce(levels))
        whole = np.where(parts * self.cells >= 1.0, parts, 0.0)
        return np.asarray(whole / whole.sum() if whole.any() else parts)

    @cached_property
    def reigns(self) -> tuple[tuple[float, Strain], ...]:
        """From which hour on which strain is the largest part, in order."""
        found = [(0.0, 0)]
        while True:
            hour, leader = found[-1]
            later = [(self._overtakes(k, leader), k) for k in range(leader + 1, len(self.strains))]
            later = [(max(at, hour), -k) for at, k in later]
            if not later:
                return tuple((at, self.strains[k]) for at, k in found)
            at, k = min(later)
            found.append((at, -k))

    def _overtakes(self, one: int, other: int) -> float:
        """Hour at which a strain becomes as many as another that gains less."""
        gap = self._starts[other] - self._starts[one]
        return max(float(gap / (self._gains[one] - self._gains[other])), self.strains[one].hour)


def boost(niches: Sequence[Niche], hour: float) -> float:
    """Return ln of the uptake of a taxon over that on day 0: of the strains that lead, by part."""
    more = 0.0
    for niche in niches:
        leader = [strain for at, strain in niche.reigns if at <= hour][-1]
        more += niche.part * float(np.expm1(leader.fitness))
    return float(np.log1p(more))
