"""A clause taken apart: its time, its dose, its details, and the words that name it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from holobiont.protocol.details import FMT, read_adherence, read_details
from holobiont.protocol.dose import Dose, find_often, read_dose, times_per_day
from holobiont.protocol.errors import ProblemError, Span
from holobiont.protocol.rhythm import Taper, read_repeats, read_rhythm, read_taper
from holobiont.protocol.split import Clause
from holobiont.protocol.text import blank
from holobiont.protocol.timing import Timing, read_timing

_FILLER = re.compile(
    r"^(?:of|an?|the|take|takes|taking|eat|eats|eating|drink|drinking|add|adding|extra|more|with|"
    r"on|go|switch(?:ing)?\s+to|chang(?:e|ing)\s+to|start(?:ing)?|per|supplement(?:ed)?\s+with|in|"
    r"practic(?:e|ing)|do|doing|give|giving|get|getting)\s+|\s+(?:of|a|the|per|in|on|with|by)$",
    re.IGNORECASE,
)
_COMMA = re.compile(r"\d+,\d+")


@dataclass(frozen=True)
class Reading:
    """What a clause says.

    Attributes
    ----------
    clause : Clause
    timing : Timing
    dose : Dose or None
        The last one, if it changes.
    name : str
        The words that are left, which name it.
    span : Span
        Their place.
    every : float or None
        Days from one dose to the next.
    often : float or None
        How many times a day, where no amount is said: that of the clause before.
    taper : Taper or None
        Where a changing dose starts.
    adherence : float or None
        How much of it is kept to; None if nothing is said.
    details : mapping
        Donor, route and prep.
    """

    clause: Clause
    timing: Timing
    dose: Dose | None
    name: str
    span: Span
    every: float | None = None
    often: float | None = None
    taper: Taper | None = None
    adherence: float | None = None
    details: Mapping[str, str] = field(default_factory=dict)


def take_apart(clause: Clause) -> Reading:
    """Find all that a clause says; what is left is its name."""
    offset = clause.start
    details, rest = read_details(clause.text, offset)
    timing, rest = read_timing(rest, offset)
    comma = _COMMA.search(rest)
    if comma is not None:
        _refuse_comma(comma, offset)
    adherence, rest = read_adherence(rest, offset)
    taper, rest = read_taper(rest, offset)
    every, rest = read_rhythm(rest)
    if FMT.search(rest) is not None and every is None:
        every, rest = read_repeats(rest)
    once = every is not None or timing.moments or FMT.search(rest) is not None
    dose, rest = read_dose(rest, offset, often=not once)
    often, rest = _often(rest) if dose is None else (None, rest)
    name, span = _name(rest, clause)
    return Reading(
        clause, timing, dose, name, span, every, often, taper, adherence, details=details
    )


def _often(rest: str) -> tuple[float | None, str]:
    """Find how often in a clause that says nothing else, so that the amount stands before it."""
    found = find_often(rest)
    times = None if found is None else times_per_day(found)
    if found is None or times is None or blank(rest, found.span()).strip():
        return None, rest
    return times, blank(rest, found.span())


def _refuse_comma(comma: re.Match[str], offset: int) -> None:
    span = (offset + comma.start(), offset + comma.end())
    whole, part = comma[0].split(",")
    plain = whole + part if len(part) == len("000") else f"{whole}.{part}"
    raise ProblemError(f"{comma[0]!r} is not clear: write {plain!r}.", span, plain)


def _name(rest: str, clause: Clause) -> tuple[str, Span]:
    if not rest.strip():
        return "", (clause.start, clause.end)
    start = clause.start + len(rest) - len(rest.lstrip())
    end = clause.start + len(rest.rstrip())
    name = " ".join(rest.split()).strip(" .:()")
    while (shorter := _FILLER.sub("", name)) != name:
        name = shorter
    found = clause.text.find(name)
    if name and found >= 0:
        start, end = clause.start + found, clause.start + found + len(name)
    return name, (start, end)
