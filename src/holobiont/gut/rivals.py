"""Strains of one taxon that are members of their own: each is held back by the density of the rest.

A strain that is swallowed, or that comes from a donor, eats for itself, but what preys on a taxon
preys on its kin. Each of them adds to the loss of the others what it adds to its own:

    v_i = c_s X_i sum_j (X_j / V) / rho_j

over all strains `j` of the taxon. Of two with equal growth neither gains on the other, and one that
grows less is excluded by one that is at home.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from holobiont.engine.law import Process
from holobiont.gut import kinetics
from holobiont.gut.blueprint import BIOMASS, NECROMASS, WATER, Blueprint
from holobiont.gut.fluxes import Fluxes
from holobiont.gut.members import Member

#: Name of the law.
RIVALRY = "rivalry"


def rivals(members: Sequence[Member]) -> Iterator[tuple[Member, Member]]:
    """Yield ordered pairs of members of one taxon, neither of which is a strain of the other."""
    taxa: dict[str, list[Member]] = {}
    for member in members:
        taxa.setdefault(member.taxon.id, []).append(member)
    for kin in taxa.values():
        for one in kin:
            for other in kin:
                if one.origin != other.origin:
                    yield one, other


def rivalry(b: Blueprint) -> Process:
    """Lose members to the density of others of their taxon; nothing where nobody has such kin."""
    fluxes = Fluxes(RIVALRY, kinetics.kin_crowding)
    debris = 1.0 / b.knowledge.gram_per_mmol(BIOMASS)
    for one, other in rivals(b.members):
        for place in b.habitat.names:
            source = b.at(one.id, place)
            fluxes.add(
                (source, b.at(WATER, place), b.at(other.id, place)),
                {source: -1.0, b.at(NECROMASS, place): debris},
                rate=0.0,
                resident=1.0,
            )
    return fluxes.process()
