"""Diets, foods, media, phages, drugs, habits, quantities of the body, and sources."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from holobiont.cli.explain.entry import Entry, Topic, facts_of, numbers_of, some, text_of
from holobiont.knowledge import Diet, Food, Knowledge, Medium, Reference
from holobiont.knowledge.schema import Drug, Habit, Phage, Product


def diets(knowledge: Knowledge) -> list[Topic]:
    """Return the diets."""
    return [
        Topic(tuple(_diet_names(each)), partial(_eaten, each)) for each in knowledge.diets.values()
    ]


def _diet_names(each: Diet) -> Iterator[str]:
    for name in (each.id, each.label, *each.synonyms):
        yield from (name, f"{name} diet")


def foods(knowledge: Knowledge) -> list[Topic]:
    """Return the foods and supplements."""
    return [
        Topic((each.id, each.label, *each.synonyms), partial(_eaten, each))
        for each in knowledge.foods.values()
    ]


def media(knowledge: Knowledge) -> list[Topic]:
    """Return the culture media."""
    return [
        Topic((each.id, each.label, *each.synonyms), partial(_eaten, each))
        for each in knowledge.media.values()
    ]


def phages(knowledge: Knowledge) -> list[Topic]:
    """Return the phages."""
    return [
        Topic((each.id, each.label, *each.synonyms), partial(_phage, each))
        for each in knowledge.phages.values()
    ]


def _phage(each: Phage) -> Entry:
    pairs = (("id", each.id), ("also called", some(list(each.synonyms))))
    found = facts_of(*pairs, ("lifestyle", each.lifestyle), ("hosts", some(list(each.hosts))))
    return Entry(each.label, "phage", text_of(each), facts=found, numbers=numbers_of(each))


def drugs(knowledge: Knowledge) -> list[Topic]:
    """Return the drugs."""
    return [
        Topic((each.id, each.label, *each.synonyms), partial(_drug, each))
        for each in knowledge.drugs.values()
    ]


def _drug(each: Drug) -> Entry:
    found = facts_of(("id", each.id), ("also called", some(list(each.synonyms))))
    return Entry(each.label, each.kind, text_of(each), facts=found, numbers=numbers_of(each))


def habits(knowledge: Knowledge) -> list[Topic]:
    """Return the ways of living, and what happens to people."""
    return [
        Topic((each.id, each.label, *each.synonyms), partial(_habit, each))
        for each in knowledge.habits.values()
    ]


def _habit(each: Habit) -> Entry:
    found = facts_of(("id", each.id), ("also called", some(list(each.synonyms))))
    codes = tuple(filter(None, each.source.split(";")))
    numbers = numbers_of(each)
    return Entry(each.label, "habit", text_of(each), facts=found, numbers=numbers, sources=codes)


def products(knowledge: Knowledge) -> list[Topic]:
    """Return the live products."""
    return [
        Topic((each.id, each.label, *each.synonyms), partial(_product, each))
        for each in knowledge.products.values()
    ]


def _product(each: Product) -> Entry:
    pairs = (("id", each.id), ("also called", some(list(each.synonyms))))
    found = facts_of(*pairs, ("organisms", some(list(each.organisms))))
    return Entry(each.label, each.kind, text_of(each), facts=found, numbers=numbers_of(each))


def body(knowledge: Knowledge) -> list[Topic]:
    """Return the quantities of the body, and each group of them."""
    keys = [key.split(".") for key in knowledge.physiology.quantities]
    groups = {".".join(key[: depth + 1]): None for key in keys for depth in range(len(key))}
    return [Topic((group,), partial(_quantities, group, knowledge)) for group in groups]


def references(knowledge: Knowledge) -> list[Topic]:
    """Return the sources."""
    return [
        Topic((each.code, each.doi), partial(_reference, each, knowledge))
        for each in knowledge.references.values()
    ]


def _eaten(each: Diet | Food | Medium) -> Entry:
    kind = each.kind if isinstance(each, Food) else type(each).__name__.lower()
    found = facts_of(("id", each.id), ("also called", some(list(each.synonyms))))
    return Entry(each.label, kind, text_of(each), facts=found, numbers=numbers_of(each))


def _quantities(group: str, knowledge: Knowledge) -> Entry:
    found = tuple(
        (key, quantity)
        for key, quantity in knowledge.physiology.quantities.items()
        if key == group or key.startswith(f"{group}.")
    )
    text = knowledge.physiology.descriptions.get(group, "")
    return Entry(group, "quantity of the body", text, numbers=found)


def _reference(each: Reference, knowledge: Knowledge) -> Entry:
    users = [path for path, number in knowledge.quantities() if each.code in number.sources]
    found = facts_of(
        ("status", each.status),
        ("PubMed", each.pmid),
        ("numbers from it", len(users)),
        ("such as", some(users)),
        ("findings from it on", some(_about(each.code, knowledge))),
    )
    return Entry(each.code, "source", text_of(each), facts=found, sources=(each.code,))


def _about(code: str, knowledge: Knowledge) -> list[str]:
    return [each.label for each in knowledge.outcomes.values() if code in each.sources]
