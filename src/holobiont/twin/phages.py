"""A person who takes phages: the same fitted gut, with phages and the strains of their hosts."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from holobiont.engine.law import Array
from holobiont.errors import InputError
from holobiont.gut.blueprint import PARTICLES, WATER
from holobiont.gut.infect import infected, moved
from holobiont.gut.strains import standing
from holobiont.knowledge.schema import FrozenMap
from holobiont.twin.widen import widened

if TYPE_CHECKING:
    from holobiont.twin.trajectory import Trajectory
    from holobiont.twin.twin import Twin

_ML_PER_L = 1000.0


def with_phages(twin: Twin, doses: Mapping[str, float]) -> Twin:
    """Return the twin as one who takes phages (particles/day) from day 0 on.

    Nothing is fitted anew: strains of a host have its fitness and share its crowding.

    Raises
    ------
    InputError
        If a name is unknown, an amount is impossible, or the twin takes phages already.
    """
    if twin.phages:
        raise InputError("this twin takes phages already: give them all at once.")
    taken = {twin.knowledge.phage(name).id: _dose(name, dose) for name, dose in doses.items()}
    old, home = twin.blueprint, twin.residency
    new = infected(old, [twin.knowledge.phages[p] for p in taken])
    part = np.array([standing(new.members, new.phages, m) for m in new.members])
    made = widened(twin, new, moved(old, home.x, new), [m.origin for m in new.members], part)
    return replace(made, phages=FrozenMap(taken))


def _dose(name: str, dose: float) -> float:
    if not (math.isfinite(dose) and dose >= 0):
        raise InputError(f"{dose:g} PFU/day of {name!r} is not an amount; give 0 or more.")
    return float(dose)


def titer(course: Trajectory, phage: str) -> Array:
    """Free particles of a phage per mL of contents, shape (k, segments)."""
    b = course.twin.blueprint
    held = course.x[:, b.across(b.knowledge.phage(phage).id)]
    return np.asarray(held * PARTICLES / (course.x[:, b.across(WATER)] * _ML_PER_L))


def host(course: Trajectory, member: str) -> Array:
    """Biomass of a host in each segment (g), all strains but infected cells, (k, segments)."""
    b = course.twin.blueprint
    strains = [b.across(m.id) for m in b.members if m.origin == member]
    return np.asarray(sum(course.x[:, rows] for rows in strains))
