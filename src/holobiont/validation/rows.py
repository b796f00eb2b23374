"""A row for each experiment: predicted beside expected, as a table or as JSON."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

Verdict = Literal["pass", "miss", "not yet"]
_WIDTH = 80
_INDENT = " " * 5


@dataclass(frozen=True)
class Expectation:
    """What anyone could say without a model, judged like a prediction."""

    label: str
    predicted: tuple[float, ...]
    verdict: Verdict
    source: str = ""


@dataclass(frozen=True)
class Row:
    """What the model says of a published experiment.

    Attributes
    ----------
    id, domain, experiment, measured, unit, source : str
    parts : tuple of str
        What each number is.
    predicted : tuple of float
        What the people give; empty when nothing could be simulated, NaN for a part that cannot.
    interval : tuple of (low, high)
        The middle 90 % of the people, or of resampled ones.
    low, high : tuple of float
        Expected range of each part; infinite where it is open.
    verdict : "pass", "miss" or "not yet"
    note : str
        Why it is a miss or not yet, if there is something to say.
    status : str
        How sure the expected range is.
    naive : Expectation or None
        What would be said without a model.
    digest : str
        SHA-256 of the experiment's file.
    needs : str
        What is missing of the data that it is judged on.
    kept : str
        Knowledge with which it was judged, where its data were not at hand this time.
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
    status: str = ""
    naive: Expectation | None = None
    digest: str = ""
    needs: str = ""
    kept: str = ""


def inside(value: float, low: float, high: float) -> bool:
    """Tell whether a number lies in a range; one that is open on a side excludes its edge."""
    above = value > low if math.isinf(high) else value >= low
    below = value < high if math.isinf(low) else value <= high
    return above and below


def as_json(rows: Sequence[Row]) -> dict[str, Any]:
    """Return score and rows as plain data; a row of one part holds numbers, others hold lists.

    What is open, infinite or lacking is None.
    """
    total = {"all": _total(rows)}
    return {"score": {**counts(rows), **total}, "rows": [_plain(row) for row in rows]}


def _plain(row: Row) -> dict[str, Any]:
    naive = row.naive
    return {
        "id": row.id,
        "domain": row.domain,
        "experiment": row.experiment,
        "measured": row.measured,
        "unit": row.unit,
        "parts": list(row.parts),
        "predicted": _one(_finite(row.predicted)),
        "interval": _one([_finite(pair) for pair in row.interval]),
        "expected": {"low": _one(_finite(row.low)), "high": _one(_finite(row.high))},
        "naive": None
        if naive is None
        else {
            "label": naive.label,
            "predicted": _one(_finite(naive.predicted)),
            "verdict": naive.verdict,
            "source": naive.source,
        },
        "verdict": row.verdict,
        "source": row.source,
        "status": row.status,
        "note": row.note,
        "digest": row.digest,
        **({"kept": row.kept} if row.kept else {}),
    }


def _finite(values: Sequence[float]) -> list[float | None]:
    return [value if math.isfinite(value) else None for value in values]


def _one(values: Sequence[Any]) -> Any:
    """Return nothing, the only value, or the list."""
    return None if not values else values[0] if len(values) == 1 else list(values)


def counts(rows: Sequence[Row]) -> dict[str, dict[Verdict, int]]:
    """Count the verdicts of each domain."""
    domains = dict.fromkeys(row.domain for row in rows)
    return {domain: _total([row for row in rows if row.domain == domain]) for domain in domains}


def _total(rows: Sequence[Row]) -> dict[Verdict, int]:
    found: dict[Verdict, int] = {"pass": 0, "miss": 0, "not yet": 0}
    for row in rows:
        found[row.verdict] += 1
    return found


def table(rows: Sequence[Row], title: str = "") -> str:
    """Return the rows as text of 80 columns: what was measured, predicted beside expected.

    A part outside its range is marked ``x``. The score by domain stands at the end.
    """
    blocks = ["\n".join(_block(row)) for row in rows]
    return "\n".join([*([title] if title else []), *blocks, "", score(rows), ""])


def score(rows: Sequence[Row]) -> str:
    """Return one line a domain, and one for all: how many pass of how many that have a verdict."""
    lines = [_scored(domain, by) for domain, by in counts(rows).items()]
    lines.append(_scored("all", _total(rows)))
    told = [row for row in rows if row.naive is not None and row.verdict != "not yet"]
    if told:
        better = sum(row.verdict == "pass" for row in told)
        plain = sum(row.naive is not None and row.naive.verdict == "pass" for row in told)
        lines.append(
            f"{'naive':<12}{plain} of {len(told)} pass where a naive expectation exists; "
            f"the model {better}"
        )
    return "\n".join(lines)


def _scored(name: str, by: dict[Verdict, int]) -> str:
    judged = by["pass"] + by["miss"]
    waiting = f"{by['not yet']} not yet" if by["not yet"] else ""
    result = f"{by['pass']} of {judged} pass" if judged else ""
    return f"{name:<11} " + ", ".join(filter(None, (result, waiting)))


def _block(row: Row) -> list[str]:
    unit = "" if row.unit in ("1", "fraction") else f" ({row.unit})"
    head = f"{row.id:<5}{row.verdict:<9}{row.measured}{unit} [{row.source}]"
    lines = textwrap.wrap(head, _WIDTH, subsequent_indent=_INDENT)
    if row.predicted:
        names = row.parts if len(row.parts) > 1 else ("",)
        parts = zip(names, row.predicted, row.interval, row.low, row.high, strict=True)
        lines += [_part(*part) for part in parts]
    if row.naive is not None:
        known = [value for value in row.naive.predicted if not math.isnan(value)]
        said = ", ".join(f"{value:.3g}" for value in dict.fromkeys(known))
        lines += _wrapped(f"naive ({row.naive.label}): {said}: {row.naive.verdict}")
    if row.note and row.verdict != "pass":
        lines += _wrapped(row.note)
    return lines


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent=_INDENT, subsequent_indent=_INDENT)


def _part(name: str, value: float, interval: tuple[float, float], low: float, high: float) -> str:
    if math.isnan(value):
        return f"{_INDENT}- {name[:26]:<26}{'not yet':>8} {'':<18} {expected(low, high)}"
    mark = " " if inside(value, low, high) else "x"
    between = f"[{interval[0]:.3g}, {interval[1]:.3g}]"
    return f"{_INDENT}{mark} {name[:26]:<26}{value:>8.3g} {between:<18} {expected(low, high)}"


def expected(low: float, high: float) -> str:
    """Write a range: ``330 to 590``, ``above 1``, ``below 0``, ``any``."""
    if math.isinf(low) and math.isinf(high):
        return "any"
    if math.isinf(high):
        return f"above {low:.3g}"
    return f"below {high:.3g}" if math.isinf(low) else f"{low:.3g} to {high:.3g}"
