"""From a fermentation and its ATP to a complete growth reaction.

Catabolism pays for growth (`per_atp` grams of biomass per mol ATP); anabolism makes biomass from
the same substrate, closed by ammonia, carbon dioxide, water and sulfide, so that every element
balances (Heijnen & Kleerebezem 2010; Roels 1983). Yields are results, not parameters.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import numpy as np

from holobiont.errors import KnowledgeError
from holobiont.knowledge import Knowledge
from holobiont.knowledge.schema import Pathway

Reaction = dict[str, float]

_CLOSING = ("ammonia", "carbon_dioxide", "water", "hydrogen_sulfide")
_ELEMENTS = ("C", "H", "N", "O", "S")
_NEGLIGIBLE = 1e-9
_BIOMASS = "biomass"
_ENTRY = "_entry"
#: Electrons carried per atom when everything is oxidized to CO2, H2O, NH3 and H2S.
_VALENCE: Mapping[str, int] = {"C": 4, "H": 1, "O": -2, "N": -3, "S": -2}


def catabolism(knowledge: Knowledge, pathway: Pathway, substrate: str) -> tuple[Reaction, float]:
    """Return what one mol of a compound becomes, and the mol ATP it yields.

    A pathway written for hexose also serves a sugar that enters as hexose (pentoses, amino
    sugars) through that sugar's entry reaction.
    """
    kind = knowledge.compounds[substrate].kind
    if pathway.substrate in (substrate, kind):
        return _rename(pathway.per_substrate, pathway.substrate, substrate), pathway.atp.internal
    entry = knowledge.pathways.get(f"{kind}{_ENTRY}")
    kinds = knowledge.members(pathway.substrate)
    if entry is None or pathway.substrate not in entry.stoichiometry or pathway.substrate in kinds:
        raise KnowledgeError(f"pathways.toml: {pathway.id} cannot use {substrate!r} ({kind}).")
    reaction = _rename(entry.per_substrate, kind, substrate)
    entering = reaction.pop(pathway.substrate)
    for name, amount in pathway.per_substrate.items():
        if name != pathway.substrate:
            reaction[name] = reaction.get(name, 0.0) + entering * amount
    return reaction, entering * pathway.atp.internal


def _rename(reaction: Mapping[str, float], kind: str, substrate: str) -> Reaction:
    return {substrate if name == kind else name: amount for name, amount in reaction.items()}


def anabolism(knowledge: Knowledge, substrate: str) -> Reaction:
    """Return the reaction that makes one mol of biomass from a substrate, all elements closed."""
    unknowns = (substrate, *_CLOSING)
    columns = [knowledge.compounds[name].elements for name in unknowns]
    matrix = np.array([[column.get(e, 0.0) for column in columns] for e in _ELEMENTS])
    target = np.array([knowledge.compounds[_BIOMASS].elements.get(e, 0.0) for e in _ELEMENTS])
    amounts = np.linalg.solve(matrix, target)
    made = {n: -float(a) for n, a in zip(unknowns, amounts, strict=True) if abs(a) > _NEGLIGIBLE}
    return {**made, _BIOMASS: 1.0}


def growth_reaction(knowledge: Knowledge, pathway: Pathway, substrate: str) -> Reaction:
    """Return mmol of everything made (positive) or used per gram of biomass grown."""
    broken, atp = catabolism(knowledge, pathway, substrate)
    per_gram = 1.0 / knowledge.compounds[_BIOMASS].gram_per_mmol
    parts = (
        (broken, 1.0 / (atp * knowledge.physiology.value("biomass.per_atp"))),
        (anabolism(knowledge, substrate), per_gram),
    )
    total: Reaction = {}
    for reaction, times in parts:
        for name, amount in reaction.items():
            total[name] = total.get(name, 0.0) + times * amount
    return {n: a for n, a in total.items() if n != _BIOMASS and abs(a) > _NEGLIGIBLE}


def electrons(elements: Mapping[str, float]) -> float:
    """Electrons a molecule gives when oxidized completely (its degree of reduction)."""
    return sum(
        _VALENCE[element] * count for element, count in elements.items() if element in _VALENCE
    )


@lru_cache(maxsize=1024)
def cached_reaction(
    knowledge: Knowledge, pathway: str, substrate: str
) -> tuple[tuple[str, float], ...]:
    """Return `growth_reaction` as a tuple, remembered."""
    reaction = growth_reaction(knowledge, knowledge.pathways[pathway], substrate)
    return tuple(sorted(reaction.items()))
