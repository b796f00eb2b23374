"""Which communities are grown in which arm."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import comb

import numpy as np

from holobiont.validation.culture import Culture


@dataclass(frozen=True)
class Dish:
    """One culture; two that are equal become the same.

    Attributes
    ----------
    members : tuple of (name, amount)
        Who is put into it, and how much of each for 1 of another.
    conditions : tuple
        What else decides what becomes of it.
    culture : Culture
        Where it comes from.
    """

    members: tuple[tuple[str, float], ...]
    conditions: tuple[object, ...]
    culture: Culture = field(compare=False)

    def __str__(self) -> str:
        """Name the members."""
        return " + ".join(name for name, _ in self.members)


def dishes(culture: Culture, count: int, seed: int) -> list[Dish]:
    """Return the cultures of an arm: all that are listed, or as many as asked of those drawn."""
    drawn = culture.listed or tuple(draws(culture, count, seed))
    return [Dish(culture.community(d), culture.conditions, culture) for d in drawn]


def draws(culture: Culture, count: int, seed: int) -> Iterator[tuple[str, ...]]:
    """Draw different communities; all there are, where they are fewer than asked for.

    The first few do not depend on how many are drawn.
    """
    rng = np.random.default_rng(seed)
    others = free(culture)
    sizes = [size - len(culture.carry) for size in culture.size]
    possible = sum(comb(len(others), size) for size in set(sizes))
    found: set[tuple[int, ...]] = set()
    while len(found) < min(count, possible):
        size = sizes[rng.integers(len(sizes))]
        chosen = tuple(sorted(rng.choice(len(others), size, replace=False).tolist()))
        if chosen not in found:
            found.add(chosen)
            yield (*culture.carry, *(others[i] for i in chosen))


def free(culture: Culture) -> tuple[str, ...]:
    """Return who of the pool may be in a community or not."""
    return tuple(n for n in culture.pool if n not in culture.carry and n not in culture.lack)
