"""Spores that are put into a vessel."""

from __future__ import annotations

import math
from collections.abc import Mapping

from holobiont.culture.phages import ML_PER_L
from holobiont.engine.law import Array
from holobiont.errors import InputError, did_you_mean
from holobiont.gut.blueprint import Blueprint
from holobiont.gut.spores import with_spores


def sporing(b: Blueprint, given: Mapping[str, float]) -> Blueprint:
    """Return the blueprint in which the spores of the members that are named are followed.

    Raises
    ------
    InputError
        If a name is no member, its taxon makes no spores, or an amount is no positive number.
    """
    for name, titer in given.items():
        if not (math.isfinite(titer) and titer >= 0):
            raise InputError(f"{titer:g} spores/mL of {name!r} is not an amount; give 0 or more.")
        if name not in b.member_ids:
            hint = did_you_mean(name, b.member_ids)
            raise InputError(f"{name!r} is no member of the culture that could have spores.{hint}")
        if b.knowledge.taxa[name].spores is None:
            known = ", ".join(t.id for t in b.knowledge.taxa.values() if t.spores is not None)
            raise InputError(f"how {name!r} makes spores is not known, but that of {known}.")
    return with_spores(b, tuple(given))


def sown(b: Blueprint, x: Array, given: Mapping[str, float]) -> Array:
    """Add spores (per mL) to the state of a liter."""
    (place,) = b.habitat.names
    cell, new = b.knowledge.physiology.value("biomass.cell_mass"), x.copy()
    for name, titer in given.items():
        new[b.at(b.spores[name], place)] += titer * ML_PER_L * cell
    return new
