"""Check a drug: its units, and the names of those that it meets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from operator import attrgetter
from typing import TYPE_CHECKING

from holobiont.errors import KnowledgeError
from holobiont.knowledge.closest import groups_of
from holobiont.knowledge.read import known
from holobiont.knowledge.schema import Drug, Quantity
from holobiont.quantity import same_dimension

if TYPE_CHECKING:
    from holobiont.knowledge.store import Knowledge

_UNITS = {
    "usual_dose": "g/d",
    "max_dose": "g/d",
    "absorbed": "1",
    "half_life": "h",
    "secreted": "1",
    "binding.bacteria": "L/g",
    "binding.other": "L/g",
    "kill.kappa": "1",
    "kill.psi_min": "1/h",
    "kill.growing": "1",
}
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
        said = {name.casefold() for name in drug.mic}
        for taxon, names in groups.items():
            if not any(name.casefold() in said for name in names):
                raise KnowledgeError(
                    f"{file}: mic: nothing is said of {taxon}: name it, a clade of it, or its "
                    "domain."
                )


def _check(drug: Drug, groups: Mapping[str, str], file: str) -> None:
    for path, unit in _UNITS.items():
        _like(attrgetter(path)(drug), unit, file, path)
    if drug.destroyed is not None:
        _like(drug.destroyed, _OF_PART, file, "destroyed")
    for key, (name, quantity, unit) in _by_group(drug):
        _named(name, groups, file, key)
        _like(quantity, unit, file, f"{key}.{name}")
    for key, enzyme in drug.inactivation.items():
        _like(enzyme.rate, _OF_RATE, file, f"inactivation.{key}.rate")
        _like(enzyme.half, _OF_MIC, file, f"inactivation.{key}.half")


def _by_group(drug: Drug) -> Iterator[tuple[str, tuple[str, Quantity, str]]]:
    """Yield the key of a table, and a name in it, its number and what the unit should be like."""
    for name, level in drug.mic.items():
        yield "mic", (name, level, _OF_MIC)
    for name, strains in drug.resistant.items():
        yield "resistant", (name, strains.prevalence, _OF_PART)
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
