"""A person to whom others come: the same fitted gut, with room for taxa that are not there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from holobiont.engine.law import Array
from holobiont.errors import InputError, did_you_mean
from holobiont.gut import arrive
from holobiont.gut.arrive import Newcomer
from holobiont.gut.members import members_of
from holobiont.gut.refit import carried
from holobiont.gut.strains import standing
from holobiont.knowledge.schema import FrozenMap
from holobiont.twin.widen import widened

if TYPE_CHECKING:
    from holobiont.twin.twin import Twin


def newcomer(
    twin: Twin,
    taxon: str,
    *,
    strain: str = "",
    fitness: Array | None = None,
    mucosal: Array | None = None,
    density: Array | None = None,
    pace: float | None = None,
) -> Newcomer:
    """Make a newcomer of a taxon.

    Parameters
    ----------
    twin : Twin
        To whom it comes.
    taxon : str
        Knowledge id.
    strain : str
        What is put behind the taxon in its id. When not given, nothing, or "given" where the taxon
        lives there already: a strain that is given stays apart from who is at home.
    fitness, mucosal : ndarray, shape (segments,), optional
        ln of the uptake of scarce food over what traits give; 0 when not given.
    density : ndarray, shape (segments,), optional
        Density (g/L) at which its own takes of it what it takes of a resident: see
        `gut.arrive.Newcomer`.
    pace : float, optional
        Fastest growth over that of the taxon; as residents of the taxon when not given, or 1.

    Raises
    ------
    InputError
        If nothing is known of the taxon.
    """
    b, taxa = twin.blueprint, twin.knowledge.taxa
    if taxon not in taxa:
        hint = did_you_mean(taxon, taxa)
        raise InputError(f"{taxon!r} is not a known taxon, so that it cannot be given.{hint}")
    (member,) = members_of(twin.knowledge, [taxon])
    kin = [m.pace for m in b.members if m.id == taxon]
    paced = replace(
        member,
        id=arrive.named(b, taxon, strain),
        pace=pace if pace is not None else max([1.0, *kin]),
    )
    return Newcomer(paced, fitness, mucosal, density, strain or arrive.GIVEN)


def with_newcomers(twin: Twin, newcomers: Iterable[Newcomer]) -> Twin:
    """Return the twin with places for newcomers; the same twin where all are there already.

    Nothing is fitted anew, and nobody of them is there yet. Phages that the twin takes find strains
    of theirs as of anybody; drugs are brought in afterward (`with_drugs`).

    Raises
    ------
    ValueError
        If the twin has drugs already.
    """
    old, home = twin.blueprint, twin.residency
    if old.drugs:
        raise ValueError("newcomers come before drugs")
    fresh = {n.member.id: n for n in newcomers if n.member.id not in old.member_ids}
    if not fresh:
        return twin
    new = arrive.widened(old, tuple(fresh.values()))
    origin = [m.id if m.id in old.member_ids else m.origin for m in new.members]
    part = np.ones(len(origin))
    made = widened(twin, new, carried(old, home.x, new), origin, part, tuple(fresh.values()))
    guests = {**twin.guests, **{name: each.whose for name, each in fresh.items()}}
    return replace(made, guests=FrozenMap(guests))


def dosed(twin: Twin, grams: Mapping[str, float]) -> dict[str, float]:
    """Divide biomass of members (by id) among their strains, as if none had met phages yet."""
    b = twin.blueprint
    return {
        m.id: grams[m.origin] * standing(b.members, b.phages, m)
        for m in b.members
        if m.origin in grams
    }
