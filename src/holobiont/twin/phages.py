"""A person who takes phages: the same fitted gut, with phages and the strains of their hosts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from holobiont.engine.law import Array
from holobiont.gut import infect
from holobiont.gut.blueprint import PARTICLES, WATER
from holobiont.gut.infect import infected, moved
from holobiont.gut.strains import standing
from holobiont.gut.supply import Entry
from holobiont.protocol import PhageDose, Protocol, Step
from holobiont.twin.widen import widened

if TYPE_CHECKING:
    from holobiont.twin.trajectory import Trajectory
    from holobiont.twin.twin import Twin

_ML_PER_L = 1000.0


def named(protocol: Protocol) -> tuple[str, ...]:
    """Return the ids of the phages that a protocol names, in order, without repeats."""
    return tuple(dict.fromkeys(step.phage for step in protocol if isinstance(step, PhageDose)))


def with_phages(twin: Twin, phages: Sequence[str]) -> Twin:
    """Return the twin with places for phages (ids); the same twin where there are none.

    Nothing is fitted anew, and no particle is there yet: strains of a host are there before it
    meets the phage, have its fitness and share its crowding.
    """
    if not phages:
        return twin
    old, home = twin.blueprint, twin.residency
    new = infected(old, [twin.knowledge.phages[name] for name in phages])
    part = np.array([standing(new.members, new.phages, m) for m in new.members])
    return widened(twin, new, moved(old, home.x, new), [m.origin for m in new.members], part)


def swallowed(twin: Twin, active: Iterable[Step]) -> Entry:
    """Return what of the phages that are taken reaches the colon, per hour."""
    doses = {step.phage: step.taken for step in active if isinstance(step, PhageDose)}
    return infect.swallowed(twin.blueprint, doses)


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
