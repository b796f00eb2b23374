"""Bring phages into a blueprint, and into the steady state of a fitted community."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from holobiont.engine.law import Array
from holobiont.gut.blueprint import PARTICLES, Blueprint
from holobiont.gut.refit import carried
from holobiont.gut.strains import standing, strains
from holobiont.gut.supply import Entry
from holobiont.knowledge.schema import Phage

_HOURS = 24.0


def infected(b: Blueprint, phages: Sequence[Phage]) -> Blueprint:
    """Return a blueprint with phages, and with the strains of their hosts behind the members."""
    members = (*b.members, *strains(b.members, phages))
    return replace(b, members=members, phages=tuple(phages))


def spread(b: Blueprint, x: Array) -> Array:
    """Divide hosts that have not met the phages yet among their strains."""
    new = x.copy()
    places = (*b.habitat.names, *b.habitat.walls)
    for place in places:
        for member in b.members:
            total = x[b.at(member.origin, place)]
            new[b.at(member.id, place)] = total * standing(b.members, b.phages, member)
    return new


def moved(old: Blueprint, x: Array, new: Blueprint) -> Array:
    """Return a state of one blueprint as one of another that has phages beside."""
    return spread(new, carried(old, x, new))


def swallowed(b: Blueprint, doses: Mapping[str, float]) -> Entry:
    """Return what of phages that are taken (particles/day) reaches the colon, per hour."""
    first = b.habitat.names[0]
    return {
        (phage.id, first): doses[phage.id] * phage.gut.survival.internal / PARTICLES / _HOURS
        for phage in b.phages
        if phage.id in doses
    }
