"""What enters the colon each hour: a diet, the body's secretions, and settlers."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from holobiont.engine.law import Array
from holobiont.gut.blueprint import ILEUM, INERT, WATER, Blueprint
from holobiont.gut.community import intake_targets
from holobiont.gut.traces import traces
from holobiont.knowledge.schema import INERT as DIET_INERT
from holobiont.knowledge.schema import Diet, Food

Entry = dict[tuple[str, str], float]
_SUGAR = "simple_sugar"
#: Strong cations that come with each sulfate.
_CHARGE_OF_SULFATE = 2
_CHARGE_OF_TETRATHIONATE = 2
_NOT_SIMULATED = tuple(name for name in DIET_INERT if name != INERT)


def food(b: Blueprint, grams: Mapping[str, float]) -> Entry:
    """Turn grams per hour of polymers and pools into mmol per hour into the ileum."""
    return {
        (name, ILEUM): amount / b.grams(name)
        for name, amount in grams.items()
        if name not in _NOT_SIMULATED
    }


def diet_grams(b: Blueprint, diet: Diet) -> dict[str, float]:
    """Return what of a diet reaches the colon (g/h), with the sugar that escapes digestion."""
    grams = {name: quantity.internal for name, quantity in diet.to_colon.items()}
    escaped = diet.sugar.internal * b.knowledge.physiology.value("food.sugar_escape")
    grams[_SUGAR] = grams.get(_SUGAR, 0.0) + escaped
    return grams


def effluent(b: Blueprint, grams: Mapping[str, float]) -> Entry:
    """Return the ileal fluid and its salts: more solids hold more water, isotonic with the body.

    `grams` are what food brings (g/h).
    """
    body = b.knowledge.physiology.value
    first = b.habitat.names[0]
    solids = sum(amount for name, amount in grams.items() if name not in _NOT_SIMULATED)
    extra = body("water.per_solid") * (solids - body("water.reference_solids"))
    inflow = max(body("water.inflow") + extra, body("water.inflow") * body("water.least"))
    return {
        (WATER, first): inflow,
        ("sodium", first): inflow * body("ions.strong_inflow"),
        ("carbon_dioxide", first): inflow * body("ions.bicarbonate_inflow"),
        ("phosphate", first): inflow * body("ions.phosphate_inflow"),
    }


def secretions(b: Blueprint) -> Entry:
    """Return what comes whatever is eaten: mucin, protein, urea nitrogen, sulfate, traces."""
    body = b.knowledge.physiology.value
    first = b.habitat.names[0]
    protein, free = body("secretion.protein"), body("secretion.peptide_share")
    entry: Entry = {
        ("protein", first): protein * (1.0 - free) / b.grams("protein"),
        ("peptide", first): protein * free / b.grams("peptide"),
        ("sulfate", first): body("secretion.sulfate"),
        ("sodium", first): _CHARGE_OF_SULFATE * body("secretion.sulfate"),
    }
    for name, amount in traces(b).items():
        entry[name, first] = entry.get((name, first), 0.0) + amount
    mucin = body("secretion.mucin") / b.grams("mucin")
    wall = sum(segment.clearance for segment in b.habitat.segments)
    for segment, layer in zip(b.habitat.segments, b.habitat.walls, strict=True):
        entry["mucin", layer] = mucin * segment.secretion
        nitrate = body("secretion.nitrate") * segment.secretion
        tetrathionate = body("secretion.tetrathionate") * segment.secretion
        entry["nitrate", segment.name] = nitrate
        entry["tetrathionate", segment.name] = tetrathionate
        salt = nitrate + _CHARGE_OF_TETRATHIONATE * tetrathionate
        entry["sodium", segment.name] = entry.get(("sodium", segment.name), 0.0) + salt
        urea = body("secretion.urea_nitrogen") * segment.clearance / wall
        entry["ammonia", segment.name] = urea
    return entry


def settlers(b: Blueprint, shares: Array) -> Entry:
    """Return what washes in from the ileum, in the proportions of the stool (g/h).

    Where drugs act on microbes, `gut.upstream` says what does.
    """
    if b.antimicrobials:
        return {}
    body = b.knowledge.physiology.value
    total = body("community.immigration") * body("biomass.cell_mass")
    first = b.habitat.names[0]
    return {(m, first): total * float(p) for m, p in zip(b.member_ids, shares, strict=True)}


def rates(b: Blueprint, *entries: Entry) -> Array:
    """Add entries up to the rates of the intake process."""
    total: Entry = {}
    for entry in entries:
        for target, rate in entry.items():
            total[target] = total.get(target, 0.0) + rate
    targets = intake_targets(b)
    unknown = set(total) - set(targets)
    if unknown:
        raise KeyError(f"nothing can enter at {sorted(unknown)}")
    return np.array([total.get(target, 0.0) for target in targets])


def food_grams(food: Food, grams: float) -> dict[str, float]:
    """Return what `grams` of a food bring to the colon, in the same unit of time."""
    return {name: grams * quantity.internal for name, quantity in food.per_gram.items()}


def eaten(b: Blueprint, grams: Mapping[str, float]) -> Entry:
    """Return what food brings (g/h), and the ileal fluid that comes with it."""
    total = food(b, grams)
    total.update(effluent(b, grams))
    return total


def add_grams(*plates: Mapping[str, float]) -> dict[str, float]:
    """Add up what several foods bring."""
    total: dict[str, float] = {}
    for plate in plates:
        for name, amount in plate.items():
            total[name] = total.get(name, 0.0) + amount
    return total


def daily(b: Blueprint, diet: Diet, shares: Array) -> Array:
    """Return the rates of intake of someone who eats a diet and does nothing else."""
    return rates(b, eaten(b, diet_grams(b, diet)), secretions(b), settlers(b, shares))
