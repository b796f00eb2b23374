"""Spores: cells that stop growing turn into them; bile acids and amino acids wake them.

States are the spores of each member of which they are followed (`Blueprint.sporing`), in every
segment and its mucus. They are carried along as all solids, and no drug, acid or oxygen kills them.
Only spores that a blueprint is given cost anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from holobiont.engine.law import Array, Law, Linear, Process
from holobiont.gut import kinetics, mucus
from holobiont.gut.blueprint import Blueprint
from holobiont.gut.fluxes import Fluxes
from holobiont.gut.members import Member
from holobiont.gut.quantities import Term, sums
from holobiont.gut.traces import bile
from holobiont.gut.vigor import vigor
from holobiont.knowledge import Knowledge
from holobiont.knowledge.schema import Quantity, Spores

#: What is put behind the name of a law of growth when it is taken per gram here.
SUFFIX = "_of_spore_formers"
#: Sums over what wakes and what blocks spores, in the order of `kinetics.germination`.
_SIGNALS = ("germinants", "competitors", "cogerminants")
#: Co-germinants, over their half saturation, of those who need none.
_PLENTY = 1e9

Derived = tuple[Law | Linear, ...]


def sporing(b: Blueprint) -> tuple[Member, ...]:
    """Members of which spores are followed, every strain."""
    return tuple(member for member in b.members if member.id in b.spores)


def traits(member: Member) -> Spores:
    """Return how a member makes spores."""
    found = member.taxon.spores
    assert found is not None, "only spore formers are followed"
    return found


def derived(b: Blueprint, start: int, growing: Sequence[Process]) -> Derived:
    """Return what spores read: germinants, competitors, co-germinants, and growth (1/h).

    The sums are by member and segment, over the half saturation of each; the growth is by home,
    lumen first, and member.

    Parameters
    ----------
    start : int
        Position of the first of these quantities.
    growing : sequence of Process
        Processes of the blueprint, those of growth among them.
    """
    if not b.spores:
        return ()
    signals = tuple(_signal(b, name) for name in _SIGNALS)
    start += sum(node.size for node in signals)
    return (*signals, *vigor(b, sporing(b), start, growing, SUFFIX))


def _signal(b: Blueprint, name: str) -> Linear:
    width = len(b.habitat.names)
    terms: list[Term] = []
    for row, member in enumerate(sporing(b)):
        for compound, half in getattr(traits(member), name).items():
            at = b.concentration(compound)
            terms += [(row * width + s, int(at[s]), 1.0 / half.internal) for s in range(width)]
    needless = [not traits(m).cogerminants and name == "cogerminants" for m in sporing(b)]
    node = sums(name, terms, len(needless) * width)
    return replace(node, offset=node.offset + _PLENTY * np.repeat(needless, width))


def _homes(b: Blueprint) -> Iterator[tuple[int, int, Member, str]]:
    """Yield the number of a home, that of its segment, a member, and the place."""
    width = len(b.habitat.names)
    for k, home in enumerate((*b.habitat.names, *b.habitat.walls)):
        for member in sporing(b):
            yield k, k % width, member, home


def sporulation(b: Blueprint, made: Derived, start: int) -> Process:
    """Cells that grow little turn into spores."""
    fluxes = Fluxes("sporulation", kinetics.sporulation)
    growth, own = start + sum(node.size for node in made[:-1]), sporing(b)
    for k, _, member, home in _homes(b):
        source, law = b.at(member.id, home), traits(member)
        fluxes.add(
            (source, growth + k * len(own) + own.index(member)),
            {source: -1.0, b.at(b.spores[member.id], home): 1.0},
            rate=law.sporulation.internal,
            slow=law.slow.internal,
        )
    return fluxes.process()


def germination(b: Blueprint, made: Derived, start: int) -> Process:
    """Spores wake up by what is dissolved in their segment."""
    fluxes = Fluxes("germination", kinetics.germination)
    width, own = len(b.habitat.names), sporing(b)
    for _, s, member, home in _homes(b):
        source = b.at(b.spores[member.id], home)
        cell = own.index(member) * width + s
        signals = [start + i * len(own) * width + cell for i in range(len(_SIGNALS))]
        fluxes.add(
            (source, *signals),
            {source: -1.0, b.at(member.id, home): 1.0},
            rate=traits(member).germination.internal,
        )
    return fluxes.process()


def adhesion(b: Blueprint, _made: Derived, _start: int) -> Process:
    """Spores settle in the mucus as their cells do."""
    fluxes = Fluxes("spore_adhesion", kinetics.first_order)
    for member in sporing(b):
        for place, wall in zip(b.habitat.names, b.habitat.walls, strict=False):
            source = b.at(b.spores[member.id], place)
            effect = {source: -1.0, b.at(b.spores[member.id], wall): 1.0}
            fluxes.add((source,), effect, rate=mucus.settling(b, member))
    return fluxes.process()


def shedding(b: Blueprint, _made: Derived, _start: int) -> Process:
    """Spores come off with the mucus."""
    fluxes = Fluxes("spore_shedding", kinetics.shedding)
    body = b.knowledge.physiology.value
    for member in sporing(b):
        for s, (place, wall) in enumerate(zip(b.habitat.names, b.habitat.walls, strict=False)):
            source = b.at(b.spores[member.id], wall)
            fluxes.add(
                (source, int(b.residents[s])),
                {source: -1.0, b.at(b.spores[member.id], place): 1.0},
                rate=body("mucus.turnover"),
                room=body("mucus.capacity") * mucus.volume(b, s),
            )
    return fluxes.process()


#: Every process of spores.
PROCESSES = (sporulation, germination, adhesion, shedding)


def processes(b: Blueprint, made: Derived, start: int) -> tuple[Process, ...]:
    """Return the processes of the spores of a blueprint; none where it has none.

    Parameters
    ----------
    made : sequence of Law or Linear
        The quantities of `derived`, of which the first is at `start`.
    """
    return tuple(make(b, made, start) for make in PROCESSES) if b.spores else ()


def woken_on_the_way(knowledge: Knowledge, spores: Spores) -> float:
    """Part of swallowed spores that wakes up before the colon (Koenigsknecht et al. 2015).

    They meet the conjugated bile acids of the small intestine, and amino acids in plenty, for as
    long as it takes to empty: of first order, ``k f / (k f + k_ileum)``.
    """
    body = knowledge.physiology.value
    level = body("bile.small.intestine")
    acids = bile(knowledge)
    total = sum(acids.values())
    there = {name: level * amount / total for name, amount in acids.items()}
    awake = kinetics.awake(_over(there, spores.germinants), _over(there, spores.competitors))
    rate = spores.germination.internal * float(awake)
    return rate / (rate + body("transit.ileum_rate"))


def _over(levels: Mapping[str, float], halves: Mapping[str, Quantity]) -> float:
    return sum(level / halves[name].internal for name, level in levels.items() if name in halves)


def with_spores(b: Blueprint, members: tuple[str, ...]) -> Blueprint:
    """Return a blueprint that follows the spores of some members (ids) that make them."""
    makes = [m.origin for m in b.members if m.taxon.spores is not None and m.origin in members]
    return replace(b, sporing=tuple(dict.fromkeys((*b.sporing, *makes))))


def held(b: Blueprint, x: Array, member: str) -> Array:
    """Spores of a member (id), all strains, in each segment (g), shape (..., segments)."""
    own = [b.across(b.spores[m.id]) for m in b.members if m.origin == member and m.id in b.spores]
    none = np.zeros((*x.shape[:-1], len(b.habitat.names)))
    return np.asarray(sum((x[..., at] for at in own), none))
