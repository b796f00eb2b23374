"""Statements as titled paragraphs and as plain records."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from holobiont.outcomes.model import Statement

#: Sections in their order: title, what the statements are about, and their kinship.
_SECTIONS = (
    ("On the way to it", "mediator", None),
    ("Studied: what is done", "effect", "same"),
    ("Studied: the group that it belongs to", "effect", "group"),
    ("Studied: its kin, where nothing was found or others disagree", "effect", "kin"),
    ("Studied", "effect", None),
    ("What goes with it (no cause is claimed)", "association", None),
    ("Not studied", "gap", None),
)
_MOVES = {
    "better": "towards better",
    "worse": "towards worse",
    "none": "it does not move",
    "open": "which way is not clear",
}

Section = tuple[str, tuple[tuple[str, str], ...]]


def sections(found: Iterable[Statement]) -> tuple[Section, ...]:
    """Return the paragraphs of statements, each a grade and a text, under titles."""
    told = tuple(found)
    groups = (
        (
            title,
            tuple((s.grade, paragraph(s)) for s in told if (s.about, s.kinship) == (about, kin)),
        )
        for title, about, kin in _SECTIONS
    )
    return tuple((title, lines) for title, lines in groups if lines)


def paragraph(statement: Statement) -> str:
    """Write a statement with what the model says, the notes of its evidence, and its sources."""
    note = statement.evidence.note if statement.evidence is not None else ""
    status = "" if statement.status in ("", "verified") else f", {statement.status}"
    parts = (
        statement.text,
        _seen(statement),
        f"{note[:1].upper()}{note[1:]}." if note else "",
        f"({', '.join(statement.sources)}{status})" if statement.sources else "",
    )
    return " ".join(filter(None, parts))


def record(statement: Statement) -> dict[str, Any]:
    """Return a statement as plain values, ready for JSON."""
    evidence = statement.evidence
    found: dict[str, Any] = {
        name: getattr(statement, name)
        for name in ("about", "subject", "text", "verdict", "grade", "status", "organism")
    }
    found |= {"sources": list(statement.sources), "null": statement.null}
    found |= {"contradictory": statement.contradictory}
    found |= {"step": statement.step, "kinship": statement.kinship}
    for name in ("start", "end", "change"):
        number = getattr(statement, name)
        found[name] = None if number is None else dict(vars(number))
    return found | {"evidence": None if evidence is None else evidence.model_dump(mode="json")}


def _seen(statement: Statement) -> str:
    """Write what the model says of a mediator, or that it says nothing."""
    if statement.about != "mediator":
        return ""
    if statement.start is None:
        return "This run does not follow it."
    if statement.end is None:
        return f"Now: {statement.start}."
    return f"Model: {statement.start}, then {statement.end}: {_MOVES[statement.verdict]}."
