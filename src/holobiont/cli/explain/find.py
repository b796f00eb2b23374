"""Finding what a name means."""

from __future__ import annotations

import re
from collections.abc import Iterable

from holobiont.cli.explain import body, chemistry, laws, life, measures, outcomes, table
from holobiont.cli.explain.entry import Entry, Source, Topic
from holobiont.cli.explain.lists import LISTS, lists
from holobiont.errors import UsageError, did_you_mean
from holobiont.knowledge import Knowledge
from holobiont.protocol.names import key

#: Everything that can be explained, in the order in which it is told: who asks for depression
#: means the condition before the module of that name.
SOURCES: tuple[Source, ...] = (
    outcomes.conditions,
    life.taxa,
    life.guilds,
    chemistry.compounds,
    chemistry.polymers,
    chemistry.pathways,
    chemistry.conversions,
    table.foods,
    table.diets,
    table.media,
    table.phages,
    table.drugs,
    table.products,
    table.habits,
    life.traits,
    laws.processes,
    laws.laws,
    table.body,
    body.modules,
    body.quantities,
    body.couplings,
    outcomes.interventions,
    table.references,
)


def find(name: str, knowledge: Knowledge) -> tuple[Entry, ...]:
    """Return all that a name means.

    Raises
    ------
    UsageError
        If it means nothing; gives the nearest names.
    """
    topics = [topic for source in SOURCES for topic in source(knowledge)]
    found = _called(name, topics) or _as_taxon(name, knowledge) or _abbreviated(name, knowledge)
    if not found:
        rest = measures.measures(knowledge)
        found, topics = _called(name, rest), topics + rest
    listed = lists(name, knowledge)
    if not found and not listed:
        raise UsageError(f"Nothing is known under the name {name!r}.{_hint(name, topics)}")
    return listed + _without_repeats(tuple(topic.explain() for topic in found))


def _hint(name: str, topics: Iterable[Topic]) -> str:
    """Say what to do with the name of a published experiment, or which names are near."""
    from holobiont.validation import experiments

    if name.strip().upper() in experiments():
        return f" It is a published experiment: 'holobiont validate {name.strip().upper()}'."
    near = did_you_mean(name, (*LISTS, *_shown(topics)))
    return near or f" Lists by name: {', '.join(LISTS)}."


def _shown(topics: Iterable[Topic]) -> Iterable[str]:
    """Return one spelling of each name, without underscores where there is one."""
    names = [one for topic in topics for one in topic.names if one]
    return {key(one): one for one in sorted(names, key=lambda one: "_" not in one)}.values()


def _without_repeats(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Leave out a rate law where a process of its name already tells it."""
    told = {entry.name for entry in entries if entry.kind == laws.PROCESS}
    return tuple(each for each in entries if each.kind != laws.LAW or each.name not in told)


def _called(name: str, topics: Iterable[Topic]) -> list[Topic]:
    wanted = key(name) or name
    return [topic for topic in topics if wanted in {key(one) for one in topic.names if one}]


def _as_taxon(name: str, knowledge: Knowledge) -> list[Topic]:
    """Read a name as the readers of profiles do, with GTDB suffixes and old names."""
    from holobiont.profile.taxon_index import index_of

    index = index_of(knowledge)
    genus = index.genus(name)
    found = index.species(name) or (genus[0] if genus else None)
    return [topic for topic in life.taxa(knowledge) if topic.names[0] == found]


def _abbreviated(name: str, knowledge: Knowledge) -> list[Topic]:
    """Read a species with the initial of its genus, as in ``E. coli``; all that it may mean."""
    parts = re.fullmatch(r"([A-Za-z])\.?\s+([a-z-]+)", name.strip())
    if parts is None:
        return []
    wanted = re.compile(rf"{parts[1]}[a-z]+ {parts[2]}", re.IGNORECASE)
    return [
        topic
        for topic in life.taxa(knowledge)
        if any(wanted.fullmatch(one) for one in topic.names if one)
    ]
