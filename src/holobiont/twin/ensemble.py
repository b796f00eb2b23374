"""Many plausible versions of one twin: what is not known, carried to every result.

Each version draws every uncertain number of the knowledge from its 95 % range, and the profile
from the day-to-day variance of stool, and is fitted anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import TypeVar

import numpy as np

from holobiont.engine.law import Array
from holobiont.engine.processes import spread
from holobiont.errors import HolobiontError
from holobiont.knowledge import Knowledge
from holobiont.knowledge.draw import draw
from holobiont.twin.twin import Twin

_LEVELS = (5.0, 50.0, 95.0)
#: How often a version that does not carry the profile is drawn again.
_TRIES = 4
#: Versions that one process takes at a time.
_BATCH = 2
#: How many seeds there are for the strains that a version is given.
_MANY = 1 << 32

T = TypeVar("T")


def ensemble(
    twin: Twin, n: int, seed: int = 0, *, progress: Callable[[int], None] | None = None
) -> tuple[Twin, ...]:
    """Draw and fit `n` plausible versions of a twin.

    Parameters
    ----------
    twin : Twin
    n : int
        Number of versions.
    seed : int
        The same seed gives the same versions.
    progress : callable, optional
        Called with the number done after each.

    Returns
    -------
    tuple of Twin
        Versions of the knowledge that do not carry the profile are drawn again, a few times, and
        then left out, so there may be fewer than `n`.
    """
    return across(twin, n, _itself, seed=seed, progress=progress)


def across(
    twin: Twin,
    n: int,
    work: Callable[[Twin], T],
    *,
    seed: int = 0,
    processes: int = 1,
    progress: Callable[[int], None] | None = None,
) -> tuple[T, ...]:
    """Do the same work on each of `n` versions of a twin.

    Parameters
    ----------
    work : callable
        Takes a version; with several processes it and its result must be picklable.
    processes : int
        How many to use. The results do not depend on it.

    Returns
    -------
    tuple
        What the work gave, in the order of the draws, without versions that do not carry the
        profile.
    """
    seeds = np.random.SeedSequence(seed).spawn(n)
    batches = [seeds[i : i + _BATCH] for i in range(0, n, _BATCH)]
    found: list[T] = []
    for done, batch in enumerate(spread(partial(_work_on, twin, work), batches, processes), 1):
        found += batch
        if progress is not None:
            progress(min(n, done * _BATCH))
    return tuple(found)


def _work_on(twin: Twin, work: Callable[[Twin], T], seeds: list[np.random.SeedSequence]) -> list[T]:
    versions = (_version(twin, np.random.default_rng(seed)) for seed in seeds)
    return [work(version) for version in versions if version is not None]


def _itself(twin: Twin) -> Twin:
    return twin


def _version(twin: Twin, rng: np.random.Generator) -> Twin | None:
    """Draw until a version carries the profile, a few times."""
    taxa = twin.blueprint.member_ids
    for _ in range(_TRIES):
        knowledge = draw(twin.knowledge, rng, taxa=taxa, year=twin.person.year)
        shares = _another_day(twin.knowledge, twin.shares, rng)
        try:
            made = Twin.of_shares(taxa, shares, twin.person, twin.mapped, knowledge, near=twin)
        except HolobiontError:
            continue
        strains = f"{twin.strains} version {rng.integers(_MANY)}"
        return replace(made, strains=strains, dispersal=twin.dispersal)
    return None


def _another_day(knowledge: Knowledge, shares: Array, rng: np.random.Generator) -> Array:
    """Return the shares that another stool of the same person might show."""
    sigma = knowledge.physiology.value("community.daily_sd")
    other = shares * np.exp(sigma * rng.standard_normal(shares.size))
    return np.asarray(other / other.sum())


def interval(values: Iterable[float]) -> tuple[float, float, float]:
    """Return the 5 %, 50 % and 95 % points of values over an ensemble."""
    low, middle, high = np.percentile(list(values), _LEVELS)
    return float(low), float(middle), float(high)
