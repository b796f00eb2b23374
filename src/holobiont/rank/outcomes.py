"""What a transplant is judged by, read at the end of a course."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from holobiont.errors import UsageError, did_you_mean
from holobiont.gut import observe
from holobiont.gut.blueprint import STOOL
from holobiont.knowledge import Knowledge
from holobiont.profile.measures.alpha import alpha_values
from holobiont.twin import Trajectory
from holobiont.twin.engraftment import engraftment

#: Bile acids that only microbes make.
_SECONDARY = ("deoxycholate", "lithocholate", "ursodeoxycholate")
_BILE = "bile_acid"
_PERCENT = 100.0


def engrafted(course: Trajectory) -> float:
    """Donor strains that are found (%)."""
    return _PERCENT * engraftment(course).part


def donor_share(course: Trajectory) -> float:
    """Part of the stool that is the donor's (%)."""
    return _PERCENT * engraftment(course).share


def shannon(course: Trajectory) -> float:
    """Shannon diversity of the stool (nats), of species: strains of one taken together."""
    taxa: dict[str, float] = {}
    for member, share in zip(course.twin.blueprint.members, course.shares[-1], strict=True):
        taxa[member.taxon.id] = taxa.get(member.taxon.id, 0.0) + float(share)
    return alpha_values(np.array(list(taxa.values())))["shannon"] or 0.0


def butyrate(course: Trajectory) -> float:
    """Butyrate that is released (mmol/d)."""
    return observe.released(course.flows(), ("butyrate",))


def secondary(course: Trajectory) -> float:
    """Secondary bile acids of all in the stool (%)."""
    flows = course.flows()
    every = bile_acids(course.twin.knowledge)
    total = sum(flows[name, STOOL] for name in every)
    return _PERCENT * sum(flows[name, STOOL] for name in _SECONDARY) / total


def bile_acids(knowledge: Knowledge) -> tuple[str, ...]:
    """Ids of all bile acids."""
    return tuple(c.id for c in knowledge.compounds.values() if c.kind == _BILE)


#: By name: what people call it, its unit, and how it is read.
OUTCOMES: dict[str, tuple[str, str, Callable[[Trajectory], float]]] = {
    "engraftment": ("donor strains found", "%", engrafted),
    "donor_share": ("donor's part of the stool", "%", donor_share),
    "shannon": ("Shannon diversity", "nats", shannon),
    "butyrate": ("butyrate released", "mmol/d", butyrate),
    "secondary_bile_acids": ("secondary bile acids", "%", secondary),
}
#: Outcomes that mean something without a transplant.
ALONE = ("shannon", "butyrate", "secondary_bile_acids")


def check_outcome(name: str) -> None:
    """Complain about an outcome that is not known, with the nearest.

    Raises
    ------
    UsageError
    """
    if name not in OUTCOMES:
        hint = did_you_mean(name, OUTCOMES) or f" Known: {', '.join(OUTCOMES)}."
        raise UsageError(f"{name!r} is not an outcome donors are ranked by.{hint}")
