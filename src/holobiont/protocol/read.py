"""From the words of a phrase to steps; complains with a `ProblemError` at the first culprit."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from holobiont.errors import UsageError
from holobiont.protocol.dose import Dose, read_dose
from holobiont.protocol.entry import Said
from holobiont.protocol.errors import DoseError, ProblemError, Span
from holobiont.protocol.model import Protocol
from holobiont.protocol.names import Entry, Names
from holobiont.protocol.split import THEN, WITH, Clause, split
from holobiont.protocol.step import Step
from holobiont.protocol.timing import Timing, ends_first, read_timing

_FILLER = re.compile(
    r"^(?:of|an?|the|take|takes|taking|eat|eats|eating|drink|add|adding|extra|more|with|on|go|"
    r"switch(?:ing)?\s+to|chang(?:e|ing)\s+to|start(?:ing)?|per|supplement(?:ed)?\s+with|in)\s+"
    r"|\s+(?:of|a|the|per|in|on|with)$",
    re.IGNORECASE,
)
#: A dose to show how one is written, where none can be made out.
SOME_DOSE = "10 g/day"
_COMMA = re.compile(r"\d+,\d+")


@dataclass(frozen=True)
class Reading:
    """A clause taken apart: its time, its dose, and the words that are left, which name it."""

    clause: Clause
    timing: Timing
    dose: Dose | None
    name: str
    span: Span


def read(phrase: str, known: Names) -> Protocol:
    """Return the protocol of a phrase; see `holobiont.protocol.parse`."""
    clauses = split(phrase, known.shown)
    if not clauses:
        raise ProblemError("there is nothing in it.", (0, len(phrase)))
    readings = _share([take_apart(clause) for clause in clauses])
    steps = tuple(
        _step(reading, known, *days)
        for reading, days in zip(readings, _days(readings), strict=True)
    )
    try:
        return Protocol(steps)
    except UsageError as error:
        raise ProblemError(str(error), (0, len(phrase)), _one_after_another(steps)) from None


def take_apart(clause: Clause) -> Reading:
    """Find the time and the dose of a clause; what is left is its name."""
    comma = _COMMA.search(clause.text)
    if comma is not None:
        _refuse_comma(comma, clause.start)
    timing, rest = read_timing(clause.text, clause.start)
    dose, rest = read_dose(rest, clause.start)
    name, span = _name(rest, clause)
    return Reading(clause, timing, dose, name, span)


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


def _share(readings: list[Reading]) -> list[Reading]:
    """Give clauses joined by "and" the time that stands behind the last of them."""
    shared = list(readings)
    for place in range(len(shared) - 2, -1, -1):
        after = shared[place + 1]
        if after.clause.joined == WITH and not shared[place].timing:
            shared[place] = replace(shared[place], timing=after.timing)
    return shared


def _days(readings: list[Reading]) -> list[tuple[float, float | None]]:
    """Return the first and last day of each clause; "then" follows what stands before."""
    days: list[tuple[float, float | None]] = []
    group, base = 0, 0.0
    for place, reading in enumerate(readings):
        if reading.clause.joined == THEN and place == 0:
            start = reading.clause.start
            raise ProblemError("nothing stands before 'then'.", (0, start), "")
        if reading.clause.joined == THEN:
            base = _end_of(readings[group:place], days, group, reading)
        elif reading.clause.joined != WITH:
            base = 0.0
        if reading.clause.joined != WITH:
            group = place
        days.append(_resolve(reading, base))
    return days


def _end_of(
    before: list[Reading], days: list[tuple[float, float | None]], group: int, reading: Reading
) -> float:
    """Return when the clauses before a "then" end, ending open ones where it says it starts."""
    said = reading.timing.start
    for place, earlier in enumerate(before, start=group):
        start, end = days[place]
        if end is None and (said is None or said <= start):
            raise ProblemError(
                f"{earlier.clause.text!r} has no end, so what follows 'then' has no start.",
                (earlier.clause.start, earlier.clause.end),
                f"{earlier.clause.text} for 4 weeks",
            )
        days[place] = (start, said if end is None else end)
    last = max(end for _, end in days[group:] if end is not None)
    if said is not None and said < last:
        raise ProblemError("it starts before what stands before 'then' ends.", reading.timing.span)
    return last


def _resolve(reading: Reading, base: float) -> tuple[float, float | None]:
    start, end = reading.timing.resolve(base)
    if end is not None and end <= start:
        raise ends_first(reading.timing, start, end)
    return start, end


def _step(reading: Reading, known: Names, start: float, end: float | None) -> Step:
    entry = _entry(reading, known)
    try:
        return entry.kind.build(entry.entry, Said(start, end, reading.dose))
    except DoseError as error:
        raise _dose_problem(error, reading) from None
    except UsageError as error:
        raise ProblemError(str(error), reading.timing.span) from None


def _dose_problem(error: DoseError, reading: Reading) -> ProblemError:
    if reading.dose is None:
        start, end = reading.span
        return ProblemError(str(error), (start, end), f"{error.fix or SOME_DOSE} {reading.name}")
    return ProblemError(str(error), reading.dose.span, error.fix)


def _entry(reading: Reading, known: Names) -> Entry:
    """Return what a clause names, or complain."""
    if not reading.name:
        raise ProblemError(
            f"{reading.clause.text!r} names no food, no drug and no diet.", reading.span
        )
    found = known.find(reading.name, reading.dose is not None)
    if not found:
        _refuse_bare_number(reading, known)
        what = "food, supplement or drug" if reading.dose else "diet, food, supplement or drug"
        raise ProblemError(
            f"{reading.name!r} is not a {what} known here.{_known_diets(reading, known)}",
            reading.span,
        )
    if len({entry.entry.id for entry in found}) > 1:
        labels = " or ".join(repr(entry.entry.id.replace("_", " ")) for entry in found)
        raise ProblemError(
            f"{reading.name!r} may be {labels}: write one of them.",
            reading.span,
            found[0].entry.id.replace("_", " "),
        )
    return found[0]


def _known_diets(reading: Reading, known: Names) -> str:
    """Return a sentence that lists the diets, for a clause that speaks of one."""
    if "diet" not in reading.name.casefold():
        return ""
    found = {
        entry.entry.id for each in known.index.values() for entry in each if not entry.kind.dosed
    }
    return f" Diets: {', '.join(name.replace('_', ' ') for name in sorted(found))}."


def _refuse_bare_number(reading: Reading, known: Names) -> None:
    """Complain about ``"20 inulin"``: a number without a unit before a known name."""
    bare = re.match(r"\d+(?:\.\d+)?\s+", reading.name)
    if bare and reading.dose is None and known.find(reading.name[bare.end() :], True):
        start = reading.span[0]
        amount = bare[0].strip()
        raise ProblemError(
            f"{amount!r} has no unit: write grams a day.",
            (start, start + len(amount)),
            f"{amount} g/day",
        )


def _one_after_another(steps: tuple[Step, ...]) -> str | None:
    """Return a phrase in which contradicting steps end when the next one starts."""
    ended = list(steps)
    for place, step in enumerate(steps):
        later = [
            other.start_day
            for other in steps
            if step.clash(other) and other.start_day > step.start_day and step.overlaps(other)
        ]
        if later:
            ended[place] = step.until(min(later))
    try:
        return str(Protocol(tuple(ended)))
    except UsageError:
        return None
