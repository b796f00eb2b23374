"""Protocols as TOML files: one table a step, with the words of phrases as values."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from holobiont.errors import UsageError, did_you_mean
from holobiont.protocol.apart import Reading
from holobiont.protocol.dates import as_date, as_days, first_date
from holobiont.protocol.details import read_adherence
from holobiont.protocol.dose import read_dose
from holobiont.protocol.dosed import Dosed
from holobiont.protocol.errors import ProblemError
from holobiont.protocol.kinds import KINDS
from holobiont.protocol.make import steps_of
from holobiont.protocol.medicine import DRUG_ROUTES, Medicine
from holobiont.protocol.names import Names
from holobiont.protocol.rhythm import read_rhythm
from holobiont.protocol.split import ALONE, Clause
from holobiont.protocol.step import Step
from holobiont.protocol.timing import Timing, read_timing
from holobiont.protocol.transplant import AUTOLOGOUS, ROUTES, Transplant
from holobiont.protocol.words import number

SUFFIX: Final = ".toml"
KEYS: Final = tuple(dict.fromkeys(kind.key for kind in KINDS))
"""Keys that name what a step is about: one in each table."""
_REST: Final = (
    "dose", "start", "on", "for", "until", "every", "adherence", "route", "prep"
)  # fmt: skip
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
            for step in _row(row, f"{self.place}: step {count}", known, origin, self.folder)
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


def _row(
    row: Mapping[str, Any], place: str, known: Names, origin: date | None, folder: Path | None
) -> tuple[Step, ...]:
    """Return the steps of one table."""
    subject = _subject(row, place)
    name = row[subject]
    if not isinstance(name, str) or not name.strip():
        raise UsageError(f"{place}: {subject} should be a name in quotes.")
    reading = _reading(row, place, subject, origin, folder)
    start, end = reading.timing.resolve(0.0)
    fitting = _only(known, subject)
    try:
        return steps_of(reading, fitting, start, end)
    except ProblemError as problem:
        hint = _near(problem, fitting, reading) if subject != "fmt" else ""
        raise UsageError(f"{place}, {subject} = {name!r}: {problem.reason}{hint}") from None


def _near(problem: ProblemError, known: Names, reading: Reading) -> str:
    if "known here" in problem.reason:
        return did_you_mean(reading.name, known.shown)
    return f" Did you mean {problem.fix!r}?" if problem.fix else ""


def _only(known: Names, subject: str) -> Names:
    """Return the names that a key may have."""
    index = {
        key: tuple(entry for entry in entries if entry.kind.key == subject)
        for key, entries in known.index.items()
    }
    kept = {key: entries for key, entries in index.items() if entries}
    shown = (name for name, entries in known.spelled if any(e.kind.key == subject for e in entries))
    return Names(kept, tuple(shown))


def _subject(row: Mapping[str, Any], place: str) -> str:
    """Return the key that says what a step is about; complain about keys that are not known."""
    for key in row:
        if key not in (*KEYS, *_REST):
            hint = did_you_mean(key, (*KEYS, *_REST))
            raise UsageError(f"{place}: {key!r} is not a key of a step.{hint}")
    subjects = [key for key in KEYS if key in row]
    if len(subjects) != 1:
        what = "says what it is of" if not subjects else "is of one thing"
        raise UsageError(f"{place}: a step {what}: give one of {', '.join(KEYS)}.")
    return subjects[0]


def _reading(
    row: Mapping[str, Any], place: str, subject: str, origin: date | None, folder: Path | None
) -> Reading:
    name = "fmt" if subject == "fmt" else row[subject]
    clause = Clause(str(row[subject]), 0, ALONE)
    reading = Reading(clause, _timing(row, place, origin), None, name, (0, len(clause.text)))
    details = _details(row, place, subject, folder)
    values: dict[str, Any] = {}
    if "dose" in row:
        values["dose"] = _value(row, "dose", place, _dose, str)
    if "every" in row:
        values["every"] = _value(row, "every", place, _every, str, int, float)
    if "adherence" in row:
        values["adherence"] = _value(row, "adherence", place, _adherence, str, int, float)
    return replace(reading, details=details, **values)


def _value(
    row: Mapping[str, Any], key: str, place: str, read: Callable[[Any], Any], *types: type
) -> Any:
    """Return what a value means; complain with its place."""
    value = row[key]
    if isinstance(value, bool) or not isinstance(value, types):
        raise UsageError(f"{place}, {key} = {value!r}: {_SHOULD[key]}.")
    try:
        found = read(value)
    except ProblemError as problem:
        hint = f" Did you mean {problem.fix!r}?" if problem.fix else ""
        raise UsageError(f"{place}, {key} = {value!r}: {problem.reason}{hint}") from None
    if found is None:
        raise UsageError(f"{place}, {key} = {value!r}: {_SHOULD[key]}.")
    return found


_SHOULD: Final = {
    "dose": "write an amount and how often, as in '20 g/day'",
    "every": "write a number of days, or, say, '3 days'; it is 2 or more",
    "adherence": "write a share such as 0.8, or '80 %'",
    "start": "write a day such as 14, 'week 2' or a date",
    "on": "write a day such as 14, a date, or a list of these",
    "for": "write a number of days, or, say, '4 weeks'",
    "until": "write a day such as 14, 'week 2' or a date",
}


def _dose(text: str) -> Any:
    dose, rest = read_dose(text, 0, often=False)
    return None if rest.strip() else dose


def _every(value: str | float) -> float | None:
    if not isinstance(value, str):
        return float(value)
    days, rest = read_rhythm(value if "every" in value else f"every {value}")
    return None if rest.strip() else days


def _adherence(value: str | float) -> float | None:
    if not isinstance(value, str):
        return float(value) if 0 < value <= 1 else None
    found, rest = read_adherence(f"{value} adherence", 0)
    return None if rest.strip() else found


def _timing(row: Mapping[str, Any], place: str, origin: date | None) -> Timing:
    """Return the time of a row: each value is read as it would be in a phrase."""
    words = {"start": "from {}", "for": "for {}", "until": "until {}", "on": "from {}"}
    parts: dict[str, Timing] = {}
    for key, phrase in words.items():
        values = row.get(key)
        if values is None:
            continue
        if key == "on" and isinstance(values, list):
            found = [_time({key: each}, key, place, phrase, origin) for each in values]
            if not found:
                raise UsageError(f"{place}, on = []: {_SHOULD['on']}.")
            parts[key] = Timing(moments=tuple(part.start or 0.0 for part in found))
        else:
            parts[key] = _time(row, key, place, phrase, origin)
    return _joined(parts, place)


def _joined(parts: Mapping[str, Timing], place: str) -> Timing:
    for one, other in (("for", "until"), ("start", "on")):
        if one in parts and other in parts:
            raise UsageError(f"{place}: give either {one!r} or {other!r}, not both.")
    start = parts.get("start", parts.get("on", Timing()))
    end, length = parts.get("until", Timing()), parts.get("for", Timing())
    first, last = start.start or 0.0, end.end
    if last is not None and last <= first:
        raise UsageError(
            f"{place}: it ends on day {number(last)}, which is not after its start on day "
            f"{number(first)}."
        )
    return Timing(start.start, last, length.length, start.moments, end.endless, (0, 0))


def _time(row: Mapping[str, Any], key: str, place: str, phrase: str, origin: date | None) -> Timing:
    def read(value: object) -> Timing | None:
        if isinstance(value, (int, float)):
            unit = f"{number(value)} days" if key == "for" else f"day {number(value)}"
        else:
            unit = str(value)
        text = phrase.format(as_days(unit, origin, set()).strip())
        timing, rest = read_timing(text, 0)
        return None if rest.strip() or not timing else timing

    found: Timing = _value(row, key, place, read, int, float, str, date)
    return found


def _details(
    row: Mapping[str, Any], place: str, subject: str, folder: Path | None
) -> dict[str, str]:
    said: dict[str, str] = {}
    if subject == "fmt":
        said["donor"] = _donor(row["fmt"], folder)
    if "route" in row:
        routes = {"fmt": ROUTES, "drug": DRUG_ROUTES}.get(subject, ("oral",))
        if row["route"] not in routes:
            hint = did_you_mean(str(row["route"]), routes) or f" Routes: {', '.join(routes)}."
            raise UsageError(f"{place}, route = {row['route']!r}: it is not known here.{hint}")
        said["route"] = row["route"]
    if "prep" in row:
        if not isinstance(row["prep"], bool):
            raise UsageError(f"{place}, prep = {row['prep']!r}: write true or false.")
        said["prep"] = "yes" if row["prep"] else ""
    return said


def _donor(name: str, folder: Path | None) -> str:
    if folder is None or name == AUTOLOGOUS or Path(name).is_absolute() or not name.strip():
        return name
    return (folder / name).as_posix() if folder != Path() else name


def to_toml(steps: Sequence[Step], start: date | None) -> str:
    """Write steps as a file that reads back as the same."""
    head = [] if start is None else [f"start_date = {start.isoformat()}\n"]
    return "\n".join([*head, *(_table(step) for step in steps)])


def _table(step: Step) -> str:
    rows: dict[str, str] = {step.key: _string(_name_of(step))}
    if isinstance(step, Dosed):
        rows["dose"] = _string(f"{number(step.amount)} {step.unit}")
    if isinstance(step, Transplant):
        rows |= {"dose": _string(f"{number(step.grams)} g"), "route": _string(step.route)}
        rows["prep"] = str(step.prep).lower()
    if isinstance(step, Medicine) and step.route != "oral":
        rows["route"] = _string(step.route)
    rows["on" if step.momentary else "start"] = number(step.start_day)
    if not step.momentary and step.end_day is not None:
        rows["until"] = number(step.end_day)
    if step.every_days is not None:
        rows["every"] = number(step.every_days)
    if step.adherence < 1:
        rows["adherence"] = number(step.adherence)
    return "[[step]]\n" + "".join(f"{key} = {value}\n" for key, value in rows.items())


def _name_of(step: Step) -> str:
    return step.donor if isinstance(step, Transplant) else step.what


def _string(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
