"""When a step holds: ``"from day 7 for 4 weeks"`` read from a clause."""

from __future__ import annotations

import re
from dataclasses import dataclass

from holobiont.protocol.errors import ProblemError, Span
from holobiont.protocol.numbers import COUNT, DAYS, NUMBER, UNIT_OF_TIME, to_number
from holobiont.protocol.text import blank
from holobiont.protocol.units import UNITS
from holobiont.protocol.words import number

_START = (
    r"(?:from|since|after|as\s+of|on|at|(?:start(?:s|ing)?|begin(?:s|ning)?)"
    r"(?:\s+(?:on|at|from|in))?)"
)
_END = r"(?:until|till?|through|to|up\s+to|end(?:s|ing)?(?:\s+on)?)"
_POINT = rf"(?P<unit>{UNIT_OF_TIME})\s*(?P<count>{COUNT})(?![\w.])"

_RANGE = re.compile(
    rf"\b(?:from\s+)?(?P<unit>{UNIT_OF_TIME})\s*(?P<count>\d+(?:\.\d+)?)\s*"
    rf"(?:-|\u2013|\b(?:to|until|till|through)\b)\s*"
    rf"(?:(?P<unit2>{UNIT_OF_TIME})\s*)?(?P<count2>\d+(?:\.\d+)?)(?![\w.])",
    re.IGNORECASE,
)
MOMENTS = re.compile(
    rf"\b(?:on\s+)?(?:days|nights)\s+(?P<days>{NUMBER}(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*)"
    rf"(?:days?\s+)?{NUMBER}(?!\s*(?:{UNITS}|{UNIT_OF_TIME}|times|x)\b)(?![\w.]))+)",
    re.IGNORECASE,
)
"""Several days: ``on days 10, 13 and 16``."""
_ENDLESS = re.compile(
    r"\b(?:(?:until|till?|to|through)\s+the\s+(?:very\s+)?end|without\s+(?:an?\s+)?end"
    r"|indefinitely|forever)\b",
    re.IGNORECASE,
)
_STARTS = (
    re.compile(rf"\b{_START}\s+{_POINT}", re.IGNORECASE),
    re.compile(
        rf"\b(?:after|from|starting\s+after|in)\s+(?P<count>{COUNT})\s*(?P<unit>{UNIT_OF_TIME})\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:from|at)\s+(?:the\s+)?(?:start|beginning)\b|\bfrom\s+(?:now|today)\b", re.IGNORECASE
    ),
)
_ENDS = (
    re.compile(rf"\b{_END}\s+{_POINT}", re.IGNORECASE),
    re.compile(
        rf"\b{_END}\s+(?P<count>{COUNT})\s*(?P<unit>{UNIT_OF_TIME})\b",
        re.IGNORECASE,
    ),
)
_LENGTHS = (
    re.compile(
        rf"\b(?:for|during|over|lasting)\s+(?:the\s+(?:first|next)\s+)?"
        rf"(?P<count>{COUNT})[\s-]*(?P<unit>{UNIT_OF_TIME})\b",
        re.IGNORECASE,
    ),
    re.compile(rf"\b(?P<count>{COUNT})-(?P<unit>days?|weeks?|months?|years?)\b", re.IGNORECASE),
)


@dataclass(frozen=True)
class Timing:
    """What a clause says of its time, in days; None where it says nothing."""

    start: float | None = None
    end: float | None = None
    length: float | None = None
    moments: tuple[float, ...] = ()
    endless: bool = False
    span: Span = (0, 0)

    def __bool__(self) -> bool:
        """Return whether anything was said."""
        days = (self.start, self.end, self.length)
        return bool(self.moments or self.endless or any(day is not None for day in days))

    def resolve(self, base: float) -> tuple[float, float | None]:
        """Return first and last day for a step that otherwise starts on day `base`."""
        start = base if self.start is None else self.start
        return start, self.end if self.length is None else start + self.length


def read_timing(text: str, offset: int) -> tuple[Timing, str]:
    """Find the time in a clause.

    Parameters
    ----------
    text
        The clause.
    offset
        Place of its first character in the whole phrase.

    Returns
    -------
    tuple
        What was said, and the clause with it blanked; places stay the same.

    Notes
    -----
    Days and weeks count from the start: day 0 is the first moment, week 2 is day 14.
    """
    spans: list[Span] = []
    moments, text = _moments(text, spans)
    endless = _ENDLESS.search(text)
    if endless is not None:
        spans.append(endless.span())
        text = blank(text, endless.span())
    start, end, text = _range(text, spans)
    if start is None:
        start, text = _first(_STARTS, text, spans)
    if end is None:
        end, text = _first(_ENDS, text, spans)
    length, text = _first(_LENGTHS, text, spans)
    if not spans:
        return Timing(), text
    span = (offset + min(spans)[0], offset + max(stop for _, stop in spans))
    timing = Timing(start, end, length, moments, endless is not None, span)
    _complain(timing)
    return timing, text


def _range(text: str, spans: list[Span]) -> tuple[float | None, float | None, str]:
    found = _RANGE.search(text)
    if found is None:
        return None, None, text
    spans.append(found.span())
    start = to_number(found["count"]) * DAYS[found["unit"].lower()]
    end = to_number(found["count2"]) * DAYS[(found["unit2"] or found["unit"]).lower()]
    return start, end, blank(text, found.span())


def _moments(text: str, spans: list[Span]) -> tuple[tuple[float, ...], str]:
    found = MOMENTS.search(text)
    if found is None:
        return (), text
    spans.append(found.span())
    days = tuple(to_number(day) for day in re.findall(NUMBER, found["days"], re.IGNORECASE))
    return days, blank(text, found.span())


def _first(
    patterns: tuple[re.Pattern[str], ...], text: str, spans: list[Span]
) -> tuple[float | None, str]:
    for pattern in patterns:
        found = pattern.search(text)
        if found is not None:
            spans.append(found.span())
            return _days(found), blank(text, found.span())
    return None, text


def _days(found: re.Match[str]) -> float:
    groups = found.groupdict()
    if "count" not in groups:
        return 0.0
    return to_number(groups["count"]) * DAYS[groups["unit"].lower()]


def _complain(timing: Timing) -> None:
    if timing.end is not None and timing.length is not None:
        raise ProblemError("give either how long or until when, not both.", timing.span)
    if timing.endless and (timing.end is not None or timing.length is not None):
        raise ProblemError("give either an end or none, not both.", timing.span)
    if timing.moments and (timing.start is not None or timing.end is not None):
        raise ProblemError("give either single days or first and last day.", timing.span)
    for value in (timing.start, timing.end, timing.length, *timing.moments):
        if value is not None and not 0 <= value < float("inf"):
            raise ProblemError("days count from 0 and are finite; this one is not.", timing.span)
    if timing.length == 0:
        raise ProblemError("it lasts no time at all.", timing.span)
    if timing.start is not None and timing.end is not None and timing.end <= timing.start:
        raise ends_first(timing, timing.start, timing.end)


def ends_first(timing: Timing, start: float, end: float) -> ProblemError:
    """Return the complaint about an end that is not after the start."""
    first, last = number(start), number(end)
    swapped = f"from day {last} until day {first}" if end < start else None
    reason = f"it ends on day {last}, which is not after its start on day {first}."
    return ProblemError(reason, timing.span, swapped)
