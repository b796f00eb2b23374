"""A row for each experiment: predicted beside expected, as a table or as JSON."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

Verdict = Literal["pass", "miss", "not yet"]
_WIDTH = 80
_INDENT = " " * 5


@dataclass(frozen=True)
class Row:
    """What the model says of a published experiment.

    Attributes
    ----------
    id, domain, experiment, measured, unit, source : str
    parts : tuple of str
        What each number is.
    predicted : tuple of float
        Median (or mean) over the people; empty when nothing could be simulated.
    interval : tuple of (low, high)
        5th and 95th percentile over the people.
    low, high : tuple of float
        Expected range of each part.
    verdict : "pass", "miss" or "not yet"
    note : str
        Why it is a miss or not yet, if there is something to say.
    """

    id: str
    domain: str
    experiment: str
    measured: str
    unit: str
    parts: tuple[str, ...]
    predicted: tuple[float, ...]
    interval: tuple[tuple[float, float], ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    verdict: Verdict
    source: str
    note: str = ""


def as_json(rows: Sequence[Row]) -> dict[str, list[dict[str, Any]]]:
    """Return the rows as plain data; a row of one part holds numbers, others hold lists."""
    return {"rows": [_plain(row) for row in rows]}


def _plain(row: Row) -> dict[str, Any]:
    return {
        "id": row.id,
        "domain": row.domain,
        "predicted": _one(row.predicted),
        "interval": _one([list(pair) for pair in row.interval]),
        "expected": {"low": _one(row.low), "high": _one(row.high)},
        "verdict": row.verdict,
        "source": row.source,
    }


def _one(values: Sequence[Any]) -> Any:
    """Return nothing, the only value, or the list."""
    return None if not values else values[0] if len(values) == 1 else list(values)


def counts(rows: Sequence[Row]) -> dict[str, dict[Verdict, int]]:
    """Count the verdicts of each domain."""
    found: dict[str, dict[Verdict, int]] = {}
    for row in rows:
        domain = found.setdefault(row.domain, {"pass": 0, "miss": 0, "not yet": 0})
        domain[row.verdict] += 1
    return found


def table(rows: Sequence[Row], title: str = "") -> str:
    """Return the rows as text of 80 columns: what was measured, predicted beside expected.

    A part outside its range is marked ``x``. The score by domain stands at the end.
    """
    blocks = ["\n".join(_block(row)) for row in rows]
    return "\n".join([*([title] if title else []), *blocks, "", score(rows), ""])


def score(rows: Sequence[Row]) -> str:
    """Return one line a domain: how many pass of how many that have a verdict."""
    lines = []
    for domain, by in counts(rows).items():
        judged = by["pass"] + by["miss"]
        waiting = f"{by['not yet']} not yet" if by["not yet"] else ""
        result = f"{by['pass']} of {judged} pass" if judged else ""
        lines.append(f"{domain:<12}" + ", ".join(filter(None, (result, waiting))))
    return "\n".join(lines)


def _block(row: Row) -> list[str]:
    unit = "" if row.unit in ("1", "fraction") else f" ({row.unit})"
    head = f"{row.id:<5}{row.verdict:<9}{row.measured}{unit} [{row.source}]"
    lines = textwrap.wrap(head, _WIDTH, subsequent_indent=_INDENT)
    if row.predicted:
        names = row.parts if len(row.parts) > 1 else ("",)
        parts = zip(names, row.predicted, row.interval, row.low, row.high, strict=True)
        lines += [_part(*part) for part in parts]
    if row.note and row.verdict != "pass":
        lines += textwrap.wrap(row.note, _WIDTH, initial_indent=_INDENT, subsequent_indent=_INDENT)
    return lines


def _part(name: str, value: float, interval: tuple[float, float], low: float, high: float) -> str:
    mark = " " if low <= value <= high else "x"
    between = f"[{interval[0]:.3g}, {interval[1]:.3g}]"
    return f"{_INDENT}{mark} {name[:26]:<26}{value:>8.3g} {between:<19}{low:>6.3g} to {high:.3g}"
