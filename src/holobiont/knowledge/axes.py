"""What a report tells of the body: axes, each with its rows, and what of it is not simulated."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from pydantic import model_validator

from holobiont.knowledge.read import read_table
from holobiont.knowledge.schema.base import Grade, Record, Status

_FILE = "report/axes.toml"


class AxisRow(Record):
    """A number of the body.

    `of` says who gives it: the body's modules, whose data files then tell unit and provenance, or
    what is read off the gut. A `relative` row is told in percent of the usual day.
    """

    id: str
    label: str
    of: Literal["body", "gut"]
    relative: bool = False
    unit: str = ""
    source: str = ""
    status: Status | None = None
    grade: Grade | None = None

    @model_validator(mode="after")
    def _complete(self) -> AxisRow:
        own = bool(self.unit and self.status and self.grade)
        if own != (self.of == "gut"):
            raise ValueError(
                "unit, status and grade are given for a row of the gut, and only there"
            )
        return self


class Axis(Record):
    """An axis between gut and body: its rows, the modules behind it, and what is missing."""

    id: str
    label: str
    about: str
    modules: tuple[str, ...]
    missing: tuple[str, ...]
    rows: tuple[AxisRow, ...]


def load_axes(folder: Path | None = None) -> Mapping[str, Axis]:
    """Return the axes of a knowledge folder by id, the package's own by default.

    Raises
    ------
    KnowledgeError
        If the file is wrong.
    """
    return read_table(Axis, _FILE, folder)
