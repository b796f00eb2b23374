"""Checks of conditions and interventions: names and sources that must resolve."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from holobiont.errors import KnowledgeError
from holobiont.knowledge.read import known
from holobiont.knowledge.schema import Intervention

if TYPE_CHECKING:
    from holobiont.knowledge.store import Knowledge

_INTERVENTIONS = "interventions.toml"
_NAMED = ("foods", "diets", "drugs", "phages", "products", "habits")


def check_outcomes(knowledge: Knowledge) -> None:
    """Check what conditions and interventions name.

    That a mediator exists is checked where it is read, since it may be what the gut or the body
    works out (`holobiont.outcomes`).
    """
    interventions = knowledge.interventions
    for key, intervention in interventions.items():
        if intervention.within:
            place = f"{key}.within"
            known(intervention.within, interventions, _INTERVENTIONS, place, "intervention")
            _check_ends(key, interventions)
        for table in _NAMED:
            there, place = getattr(knowledge, table), f"{key}.{table}"
            for name in getattr(intervention, table):
                known(name, there, _INTERVENTIONS, place, table.removesuffix("s"))
    for key, condition in knowledge.outcomes.items():
        file = f"outcomes/{key}.toml"
        for code in condition.sources:
            known(code, knowledge.references, file, "source", "source code")
        for effect in condition.effects:
            known(effect.intervention, interventions, file, "effects.intervention", "intervention")


def _check_ends(key: str, interventions: Mapping[str, Intervention]) -> None:
    """Check that what an intervention is within is not within itself in turn."""
    seen, wider = {key}, interventions[key].within
    while wider in interventions:
        if wider in seen:
            raise KnowledgeError(f"{_INTERVENTIONS}: {key}.within: {wider!r} is within itself.")
        seen.add(wider)
        wider = interventions[wider].within
