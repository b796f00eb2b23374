"""Days of the calendar in phrases: each becomes a day since the start."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from datetime import date

from holobiont.errors import UsageError
from holobiont.protocol.errors import ProblemError

_MONTHS = (
    "january february march april may june july august september october november december"
).split()
_SHORT = {name[:3]: place for place, name in enumerate(_MONTHS, start=1)}
_MONTH = "|".join([*_MONTHS, "sept", *_SHORT])
_DAY = r"(?P<{}>\d{{1,2}})(?:st|nd|rd|th)?"
_DATE = re.compile(
    rf"(?<![\w.-])(?:(?P<iso>\d{{4}}-\d{{2}}-\d{{2}})"
    rf"|{_DAY.format('d1')}\s+(?:of\s+)?(?P<m1>{_MONTH})\b\.?(?:,?\s+(?P<y1>\d{{4}}))?"
    rf"|(?P<m2>{_MONTH})\b\.?\s+{_DAY.format('d2')}(?:,?\s+(?P<y2>\d{{4}}))?)(?![\w-])",
    re.IGNORECASE,
)
_ORIGIN = re.compile(rf"\bday\s+0\s+is\s+(?={_DATE.pattern})", re.IGNORECASE)


def as_date(value: str | date) -> date:
    """Return the day that is meant by ``"2026-03-01"`` or ``"1 March 2026"``.

    Raises
    ------
    UsageError
        If it is no day, or has no year.
    """
    if isinstance(value, date):
        return value
    found = _DATE.fullmatch(value.strip())
    try:
        day = None if found is None else _day(found, None)
    except ProblemError as error:
        raise UsageError(str(error)) from None
    if day is None:
        raise UsageError(f"{value!r} is not a date: write it as in 2026-03-01.")
    return day


def said_origin(phrase: str, kept: Set[int] = frozenset()) -> date | None:
    """Return the date of day 0, where a phrase says ``day 0 is 2026-03-01``; see `as_days`."""
    found = next(_outside(_ORIGIN, phrase, kept), None)
    return None if found is None else _day(_behind(phrase, found), None)


def first_date(phrase: str, kept: Set[int] = frozenset()) -> date | None:
    """Return the earliest date with a year in a phrase; see `as_days`."""
    found = [_day(each, None) for each in _outside(_DATE, phrase, kept) if _has_year(each)]
    return min(found, default=None)


def _outside(pattern: re.Pattern[str], phrase: str, kept: Set[int]) -> Iterator[re.Match[str]]:
    return (each for each in pattern.finditer(phrase) if not kept & set(range(*each.span())))


def as_days(phrase: str, origin: date | None, kept: Set[int] = frozenset()) -> str:
    """Return a phrase of the same length in which dates are days: ``day 13`` for a date.

    Parameters
    ----------
    phrase
        The whole phrase.
    origin
        Date of day 0; needed if there is a date.
    kept
        Places that are no part of the language, such as the name of a file.
    """
    for found in [*_outside(_ORIGIN, phrase, kept)]:
        end = _behind(phrase, found).end()
        phrase = phrase[: found.start()] + " " * (end - found.start()) + phrase[end:]
    for found in [*_outside(_DATE, phrase, kept)]:
        day = _since(found, origin)
        length = found.end() - found.start()
        phrase = (
            phrase[: found.start()] + f"day{day:>{length - len('day')}}" + phrase[found.end() :]
        )
    return phrase


def _behind(phrase: str, found: re.Match[str]) -> re.Match[str]:
    behind = _DATE.match(phrase, found.end())
    if behind is None:
        raise AssertionError("a date follows what looks ahead for it")
    return behind


def _since(found: re.Match[str], origin: date | None) -> int:
    day = _day(found, origin)
    days = (day - (origin or day)).days
    if days < 0:
        raise ProblemError(
            f"{found[0]!r} is before day 0, which is {origin}.", found.span(), str(origin)
        )
    if len(f"day {days}") > found.end() - found.start():
        raise ProblemError(f"{found[0]!r} is too far from day 0, {origin}.", found.span())
    return days


def _day(found: re.Match[str], origin: date | None) -> date:
    if found["iso"]:
        parts = [int(part) for part in found["iso"].split("-")]
    else:
        month = _SHORT[(found["m1"] or found["m2"]).lower()[:3]]
        parts = [_year(found, origin, month), month, int(found["d1"] or found["d2"])]
    try:
        return date(*parts)
    except ValueError:
        raise ProblemError(f"{found[0]!r} is no day of the calendar.", found.span()) from None


def _has_year(found: re.Match[str]) -> bool:
    return bool(found["iso"] or found["y1"] or found["y2"])


def _year(found: re.Match[str], origin: date | None, month: int) -> int:
    """Return the year of a date; without one, the first in which it is not before day 0."""
    if _has_year(found):
        return int(found["y1"] or found["y2"])
    if origin is None:
        raise ProblemError(
            f"{found[0]!r} has no year: write, say, '{found[0]} 2026'.",
            found.span(),
            f"{found[0]} 2026",
        )
    day = int(found["d1"] or found["d2"])
    return origin.year + ((month, day) < (origin.month, origin.day))
