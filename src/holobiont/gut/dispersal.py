"""Strains that come from other people and from food: who comes when, and who takes a niche.

A species lives in a person as one or a few strains, each in a niche of its own. Now and then a new
strain comes to a niche. If it grows faster there than who is at home, and does not die out by
chance while it is rare, it takes over; if not, it passes.

Strains are drawn alike, and who is at home is the best of those that came before: the next one
beats the best of `n` with probability ``1 / (n + 1)``. So residents hold on the longer the better
they are, and losses slow down with time. Each niche has a generator of its own, so that neither the
other taxa nor the length of a run changes what happens in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

#: Growth over that of the first resident (1/h), by ln of the uptake of scarce food over its own.
Advantage = Callable[[float], float]


@dataclass(frozen=True)
class Strain:
    """A strain of a taxon in one of its niches.

    Attributes
    ----------
    taxon : str
        Id of the member whose strain it is.
    niche : int
        Which niche of the taxon, from 0.
    number : int
        How many strains have settled in the niche before it; 0 is at home on day 0.
    hour : float
        When it came (h); 0 for who was at home.
    fitness : float
        ln of its uptake of scarce food over that of who was at home.
    advantage : float
        Its growth less that of who was at home (1/h).
    """

    taxon: str
    niche: int
    number: int = 0
    hour: float = 0.0
    fitness: float = 0.0
    advantage: float = 0.0

    @property
    def id(self) -> str:
        """Name of the strain, such as ``"akkermansia_muciniphila 2 (newcomer 1)"``."""
        came = f" (newcomer {self.number})" if self.number else ""
        return f"{self.taxon} {self.niche + 1}{came}"


@dataclass(frozen=True)
class Odds:
    """What decides who comes and stays in a niche.

    Attributes
    ----------
    rate : float
        New strains that come in an hour.
    before : float
        Of how many strains who is at home is the best.
    spread : float
        Standard deviation of ln(fitness) between strains.
    cells : float
        Cells of a new strain when it comes.
    growth : float
        Growth of who is at home (1/h).
    """

    rate: float
    before: float
    spread: float
    cells: float
    growth: float


def seeded(*words: str | int) -> np.random.Generator:
    """Return a generator of its own for some words, the same in every process."""
    return np.random.default_rng(list("\n".join(str(word) for word in words).encode()))


def came_before(wins: float) -> float:
    """Return of how many strains who is at home is the best, if a next one wins so often."""
    return (1.0 - wins) / wins


def niches(rng: np.random.Generator, mean: float) -> tuple[float, ...]:
    """Draw the niches of a taxon as parts of its biomass: at least one, a stick broken at random.

    Parameters
    ----------
    mean : float
        Strains of a taxon that people have, on average.
    """
    parts = rng.exponential(size=1 + rng.poisson(max(mean - 1.0, 0.0)))
    return tuple(float(part) for part in parts / parts.sum())


def settlers(
    taxon: str, niche: int, odds: Odds, advantage: Advantage, hours: float, rng: np.random.Generator
) -> Iterator[Strain]:
    """Yield who is at home in a niche, and each new strain that gains on whoever is the best there.

    Others that come pass through. A longer run begins as a shorter one.
    """
    best = first = rng.random() ** (1.0 / odds.before)
    last = Strain(taxon, niche)
    yield last
    hour = 0.0
    while odds.rate > 0:
        hour += rng.exponential(1.0 / odds.rate)
        rank, luck = rng.random(2)
        if hour > hours:
            return
        if rank <= best:
            continue
        fitness = odds.spread * float(ndtri(rank) - ndtri(first))
        gain = advantage(fitness)
        if luck < established(gain - last.advantage, odds.growth + gain, odds.cells):
            best = rank
            last = Strain(taxon, niche, last.number + 1, hour, fitness, gain)
            yield last


def established(gain: float, birth: float, cells: float) -> float:
    """Probability that some cells found a lineage that does not die out by chance.

    Each line of descent of a birth-and-death process survives with probability ``gain / birth``
    (Kendall 1948).

    Parameters
    ----------
    gain : float
        Births less deaths (1/h), as against who is at home.
    birth : float
        Births (1/h).
    cells : float
        How many there are at first.
    """
    if gain <= 0 or birth <= 0:
        return 0.0
    return float(-np.expm1(cells * np.log1p(-min(gain / birth, 1.0 - np.finfo(float).eps))))
