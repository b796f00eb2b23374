"""Published samples that a measure is judged on: they are no part of the package, but given."""

from __future__ import annotations

import csv
from pathlib import Path

from pydantic import Field

from holobiont.errors import InputError, did_you_mean
from holobiont.knowledge.schema import Record, Table
from holobiont.knowledge.schema.base import empty


class Samples(Record):
    """Where published samples are, in the folder of data that is given.

    `table` holds the shares of taxa, `about` a row for each sample, with its id in the column
    `name` and what it is in the column `group`; those that are `healthy` are told from all others.
    Samples whose column holds one of some words are left out (`without`).
    """

    table: str
    about: str
    name: str
    group: str
    healthy: str
    without: Table[tuple[str, ...]] = Field(default_factory=empty)

    def lacking(self, folder: Path | None) -> str:
        """Return what is needed to judge them; nothing where it is there."""
        if folder is None:
            return f"{self.table} and {self.about} are needed: give their folder with --data"
        gone = [name for name in (self.table, self.about) if not (folder / name).is_file()]
        return f"{folder} lacks {' and '.join(gone)}: give their folder with --data" if gone else ""


def groups(samples: Samples, folder: Path) -> dict[str, bool]:
    """Return whether each sample is of a healthy person, of those that are not left out.

    Where a column is there twice, the first counts.

    Raises
    ------
    InputError
        If a column is missing; gives the nearest.
    """
    path = folder / samples.about
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, *rows = [row for row in csv.reader(file) if row] or [[]]
    at = {}
    for column in (samples.name, samples.group, *samples.without):
        if column not in head:
            hint = did_you_mean(column, head)
            raise InputError(f"{path} has no column {column!r}, which tells its samples.{hint}")
        at[column] = head.index(column)
    kept = [
        row
        for row in rows
        if not any(word in row[at[c]] for c, words in samples.without.items() for word in words)
    ]
    return {row[at[samples.name]]: row[at[samples.group]] == samples.healthy for row in kept}
