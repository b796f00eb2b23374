"""A first guess of a colon's state, from what the body and the food bring."""

from __future__ import annotations

import numpy as np

from holobiont.engine.law import Array
from holobiont.gut import enterohepatic
from holobiont.gut.blueprint import BODY, CIRCULATING, MUCIN, WATER, Blueprint
from holobiont.gut.community import intake_targets
from holobiont.gut.habitat import water_content


def first_guess(b: Blueprint, shares: Array, rates: Array) -> Array:
    """Return a positive state of the right order of magnitude.

    Acids and sugars at their typical concentrations, the organisms at the biomass that a day of
    food feeds. Only where the search starts depends on it, not where it ends.

    Parameters
    ----------
    shares : ndarray, shape (members,)
    rates : ndarray, shape (targets,)
        Rates of intake, which give the food's mass.
    """
    water = water_content(b.knowledge)
    names = b.habitat.names
    volume = {s: water.get(s, sum(water.values()) / len(names)) for s in names}
    typical = b.knowledge.physiology.table("typical")
    x = np.zeros(len(b.states))
    body = b.knowledge.physiology.value
    biomass = b.knowledge.physiology.value("biomass.yield_guess") * _food(b, rates)
    for s in names:
        x[b.at(WATER, s)] = volume[s]
        for name in b.dissolved:
            level = typical[name] if name in typical else typical["other"]
            x[b.at(name, s)] = level.internal * volume[s]
        for name in b.solids:
            x[b.at(name, s)] = 1.0
        x[b.all_at(b.member_ids, s)] = shares * biomass
    x[b.at(CIRCULATING, BODY)] = enterohepatic.usual(b)
    for wall in b.habitat.walls:
        x[b.at(MUCIN, wall)] = 1.0
        x[b.all_at(b.member_ids, wall)] = shares * biomass * body("biomass.yield_guess")
    return x


def _food(b: Blueprint, rates: Array) -> float:
    """Grams per day of solids that enter."""
    hourly = sum(
        rate * b.grams(species)
        for (species, _), rate in zip(intake_targets(b), rates, strict=True)
        if species in b.knowledge.polymers
    )
    return float(hourly) * 24.0
