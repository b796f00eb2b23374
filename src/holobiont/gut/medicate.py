"""Bring drugs into a blueprint, and into the steady state of a fitted community."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from holobiont.engine.law import Array
from holobiont.gut.blueprint import BODY, ILEUM, Blueprint
from holobiont.gut.refit import carried
from holobiont.gut.resistance import Strain, divided
from holobiont.gut.supply import Entry
from holobiont.knowledge.schema import Drug


def medicated(
    b: Blueprint, drugs: Sequence[Drug], x: Array | None = None
) -> tuple[Blueprint, tuple[Strain, ...]]:
    """Return a blueprint with drugs and strains that resist them, and what part each strain is.

    Strains of which there would be less than a few cells in a state `x` are left out.
    """
    strains = divided(b.members, drugs, None if x is None else _cell(b, x))
    members = tuple(strain.member for strain in strains)
    return replace(b, members=members, drugs=tuple(drugs)), strains


def _cell(b: Blueprint, x: Array) -> dict[str, float]:
    """Part of each member that a few cells are."""
    few = b.knowledge.physiology.value("biomass.smallest")
    places = (*b.habitat.names, *b.habitat.walls)
    held = np.sum([x[b.all_at(b.member_ids, place)] for place in places], axis=0)
    return {m: few / max(float(g), few) for m, g in zip(b.member_ids, held, strict=True)}


def with_none(old: Blueprint, x: Array, new: Blueprint, strains: Sequence[Strain]) -> Array:
    """Return a state of one blueprint as one of another that has drugs beside: none taken yet."""
    y = carried(old, x, new)
    for place in (*old.habitat.names, *old.habitat.walls):
        for strain in strains:
            y[new.at(strain.member.id, place)] = x[old.at(strain.parent, place)] * strain.share
    return y


def taken(swallowed: Mapping[str, float], injected: Mapping[str, float]) -> Entry:
    """Return what enters of drugs that are swallowed, or given into a vein (g/h, by id)."""
    return {
        **{(drug, ILEUM): rate for drug, rate in swallowed.items()},
        **{(drug, BODY): rate for drug, rate in injected.items()},
    }
