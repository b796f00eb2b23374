"""Names as people write them: British or American, hyphenated or not, one or many."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from holobiont.protocol.kinds import KINDS
from holobiont.protocol.split import joins
from holobiont.protocol.step import Step

if TYPE_CHECKING:
    from holobiont.knowledge import Knowledge

_GREEK = str.maketrans({"\u03b1": "alpha", "\u03b2": "beta", "\u03b3": "gamma", "\u00df": "ss"})
_SPELLING = (
    (re.compile(r"bres?$"), "ber"),
    (re.compile(r"tres?$"), "ter"),
    (re.compile(r"ies$"), "y"),
    (re.compile(r"(?<=[ox])es$"), ""),
    (re.compile(r"(?<=[^s])s$"), ""),
    (re.compile(r"our(?=$|ed|ful)"), "or"),
    (re.compile(r"oghurt"), "ogurt"),
    (re.compile(r"is(?=e$|ed$|ing$|ation$)"), "iz"),
    (re.compile(r"[ao]e"), "e"),
)


def key(name: str) -> str:
    """Return what a name is compared by.

    Letter case, accents, hyphens, spaces, plural endings and British spelling do not count:
    ``"High-fibre"`` and ``"high fibers"`` have the same key.
    """
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_GREEK))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return "".join(_word(word) for word in re.findall(r"[a-z]+|\d+", plain))


def _word(word: str) -> str:
    for pattern, ending in _SPELLING:
        word = pattern.sub(ending, word)
    return word


@dataclass(frozen=True)
class Entry:
    """Something a phrase can name: its kind of step and its knowledge entry."""

    kind: type[Step]
    entry: Any


@dataclass(frozen=True)
class Names:
    """Every name that a phrase may use.

    Attributes
    ----------
    index : dict
        Key of a name to what it may mean; more than one entry is ambiguous.
    shown : tuple of str
        Names as they are written in knowledge, without repeats, in order.
    """

    index: dict[str, tuple[Entry, ...]] = field(default_factory=dict)
    shown: tuple[str, ...] = ()

    @cached_property
    def joining(self) -> tuple[str, ...]:
        """Names that hold a word which joins clauses."""
        return tuple(name for name in self.shown if joins(name))

    @cached_property
    def words(self) -> frozenset[str]:
        """Keys of the words of all names."""
        return frozenset(key(word) for name in self.shown for word in name.split())

    @cached_property
    def spelled(self) -> tuple[tuple[str, tuple[Entry, ...]], ...]:
        """Every name as it is shown, with what it may mean."""
        return tuple((name, self.index.get(key(name), ())) for name in self.shown)

    def find(self, name: str, measure: str | None) -> tuple[Entry, ...]:
        """Return what a name may mean, those that fit a dose of its kind before all others.

        `measure` is what the dose is an amount of, None without a dose.
        """
        return fitting(self.index.get(key(name), ()), measure)


def fitting(found: tuple[Entry, ...], measure: str | None) -> tuple[Entry, ...]:
    """Return the entries that fit a dose of a measure before all others; see `Names.find`."""
    dosed = [entry for entry in found if entry.kind.dosed is (measure is not None)]
    same = [entry for entry in found if entry.kind.measure == (measure or "")]
    return tuple(same or dosed or found)


def names(knowledge: Knowledge) -> Names:
    """Collect the names of a knowledge: ids win over labels, and labels over synonyms.

    What is dosed in different ways may share a name.
    """
    index: dict[str, tuple[Entry, ...]] = {}
    shown: dict[str, None] = {}
    catalogs = [(kind, tuple(kind.catalog(knowledge).values())) for kind in KINDS]
    for level in range(3):
        found: dict[str, list[Entry]] = {}
        for kind, entries in catalogs:
            for entry in entries:
                for name in _level(entry, level):
                    shown[name.replace("_", " ")] = None
                    for spelled in {key(one): None for one in kind.spellings(name)}:
                        found.setdefault(spelled, []).append(Entry(kind, entry))
        for spelled, each in found.items():
            before = index.get(spelled, ())
            taken = {(entry.kind.measure, entry.kind.dosed) for entry in before}
            new = [e for e in each if (e.kind.measure, e.kind.dosed) not in taken]
            index[spelled] = (*before, *new)
    return Names(index, tuple(shown))


def _level(entry: Any, level: int) -> Iterator[str]:
    yield from ((entry.id,), (entry.label,), entry.synonyms)[level]
