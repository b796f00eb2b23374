"""Bring taxa that are not there into a blueprint, each as a member of its own.

See `gut.newcomers` for how a newcomer's own density holds it back, and `gut.rivals` for how that of
its kin does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from holobiont.engine.law import Array
from holobiont.gut.blueprint import Blueprint
from holobiont.gut.layout import crowding_params
from holobiont.gut.members import Member
from holobiont.gut.newcomers import biomass_density, newcomer_density
from holobiont.gut.refit import Constants, State
from holobiont.gut.strains import strains

#: How a strain is called that is given to somebody in whom its taxon lives.
GIVEN = "given"


@dataclass(frozen=True)
class Newcomer:
    """A taxon, or a strain of one, that was not there at rest.

    Attributes
    ----------
    member : Member
        Its id among the members, and the taxon whose traits it has.
    fitness, mucosal : ndarray, shape (segments,), optional
        ln of the uptake of scarce food over what traits give, in the lumen and in the mucus; 0
        when not given.
    density : ndarray, shape (segments,), optional
        Density (g/L) at which it loses to its own what a resident does: that of a strain's own
        home. When not given, that of residents of its taxon, whose phages know it; where none
        live, that of a newcomer.
    whose : str
        From whom it comes.
    """

    member: Member
    fitness: Array | None = None
    mucosal: Array | None = None
    density: Array | None = None
    whose: str = GIVEN


def named(b: Blueprint, taxon: str, strain: str = "") -> str:
    """Return the id of a newcomer: the taxon's where nobody has it, and no strain is named."""
    if not strain and taxon not in b.member_ids:
        return taxon
    return f"{taxon} ({strain or GIVEN})"


def widened(b: Blueprint, newcomers: Sequence[Newcomer]) -> Blueprint:
    """Return a blueprint with newcomers, and with their strains where phages are there."""
    own = [newcomer.member for newcomer in newcomers]
    return replace(b, members=(*b.members, *own, *strains(own, b.phages)))


def constants(
    b: Blueprint, x: Array, fitted: Constants, newcomers: Sequence[Newcomer]
) -> Constants:
    """Return the constants of newcomers, by name and state.

    Parameters
    ----------
    b : Blueprint
        Without them.
    x : ndarray, shape (states,)
        Its state at rest.
    fitted : mapping
        What was fitted there.
    """
    segments = b.habitat.names
    rates = crowding_params(b, np.ones((1, len(segments))))["crowding"]["rate"]
    found: dict[str, dict[State, float]] = {"fitness": {}, "rate": {}, "resident": {}}
    for each in newcomers:
        who = each.member.id
        home = at_home(b, x, fitted["resident"], each)
        for s, place in enumerate(segments):
            found["rate"][who, place] = float(rates[s])
            found["resident"][who, place] = float(home[s])
        for places, values in ((segments, each.fitness), (b.habitat.walls, each.mucosal)):
            level = np.zeros(len(places)) if values is None else values
            found["fitness"] |= {(who, p): float(f) for p, f in zip(places, level, strict=True)}
    return found


def at_home(b: Blueprint, x: Array, resident: Mapping[State, float], newcomer: Newcomer) -> Array:
    """Density (g/L) at which a newcomer loses to its own what a resident does, (segments,)."""
    if newcomer.density is not None:
        return newcomer.density
    taxon = newcomer.member.taxon.id
    kin = [m.id for m in b.members if m.taxon.id == taxon and m.origin == m.id]
    if not kin:
        return newcomer_density(b, biomass_density(b, x))
    own = [[resident[m, place] for place in b.habitat.names] for m in kin]
    return np.asarray(np.max(np.array(own, dtype=float), axis=0))
