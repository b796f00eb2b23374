"""A result as plain values for JSON and tables: rounded, ordered, the same on every machine."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from holobiont.report.model import Result

_DIGITS = 6

Row = dict[str, Any]

#: Tables that only a protocol gives.
OPTIONAL = ("changed_outputs", "changed_taxa", "courses", "body_courses", "steps")


def plain(item: Any) -> Any:
    """Return dicts, lists, strings, booleans and numbers of six significant digits."""
    if is_dataclass(item):
        return {field.name: plain(getattr(item, field.name)) for field in fields(item)}
    if isinstance(item, Mapping):
        return {str(key): plain(value) for key, value in item.items()}
    if isinstance(item, (list, tuple)):
        return [plain(value) for value in item]
    if isinstance(item, float):
        return float(f"{item:.{_DIGITS}g}") + 0.0
    return item


def to_json(item: Any) -> str:
    """Write plain values as JSON."""
    return json.dumps(plain(item), indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def tables(result: Result) -> dict[str, list[Row]]:
    """Return every table of a result: file name (without ending) to rows."""
    found = {
        "residents": result.residents,
        "measures": result.measures,
        "outputs": result.outputs,
        "segments": result.segments,
        "makers": result.makers,
        "known_by_rank": result.unknown.levels,
        "unmatched": result.unknown.unmatched,
        "unexplained_fitness": result.unknown.offsets,
        "numbers_by_status": result.unknown.statuses,
        "conservation": result.conservation,
        "sources": result.sources,
        "acids_fate": result.body.fates,
    }
    rows = {name: [flat(plain(item)) for item in items] for name, items in found.items()}
    axes = result.body.axes
    rows["body"] = [{"axis": a.id, **_without_course(row)} for a in axes for row in a.rows]
    rows["hypotheses_off"] = [
        {"axis": a.id, **flat(plain(guess))} for a in axes for guess in a.guesses
    ]
    if result.change is not None:
        told = [row for axis in axes for row in axis.rows if row.course is not None]
        rows["body_courses"] = [row for item in told for row in _course(item)]
        rows["steps"] = [flat(plain(step)) for step in result.change.steps]
        rows["changed_outputs"] = [_without_course(item) for item in result.change.outputs]
        rows["changed_taxa"] = [flat(plain(item)) for item in result.change.taxa]
        rows["courses"] = [row for item in result.change.outputs for row in _course(item)]
    return rows


def flat(item: Mapping[str, Any], prefix: str = "") -> Row:
    """Spread nested records over dotted columns; join lists by ``;``."""
    row: Row = {}
    for key, value in item.items():
        if isinstance(value, Mapping):
            row |= flat(value, f"{prefix}{key}.")
        elif isinstance(value, list):
            row[f"{prefix}{key}"] = ";".join(str(part) for part in value)
        else:
            row[f"{prefix}{key}"] = value
    return row


def _without_course(item: Any) -> Row:
    return flat({key: value for key, value in plain(item).items() if key != "course"})


def _course(item: Any) -> list[Row]:
    course = plain(item.course)
    empty = [None] * len(course["days"])
    columns = zip(
        course["days"],
        course["value"],
        course["low"] or empty,
        course["high"] or empty,
        strict=True,
    )
    unit = item.before.unit
    return [
        {"id": item.id, "unit": unit, "day": day, "value": value, "low": low, "high": high}
        for day, value, low, high in columns
    ]


def to_tsv(rows: Sequence[Row]) -> str:
    """Write rows as a tab-separated table; an absent value is an empty cell."""
    columns = list(dict.fromkeys(key for row in rows for key in row))
    lines = ["\t".join(columns)]
    lines += ["\t".join(_cell(row.get(column)) for column in columns) for row in rows]
    return "\n".join(lines) + "\n"


def _cell(value: object) -> str:
    if value is None:
        return ""
    return " ".join(str(value).split())
