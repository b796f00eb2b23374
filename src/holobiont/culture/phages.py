"""Phages that are put into a vessel."""

from __future__ import annotations

import math
from collections.abc import Mapping

from holobiont.engine.law import Array
from holobiont.errors import InputError
from holobiont.gut.blueprint import PARTICLES, Blueprint
from holobiont.gut.infect import infected, spread

ML_PER_L = 1000.0


def with_phages(b: Blueprint, given: Mapping[str, float]) -> tuple[Blueprint, dict[str, float]]:
    """Return the blueprint with the phages that are given, and particles per mL by their ids.

    Raises
    ------
    InputError
        If a name is unknown, or an amount is no positive number.
    """
    titers: dict[str, float] = {}
    for name, titer in given.items():
        if not (math.isfinite(titer) and titer >= 0):
            raise InputError(f"{titer:g} PFU/mL of {name!r} is not an amount; give 0 or more.")
        phage = b.knowledge.phage(name)
        titers[phage.id] = titers.get(phage.id, 0.0) + float(titer)
    return infected(b, [b.knowledge.phages[p] for p in titers]), titers


def infect(b: Blueprint, x: Array, titers: Mapping[str, float]) -> Array:
    """Add particles (per mL) to the state of a liter, and let hosts hold those who escape."""
    (place,) = b.habitat.names
    new = spread(b, x)
    for phage, titer in titers.items():
        new[b.at(phage, place)] = titer * ML_PER_L / PARTICLES
    return new
