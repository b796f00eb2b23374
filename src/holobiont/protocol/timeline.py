"""A protocol as a picture in plain text: a bar for each step, then what begins and ends when."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from datetime import timedelta

from holobiont.protocol.model import Protocol
from holobiont.protocol.step import Step, last
from holobiont.protocol.words import adhering, number, rhythm

_HOLDS, _ON_SOME_DAYS, _HAPPENS, _GOES_ON = "=", "-", "*", ">"
_GAP = 2
#: The end, as far as rounding lets one see it.
_ALMOST = 1 - 1e-9
_LONG = re.compile(r"\d+\.\d{4,}")


def timeline(protocol: Protocol, days: float | None = None, width: int = 80) -> str:
    """Draw a protocol.

    Parameters
    ----------
    protocol
        What is done.
    days
        Horizon [d]; that of the protocol by default.
    width
        Columns.

    Returns
    -------
    str
        Lines: a scale, a bar for each step (``=`` while it holds, ``-`` on some days of it,
        ``*`` when it happens, ``>`` where it goes on), and each day on which something begins,
        happens or ends.
    """
    horizon = protocol.boundaries(days)[-1]
    if not protocol.steps:
        return f"Nothing is done in {number(horizon)} days."
    names = [_short(step.subject()) for step in protocol]
    label = min(max(len(name) for name in names), width // 2 - _GAP)
    columns = width - label - _GAP
    lines = [" " * (label + _GAP) + _scale(horizon, columns)]
    for step, name in zip(protocol, names, strict=True):
        bar = _bar(step, horizon, columns)
        lines.append(f"{textwrap.shorten(name, label, placeholder='...'):{label + _GAP}}{bar}")
    return "\n".join([*(line.rstrip() for line in lines), "", *_days(protocol, horizon, width)])


def _scale(horizon: float, columns: int) -> str:
    """Return days along the bars, each at its place."""
    first, middle, final = (number(round(horizon * part, 1)) for part in (0.0, 0.5, 1.0))
    scale = f"day {first}".ljust(columns // 2 - len(middle) // 2) + middle
    return scale + final.rjust(columns - len(scale))


def _bar(step: Step, horizon: float, columns: int) -> str:
    each = horizon / columns
    return "".join(_mark(step, k * each, (k + 1) * each, horizon) for k in range(columns))


def _mark(step: Step, start: float, end: float, horizon: float) -> str:
    """Return what stands for a step from one time to another."""
    if step.momentary:
        return _HAPPENS if start <= step.start_day < end else " "
    if step.end_day is None and end >= horizon * _ALMOST:
        return _GOES_ON
    holds = step.start_day < end and start < last(step)
    return (_HOLDS if step.every_days is None else _ON_SOME_DAYS) if holds else " "


def _days(protocol: Protocol, horizon: float, width: int) -> Iterator[str]:
    """Yield a line, or some, for each thing that begins, happens or ends."""
    found: list[tuple[float, int, str, Step]] = []
    for step in protocol:
        found.append((step.start_day, 1, "happens" if step.momentary else "begins", step))
        if step.end_day is not None and not step.momentary:
            found.append((step.end_day, 0, "ends", step))
    found = [each for each in found if each[0] <= horizon]
    digits = max(len(number(day)) for day, *_ in found) if found else 0
    for day, _, what, step in sorted(found, key=lambda each: each[:2]):
        head = f"day {number(day):>{digits}}{_date(protocol, day)}  {what:<8}"
        yield textwrap.fill(
            f"{head}{_said(step)}",
            width,
            subsequent_indent=" " * len(head),
            break_long_words=False,
            break_on_hyphens=False,
        )


def _said(step: Step) -> str:
    """Write a step without its days."""
    parts = (_short(step.subject()), rhythm(step.every_days), adhering(step.adherence))
    return " ".join(part for part in parts if part)


def _short(text: str) -> str:
    """Write long numbers, as of a dose a week spread over its days, with four digits."""
    return _LONG.sub(lambda found: number(float(f"{float(found[0]):.4g}")), text)


def _date(protocol: Protocol, day: float) -> str:
    if protocol.start is None:
        return ""
    return f"  {protocol.start + timedelta(days=int(day))}"
