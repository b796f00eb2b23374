"""How much and how often: ``"10 g twice daily"`` read from a clause."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from holobiont.protocol.errors import DoseError, ProblemError, Span
from holobiont.protocol.numbers import COUNT, DAYS, NUMBER, UNIT_OF_TIME, to_number, to_power
from holobiont.protocol.text import blank
from holobiont.protocol.units import MEASURES, SCALES, UNITS, measure_of, spelled
from holobiont.protocol.words import number
from holobiont.quantity import to_internal

_AMOUNT = re.compile(
    rf"(?<![\w.,])(?P<number>{NUMBER}(?:\^\d+)?(?:\s*[x\u00d7]\s*10\^\d+)?)[\s-]*"
    rf"(?:(?P<scale>{'|'.join(SCALES)})\s+)?(?P<unit>{UNITS})(?![\w])"
    r"(?P<body>\s*(?:/|per\s+)\s*kg\b)?",
    re.IGNORECASE,
)
_PERIOD = rf"{UNIT_OF_TIME}|hours?|h|meals?"
_EACH = rf"(?:/|\bper\b|\ba\b|\beach\b|\bevery\b)\s*(?P<period>{_PERIOD})\b"
_APART = rf"\bevery\s+(?P<apart>{COUNT})[\s-]*(?P<interval>hours?|hrs?|h|{UNIT_OF_TIME})\b"
_TIMES_A_DAY = rf"{COUNT}\s*(?:times|x|\u00d7)|[x\u00d7]\s*{COUNT}(?:\s*times)?"
_OFTEN = re.compile(
    rf"(?:\b(?P<times>once|twice|thrice|{_TIMES_A_DAY})\s*)?"
    rf"(?:{_EACH}|{_APART}|\b(?P<adverb>daily|nightly|weekly)\b)",
    re.IGNORECASE,
)
_ADVERBS = {"daily": 1.0, "nightly": 1.0, "weekly": DAYS["week"]}
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
    """An amount and how often it is taken, with its place in the phrase.

    `times_per_day` is None where nothing is said of how often.
    """

    value: float
    unit: str
    times_per_day: float | None
    text: str
    span: Span

    @property
    def measure(self) -> str:
        """What it is an amount of: ``"mass"``, ``"cells"`` and so on; empty if nothing known."""
        return measure_of(self.unit)

    def per_day(self, measure: str, unit: str, usual: str | None = None) -> float:
        """Return the dose in a unit such as ``"g/day"``; raise `DoseError` if it is no such thing.

        `usual` is a dose that would do.
        """
        given = self._given(measure, unit, usual)
        if self.times_per_day is None:
            raise DoseError(
                f"{self.text!r} does not say how often: write '/day', 'daily' or 'a week'.",
                f"{self.text}/day",
            )
        return given * self.times_per_day

    def at_once(self, measure: str, unit: str) -> float:
        """Return what is given at one moment, in `unit`; raise `DoseError` if it is no such."""
        if self.times_per_day is not None:
            raise DoseError(
                f"{self.text!r} is given at one moment, not every day: leave out how often.",
                self.text,
            )
        return self._given(measure, unit, None)

    def _given(self, measure: str, unit: str, usual: str | None) -> float:
        if self.measure != measure:
            what, example = MEASURES[measure].phrase, usual
            if example is None and measure == "mass" and self.value:
                example = f"{number(abs(self.value))} {unit}"
            raise DoseError(f"{self.text!r} is not {what}: write {unit}.", example)
        own, wanted = spelled(self.unit), spelled(unit.removesuffix("/day"))
        return self.value if own == wanted else self.value * _factor(own, wanted)


def _factor(own: str, wanted: str) -> float:
    return to_internal(1.0, own) / to_internal(1.0, wanted)


def read_dose(text: str, offset: int, often: bool = True) -> tuple[Dose | None, str]:
    """Find the dose in a clause.

    Parameters
    ----------
    text
        The clause, with its time already blanked.
    offset
        Place of its first character in the whole phrase.
    often
        Whether it must say how often.

    Returns
    -------
    tuple
        The dose, or None, and the clause with the dose blanked; places stay the same.
    """
    found = list(_AMOUNT.finditer(_without_rate(text)))
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
    times, where, rest = read_often(blank(text, amount.span()), amount, span)
    if times is None and often:
        raise ProblemError(
            f"{amount[0].strip()!r} does not say how often: write '/day', 'daily' or 'a week'.",
            span,
            f"{amount[0].strip()}/day",
        )
    near = where is not None and _touches(text, amount.end(), where[0])
    dose = Dose(
        _value(amount),
        amount["unit"],
        times,
        text[amount.start() : amount.end()].strip(),
        (span[0], offset + where[1] if near and where else span[1]),
    )
    return dose, rest


def _without_rate(text: str) -> str:
    """Blank ``every 6 h``, which is no amount of its own."""
    for found in re.finditer(_APART, text, re.IGNORECASE):
        text = blank(text, found.span())
    return text


def _value(amount: re.Match[str]) -> float:
    """Return the value of ``10``, ``1e10``, ``2 x 10^9`` or ``10 billion``."""
    scale = SCALES[amount["scale"].lower()] if amount["scale"] else 1.0
    return to_power(amount["number"]) * scale


def _refuse_body_mass(amount: re.Match[str], span: Span) -> None:
    if amount["body"]:
        raise ProblemError(
            f"{amount[0]!r} depends on body weight: write grams a day for this person.", span
        )


def read_often(
    text: str, amount: re.Match[str], span: Span
) -> tuple[float | None, Span | None, str]:
    """Return how many times a day, where that was said, its place, and the clause without it."""
    often = _OFTEN.search(text)
    if often is None:
        return None, None, text
    times = times_per_day(often)
    if times is None:
        raise _wrong_period(text, often, amount, span)
    return times, often.span(), blank(text, often.span())


def find_often(text: str) -> re.Match[str] | None:
    """Find how often something is done in a text without an amount."""
    return _OFTEN.search(text)


def times_per_day(often: re.Match[str]) -> float | None:
    """Return how many times a day is meant; None for what a dose cannot be given for."""
    if often["apart"]:
        apart, unit = to_number(often["apart"]), often["interval"].lower()
        days = apart * (DAYS[unit] if unit in DAYS else 1.0 / _HOURS)
        return None if often["times"] or not 0 < days < math.inf else 1.0 / days
    period = (often["period"] or often["adverb"]).lower()
    length = _ADVERBS.get(period, DAYS.get(period))
    return None if length is None else _times(often["times"]) / length


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
