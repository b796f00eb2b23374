"""Compounds, polymers, pathways and conversions."""

from __future__ import annotations

from functools import partial

from holobiont.cli.explain.entry import Entry, Topic, codes_of, facts_of, numbers_of, some, text_of
from holobiont.knowledge import Compound, Knowledge, Pathway, Polymer
from holobiont.knowledge.groups import activity
from holobiont.knowledge.schema import Conversion


def compounds(knowledge: Knowledge) -> list[Topic]:
    """Return the compounds."""
    return [
        Topic((each.id, each.name, each.label, each.chebi), partial(_compound, each, knowledge))
        for each in knowledge.compounds.values()
    ]


def polymers(knowledge: Knowledge) -> list[Topic]:
    """Return the polymers."""
    return [
        Topic((each.id, each.name, each.label), partial(_polymer, each, knowledge))
        for each in knowledge.polymers.values()
    ]


def pathways(knowledge: Knowledge) -> list[Topic]:
    """Return the pathways."""
    return [
        Topic((each.id, each.label, *each.synonyms), partial(_pathway, each, knowledge))
        for each in knowledge.pathways.values()
    ]


def conversions(knowledge: Knowledge) -> list[Topic]:
    """Return the conversions."""
    return [
        Topic((each.id, each.label), partial(_conversion, each, knowledge))
        for each in knowledge.conversions.values()
    ]


def equation(stoichiometry: dict[str, float]) -> str:
    """Write a reaction: what is consumed -> what is made."""
    sides = [
        " + ".join(
            f"{abs(count):g} {name}".removeprefix("1 ")
            for name, count in stoichiometry.items()
            if count * sign > 0
        )
        for sign in (-1, 1)
    ]
    return " -> ".join(sides)


def _compound(each: Compound, knowledge: Knowledge) -> Entry:
    ways = {way.id: way.stoichiometry for way in knowledge.pathways.values()}
    ways |= {way.id: way.per_substrate for way in knowledge.conversions.values()}
    made = [name for name, net in ways.items() if net.get(each.id, 0) > 0]
    used = [name for name, net in ways.items() if net.get(each.id, 0) < 0]
    absorption = f"absorption.relative.{each.id}"
    body = knowledge.physiology.quantities
    permeability = ((absorption, body[absorption]),) if absorption in body else ()
    return Entry(
        each.name,
        "compound",
        text_of(each),
        facts=facts_of(
            ("formula", each.formula),
            ("molar mass", f"{1000 * each.molar_mass:.5g} g/mol"),
            ("kind", f"{each.kind.replace('_', ' ')}, {each.phase}"),
            ("ChEBI", each.chebi),
            ("made by", some(made)),
            ("used by", some(used)),
        ),
        numbers=(*numbers_of(each), *permeability),
    )


def _polymer(each: Polymer, knowledge: Knowledge) -> Entry:
    degraders = [taxon for taxon in knowledge.taxa.values() if each.id in taxon.hydrolyses]
    degraders.sort(key=lambda taxon: (-taxon.hydrolyses[each.id].value, taxon.id))
    foods = [food.label for food in knowledge.foods.values() if each.id in food.per_gram]
    return Entry(
        each.name,
        f"polymer ({each.kind})",
        text_of(each),
        (equation(each.stoichiometry), "rate = k_hydrolysis X P / (K_contois X + P)"),
        facts_of(
            ("per residue", f"{each.formula}, {1000 * each.molar_mass:.5g} g/mol"),
            ("X and P", "degraders (g) and polymer (mmol of residue)"),
            ("degraded by", some([taxon.name for taxon in degraders])),
            ("found in", some(foods)),
        ),
        numbers_of(each),
    )


def _pathway(each: Pathway, knowledge: Knowledge) -> Entry:
    users = [
        taxon.name
        for taxon in knowledge.taxa.values()
        if any(each.id in shares for shares in taxon.pathways.values())
    ]
    return Entry(
        each.label,
        "pathway",
        text_of(each),
        (each.equation,),
        facts_of(("id", each.id), ("status", each.status), ("used by", some(users))),
        numbers_of(each),
        codes_of(each),
    )


def _conversion(each: Conversion, knowledge: Knowledge) -> Entry:
    species = [taxon for taxon in knowledge.taxa.values() if taxon.rank == "species"]
    most = sorted(species, key=lambda taxon: -activity(taxon, each))
    able = [taxon.name for taxon in most if activity(taxon, each) > 0]
    return Entry(
        each.label,
        "conversion",
        text_of(each),
        (each.equation,),
        facts_of(
            ("id", each.id),
            ("trait", each.trait),
            ("status", each.status),
            ("carried out by", some(able)),
        ),
        numbers_of(each),
        codes_of(each),
    )
