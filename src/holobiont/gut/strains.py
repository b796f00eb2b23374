"""Strains of a host: who escapes which phage, and what is born of whom.

A host of phages that are present splits into strains. For each phage a strain is susceptible,
resists (and pays for it in growth), or carries the phage as a prophage and is immune. Strains are
members like any other, so that they eat, move and settle as their host does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import product

from holobiont.errors import InputError
from holobiont.gut.members import Member
from holobiont.knowledge.schema import Phage

#: The most phages that one host can have: its strains double with each.
MOST = 4
_SUSCEPTIBLE, _RESISTS, _CARRIES = range(3)


def preys(phage: Phage, member: Member) -> bool:
    """Tell whether a member is a host, whether or not it escapes."""
    return member.taxon.id in phage.hosts and phage.hosts[member.taxon.id].internal > 0


def infects(phage: Phage, member: Member) -> bool:
    """Tell whether a phage kills a member."""
    return preys(phage, member) and phage.id not in (*member.resists, *member.carries)


def strains(members: Iterable[Member], phages: Sequence[Phage]) -> Iterator[Member]:
    """Yield the strains of every host beside the wild type, which escapes nothing.

    Raises
    ------
    InputError
        If a host has too many phages.
    """
    for member in members:
        own = [phage for phage in phages if preys(phage, member)]
        if len(own) > MOST:
            raise InputError(
                f"{member.id} is prey of {len(own)} of the phages, which makes too many strains: "
                f"give at most {MOST}, or a cocktail that acts as one."
            )
        for fate in product(*([*range(3 if phage.lysogeny else 2)] for phage in own)):
            if any(fate):
                yield _strain(member, own, fate)


def _strain(member: Member, phages: Sequence[Phage], fate: tuple[int, ...]) -> Member:
    pairs = list(zip(phages, fate, strict=True))
    resists = tuple(phage.id for phage, state in pairs if state == _RESISTS)
    carries = tuple(phage.id for phage, state in pairs if state == _CARRIES)
    pace = member.pace
    for phage, state in pairs:
        pace *= 1.0 - phage.resistance.cost.internal if state == _RESISTS else 1.0
    words = [f"resists {p}" for p in resists] + [f"carries {p}" for p in carries]
    name = f"{member.id} ({', '.join(words)})"
    return replace(member, id=name, pace=pace, host=member.id, resists=resists, carries=carries)


def kin(members: Sequence[Member], one: Member, resists: set[str], carries: set[str]) -> Member:
    """Return the strain of the same host that escapes some phages."""
    return next(
        m
        for m in members
        if m.origin == one.origin and (set(m.resists), set(m.carries)) == (resists, carries)
    )


def offspring(members: Sequence[Member], phages: Sequence[Phage], i: int) -> dict[str, float]:
    """Return what of a member's new biomass belongs to whom: itself, and its mutants."""
    one, born = members[i], {members[i].id: 1.0}
    resists, carries = set(one.resists), set(one.carries)
    for phage in phages:
        rate, other = 0.0, resists
        if infects(phage, one):
            rate, other = phage.resistance.mutation.internal, resists | {phage.id}
        elif phage.id in resists and phage.resistance.reversion is not None:
            rate, other = phage.resistance.reversion.internal, resists - {phage.id}
        if rate:
            born[kin(members, one, other, carries).id] = rate
            born[one.id] -= rate
    return born


def standing(members: Sequence[Member], phages: Sequence[Phage], one: Member) -> float:
    """Share of a strain in its host that has not met the phages yet; none carries a prophage."""
    if one.carries:
        return 0.0
    share = 1.0
    for phage in phages:
        if preys(phage, one):
            escaped = phage.resistance.share
            share *= escaped if phage.id in one.resists else 1.0 - escaped
    return share
