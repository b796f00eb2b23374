"""Usual ranges of what a report shows, each with its source."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from holobiont.knowledge.read import read_table
from holobiont.knowledge.schema.base import Quantity, Record

_FILE = "report/ranges.toml"


class UsualRange(Record):
    """What is usual in a population; the `spread` of `range` is what is shown."""

    id: str
    range: Quantity
    population: str


def load_ranges(folder: Path | None = None) -> Mapping[str, UsualRange]:
    """Return the usual ranges of a knowledge folder, the package's own by default.

    Raises
    ------
    KnowledgeError
        If the file is wrong.
    """
    return read_table(UsualRange, _FILE, folder)
