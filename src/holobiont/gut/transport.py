"""What moves: food in, contents along, water and products through the wall."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from holobiont.engine.law import Law, Linear, Process
from holobiont.gut import kinetics
from holobiont.gut.blueprint import (
    ABSORBED,
    BIOMASS,
    ILEUM,
    STOOL,
    SUPPLY,
    WATER,
    Blueprint,
)
from holobiont.gut.fluxes import Fluxes
from holobiont.gut.habitat import Segment
from holobiont.gut.quantities import sums

#: Acids that leave in exchange for bicarbonate.
ACIDS = ("acetate", "propionate", "butyrate", "isobutyrate", "isovalerate", "lactate", "formate")
#: Laws by which contents move along.
MOVING = ("passage", "retropulsion")
_BICARBONATE = "carbon_dioxide"


def emptying(b: Blueprint) -> Process:
    """Empty what the small intestine leaves into the first segment, first order (K22)."""
    fluxes = Fluxes("emptying", kinetics.first_order)
    first = b.habitat.names[0]
    for species in (*b.dissolved, *b.solids, *b.drug_ids):
        source = b.at(species, ILEUM)
        effect = {source: -1.0, b.at(species, first): 1.0}
        fluxes.add((source,), effect, rate=b.habitat.emptying)
    return fluxes.process()


def passage(b: Blueprint) -> Process:
    """Contents and organisms move to the next segment, and at last into the stool.

    A fuller segment empties faster (DV15). Contractions also mix neighbors (CR17): what goes back
    comes forward again, so that the net transit is the same.
    """
    fluxes = Fluxes("passage", kinetics.propulsion)
    segments, places = b.habitat.segments, (*b.habitat.names, STOOL)
    for i, segment in enumerate(segments):
        returned = segments[i + 1].mixing if i + 1 < len(segments) else 0.0
        _move(b, fluxes, segment, places[i + 1], segment.passage * (1.0 + returned))
    return _propelled(b, fluxes)


def retropulsion(b: Blueprint) -> Process:
    """Contents and organisms go back to the segment before (CR17)."""
    fluxes = Fluxes("retropulsion", kinetics.propulsion)
    for before, segment in pairwise(b.habitat.segments):
        _move(b, fluxes, segment, before.name, segment.passage * segment.mixing)
    return _propelled(b, fluxes)


def _move(b: Blueprint, fluxes: Fluxes, segment: Segment, onward: str, rate: float) -> None:
    """Add the fluxes of everything in a segment to the next place."""
    living = (*b.member_ids, *b.viral, *b.spores.values())
    for species in (*b.contents, *living, *b.drug_ids):
        pooled = BIOMASS if onward == STOOL and b.is_biomass(species) else species
        source = b.at(species, segment.name)
        reads = (source, b.at(WATER, segment.name))
        effect = {source: -1.0, b.at(pooled, onward): 1.0}
        fluxes.add(reads, effect, rate=rate, resting=segment.water)


def _propelled(b: Blueprint, fluxes: Fluxes) -> Process:
    response = b.knowledge.physiology.value("transit.response")
    return fluxes.process(kinetics.propulsion_gradient, response=response)


def drying(b: Blueprint) -> Process:
    """Absorb through the wall the water that solids do not hold, first order (PG73, K22, WZ95)."""
    fluxes = Fluxes("drying", kinetics.drying)
    for s, segment in enumerate(b.habitat.segments):
        source = b.at(WATER, segment.name)
        effect = {source: -1.0, b.at(WATER, ABSORBED): 1.0}
        fluxes.add((source, int(b.held_water[s])), effect, rate=segment.drying)
    return fluxes.process()


def osmosis(b: Blueprint) -> Process:
    """Keep from the wall the water that sugars hold until they are fermented (CL98).

    The contents stay isotonic with the body: the wall dries what is held above that,
    ``k_w (V - n / osmolality)``, with the osmoles `n` of sugars that no transporter takes.
    """
    fluxes = Fluxes("osmosis", kinetics.first_order)
    body = b.knowledge.physiology
    osmolality = body.value("water.osmolality")
    for sugar, osmoles in body.table("water.osmoles").items():
        for segment in b.habitat.segments:
            effect = {b.at(WATER, segment.name): 1.0, b.at(WATER, ABSORBED): -1.0}
            rate = segment.drying * osmoles.internal / osmolality
            fluxes.add((b.at(sugar, segment.name),), effect, rate=rate)
    return fluxes.process()


def held_water(b: Blueprint) -> Linear:
    """Water that cells and what is left of food hold in each segment (L).

    However long contents stay, formed stool has nearly the same water for its solids (Wenzl et al.
    1995, 10.1016/0016-5085(95)90134-5).
    """
    liters = b.knowledge.physiology.value("water.held")
    terms = []
    for s, place in enumerate(b.habitat.names):
        terms += [(s, b.at(name, place), liters * b.grams(name)) for name in b.solids]
        terms += [(s, b.at(member, place), liters) for member in b.member_ids]
    return sums("held_water", terms, len(b.habitat.names))


def free_water(b: Blueprint) -> Law:
    """Share of the water of each segment that is in touch with the wall."""
    return Law("free_water", kinetics.free_share, np.stack([b.across(WATER), b.held_water]))


def absorption(b: Blueprint) -> Process:
    """Products cross the wall from the water that solids do not hold; acids bring bicarbonate in.

    Ammonia crosses most freely without its proton, so that acid contents trap it (DO72, BW75).
    """
    fluxes = Fluxes("absorption", kinetics.permeation)
    body = b.knowledge.physiology
    ways = [(n, b.concentration(n), p) for n, p in body.table("absorption.relative").items()]
    ways.append(("ammonia", b.free_ammonia, body.quantity("absorption.free_ammonia")))
    for species, reads, permeability in ways:
        for s, segment in enumerate(b.habitat.segments):
            fluxes.add(
                (int(reads[s]), int(b.free_water[s])),
                _absorbed(b, species, segment.name),
                clearance=segment.clearance * permeability.internal,
            )
    return fluxes.process()


def _absorbed(b: Blueprint, species: str, place: str) -> dict[int, float]:
    effect = {b.at(species, place): -1.0, b.at(species, ABSORBED): 1.0}
    if species in ACIDS:
        bicarbonate = b.knowledge.physiology.value("ions.bicarbonate_per_scfa")
        effect |= {b.at(_BICARBONATE, place): bicarbonate, b.at(_BICARBONATE, SUPPLY): -bicarbonate}
    return effect


def bicarbonate_secretion(b: Blueprint) -> Process:
    """Trade bicarbonate for chloride at the wall: the less is left inside, the more comes.

    Strong cations less chloride rise with each bicarbonate, which is what buffers the acids.
    """
    fluxes = Fluxes("bicarbonate_secretion", kinetics.anion_exchange)
    body = b.knowledge.physiology.value
    for s, segment in enumerate(b.habitat.segments):
        effect: dict[int, float] = {}
        for ion in (_BICARBONATE, "sodium"):
            effect |= {b.at(ion, segment.name): 1.0, b.at(ion, SUPPLY): -1.0}
        fluxes.add(
            (int(b.concentration(_BICARBONATE)[s]), int(b.free_co2[s]), int(b.free_water[s])),
            effect,
            clearance=segment.clearance * body("ions.bicarbonate_exchange"),
            level=body("ions.bicarbonate_blood"),
        )
    return fluxes.process()
