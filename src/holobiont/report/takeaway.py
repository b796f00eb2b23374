"""One sentence for each axis of the body, made from its rows."""

from __future__ import annotations

from collections.abc import Sequence

from holobiont.report.bodymodel import BodyRow
from holobiont.report.estimate import Estimate
from holobiont.report.numbers import interval, number, shown, with_unit

#: Relative change below which nothing is said to move: what a solver and the eye leave open.
STILL = 0.005
_VERBS = {"up": "rises", "down": "falls"}


def moves(before: Estimate, difference: Estimate) -> str:
    """Return which way a row goes, if its interval agrees: up, down, still or open."""
    ends = [e for e in (difference.value, difference.low, difference.high) if e is not None]
    size = abs(before.value)
    if max(map(abs, ends)) <= STILL * size:
        return "still"
    if min(ends) < 0 < max(ends) or not difference.value:
        return "open"
    return "up" if difference.value > 0 else "down"


def takeaway(rows: Sequence[BodyRow], members: int) -> str:
    """Return the sentence of an axis: of its first row that the gut reaches."""
    told = [row for row in rows if row.reached]
    if not told:
        first = rows[0]
        return (
            f"Nothing that has a source leads from this gut to it: {first.label} stays at its "
            f"usual {with_unit(first.before.value, first.before.unit)}."
        )
    first = told[0]
    if first.after is None or first.difference is None:
        plain = next((row for row in told if not row.relative), first)
        return f"{capitalized(plain.label)}: {_spoken(plain.before)} on a usual day."
    return f"{capitalized(first.label)} {_moved(first, members)}."


def _moved(row: BodyRow, members: int) -> str:
    assert row.after is not None and row.difference is not None
    if row.moves == "still":
        return f"stays near {with_unit(row.before.value, row.before.unit)}"
    ends = f"{number(row.before.value, 2 + row.relative)} to {_spoken(row.after)}"
    if row.moves == "open":
        return f"goes from {ends}; which way is open"
    agree = ""
    if row.probability is not None and members:
        agree = f"; {round(row.probability * members)} of {members} versions agree on the direction"
    return f"{_VERBS[row.moves]} from {ends}{agree}"


def _spoken(estimate: Estimate) -> str:
    digits = 3 if estimate.unit.startswith("%") else 2
    text = f"{number(estimate.value, digits)}\u00a0{shown(estimate.unit)}".replace("\u00a0%", "%")
    if estimate.low is None:
        return text
    return f"{text} (90% interval {interval(estimate, digits)})"


def capitalized(text: str) -> str:
    """Begin a sentence with a text: in upper case, but for a pH."""
    return text if text[:2] == "pH" else f"{text[:1].upper()}{text[1:]}"


def digits(row: BodyRow) -> int:
    """Return how many digits tell a row's two ends apart, two at least."""
    if row.after is None:
        return 2
    ends = row.before.value, row.after.value
    fits = (n for n in (2, 3, 4) if len({number(end, n) for end in ends}) > 1)
    least = 3 if row.relative else 2
    return least if row.moves == "still" else max(next(fits, least), least)
