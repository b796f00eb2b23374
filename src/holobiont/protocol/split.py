"""Cut a phrase into clauses, one for each step."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from holobiont.protocol.details import donors
from holobiont.protocol.timing import MOMENTS

_JOIN = re.compile(
    r"\s*[;,\n]?\s*\b(?P<then>(?:and\s+)?then|followed\s+by)\b\s*"
    r"|\s*(?:\b(?P<and>and|plus)\b|(?<!\de)\+|&)\s*"
    r"|\s*(?:[;\n]|(?<!\d),|,(?!\d))\s*",
    re.IGNORECASE,
)
THEN, WITH, ALONE = "then", "with", "alone"


@dataclass(frozen=True)
class Clause:
    """One step's worth of a phrase.

    Attributes
    ----------
    text : str
        The words.
    start : int
        Place of the first of them in the phrase.
    joined : str
        How it follows the clause before: after it, together with it, or on its own.
    """

    text: str
    start: int
    joined: str

    @property
    def end(self) -> int:
        """Place behind the last character."""
        return self.start + len(self.text)


def split(phrase: str, names: Iterable[str]) -> tuple[Clause, ...]:
    """Cut a phrase at ``, ; + & and then``, but not inside a known name.

    Parameters
    ----------
    phrase
        The whole phrase.
    names
        Known names that hold a joining word, which does not cut them.

    Returns
    -------
    tuple of Clause
        Clauses that hold at least one word, in order.
    """
    kept = _inside(phrase, names) | whole(phrase)
    clauses: list[Clause] = []
    start, joined = 0, ALONE
    for cut in (*_cuts(phrase, kept), None):
        end = len(phrase) if cut is None else cut.start()
        text = phrase[start:end]
        if text.strip():
            lead = len(text) - len(text.lstrip())
            clauses.append(Clause(text.strip(), start + lead, joined))
            joined = ALONE
        if cut is not None:
            start = cut.end()
            joined = _stronger(joined, cut)
    return tuple(clauses)


def joins(name: str) -> bool:
    """Return whether a name holds a word that joins clauses."""
    return _JOIN.search(name) is not None


def _stronger(joined: str, cut: re.Match[str]) -> str:
    if cut["then"] or joined == THEN:
        return THEN
    return WITH if cut["and"] or cut[0].strip() in ("+", "&") else joined


def _cuts(phrase: str, kept: set[int]) -> Iterator[re.Match[str]]:
    return (cut for cut in _JOIN.finditer(phrase) if not kept & set(range(*cut.span())))


def whole(phrase: str) -> set[int]:
    """Return the places of lists of days and of names of files, which belong together."""
    found = [match.span() for match in MOMENTS.finditer(phrase)]
    return {place for span in (*found, *donors(phrase)) for place in range(*span)}


def _inside(phrase: str, names: Iterable[str]) -> set[int]:
    """Return the places that lie inside a known name which holds a joining word."""
    kept: set[int] = set()
    for name in names:
        pattern = rf"(?<!\w){re.escape(name)}(?!\w)"
        for found in re.finditer(pattern, phrase, re.IGNORECASE):
            kept.update(range(*found.span()))
    return kept
