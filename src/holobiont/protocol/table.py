"""Protocols as TOML files: one table a step, with the words of phrases as values."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from holobiont.errors import UsageError, did_you_mean
from holobiont.protocol.dates import as_date, first_date
from holobiont.protocol.errors import ProblemError
from holobiont.protocol.names import Names
from holobiont.protocol.row import steps_of_row
from holobiont.protocol.step import Step

SUFFIX: Final = ".toml"
_TOP: Final = ("start_date", "step")


def is_file(text: str) -> bool:
    """Return whether a text is the name of a file of steps and no phrase."""
    return text.endswith(SUFFIX) and (" " not in text or Path(text).is_file())


@dataclass(frozen=True)
class Plan:
    """A file of steps, before names are looked up.

    Attributes
    ----------
    place : str
        What the file is called in complaints.
    rows : tuple of mapping
        One for each step.
    start : date or None
        Date of day 0, where the file says it.
    folder : Path or None
        Where relative names of donors are looked for.
    """

    place: str
    rows: tuple[Mapping[str, Any], ...]
    start: date | None = None
    folder: Path | None = None

    @property
    def first_date(self) -> date | None:
        """The earliest date in it."""
        dates: list[date] = []
        for row in self.rows:
            for key in ("start", "on", "until"):
                values = row.get(key)
                for value in values if isinstance(values, list) else [values]:
                    found = _date_in(value)
                    dates += [found] if found is not None else []
        return min(dates, default=None)

    def steps(self, known: Names, origin: date | None) -> tuple[Step, ...]:
        """Return the typed steps; raise UsageError with file, step and key where one is wrong."""
        return tuple(
            step
            for count, row in enumerate(self.rows, start=1)
            for step in steps_of_row(row, f"{self.place}: step {count}", known, origin, self.folder)
        )


def _date_in(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return first_date(value) if isinstance(value, str) else None
    except ProblemError:
        return None


def read_plan(path: Path) -> Plan:
    """Read a file of steps.

    Raises
    ------
    UsageError
        If there is no such file, or it is not such a file.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise UsageError(f"There is no file {str(path)!r} to read a protocol from.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{str(path)!r} cannot be read as a protocol: {error}") from None
    return plan_of(text, path.name, path.parent)


def plan_of(text: str, place: str = "protocol", folder: Path | None = None) -> Plan:
    """Read the text of a file of steps; see `read_plan`."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{place} is not valid TOML: {error}.") from None
    for key in raw:
        if key not in _TOP:
            raise UsageError(
                f"{place}: {key!r} is not a key here; there are 'start_date' and tables [[step]]."
                f"{did_you_mean(key, _TOP)}"
            )
    rows = raw.get("step", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise UsageError(f"{place}: 'step' should be tables: write [[step]] above each step.")
    start = raw.get("start_date")
    return Plan(place, tuple(rows), None if start is None else _start(start, place), folder)


def _start(value: object, place: str) -> date:
    if isinstance(value, datetime):
        return value.date()
    if not isinstance(value, (date, str)):
        raise UsageError(f"{place}: start_date should be a date, as in 2026-03-01.")
    try:
        return as_date(value)
    except UsageError as error:
        raise UsageError(f"{place}: start_date: {error}") from None
