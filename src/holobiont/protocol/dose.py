"""How much and how often: ``"10 g twice daily"`` read from a clause."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from holobiont.protocol.errors import DoseError, ProblemError, Span
from holobiont.protocol.numbers import COUNT, DAYS, NUMBER, UNIT_OF_TIME, to_number
from holobiont.protocol.step import number
from holobiont.quantity import to_internal

_OTHER_UNITS = (
    "iu|cfu|ml|l|kcal|kj|mmol|mol|%|percent|portions?|servings?|cups?|glass(?:es)?|spoons?|"
    "tablespoons?|teaspoons?|tbsp|tsp|capsules?|pills?|tablets?|sachets?|doses?|pieces?|oz|"
    "ounces?|lbs?|pounds?"
)
_MASS = r"k?g|grams?|grammes?|gr|mg|milligrams?|kilograms?|kilos?|[u\u00b5\u03bc]g|mcg|micrograms?"
_SPELLED = {"gr": "g", "gramme": "g", "grammes": "g", "kilo": "kg", "kilos": "kg"}
_IS_MASS = re.compile(_MASS, re.IGNORECASE)
_MICRO = str.maketrans({"\u00b5": "u", "\u03bc": "u"})
_AMOUNT = re.compile(
    rf"(?<![\w.,])(?P<number>{NUMBER})[\s-]*(?P<unit>{_MASS}|{_OTHER_UNITS})(?![\w])"
    r"(?P<body>\s*(?:/|per\s+)\s*kg\b)?",
    re.IGNORECASE,
)
_EACH = rf"(?:/|\bper\b|\ba\b|\beach\b|\bevery\b)\s*(?P<period>{UNIT_OF_TIME}|hours?|h|meals?)\b"
_APART = rf"\bevery\s+(?P<apart>{COUNT})[\s-]*(?P<interval>hours?|hrs?|h|{UNIT_OF_TIME})\b"
_TIMES_A_DAY = rf"{COUNT}\s*(?:times|x|\u00d7)|[x\u00d7]\s*{COUNT}(?:\s*times)?"
_OFTEN = re.compile(
    rf"(?:\b(?P<times>once|twice|thrice|{_TIMES_A_DAY})\s*)?"
    rf"(?:{_EACH}|{_APART}|\b(?P<adverb>daily|weekly|every\s+(?:other|second)\s+day)\b)",
    re.IGNORECASE,
)
_ADVERBS = {"daily": 1.0, "weekly": DAYS["week"]}
_HOURS = 24.0
_TIMES = {"once": 1.0, "twice": 2.0, "thrice": 3.0}


#: What rounding may add to the largest dose.
_SLACK = 1 + 1e-9


def check_amount(amount: float, unit: str, example: str | None = None) -> None:
    """Raise `DoseError` if an amount is no finite number above zero; `example` is one that is."""
    if not math.isfinite(amount):
        raise DoseError(f"a dose of {amount} {unit} is not a finite number.", example)
    if amount <= 0:
        fix = f"{number(-amount)} {unit}" if amount else example
        raise DoseError(f"a dose of {number(amount)} {unit} is not above zero.", fix)


def check_largest(amount: float, largest: float, unit: str, label: str, fix: str) -> None:
    """Raise `DoseError` if an amount is above the largest that is known of."""
    if amount > largest * _SLACK:
        raise DoseError(
            f"{number(amount)} {unit} {label} is more than anyone is known to take; the largest "
            f"dose allowed is {largest:g} {unit}.",
            fix,
        )


@dataclass(frozen=True)
class Dose:
    """An amount and how often it is taken, with its place in the phrase."""

    value: float
    unit: str
    times_per_day: float
    text: str
    span: Span

    def grams_per_day(self) -> float:
        """Return the dose in g/day; raise `DoseError` if it is not a mass."""
        if not _IS_MASS.fullmatch(self.unit):
            raise DoseError(
                f"{self.text!r} is not a mass: write grams a day.",
                f"{number(abs(self.value))} g/day" if self.value else None,
            )
        unit = _SPELLED.get(self.unit.lower(), self.unit.lower()).translate(_MICRO)
        return self.value * to_internal(1.0, unit) * self.times_per_day


def read_dose(text: str, offset: int) -> tuple[Dose | None, str]:
    """Find the dose in a clause.

    Parameters
    ----------
    text
        The clause, with its time already blanked.
    offset
        Place of its first character in the whole phrase.

    Returns
    -------
    tuple
        The dose, or None, and the clause with the dose blanked; places stay the same.
    """
    found = list(_AMOUNT.finditer(text))
    if not found:
        return None, text
    amount = found[0]
    if len(found) > 1:
        start, end = found[1].span()
        raise ProblemError(
            f"{text[start:end]!r} is a second dose: join two steps with a comma or 'and'.",
            (offset + start, offset + end),
        )
    span = (offset + amount.start(), offset + amount.end())
    _refuse_body_mass(amount, span)
    times, often, rest = _often(blank(text, amount.span()), amount, span)
    dose = Dose(
        to_number(amount["number"]),
        amount["unit"],
        times,
        text[amount.start() : amount.end()].strip(),
        (span[0], offset + often[1] if _touches(text, amount.end(), often[0]) else span[1]),
    )
    return dose, rest


def _refuse_body_mass(amount: re.Match[str], span: Span) -> None:
    if amount["body"]:
        raise ProblemError(
            f"{amount[0]!r} depends on body weight: write grams a day for this person.", span
        )


def _often(text: str, amount: re.Match[str], span: Span) -> tuple[float, Span, str]:
    """Return how many times a day, where that was said, and the clause without it."""
    often = _OFTEN.search(text)
    if often is None:
        raise ProblemError(
            f"{amount[0].strip()!r} does not say how often: write '/day', 'daily' or 'a week'.",
            span,
            f"{amount[0].strip()}/day",
        )
    if often["apart"]:
        return _every(often, amount, span), often.span(), blank(text, often.span())
    period = (often["period"] or often["adverb"]).lower()
    days = _ADVERBS.get(period, 2.0 if "day" in period and period not in DAYS else DAYS.get(period))
    if days is None:
        raise _wrong_period(text, often, amount, span)
    times = _times(often["times"])
    return times / days, often.span(), blank(text, often.span())


def _every(often: re.Match[str], amount: re.Match[str], span: Span) -> float:
    """Return how many times a day for ``"every 6 hours"``."""
    apart, unit = to_number(often["apart"]), often["interval"].lower()
    days = apart * (DAYS[unit] if unit in DAYS else 1.0 / _HOURS)
    if often["times"] or not 0 < days < float("inf"):
        raise _wrong_period(often.string, often, amount, span)
    return 1.0 / days


def _wrong_period(
    text: str, often: re.Match[str], amount: re.Match[str], span: Span
) -> ProblemError:
    near = _touches(text, amount.end(), often.start())
    return ProblemError(
        f"{often[0].strip()!r} is not a period a dose can be given for: say how much a day.",
        (span[0], span[1] + often.end() - amount.end()) if near else span,
        f"{amount[0].strip()}/day",
    )


def _times(text: str | None) -> float:
    if text is None:
        return 1.0
    word = text.lower()
    if word in _TIMES:
        return _TIMES[word]
    return to_number(re.sub(r"\s*(times|x|\u00d7)$|^[x\u00d7]\s*", "", word.removesuffix(" times")))


def _touches(text: str, end: int, start: int) -> bool:
    return start >= end and not text[end:start].strip()


def blank(text: str, span: Span) -> str:
    """Replace a stretch of text by spaces, so that later places stay the same."""
    return text[: span[0]] + " " * (span[1] - span[0]) + text[span[1] :]
