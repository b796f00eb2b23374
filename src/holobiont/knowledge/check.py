"""Checks across files: every name resolves, reactions balance, fractions add up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from holobiont.errors import KnowledgeError
from holobiont.knowledge.formula import Species, imbalance, parse_equation
from holobiont.knowledge.read import known
from holobiont.knowledge.schema import (
    INERT,
    SUBSTRATE_KINDS,
    Compound,
    Conversion,
    Development,
    Diet,
    Guild,
    Habit,
    Medium,
    Pathway,
    Phage,
    Quantity,
    Record,
    Series,
    Taxon,
)
from holobiont.quantity import same_dimension

if TYPE_CHECKING:
    from holobiont.knowledge.store import Knowledge

#: Relative slack for fractions that add up to one.
FRACTION_TOLERANCE = 1e-6
#: Relative slack for the sum of the parts of a diet.
DIET_TOLERANCE = 0.01


def walk(item: object, path: str) -> Iterator[tuple[str, Quantity | Series]]:
    """Yield every number with provenance below an item, with its dotted path."""
    if isinstance(item, (Quantity, Series)):
        yield path, item
    elif isinstance(item, Record):
        for name in type(item).model_fields:
            yield from walk(getattr(item, name), f"{path}.{name}")
    elif isinstance(item, Mapping):
        for name, inner in item.items():
            yield from walk(inner, f"{path}.{name}")


def check_provenance(file: str, key: str, item: object, references: Mapping[str, object]) -> None:
    """Check the source codes of every number below an item."""
    for dotted, quantity in walk(item, key):
        path = dotted.lstrip(".")
        for code in quantity.sources:
            known(code, references, file, f"{path}.source", "source code")
    for code in filter(None, getattr(item, "source", "").split(";")):
        known(code, references, file, f"{key}.source".lstrip("."), "source code")


def check_kinds(compounds: Mapping[str, Compound]) -> dict[str, Compound]:
    """Return one member for each substrate kind, after checking that all share its formula."""
    members: dict[str, Compound] = {}
    for compound in compounds.values():
        if compound.kind not in SUBSTRATE_KINDS:
            continue
        first = members.setdefault(compound.kind, compound)
        if first.elements != compound.elements:
            raise KnowledgeError(
                f"compounds.toml: {compound.id}.formula: {compound.formula} differs from "
                f"{first.formula} of {first.id}, but all of kind {compound.kind!r} must share one."
            )
    return members


def check_balance(
    file: str, key: str, stoichiometry: Mapping[str, float], species: Mapping[str, Species]
) -> None:
    """Check names, elements and charge of a reaction."""
    for name in stoichiometry:
        known(name, species, file, key, "compound or substrate kind")
    left = imbalance(stoichiometry, species)
    if left:
        rest = ", ".join(f"{symbol} {count:+.6g}" for symbol, count in left.items())
        raise KnowledgeError(f"{file}: {key} does not balance: right minus left is {rest}.")


def check_pathway(pathway: Pathway | Conversion, species: Mapping[str, Species], file: str) -> None:
    """Check that a pathway balances and consumes its substrate."""
    try:
        net = parse_equation(pathway.equation)
    except KnowledgeError as error:
        raise KnowledgeError(f"{file}: {pathway.id}.equation: {error}") from error
    check_balance(file, f"{pathway.id}.equation", net, species)
    known(pathway.substrate, species, file, f"{pathway.id}.substrate", "compound or substrate kind")
    if net.get(pathway.substrate, 0.0) >= 0:
        raise KnowledgeError(
            f"{file}: {pathway.id}.substrate: the equation does not consume {pathway.substrate!r}."
        )


def check_conversion(conversion: Conversion, knowledge: Knowledge) -> None:
    """Check a conversion's equation, its trait and the units of its constants."""
    file = "conversions.toml"
    check_pathway(conversion, knowledge.species, file)
    known(conversion.trait, knowledge.traits, file, f"{conversion.id}.trait", "trait")
    for name, unit in (("rate", "mmol/g/h"), ("half", "mmol/L")):
        given = getattr(conversion, name).unit
        if not same_dimension(given, unit):
            raise KnowledgeError(
                f"{file}: {conversion.id}.{name}.unit: {given!r} should be like {unit!r}."
            )


def check_microbe(microbe: Guild | Taxon, knowledge: Knowledge, file: str, key: str) -> None:
    """Check the names in a guild or taxon and that its pathway fractions add up to one."""
    for name in microbe.uptakes:
        known(name, knowledge.compounds, file, f"{key}uptakes", "compound")
    for name, half in microbe.inhibition.items():
        known(name, knowledge.compounds, file, f"{key}inhibition", "compound")
        if not same_dimension(half.unit, "mmol/L"):
            raise KnowledgeError(
                f"{file}: {key}inhibition.{name}.unit: {half.unit!r} should be like 'mmol/L'."
            )
    for table in ("hydrolyses", "private"):
        for name in getattr(microbe, table):
            known(name, knowledge.polymers, file, f"{key}{table}", "polymer")
    for name in microbe.conversions:
        known(name, knowledge.conversions, file, f"{key}conversions", "conversion")
    for name in microbe.respiration:
        known(name, knowledge.pathways, file, f"{key}respiration", "pathway")
    for name in microbe.traits:
        known(name, knowledge.traits, file, f"{key}traits", "trait")
    for substrate, fractions in microbe.pathways.items():
        place = f"{key}pathways.{substrate}"
        known(substrate, knowledge.species, file, place, "compound or substrate kind")
        _check_fractions(substrate, fractions, knowledge.pathways, file, place)


def check_spores(taxon: Taxon, knowledge: Knowledge, file: str) -> None:
    """Check the compounds that wake spores or keep a toxin down, and their units."""
    tables: dict[str, Mapping[str, Quantity]] = {}
    rates: dict[str, tuple[Quantity, str]] = {}
    if taxon.spores is not None:
        for name in ("germinants", "cogerminants", "competitors"):
            tables[f"spores.{name}"] = getattr(taxon.spores, name)
        for name in ("sporulation", "slow", "germination"):
            rates[f"spores.{name}"] = getattr(taxon.spores, name), "1/h"
    if taxon.toxin is not None:
        tables["toxin.repressors"] = taxon.toxin.repressors
        rates["toxin.rate"] = taxon.toxin.rate, "mg/g/h"
        rates["toxin.decay"] = taxon.toxin.decay, "1/h"
        rates["toxin.illness"] = taxon.toxin.illness, "cells/g"
    for drug, strains in taxon.resistance.items():
        known(drug, knowledge.drugs, file, "resistance", "drug")
        rates[f"resistance.{drug}.mic"] = strains.mic, "mg/L"
    for table, levels in tables.items():
        for name, level in levels.items():
            known(name, knowledge.compounds, file, table, "compound")
            rates[f"{table}.{name}"] = level, "mmol/L"
    for key, (given, unit) in rates.items():
        if not same_dimension(given.unit, unit):
            raise KnowledgeError(f"{file}: {key}.unit: {given.unit!r} should be like {unit!r}.")


def _check_fractions(
    substrate: str,
    fractions: Mapping[str, float],
    pathways: Mapping[str, Pathway],
    file: str,
    place: str,
) -> None:
    for name, share in fractions.items():
        known(name, pathways, file, place, "pathway")
        if not 0 <= share <= 1:
            raise KnowledgeError(f"{file}: {place}.{name}: the fraction {share:g} is not in 0..1.")
        if pathways[name].substrate != substrate:
            usable = [p.id for p in pathways.values() if p.substrate == substrate]
            raise KnowledgeError(
                f"{file}: {place}: pathway {name!r} uses {pathways[name].substrate!r}, not "
                f"{substrate!r}; pathways of {substrate!r} are {', '.join(usable) or 'none'}."
            )
    total = sum(fractions.values())
    if fractions and abs(total - 1) > FRACTION_TOLERANCE:
        raise KnowledgeError(f"{file}: {place}: the fractions add up to {total:g}, not to 1.")


def check_portions(
    portions: Mapping[str, Quantity], unit: str, knowledge: Knowledge, file: str, table: str
) -> None:
    """Check the names and units of what a diet or food brings to the colon."""
    names = (*knowledge.polymers, *knowledge.compounds, *INERT)
    for name, quantity in portions.items():
        known(name, names, file, table, "polymer or compound")
        if not same_dimension(quantity.unit, unit):
            raise KnowledgeError(
                f"{file}: {table}.{name}.unit: {quantity.unit!r} should be like {unit!r}."
            )


def check_medium(medium: Medium, knowledge: Knowledge, file: str) -> None:
    """Check the names and units of what a medium contains."""
    names = (*knowledge.polymers, *knowledge.compounds, *INERT)
    for name, quantity in medium.contents.items():
        known(name, names, file, "contents", "polymer or compound")
        if not any(same_dimension(quantity.unit, unit) for unit in ("mmol/L", "g/L")):
            raise KnowledgeError(
                f"{file}: contents.{name}.unit: {quantity.unit!r} should be like 'mM' or 'g/L'."
            )


_PHAGE_UNITS = {
    "adsorption": "mL/h",
    "latency": "h",
    "burst": "virions/cell",
    "full_growth": "1/h",
    "decay": "1/h",
    "virion": "pg",
    "cell": "pg",
}


def check_phage(phage: Phage, knowledge: Knowledge, file: str) -> None:
    """Check the hosts of a phage, its units, and that its burst fits into a cell."""
    for host in phage.hosts:
        known(host, knowledge.taxa, file, "hosts", "taxon")
    for name, unit in _PHAGE_UNITS.items():
        given = getattr(phage, name).unit
        if not same_dimension(given, unit):
            raise KnowledgeError(f"{file}: {name}.unit: {given!r} should be like {unit!r}.")
    held = phage.burst.internal * phage.virion.internal / phage.cell.internal
    if held >= 1:
        raise KnowledgeError(
            f"{file}: burst: the particles weigh {held:.2g} times what the cell does."
        )


def check_habit(habit: Habit, file: str) -> None:
    """Check the units of a habit's doses."""
    unit = {"time": "h", "volume": "L/d"}.get(habit.form, "")
    for name in ("usual_dose", "max_dose"):
        dose = getattr(habit, name)
        if dose is not None and not same_dimension(dose.unit, unit):
            raise KnowledgeError(f"{file}: {name}.unit: {dose.unit!r} should be like {unit!r}.")


def check_development(development: Development | None, knowledge: Knowledge) -> None:
    """Check the taxa, diets and keys of the body that the first years name, if there are any."""
    if development is None:
        return
    file, body = "development.toml", knowledge.physiology
    known(development.weaning_diet, knowledge.diets, file, "weaning_diet", "diet")
    for name, milk in development.milks.items():
        for diet in milk.diets:
            known(diet, knowledge.diets, file, f"milks.{name}.diets", "diet")
    groups = {"milks": development.milks, "deliveries": development.deliveries}
    for group, members in groups.items():
        for name, arrivals in members.items():
            for taxon in arrivals.taxa:
                known(taxon, knowledge.taxa, file, f"{group}.{name}.taxa", "taxon")
    for name, size in development.sizes.items():
        for key in size.of:
            if not body.table(key):
                known(key, body.quantities, file, f"sizes.{name}.of", "key of the body")


def check_diet(diet: Diet, knowledge: Knowledge, file: str) -> None:
    """Check names and units, and that the fermentable parts add up to their sourced total."""
    check_portions(diet.to_colon, "g/d", knowledge, file, "to_colon")
    total = diet.fermentable_carbohydrate.internal
    parts = sum(q.internal for name, q in diet.to_colon.items() if knowledge.is_carbohydrate(name))
    if abs(parts - total) > DIET_TOLERANCE * max(total, parts):
        raise KnowledgeError(
            f"{file}: to_colon: the fermentable carbohydrate adds up to {parts / total:.1%} of "
            "fermentable_carbohydrate."
        )
