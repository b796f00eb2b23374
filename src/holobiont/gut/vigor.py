"""How fast each host of a phage grows where it is: phages multiply only in cells that grow."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from holobiont.engine.law import Index, Law, Linear, Process
from holobiont.gut.blueprint import Blueprint
from holobiont.gut.growth import GROWING
from holobiont.gut.kinetics import Numbers
from holobiont.gut.members import Member
from holobiont.gut.quantities import sums

#: What is put behind the name of a law of growth when it is taken per gram.
SUFFIX = "_per_gram"
#: Laws of growth per gram.
PER_GRAM = tuple(f"{name}{SUFFIX}" for name in GROWING)


@dataclass(frozen=True)
class PerGram:
    """A law of growth per gram of biomass; it reads the same, but not the biomass."""

    law: Callable[..., Any]

    def __call__(self, _biomass: Numbers, *reads: Numbers, **constants: Numbers) -> Numbers:
        """Return growth over biomass (1/h)."""
        return self.law(1.0, *reads, **constants)


def vigor(
    b: Blueprint,
    hosts: Sequence[Member],
    start: int,
    growing: Sequence[Process],
    suffix: str = "",
) -> tuple[Law | Linear, ...]:
    """Growth per gram (1/h) of the hosts on each food, and their sums.

    The sums are in the order of homes, lumen first, and in each of hosts.

    Parameters
    ----------
    start : int
        Position of the first of these quantities.
    growing : sequence of Process
        Processes of the same blueprint, those of growth among them.
    suffix : str
        What is put behind their names.
    """
    places = (*b.habitat.names, *b.habitat.walls)
    homes = [b.at(host.id, place) for place in places for host in hosts]
    grown = [p.law for p in growing if p.law.name in GROWING and p.law.size]
    chosen = ((law, np.flatnonzero(np.isin(law.reads[0], homes))) for law in grown)
    laws = tuple(_per_gram(law, own, suffix) for law, own in chosen if own.size)
    row = {state: k for k, state in enumerate(homes)}
    terms = []
    for law in laws:
        terms += [(row[int(state)], start + k, 1.0) for k, state in enumerate(law.reads[0])]
        start += law.size
    return (*laws, sums(f"vigor{suffix}", terms, len(homes)))


def _per_gram(law: Law, own: Index, suffix: str) -> Law:
    """Return some instances of a law of growth, per gram of biomass."""
    return replace(
        law,
        name=f"{law.name}{SUFFIX}{suffix}",
        function=PerGram(law.function),
        reads=law.reads[:, own],
        params=law.constants(own),
        unit_of=law.function,
    )
