"""Many plausible versions of one twin: what is not known, carried to every result.

Each version draws every uncertain number of the knowledge from its 95 % range, and the profile
from the day-to-day variance of stool, and is fitted anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

import numpy as np

from holobiont.engine.law import Array
from holobiont.errors import HolobiontError
from holobiont.knowledge import Knowledge
from holobiont.knowledge.draw import draw
from holobiont.twin.twin import Twin

_LEVELS = (5.0, 50.0, 95.0)
#: A version that needs more help than this to carry the profile is not a plausible one.
_PATIENCE = 3


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
        Versions of the knowledge that do not carry the profile are left out, so there may be
        fewer than `n`.
    """
    return tuple(member for member in _versions(twin, n, seed, progress) if member is not None)


def _versions(
    twin: Twin, n: int, seed: int, progress: Callable[[int], None] | None
) -> Iterator[Twin | None]:
    for i, child in enumerate(np.random.SeedSequence(seed).spawn(n), start=1):
        yield _version(twin, np.random.default_rng(child))
        if progress is not None:
            progress(i)


def _version(twin: Twin, rng: np.random.Generator) -> Twin | None:
    taxa = twin.blueprint.member_ids
    knowledge = draw(twin.knowledge, rng, taxa=taxa)
    shares = _another_day(twin.knowledge, twin.shares, rng)
    try:
        return Twin.of_shares(
            taxa,
            shares,
            twin.person,
            twin.mapped,
            knowledge,
            start=twin.residency.x,
            patience=_PATIENCE,
        )
    except HolobiontError:
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


def with_person(twin: Twin, **changes: object) -> Twin:
    """Refit a twin for the same profile with other facts about the person."""
    person = replace(twin.person, **changes)  # type: ignore[arg-type]
    return Twin.of_shares(
        twin.blueprint.member_ids, twin.shares, person, twin.mapped, twin.knowledge
    )
