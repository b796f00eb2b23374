"""Who is brought into a colon at once: a transplant of stool, and the cleansing before it.

Both are jumps between solves. What comes in is taken from the ledger of supply, and what is washed
out goes to that of the stool, so that the elements balance.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from holobiont.engine.law import Array
from holobiont.gut.blueprint import BIOMASS, NECROMASS, STOOL, SUPPLY, WATER, Blueprint

#: Where a transplant is put by each route: all segments, the first, or the last.
_ALL, _FIRST, _LAST = "all", "first", "last"
ROUTES = {"colonoscopy": _ALL, "enema": _LAST, "capsules": _FIRST, "nasoduodenal": _FIRST}
#: Routes on which a transplant passes the small intestine, which takes up what is dissolved.
SWALLOWED = ("capsules", "nasoduodenal")

#: Salts of the fluid that comes from the ileum, and where the knowledge has their levels (mmol/L).
SALTS = {
    "sodium": "ions.strong_inflow",
    "carbon_dioxide": "ions.bicarbonate_inflow",
    "phosphate": "ions.phosphate_inflow",
}

Amounts = Mapping[str, float]


def pooled(b: Blueprint, species: str) -> str:
    """Return under which name a ledger counts a species: organisms together, phages apart."""
    return BIOMASS if b.is_biomass(species) else species


def cleansed(b: Blueprint, x: Array) -> Array:
    """Return a state after a purgative: most of the contents are gone, and some of the mucus.

    Isotonic fluid, with the salts of what comes from the ileum, stands in the place of what was
    washed out.
    """
    new = x.copy()
    parts = {name: b.knowledge.physiology.value("cleansing.lumen") for name in b.habitat.names}
    mucus = b.knowledge.physiology.value("cleansing.mucus")
    parts |= dict.fromkeys(b.habitat.walls, mucus)
    living = (*b.member_ids, *b.viral, *b.spores.values())
    for place, part in parts.items():
        inside = living if place in b.habitat.walls else (*b.contents, *living, *b.drug_ids)
        for species in inside:
            at = b.at(species, place)
            new[b.at(pooled(b, species), STOOL)] += part * x[at]
            new[at] -= part * x[at]
    return _refilled(b, new, x)


def _refilled(b: Blueprint, washed: Array, x: Array) -> Array:
    """Fill segments with isotonic fluid up to the volume that they held at a state."""
    new, body = washed.copy(), b.knowledge.physiology.value
    for place in b.habitat.names:
        liters = x[b.at(WATER, place)] - washed[b.at(WATER, place)]
        fluid = {WATER: 1.0, **{name: body(key) for name, key in SALTS.items()}}
        for name, content in fluid.items():
            new[b.at(name, place)] += liters * content
            new[b.at(name, SUPPLY)] -= liters * content
    return new


def placed(b: Blueprint, x: Array, amounts: Amounts, route: str) -> Array:
    """Return a state to which species were added where a route leads.

    Parameters
    ----------
    amounts : mapping
        By species, in the units of its states.
    route : str
        One of `ROUTES`.
    """
    names, new = b.habitat.names, x.copy()
    water = x[b.across(WATER)]
    where = {
        _ALL: water / water.sum(),
        _FIRST: np.eye(len(names))[0],
        _LAST: np.eye(len(names))[-1],
    }[ROUTES[route]]
    for species, amount in amounts.items():
        new[b.across(species)] += amount * where
        new[b.at(pooled(b, species), SUPPLY)] -= amount
    return new


def prepared(b: Blueprint, stool: Amounts, route: str) -> dict[str, float]:
    """Return what of a stool arrives by a route: its living cells, its debris, and its solutes.

    Parameters
    ----------
    b : Blueprint
        Of the donor.
    stool : mapping
        Amounts by species; organisms by their ids.
    """
    body = b.knowledge.physiology.value
    alive, left = body("transplant.viable"), 1.0
    if route in SWALLOWED:
        alive *= body("transplant.swallowed")
    if ROUTES[route] == _LAST:
        left = body("transplant.retained")
    dissolved = {WATER, *b.dissolved}
    found: dict[str, float] = {}
    for species, amount in stool.items():
        if b.is_biomass(species):
            found[species] = left * alive * amount
            dead = left * (1.0 - alive) * amount / b.grams(species)
            found[NECROMASS] = found.get(NECROMASS, 0.0) + dead
        elif species not in dissolved or route not in SWALLOWED:
            found[species] = found.get(species, 0.0) + left * amount
    return found
