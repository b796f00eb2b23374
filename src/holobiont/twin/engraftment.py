"""What of a donor lives on in who got the transplant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from holobiont.twin.transplant import label

if TYPE_CHECKING:
    from holobiont.twin.trajectory import Trajectory

#: Share of a stool below which a strain counts as not found.
LEAST = 1e-4


@dataclass(frozen=True)
class Engraftment:
    """Strains of donors at one time.

    Attributes
    ----------
    strains : int
        How many strains the donors have at or above a share of their own stool.
    found : tuple of str
        Members of the recipient that are such strains, and at or above that share of its stool.
    share : float
        Part of the stool that strains of donors are, all of them.
    """

    strains: int
    found: tuple[str, ...]
    share: float

    @property
    def part(self) -> float:
        """Part of the strains that are found; not a number where nobody gave any."""
        return len(self.found) / self.strains if self.strains else float("nan")


def engraftment(course: Trajectory, k: int = -1, *, least: float = LEAST) -> Engraftment:
    """Return what of the donors lives in the stool at time `k`.

    Parameters
    ----------
    course : Trajectory
    k : int
        Position in time.
    least : float
        Share of a stool from which a strain counts as found: in that of its donor, and here.
    """
    b, names = course.twin.blueprint, tuple(course.donors)
    share = dict.fromkeys((m.origin for m in b.members), 0.0)
    for member, part in zip(b.members, course.shares[k], strict=True):
        share[member.origin] += float(part)
    given = [
        f"{member.taxon.id} ({label(names, name)})"
        for name, donor in course.donors.items()
        for member, part in zip(donor.blueprint.members, donor.shares, strict=True)
        if part >= least
    ]
    all_given = [name for name, whose in course.twin.guests.items() if whose in _labels(names)]
    found = tuple(name for name in given if share[name] >= least)
    return Engraftment(len(given), found, float(np.sum([share[name] for name in all_given])))


def _labels(names: tuple[str, ...]) -> set[str]:
    return {label(names, name) for name in names}
