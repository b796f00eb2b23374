"""Taxa, guilds and traits."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from holobiont.cli.explain.entry import Entry, Topic, codes_of, facts_of, numbers_of, some, text_of
from holobiont.knowledge import Guild, Knowledge, Taxon
from holobiont.knowledge.schema import Trait


def taxa(knowledge: Knowledge) -> list[Topic]:
    """Return the taxa."""
    return [
        Topic(
            (each.id, each.name, each.label, each.gtdb, *each.synonyms),
            partial(_taxon, each, knowledge),
        )
        for each in knowledge.taxa.values()
    ]


def guilds(knowledge: Knowledge) -> list[Topic]:
    """Return the guilds."""
    return [
        Topic((each.id, each.label), partial(_guild, each, knowledge))
        for each in knowledge.guilds.values()
    ]


def traits(knowledge: Knowledge) -> list[Topic]:
    """Return the traits."""
    return [
        Topic((each.id, each.label), partial(_trait, each, knowledge))
        for each in knowledge.traits.values()
    ]


def _taxon(each: Taxon, knowledge: Knowledge) -> Entry:
    lineage = [value for value in each.lineage.model_dump().values() if value]
    carried = [knowledge.traits[name].label for name, has in each.traits.items() if has]
    return Entry(
        each.name,
        each.rank,
        text_of(each),
        tuple(_reactions(each, knowledge)),
        facts_of(
            ("guild", f"{knowledge.guilds[each.guild].label} ({each.guild})"),
            ("lineage", " > ".join(lineage)),
            ("also called", some(list(each.synonyms))),
            ("oxygen", each.oxygen),
            ("Gram", each.gram),
            ("it", ", ".join(carried)),
        ),
        numbers_of(each),
        codes_of(each),
    )


def _guild(each: Guild, knowledge: Knowledge) -> Entry:
    members = [taxon.name for taxon in knowledge.taxa.values() if taxon.guild == each.id]
    return Entry(
        each.label,
        "guild",
        text_of(each),
        tuple(_reactions(each, knowledge)),
        facts_of(("parent", each.parent), ("members", some(members))),
        numbers_of(each),
        codes_of(each),
    )


def _trait(each: Trait, knowledge: Knowledge) -> Entry:
    carriers = [taxon.name for taxon in knowledge.taxa.values() if taxon.traits.get(each.id)]
    found = facts_of(("id", each.id), ("carried by", some(carriers)))
    return Entry(each.label, "trait", text_of(each), facts=found)


def _reactions(each: Taxon | Guild, knowledge: Knowledge) -> Iterator[str]:
    for ways in each.pathways.values():
        for name, share in ways.items():
            part = "" if share == 1 else f"{share:.0%} of it: "
            yield f"{part}{knowledge.pathways[name].equation}  [{name}]"
