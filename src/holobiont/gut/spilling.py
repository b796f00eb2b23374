"""Fermentation without growth: cells that lack nitrogen go on taking up and breaking down food.

Resting cells spill the energy that they cannot build with (Russell and Cook 1995,
10.1128/mr.59.1.48-62.1995). Whatever growth lacks of its pace because of the building materials is
catabolism alone, at the pace at which growing cells would have done it. What inhibitors take from
growth they take from catabolism too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from holobiont.engine.law import Index, Process
from holobiont.gut import growth, kinetics
from holobiont.gut.blueprint import Blueprint
from holobiont.gut.energetics import Reaction, catabolism
from holobiont.gut.kinetics import Numbers
from holobiont.gut.members import pathways_for

#: Laws by which members ferment without growing.
SPILLING = ("spilling", "selfish_spilling")


def spilling(b: Blueprint) -> Process:
    """Catabolism of dissolved food that lack of nitrogen keeps from growth."""
    grown = growth.growth(b)
    effects = [
        b.effect(_per_gram(b, feed.pathway, feed.substrate), place)
        for feed in b.feeds
        for place in b.habitat.names
    ]
    return _instead(b, grown, SPILLING[0], _resting, effects)


def selfish_spilling(b: Blueprint) -> Process:
    """Catabolism of the unshared part of polymers that lack of nitrogen keeps from growth."""
    grown = growth.selfish_growth(b)
    effects = [
        b.effect(_on_polymer(b, polymer, pathway), place)
        for member in b.members
        for polymer in member.taxon.private
        if polymer in member.taxon.hydrolyses
        for pathway in pathways_for(
            b.knowledge, member.taxon, b.knowledge.polymers[polymer].main_product
        )
        for place in b.habitat.names
    ]
    return _instead(b, grown, SPILLING[1], _selfish_resting, effects)


def _instead(
    b: Blueprint,
    grown: Process,
    name: str,
    law: Callable[..., Any],
    effects: list[dict[int, float]],
) -> Process:
    """Return a process of the constants of growth, with other effects.

    It reads what growth reads, and last what inhibitors leave where nothing is lacking.
    """
    instances = [i for i, effect in enumerate(effects) for _ in effect]
    reads = _with_means(b, grown.law.reads) if grown.law.size else grown.law.reads
    return Process(
        replace(grown.law, name=name, function=law, reads=reads),
        np.array([state for effect in effects for state in effect], dtype=np.intp),
        np.array(instances, dtype=np.intp),
        np.array([amount for effect in effects for amount in effect.values()], dtype=float),
    )


def _with_means(b: Blueprint, reads: Index) -> Index:
    """Add a row that reads what inhibitors leave of whoever the first row reads."""
    means = {
        b.at(member, place): int(b.means(i, nitrogen=True)[s])
        for i, member in enumerate(b.member_ids)
        for s, place in enumerate(b.habitat.names)
    }
    last = np.array([means[int(biomass)] for biomass in reads[0]], dtype=np.intp)
    return np.vstack([reads, last])


def _resting(*reads: Numbers, **constants: Numbers) -> Numbers:
    biomass, substrate, plenty, helper, nutrition, ph, able = reads
    lacking = able - nutrition
    return kinetics.growth(biomass, substrate, plenty, helper, lacking, ph, **constants)


def _selfish_resting(*reads: Numbers, **constants: Numbers) -> Numbers:
    biomass, polymer, degraders, nutrition, ph, able = reads
    lacking = able - nutrition
    return kinetics.selfish_growth(biomass, polymer, degraders, lacking, ph, **constants)


def _per_gram(b: Blueprint, pathway: str, substrate: str) -> Reaction:
    """Catabolism (mmol) that would have paid for a gram of biomass."""
    broken, atp = catabolism(b.knowledge, b.knowledge.pathways[pathway], substrate)
    paid = atp * b.knowledge.physiology.value("biomass.per_atp")
    return {name: amount / paid for name, amount in broken.items()}


def _on_polymer(b: Blueprint, name: str, pathway: str) -> Reaction:
    """Return the same of a polymer that is taken in unshared."""
    polymer = b.knowledge.polymers[name]
    return growth.from_residues(polymer, _per_gram(b, pathway, polymer.main_product).items())
