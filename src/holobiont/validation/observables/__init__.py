"""What can be measured in an experiment. Each returns its numbers in the order of the parts.

To measure something new: write a function in a file of this folder, and add it to `OF_A_PERSON`
(it sees a trajectory and a position in time), `OF_A_CULTURE` (a culture, likewise), `OF_A_BODY`
(the course of a body), `OF_SHARES` or `OF_TAXA`. Name the fields it cannot do without in `NEEDS`.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from holobiont.culture import CultureResult
from holobiont.engine.law import Array
from holobiont.gut.blueprint import Blueprint
from holobiont.gut.kinetics import trapezoid
from holobiont.host import BodyCourse
from holobiont.knowledge import Knowledge
from holobiont.twin import Trajectory
from holobiont.validation.experiment import Target
from holobiont.validation.observables import (
    behind,
    body,
    chemistry,
    community,
    guests,
    illness,
    trophic,
    vessel,
)

Numbers = list[float]

OF_A_PERSON: dict[str, Callable[[Trajectory, int, Target], Numbers]] = {
    f.__name__: f
    for f in (
        chemistry.concentration,
        chemistry.stool_concentration,
        chemistry.molar_shares,
        chemistry.fraction,
        chemistry.ph,
        chemistry.absorbed,
        chemistry.released,
        chemistry.flow,
        chemistry.gas_volume,
        chemistry.flatus,
        chemistry.breath,
        chemistry.made,
        chemistry.stool,
        chemistry.water_absorbed,
        chemistry.energy_share,
        chemistry.fermented,
        chemistry.first_pass,
        behind.blood,
        behind.gut_release,
        behind.liver_uptake,
        behind.transit,
        behind.frequency,
        behind.relief,
        behind.answer,
        community.group_shares,
        community.diversity,
        community.capacity,
        community.distance,
        community.retained,
        community.biomass,
        guests.cells,
        guests.strain_shares,
        guests.engrafted,
        guests.strains_retained,
        illness.spores,
        illness.toxin,
        illness.episode,
        illness.cure,
        illness.recurrence,
        trophic.trophic_levels,
        trophic.transfers,
    )
}

OF_A_CULTURE: dict[str, Callable[[CultureResult, int, Target], Numbers]] = {
    f.__name__: f
    for f in (
        vessel.concentration,
        vessel.molar_shares,
        vessel.fraction,
        vessel.released,
        vessel.gas,
        vessel.ph,
        vessel.group_shares,
        vessel.diversity,
        vessel.biomass,
        vessel.growth,
    )
}

OF_A_BODY: dict[str, Callable[[BodyCourse, Target], Numbers]] = {
    f.__name__: f
    for f in (
        body.level,
        body.peak,
        body.low,
        body.rise,
        body.mean,
        body.swing,
        body.peak_time,
        body.low_time,
        body.half_time,
        body.odds,
    )
}

#: What a profile alone shows, before any simulation.
OF_SHARES: dict[str, Callable[[Blueprint, Array, Target], Numbers]] = {
    "group_shares": community.shares_of,
    "diversity": community.diversity_of,
    "capacity": community.capacity_of,
}


def relative_growth(knowledge: Knowledge, what: Target) -> Numbers:
    """Growth at the first pH over growth at the second, of each taxon, by its own pH corners."""
    found = []
    for name in what.taxa:
        corners = [q.internal for q in knowledge.taxa[name].ph.corners()]
        low, high = (float(trapezoid(np.array(at), *corners)) for at in what.ph)
        found.append(low / high)
    return found


OF_TAXA: dict[str, Callable[[Knowledge, Target], Numbers]] = {"relative_growth": relative_growth}

#: Fields that a kind cannot do without.
NEEDS: dict[str, tuple[str, ...]] = {
    "concentration": ("species",),
    "stool_concentration": ("species",),
    "molar_shares": ("species",),
    "fraction": ("species", "total"),
    "absorbed": ("species",),
    "flow": ("species", "place"),
    "gas_volume": ("species", "inputs"),
    "flatus": ("inputs",),
    "breath": ("species",),
    "made": ("species",),
    "gas": ("species",),
    "stool": ("species",),
    "fermented": ("polymers",),
    "first_pass": ("species", "into", "inputs"),
    "blood": ("species", "place"),
    "gut_release": ("species",),
    "liver_uptake": ("species",),
    "answer": ("state",),
    **dict.fromkeys(("frequency", "relief"), ("inputs",)),
    "group_shares": ("groups",),
    "cells": ("groups",),
    "strains_retained": ("inputs",),
    **dict.fromkeys(("spores", "toxin", "episode"), ("taxa",)),
    **dict.fromkeys(("cure", "recurrence"), ("taxa", "since")),
    "diversity": ("indices",),
    "capacity": ("polymers",),
    "relative_growth": ("taxa", "ph"),
    **{kind: ("state",) for kind in OF_A_BODY if kind != "level"},
    "level": ("state", "hours"),
    "odds": ("state", "hours", "inputs"),
}
