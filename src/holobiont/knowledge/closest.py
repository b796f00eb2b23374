"""Numbers that hold for whole groups of microbes: the closest group that is named counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

from holobiont.knowledge.schema import Taxon

V = TypeVar("V")

_RANKS = ("species", "genus", "family", "order", "class_", "phylum")
#: What groups that are no clade are called by.
GRAM, OXYGEN = "gram:", "oxygen:"


def groups_of(taxon: Taxon) -> Iterator[str]:
    """Yield every name of a group that a taxon belongs to, the closest first.

    Its own id and name, the ranks of its lineage, how it stands oxygen and stains, its domain.
    """
    yield taxon.id
    yield taxon.name
    for rank in _RANKS:
        name = getattr(taxon.lineage, rank)
        if name:
            yield name
    yield f"{OXYGEN}{taxon.oxygen}"
    if taxon.gram:
        yield f"{GRAM}{taxon.gram}"
    yield taxon.lineage.domain


def closest(table: Mapping[str, V], taxon: Taxon) -> V | None:
    """Return the entry of the closest group of a taxon that a table names; None if it names none.

    Parameters
    ----------
    table : mapping
        By id or name of a taxon, by a rank of a lineage, ``"gram:positive"`` or
        ``"oxygen:strict"``; letter case does not count.
    """
    named = {name.casefold(): value for name, value in table.items()}
    names = (name.casefold() for name in groups_of(taxon))
    return next((named[name] for name in names if name in named), None)
