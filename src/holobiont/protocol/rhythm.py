"""Days between doses, and doses that rise or fall: pulses and tapers."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any, cast

from holobiont.protocol.dose import Dose
from holobiont.protocol.dosed import Dosed
from holobiont.protocol.errors import ProblemError
from holobiont.protocol.numbers import COUNT, DAYS, NUMBER, UNIT_OF_TIME, to_number
from holobiont.protocol.step import LEAST_APART
from holobiont.protocol.text import blank
from holobiont.protocol.units import UNITS
from holobiont.protocol.words import DAYS_PER_WEEK

MOST = 366
"""How many steps a clause may stand for: each day of a year."""

_ORDINALS = {"other": 2.0, "second": 2.0, "third": 3.0, "fourth": 4.0}
_HOUR = 1.0 / 24.0
_EVERY = re.compile(
    rf"(?<!twice )(?<!thrice )(?<!times )(?:\b(?:in\s+)?puls(?:es|ed|e)\s+|\bonce\s+|\bon\s+)?\b"
    rf"(?:every\s+(?:(?P<ordinal>{'|'.join(_ORDINALS)}|\d+(?=(?:st|nd|rd|th)\b))(?:st|nd|rd|th)?"
    rf"\s+day\b|(?:(?P<count>{COUNT})[\s-]*)?(?P<unit>hours?|hrs?|h|{UNIT_OF_TIME})\b)"
    rf"|(?P<alternate>alternate\s+days)\b)",
    re.IGNORECASE,
)
_REPEATED = {"day": 1.0, "daily": 1.0, "week": DAYS["week"], "weekly": DAYS["week"]}
_REPEATS = re.compile(
    r"\b(?:once\s+(?:a|per|each|every)\s+(?P<period>day|week)|(?:once\s+)?(?P<adverb>daily|weekly))\b",
    re.IGNORECASE,
)
_TAPERING = re.compile(r"\btaper(?:ing|ed|s)?(?:\s+down)?\b", re.IGNORECASE)
_TAPER = re.compile(
    rf"(?:\bfrom\s+)?(?<![\w.])(?P<first>{NUMBER})[\s-]*(?P<unit>{UNITS})?"
    rf"(?:\s*(?:/|per\s|a\s)\s*day|\s+daily)?\s+(?:down\s+)?to\s+(?=\d)",
    re.IGNORECASE,
)
_STEPS = re.compile(rf"\bin\s+(?P<count>{COUNT})\s+(?:equal\s+)?steps\b", re.IGNORECASE)


@dataclass(frozen=True)
class Taper:
    """A dose that goes from `first` (in `unit`, or the one of the last dose) in so many steps."""

    first: float
    unit: str | None
    count: int | None


def read_rhythm(text: str) -> tuple[float | None, str]:
    """Find how many days lie between doses in a clause; return it and the clause without it.

    Less than two days apart is how often a day.
    """
    for found in _EVERY.finditer(text):
        days = _days(found)
        if LEAST_APART <= days < float("inf"):
            return days, blank(text, found.span())
    return None, text


def read_repeats(text: str) -> tuple[float | None, str]:
    """Find how many days lie between moments, which may be one, in a clause; as `read_rhythm`."""
    found = _REPEATS.search(text)
    if found is None:
        return None, text
    return _REPEATED[(found["period"] or found["adverb"]).lower()], blank(text, found.span())


def _days(found: re.Match[str]) -> float:
    if found["alternate"]:
        return _ORDINALS["other"]
    if found["ordinal"]:
        word = found["ordinal"].lower()
        return _ORDINALS[word] if word in _ORDINALS else to_number(word)
    unit = found["unit"].lower()
    count = to_number(found["count"]) if found["count"] else 1.0
    return count * DAYS.get(unit, _HOUR)


def read_taper(text: str, offset: int) -> tuple[Taper | None, str]:
    """Find where a dose starts that ends at another; the clause that is left has the last dose."""
    word = _TAPERING.search(text)
    text = text if word is None else blank(text, word.span())
    found = None if word is None else _TAPER.search(text)
    if word is None or found is None:
        return None, text
    text = blank(text, found.span())
    steps = _STEPS.search(text)
    count = None
    if steps is not None:
        number = to_number(steps["count"])
        if not 1 < number < float("inf"):
            span = (offset + steps.start(), offset + steps.end())
            raise ProblemError("a taper has at least two steps.", span, "in 2 steps")
        count = int(number)
        text = blank(text, steps.span())
    return Taper(to_number(found["first"]), found["unit"], count), text


def first_dose(taper: Taper, final: Dose) -> Dose:
    """Return the dose with which a taper starts."""
    return replace(final, value=taper.first, unit=taper.unit or final.unit)


def tapered(taper: Taper, first: Dosed, final: Dosed) -> tuple[Dosed, ...]:
    """Return the steps from one dose to another, of equal length and equally far apart.

    Without a number of steps each is a week long, or a day if there are less than two weeks.
    """
    if final.end_day is None:
        raise ValueError("a taper needs an end")
    length = final.end_day - final.start_day
    each = DAYS_PER_WEEK if length >= 2 * DAYS_PER_WEEK else 1
    count = taper.count or min(max(2, round(length / each)), MOST)
    parts = [k / (count - 1) for k in range(count)]
    days = [final.start_day + length * k / count for k in range(count)] + [final.end_day]
    amounts = [first.amount + (final.amount - first.amount) * part for part in parts]
    return tuple(
        replace(
            cast("Any", final),
            **{final.amount_field: amount, "start_day": days[k], "end_day": days[k + 1]},
        )
        for k, amount in enumerate(amounts)
    )
