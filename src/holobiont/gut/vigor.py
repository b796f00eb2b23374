"""How fast each host of a phage grows where it is: phages multiply only in cells that grow."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from holobiont.engine.law import Law, Linear, Process
from holobiont.gut import growth, mucus
from holobiont.gut.blueprint import MUCIN, Blueprint
from holobiont.gut.kinetics import Numbers
from holobiont.gut.members import Member
from holobiont.gut.quantities import sums

#: What is put behind the name of a law of growth when it is taken per gram.
SUFFIX = "_per_gram"
#: Laws of growth per gram.
PER_GRAM = tuple(f"{name}{SUFFIX}" for name in growth.GROWING)


@dataclass(frozen=True)
class PerGram:
    """A law of growth per gram of biomass; it reads the same, but not the biomass."""

    law: Callable[..., Any]

    def __call__(self, _biomass: Numbers, *reads: Numbers, **constants: Numbers) -> Numbers:
        """Return growth over biomass (1/h)."""
        return self.law(1.0, *reads, **constants)


def vigor(
    b: Blueprint, hosts: Sequence[Member], start: int, suffix: str = ""
) -> tuple[Law | Linear, ...]:
    """Growth per gram (1/h) of the hosts on each food, and their sums.

    The sums are in the order of homes, lumen first, and in each of hosts.

    Parameters
    ----------
    start : int
        Position of the first of these quantities.
    suffix : str
        What is put behind their names.
    """
    laws = tuple(
        replace(
            process.law,
            name=f"{process.law.name}{suffix}",
            function=PerGram(process.law.function),
        )
        for process in _growing(b, {b.members.index(host) for host in hosts})
        if process.law.size
    )
    places = (*b.habitat.names, *b.habitat.walls)
    homes = [b.at(host.id, place) for place in places for host in hosts]
    row = {state: k for k, state in enumerate(homes)}
    terms = []
    for law in laws:
        terms += [(row[int(state)], start + k, 1.0) for k, state in enumerate(law.reads[0])]
        start += law.size
    return (*laws, sums(f"vigor{suffix}", terms, len(homes)))


def _growing(b: Blueprint, own: set[int]) -> tuple[Process, ...]:
    """Return growth of some members (numbers) in the lumen and in the mucus."""
    feeds = [feed for feed in b.feeds if feed.member in own]
    breathers = [feed for feed in b.breathers if feed.member in own]
    kept = [
        {p: q.internal for p, q in m.taxon.private.items()} if i in own else {}
        for i, m in enumerate(b.members)
    ]
    part = b.knowledge.physiology.value("mucus.kept")
    mucin = [{MUCIN: part} if i in own else {} for i in range(len(b.members))]
    dissolved, polymers, mucosal, grazing = PER_GRAM
    found = (
        growth.on_dissolved(b, dissolved, feeds, growth.lumen(b)),
        growth.on_kept(b, polymers, kept, growth.lumen(b), b.degraders),
    )
    if not b.habitat.walls:
        return found
    sites = mucus.sites(b)
    return (
        *found,
        growth.on_dissolved(b, mucosal, (*feeds, *breathers), sites),
        growth.on_kept(b, grazing, mucin, sites, lambda _: b.mucin_degraders),
    )
