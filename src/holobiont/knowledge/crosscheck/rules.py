"""What a source of facts calls our capabilities, and which disagreements were looked into."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from holobiont.errors import KnowledgeError
from holobiont.knowledge.crosscheck.facts import ACTIVITIES
from holobiont.knowledge.read import Raw, build, known, read_toml
from holobiont.knowledge.schema import Record
from holobiont.knowledge.store import Knowledge

NAMES, REVIEWED = "njc19.toml", "njc19_reviewed.toml"
#: How each activity is said.
VERBS = {"import": "eats", "export": "makes", "degradation": "degrades"}
#: (taxon, activity, item) to whether we say yes, and why.
Reasons = Mapping[tuple[str, str, str], tuple[bool, str]]


class Capability(Record):
    """Something both sides can speak of: `ours` is any of these, `names` are theirs.

    `label` says it in words: what is eaten, made or degraded, or what a trait does.
    """

    activity: str
    item: str
    label: str
    names: tuple[str, ...]
    ours: tuple[str, ...]


class Review(Record):
    """Why a disagreement of some taxa stays; `ours` is what we say."""

    activity: str
    item: str
    ours: Literal["yes", "no"]
    taxa: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class Rules:
    """How the names of a source are read; `source` is its code in the references."""

    source: str
    capabilities: tuple[Capability, ...]
    reasons: Reasons


def read_rules(knowledge: Knowledge) -> Rules:
    """Read the names and the reviewed disagreements of the knowledge's folder.

    Raises
    ------
    KnowledgeError
        If a name in them is not known.
    """
    raw = _raw(knowledge, NAMES)
    source = str(raw.pop("source", ""))
    known(source, knowledge.references, NAMES, "source", "source code")
    capabilities = tuple(_capabilities(raw, knowledge))
    return Rules(source, capabilities, _reasons(_raw(knowledge, REVIEWED), capabilities, knowledge))


def _raw(knowledge: Knowledge, file: str) -> Raw:
    path = knowledge.folder / "crosscheck" / file
    return read_toml(path, file) if path.is_file() else {}


def _capabilities(raw: Raw, knowledge: Knowledge) -> Iterator[Capability]:
    options = (*knowledge.compounds, *knowledge.polymers, *knowledge.traits)
    for activity, items in raw.items():
        known(activity, ACTIVITIES.values(), NAMES, activity, "activity")
        for item, row in items.items():
            key = f"{activity}.{item}"
            whole = {"ours": [item], **row, "activity": activity, "item": item}
            for name in (item, *whole["ours"]):
                known(name, options, NAMES, key, "compound, polymer or trait")
            whole["label"] = _label(activity, item, whole["ours"], knowledge)
            yield build(Capability, whole, NAMES, key)


def _label(activity: str, item: str, ours: list[str], knowledge: Knowledge) -> str:
    if item in knowledge.traits:
        return knowledge.traits[item].label
    matter = {**knowledge.compounds, **knowledge.polymers}
    return f"{VERBS[activity]} {' or '.join(matter[name].name for name in ours if name in matter)}"


def _reasons(raw: Raw, capabilities: tuple[Capability, ...], knowledge: Knowledge) -> Reasons:
    items = [f"{one.activity} {one.item}" for one in capabilities]
    found: dict[tuple[str, str, str], tuple[bool, str]] = {}
    for row in raw.get("review", ()):
        review = build(Review, row, REVIEWED)
        known(f"{review.activity} {review.item}", items, REVIEWED, "review", "capability")
        for taxon in review.taxa:
            known(taxon, knowledge.taxa, REVIEWED, "review.taxa", "taxon")
            key = (taxon, review.activity, review.item)
            if key in found:
                raise KnowledgeError(f"{REVIEWED}: {' '.join(key)} is reviewed twice.")
            found[key] = (review.ours == "yes", review.reason)
    return found
