"""Everything of a kind by name, such as all drugs that a protocol may name."""

from __future__ import annotations

from collections.abc import Mapping

from holobiont.cli.explain import body, chemistry, laws, life, outcomes, table
from holobiont.cli.explain.entry import Entry, Source, Topic
from holobiont.knowledge import Knowledge

#: By the word that asks for a list.
LISTS: Mapping[str, Source] = {
    "conditions": outcomes.conditions,
    "interventions": outcomes.interventions,
    "diets": table.diets,
    "foods": table.foods,
    "drugs": table.drugs,
    "probiotics": table.products,
    "phages": table.phages,
    "habits": table.habits,
    "media": table.media,
    "taxa": life.taxa,
    "guilds": life.guilds,
    "traits": life.traits,
    "compounds": chemistry.compounds,
    "polymers": chemistry.polymers,
    "pathways": chemistry.pathways,
    "conversions": chemistry.conversions,
    "processes": laws.processes,
    "modules": body.modules,
    "couplings": body.couplings,
}


def lists(name: str, knowledge: Knowledge) -> tuple[Entry, ...]:
    """Return the list that a word such as ``drugs`` asks for, if it does."""
    word = name.strip().casefold()
    if word not in LISTS:
        return ()
    rows = tuple(_row(topic) for topic in LISTS[word](knowledge))
    return (Entry(word, f"{len(rows)} by name", facts=rows),)


def _row(topic: Topic) -> tuple[str, str]:
    """Return the id of a topic, and how else it is called."""
    first, *others = topic.names
    return first, next((each for each in others if each and each != first), "")
