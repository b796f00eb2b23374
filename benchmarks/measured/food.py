"""Diets that a study gave, from the diets of the knowledge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from holobiont.knowledge import Knowledge
from holobiont.knowledge.schema import Diet, FrozenMap, Quantity

HABITUAL, RICH = "western_us", "high_fiber"


def known(knowledge: Knowledge, *diets: Diet) -> Knowledge:
    """Return a copy of the knowledge that has more diets."""
    more = {diet.id: diet for diet in diets}
    return replace(knowledge, diets=FrozenMap({**knowledge.diets, **more}))


def of_fiber(knowledge: Knowledge, name: str, grams: float) -> Diet:
    """Return a diet of so much fiber (g/d), on the line through the usual and the rich one."""
    poor, rich = knowledge.diets[HABITUAL], knowledge.diets[RICH]
    part = (grams - poor.fiber.value) / (rich.fiber.value - poor.fiber.value)
    to_colon = {
        key: _at(poor.to_colon[key], max(0.0, _line(poor, rich, key, part)))
        for key in poor.to_colon
    }
    return poor.model_copy(
        update={
            "id": name,
            "label": name,
            "synonyms": (),
            "fiber": _at(poor.fiber, grams),
            "to_colon": FrozenMap(to_colon),
        }
    )


def reaching(knowledge: Knowledge, name: str, sugar: float, grams: Mapping[str, float]) -> Diet:
    """Return a diet of which this reaches the colon (g/d), with so much sugar eaten (g/d)."""
    usual = knowledge.diets[HABITUAL]
    blank = usual.to_colon["protein"]
    return usual.model_copy(
        update={
            "id": name,
            "label": name,
            "synonyms": (),
            "sugar": _at(usual.sugar, sugar),
            "to_colon": FrozenMap({key: _at(blank, value) for key, value in grams.items()}),
        }
    )


def _line(poor: Diet, rich: Diet, key: str, part: float) -> float:
    low = poor.to_colon[key].value
    return low + part * (rich.to_colon[key].value - low)


def _at(quantity: Quantity, value: float) -> Quantity:
    spread = (min(quantity.spread[0], value), max(quantity.spread[1], value))
    return quantity.model_copy(update={"value": float(value), "spread": spread})
