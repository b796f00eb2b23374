"""Numbers, days and names as they are written into phrases."""

from __future__ import annotations

import re
from decimal import Decimal

DAYS_PER_WEEK = 7
_PERCENT = 100
_LARGE = 1e6
_PLAIN = re.compile(r"[\w.\\/~:+-]*[\w\\/]")


def number(value: float) -> str:
    """Write a number so that reading it gives the same number: ``20``, ``2.5``, ``1e10``."""
    value = float(value)
    if abs(value) < _LARGE or value in (float("inf"), float("-inf")) or value != value:
        return repr(value).removesuffix(".0")
    return f"{Decimal(repr(value)).normalize():e}".replace("e+", "e")


def when(start: float, end: float | None) -> str:
    """Write a stretch of days: ``"from day 14 for 4 weeks"``; empty if it is always."""
    begin = f"from day {number(start)}" if start else ""
    if end is None:
        return begin
    length = float(end - start)
    if not length.is_integer() or start + length != end:
        return f"{begin} until day {number(end)}".strip()
    if length % DAYS_PER_WEEK:
        return f"{begin} for {_count(length, 'day')}".strip()
    return f"{begin} for {_count(length / DAYS_PER_WEEK, 'week')}".strip()


def _count(value: float, noun: str) -> str:
    return f"{number(value)} {noun}" if value == 1 else f"{number(value)} {noun}s"


def rhythm(every: float | None) -> str:
    """Write how many days lie between: ``"every 3 days"``; empty if it is every day."""
    return "" if every is None else f"every {number(every)} days"


def adhering(adherence: float) -> str:
    """Write how much of it is taken: ``"at 80 % adherence"``; empty if all of it is."""
    if adherence == 1:
        return ""
    percent = adherence * _PERCENT
    exact = percent / _PERCENT == adherence
    return f"at {number(percent)} % adherence" if exact else f"at {adherence!r} adherence"


def quoted(name: str) -> str:
    """Write a file name so that a phrase keeps it whole: in quotes where it needs them."""
    if _PLAIN.fullmatch(name):
        return name
    return '"' + name.replace('"', '""') + '"'
