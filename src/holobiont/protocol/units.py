"""Units of doses as people write them, by what they measure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Measure:
    """One kind of amount: how it is called, and its units by what people write for them."""

    phrase: str
    units: dict[str, str]


def _spellings(**units: str) -> dict[str, str]:
    return {name: unit for unit, names in units.items() for name in names.split(",")}


MEASURES: Final = {
    "mass": Measure(
        "a mass",
        _spellings(
            g="g,gram,grams,gramme,grammes,gr",
            mg="mg,milligram,milligrams",
            kg="kg,kilogram,kilograms,kilo,kilos",
            ug="ug,mcg,microgram,micrograms",
        ),
    ),
    "cells": Measure(
        "a number of living cells",
        _spellings(CFU="cfu,cfus,cell,cells,live cells,living cells,live bacteria,spore,spores"),
    ),
    "particles": Measure(
        "a number of phages",
        _spellings(PFU="pfu,pfus,virion,virions,particle,particles,phages"),
    ),
    "time": Measure(
        "a time",
        _spellings(h="h,hr,hrs,hour,hours", min="min,mins,minute,minutes"),
    ),
    "volume": Measure(
        "a volume",
        _spellings(
            L="l,liter,liters,litre,litres", mL="ml,milliliter,milliliters,millilitre,millilitres"
        ),
    ),
}
"""What a dose can be an amount of."""

_OTHER = (
    "iu|kcal|kj|mmol|mol|%|percent|portions?|servings?|cups?|glass(?:es)?|spoons?|"
    "tablespoons?|teaspoons?|tbsp|tsp|capsules?|pills?|tablets?|sachets?|doses?|pieces?|oz|"
    "ounces?|lbs?|pounds?"
)
_SPELLED: Final = {name: unit for each in MEASURES.values() for name, unit in each.units.items()}
_MICRO = str.maketrans({"\u00b5": "u", "\u03bc": "u"})

UNITS: Final = "|".join(
    [
        *(re.escape(name) for name in sorted(_SPELLED, key=len, reverse=True)),
        "[\u00b5\u03bc]g",
        _OTHER,
    ]
)
"""Pattern of whatever may stand behind the number of a dose, understood or not."""

SCALES: Final = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
"""Words for large numbers; a billion is a thousand million."""


def spelled(unit: str) -> str:
    """Return a unit as `holobiont.quantity` spells it; as it is if it is not known."""
    plain = unit.lower().translate(_MICRO)
    return _SPELLED.get(plain, plain)


def measure_of(unit: str) -> str:
    """Return what a unit measures: ``"mass"``; empty if no dose is measured in it."""
    plain = unit.lower().translate(_MICRO)
    return next((name for name, each in MEASURES.items() if plain in each.units), "")
