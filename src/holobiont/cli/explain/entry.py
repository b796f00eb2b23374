"""Everything to be told of one name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from holobiont.knowledge import Knowledge, Quantity
from holobiont.knowledge.check import walk
from holobiont.knowledge.schema import Record, Series

Numbers = tuple[tuple[str, Quantity | Series], ...]


@dataclass(frozen=True)
class Entry:
    """What is known of a name.

    Attributes
    ----------
    name : what is explained
    kind : what it is, such as "polymer"
    text : sentences about it
    equations : reactions or formulas
    facts : (key, value) of what is no number with provenance
    numbers : (dotted path, quantity)
    sources : codes of further sources
    sections : (title, paragraphs) of graded statements, each paragraph a (grade, text)
    """

    name: str
    kind: str
    text: str = ""
    equations: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    numbers: Numbers = ()
    sources: tuple[str, ...] = ()
    sections: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """All source codes, in the order in which they are met."""
        found = (*self.sources, *(code for _, each in self.numbers for code in each.sources))
        return tuple(dict.fromkeys(code.strip() for code in found if code.strip()))


@dataclass(frozen=True)
class Topic:
    """A name that can be explained: how it is called, and how to explain it.

    Attributes
    ----------
    names : the id first, then labels and synonyms
    explain : makes the entry
    """

    names: tuple[str, ...]
    explain: Callable[[], Entry]


Source = Callable[[Knowledge], list[Topic]]


def numbers_of(record: Record) -> Numbers:
    """Return every number of a record with its dotted path."""
    return tuple((path.lstrip("."), number) for path, number in walk(record, ""))


def codes_of(record: Record) -> tuple[str, ...]:
    """Return the source codes a record itself carries."""
    return tuple(str(getattr(record, "source", "")).split(";"))


def text_of(record: Record) -> str:
    """Return the description and the note of a record."""
    found = (getattr(record, name, "") for name in ("description", "note"))
    return " ".join(f"{text[:1].upper()}{text[1:].rstrip('.')}." for text in found if text)


def facts_of(*pairs: tuple[str, object]) -> tuple[tuple[str, str], ...]:
    """Return the facts that say something."""
    return tuple((key, str(value)) for key, value in pairs if value not in ("", None, ()))


def some(names: list[str], most: int = 12) -> str:
    """Write a list of names, cut short."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more
