"""From the words of a phrase to steps; complains with a `ProblemError` at the first culprit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from holobiont.errors import UsageError
from holobiont.protocol.apart import Reading, take_apart
from holobiont.protocol.dates import as_days
from holobiont.protocol.errors import ProblemError
from holobiont.protocol.make import steps_of
from holobiont.protocol.model import NOTHING, Protocol
from holobiont.protocol.names import Names
from holobiont.protocol.split import THEN, WITH, split, whole
from holobiont.protocol.step import Step
from holobiont.protocol.timing import ends_first

Stretch = tuple[float, float | None]


def read(phrase: str, known: Names, origin: date | None = None) -> Protocol:
    """Return the protocol of a phrase; see `holobiont.protocol.parse`."""
    phrase = as_days(phrase, origin, whole(phrase))
    if phrase.strip(" ;,\n").casefold() == NOTHING:
        return Protocol((), origin)
    clauses = split(phrase, known.joining)
    if not clauses:
        raise ProblemError("there is nothing in it.", (0, len(phrase)))
    readings = _share(_inherit([take_apart(clause) for clause in clauses]))
    steps = tuple(
        step
        for reading, days in zip(readings, _days(readings), strict=True)
        for step in steps_of(reading, known, *days)
    )
    try:
        return Protocol(steps, origin)
    except UsageError as error:
        raise ProblemError(str(error), (0, len(phrase)), _one_after_another(steps)) from None


def _inherit(readings: list[Reading]) -> list[Reading]:
    """Give a clause behind "then" that names nothing the name, and the dose, of what it follows."""
    full = readings[:1]
    for reading in readings[1:]:
        before = full[-1]
        if reading.name or reading.clause.joined != THEN:
            full.append(reading)
            continue
        dose = reading.dose
        if dose is None and before.dose is not None:
            often = reading.often if reading.every is None or reading.often else None
            times = before.dose.times_per_day if often is None and reading.every is None else often
            dose = replace(before.dose, times_per_day=times)
        details = {**before.details, **reading.details}
        full.append(
            replace(reading, name=before.name, span=before.span, dose=dose, details=details)
        )
    return full


def _share(readings: list[Reading]) -> list[Reading]:
    """Give clauses joined by "and" the time, and adherence, that stand behind the last of them."""
    shared = list(readings)
    for place in range(len(shared) - 2, -1, -1):
        after, this = shared[place + 1], shared[place]
        if after.clause.joined == WITH and not this.timing:
            kept = after.adherence if this.adherence is None else this.adherence
            shared[place] = replace(this, timing=after.timing, adherence=kept)
    return shared


def _days(readings: list[Reading]) -> list[Stretch]:
    """Return the first and last day of each clause; "then" follows what stands before."""
    days: list[Stretch] = []
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


def _end_of(before: list[Reading], days: list[Stretch], group: int, reading: Reading) -> float:
    """Return when the clauses before a "then" end, ending open ones where it says it starts."""
    said = reading.timing.start
    for place, earlier in enumerate(before, start=group):
        start, end = days[place]
        if end is None and earlier.timing.moments:
            end = start
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


def _resolve(reading: Reading, base: float) -> Stretch:
    start, end = reading.timing.resolve(base)
    if end is not None and end <= start:
        raise ends_first(reading.timing, start, end)
    return start, end


def _one_after_another(steps: tuple[Step, ...]) -> str | None:
    """Return a phrase in which contradicting steps end when the next one starts."""
    ended = list(steps)
    for place, step in enumerate(steps):
        later = [
            other.start_day
            for other in steps
            if step.clash(other) and other.start_day > step.start_day and step.overlaps(other)
        ]
        if later and not step.momentary:
            ended[place] = step.until(min(later))
        if step.momentary and any(step.clash(o) and step.overlaps(o) for o in ended[:place]):
            ended[place] = step.later(1.0)
    try:
        return str(Protocol(tuple(ended)))
    except UsageError:
        return None
