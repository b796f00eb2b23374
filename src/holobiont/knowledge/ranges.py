"""Usual ranges of what a report shows, each with its source."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from holobiont.knowledge.read import build, read_toml
from holobiont.knowledge.schema.base import FrozenMap, Quantity, Record

_FILE = "report/ranges.toml"


class UsualRange(Record):
    """What is usual in a population; the `spread` of `range` is what is shown."""

    id: str
    range: Quantity
    population: str


@lru_cache(maxsize=2)
def load_ranges(folder: Path | None = None) -> Mapping[str, UsualRange]:
    """Return the usual ranges of a knowledge folder, the package's own by default.

    Raises
    ------
    KnowledgeError
        If the file is wrong.
    """
    root = folder or Path(__file__).parent / "data"
    raw = read_toml(root / _FILE, _FILE)
    return FrozenMap(
        {key: build(UsualRange, {**row, "id": key}, _FILE, key) for key, row in raw.items()}
    )
