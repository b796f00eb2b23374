"""Check a drug: its units, and the names of those that it meets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from holobiont.errors import KnowledgeError
from holobiont.knowledge.closest import groups_of
from holobiont.knowledge.read import known
from holobiont.knowledge.schema import Drug, Quantity
from holobiont.quantity import same_dimension

if TYPE_CHECKING:
    from holobiont.knowledge.store import Knowledge

_OF_DOSE = "g/d"
_KILL = {"kappa": "1", "psi_min": "1/h", "growing": "1", "tolerant": "1"}
_UNITS = {
    "usual_dose": _OF_DOSE,
    "max_dose": _OF_DOSE,
    "absorbed": "1",
    "destroyed": "1",
    "from_colon": "1/h",
    "half_life": "h",
    "secreted": "1",
    "binding.bacteria": "L/g",
    "binding.other": "L/g",
    "acidity.fold": "1",
    "acidity.tested": "1",
    **{f"kill.{name}": unit for name, unit in _KILL.items()},
    "effect.osmole": "L/g",
    "effect.transit.factor": "1",
    "effect.transit.half": _OF_DOSE,
}
_OF_EFFECTS = {
    "body": {"factor": "1", "half": _OF_DOSE},
    "inflow": {"cells": "cells/d", "half": _OF_DOSE},
    "bind": {"capacity": "mmol/g", "rate": "L/g/h"},
    "undo": {"rate": "g/g/h", "half": "mg/L"},
}
#: Numbers of the body that a drug may change: those that say what enters the colon.
ENTERING = ("bile", "food", "inflow", "secretion", "water")
_OF_MIC, _OF_PART, _OF_RATE = "mg/L", "1", "g/g/h"


def check_drugs(knowledge: Knowledge) -> None:
    """Check units and names of every drug, and that it says how every taxon stands it.

    Raises
    ------
    KnowledgeError
        Naming the file, the key and the nearest valid name.
    """
    groups = {taxon.name: tuple(groups_of(taxon)) for taxon in knowledge.taxa.values()}
    folded = {name.casefold(): name for names in groups.values() for name in names}
    for drug in knowledge.drugs.values():
        file = f"drugs/{drug.id}.toml"
        _check(drug, folded, file)
        _check_effects(knowledge, drug, folded, file)
        said = {name.casefold() for name in drug.mic}
        if not said:
            continue
        for taxon, names in groups.items():
            if not any(name.casefold() in said for name in names):
                raise KnowledgeError(
                    f"{file}: mic: nothing is said of {taxon}: name it, a clade of it, or its "
                    "domain."
                )


def _check(drug: Drug, groups: Mapping[str, str], file: str) -> None:
    for path, unit in _UNITS.items():
        quantity = _at(drug, path)
        if quantity is not None:
            _like(quantity, unit, file, path)
    for key, (name, quantity, unit) in _by_group(drug):
        _named(name, groups, file, key)
        _like(quantity, unit, file, f"{key}.{name}")
    for key, enzyme in drug.inactivation.items():
        _like(enzyme.rate, _OF_RATE, file, f"inactivation.{key}.rate")
        _like(enzyme.half, _OF_MIC, file, f"inactivation.{key}.half")


def _at(drug: Drug, path: str) -> Quantity | None:
    """Return a number of a drug; None where it, or what it is part of, is left out."""
    found: Any = drug
    for name in path.split("."):
        found = None if found is None else getattr(found, name)
    assert found is None or isinstance(found, Quantity)
    return found


def _check_effects(knowledge: Knowledge, drug: Drug, groups: Mapping[str, str], file: str) -> None:
    """Check units of what a drug does apart from killing, and the names in it."""
    for key, units in _OF_EFFECTS.items():
        for name, record in getattr(drug.effect, key).items():
            for field, unit in units.items():
                _like(getattr(record, field), unit, file, f"effect.{key}.{name}.{field}")
    entering = [k for k in knowledge.physiology.quantities if k.split(".")[0] in ENTERING]
    for name in drug.effect.body:
        known(name, entering, file, "effect.body", "number of what enters the colon")
    for name in drug.effect.inflow:
        _named(name, groups, file, "effect.inflow")
    for name in drug.effect.undo:
        known(name, knowledge.drugs, file, "effect.undo", "drug")
    for name, how in drug.effect.bind.items():
        for compound in how.compounds:
            known(compound, knowledge.compounds, file, f"effect.bind.{name}.compounds", "compound")


def _by_group(drug: Drug) -> Iterator[tuple[str, tuple[str, Quantity, str]]]:
    """Yield the key of a table, and a name in it, its number and what the unit should be like."""
    for name, level in drug.mic.items():
        yield "mic", (name, level, _OF_MIC)
    for name, how in drug.kills.items():
        numbers = ((key, getattr(how, key)) for key in _KILL)
        for key, number in numbers:
            if number is not None:
                yield f"kills.{key}", (name, number, _KILL[key])
    for name, strains in drug.resistant.items():
        for part in (strains.prevalence, *strains.earlier.values()):
            yield "resistant", (name, part, _OF_PART)
        yield "resistant", (name, strains.mic, _OF_MIC)
    for key, enzyme in drug.inactivation.items():
        for name, activity in enzyme.carriers.items():
            yield f"inactivation.{key}.carriers", (name, activity, _OF_PART)


def _named(name: str, groups: Mapping[str, str], file: str, key: str) -> None:
    """Complain about a name of no group; letter case does not count."""
    if name.casefold() not in groups:
        known(name, sorted(groups.values()), file, key, "taxon or clade")


def _like(quantity: Quantity, unit: str, file: str, key: str) -> None:
    if not same_dimension(quantity.unit, unit):
        raise KnowledgeError(f"{file}: {key}.unit: {quantity.unit!r} should be like {unit!r}.")
