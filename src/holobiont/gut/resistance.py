"""Strains that resist drugs: a known part of a taxon, which lives as the rest and survives them.

Strains are members like any other. They share the crowding of their host, as it goes by the
density of them all, so that they stay at their share while there is no drug.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from holobiont.engine.law import Linear
from holobiont.gut.blueprint import Blueprint
from holobiont.gut.members import Member
from holobiont.gut.quantities import sums
from holobiont.gut.strains import preys
from holobiont.knowledge.closest import closest
from holobiont.knowledge.schema import Drug


@dataclass(frozen=True)
class Strain:
    """A member, whose part it is, and which part (of one) while no drug was taken."""

    member: Member
    parent: str
    share: float


def divided(
    members: Iterable[Member], drugs: Sequence[Drug], least: Mapping[str, float] | None = None
) -> tuple[Strain, ...]:
    """Divide members into strains: susceptible ones under their own id first, then the others.

    `least` is the smallest part of each member (by id) that is a whole cell: lesser strains are
    left out.
    """
    found = [Strain(member, member.id, 1.0) for member in members]
    smallest = least or {}
    for drug in drugs:
        made = [new for each in found if (new := _resistant(each, drug)) is not None]
        parents = {each.member.id: each.parent for each in found}
        escaped = [e for e in made if e.share >= smallest.get(parents[e.parent], 0.0)]
        left = {made.parent: 1.0 - _share(drug, made.member) for made in escaped}
        found = [replace(e, share=e.share * left.get(e.member.id, 1.0)) for e in found]
        found += [replace(made, parent=parents[made.parent]) for made in escaped]
    return tuple(found)


def _resistant(strain: Strain, drug: Drug) -> Strain | None:
    """Return the part of a strain that resists a drug, with that strain as its parent."""
    one = strain.member
    share = _share(drug, one)
    if not share:
        return None
    made = replace(
        one,
        id=f"{one.id} (resists {drug.id})",
        host=one.origin,
        resists=(*one.resists, drug.id),
    )
    return Strain(made, one.id, strain.share * share)


def _share(drug: Drug, member: Member) -> float:
    found = closest(drug.resistant, member.taxon)
    return found.share.internal if found is not None and found.share is not None else 0.0


def siblings(b: Blueprint) -> tuple[Member, ...]:
    """Members of several strains whose crowding no phage shares out."""
    if not b.drugs:
        return ()
    origins = [member.origin for member in b.members]
    return tuple(
        member
        for member in b.members
        if origins.count(member.origin) > 1 and not any(preys(p, member) for p in b.phages)
    )


def kin(b: Blueprint) -> Linear:
    """Biomass of all strains of each of `siblings` in each segment (g)."""
    own, width = siblings(b), len(b.habitat.names)
    terms = [
        (i * width + s, int(b.across(other.id)[s]), 1.0)
        for i, one in enumerate(own)
        for other in own
        if other.origin == one.origin
        for s in range(width)
    ]
    return sums("strain_kin", terms, len(own) * width)
