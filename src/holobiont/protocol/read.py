"""From the words of a phrase to steps; complains with a `ProblemError` at the first culprit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from holobiont.errors import UsageError
from holobiont.protocol.apart import Reading, take_apart
from holobiont.protocol.dates import as_days
from holobiont.protocol.errors import ProblemError
from holobiont.protocol.make import is_momentary, steps_of
from holobiont.protocol.model import NOTHING, Protocol
from holobiont.protocol.names import Names, key
from holobiont.protocol.split import THEN, WITH, split, whole
from holobiont.protocol.step import Step
from holobiont.protocol.timing import ends_first

PAUSES = frozenset(map(key, ("pause", "break", "washout", "wash-out", "wait", "nothing", "stop")))
"""What is said where nothing is done."""

Stretch = tuple[float, float | None]


def read(phrase: str, known: Names, origin: date | None = None) -> Protocol:
    """Return the protocol of a phrase; see `holobiont.protocol.parse`."""
    phrase = as_days(phrase, origin, whole(phrase))
    if phrase.strip(" ;,\n").casefold() == NOTHING:
        return Protocol((), origin)
    clauses = split(phrase, known.joining)
    if not clauses:
        raise ProblemError("there is nothing in it.", (0, len(phrase)))
    readings = _inherit([take_apart(clause) for clause in clauses])
    momentary = [is_momentary(reading, known) for reading in readings]
    readings = _share(readings, momentary)
    days = _days(readings, momentary, origin)
    steps = tuple(
        step
        for reading, stretch in zip(readings, days, strict=True)
        if not _pauses(reading)
        for step in steps_of(reading, known, *stretch)
    )
    try:
        return Protocol(steps, origin)
    except UsageError as error:
        raise ProblemError(str(error), (0, len(phrase)), _one_after_another(steps)) from None


def _pauses(reading: Reading) -> bool:
    """Return whether a clause says that nothing is done; complain if it does not say when."""
    pauses = reading.dose is None and key(reading.name) in PAUSES
    if pauses and reading.clause.joined != THEN:
        start, end = reading.clause.start, reading.clause.end
        raise ProblemError(
            "a pause begins when something ends: write 'then' before it.",
            (start, end),
            f"then {reading.clause.text}",
        )
    return pauses


def _inherit(readings: list[Reading]) -> list[Reading]:
    """Give a clause behind "then" that names nothing the name, and the dose, of what it follows."""
    full: list[Reading] = []
    before: Reading | None = None
    for reading in readings:
        if before is None or reading.name or reading.clause.joined != THEN:
            full.append(reading)
            before = before if key(reading.name) in PAUSES else reading
            continue
        dose = reading.dose
        if dose is None and before.dose is not None:
            same = reading.often is None and reading.every is None
            times = before.dose.times_per_day if same else reading.often
            dose = replace(before.dose, times_per_day=times)
        details = {**before.details, **reading.details}
        before = replace(reading, name=before.name, span=before.span, dose=dose, details=details)
        full.append(before)
    return full


def _share(readings: list[Reading], momentary: list[bool]) -> list[Reading]:
    """Give clauses joined by "and" the time, and adherence, that stand behind the last of them.

    What happens at one moment takes the day of it, and no length.
    """
    shared = list(readings)
    for place in range(len(shared) - 2, -1, -1):
        after, this = shared[place + 1], shared[place]
        if after.clause.joined == WITH and not this.timing:
            kept = after.adherence if this.adherence is None else this.adherence
            if momentary[place]:
                day = replace(after.timing, end=None, length=None, endless=False)
                shared[place] = replace(this, timing=day)
            else:
                shared[place] = replace(this, timing=after.timing, adherence=kept)
    return shared


def _days(readings: list[Reading], momentary: list[bool], origin: date | None) -> list[Stretch]:
    """Return the first and last day of each clause; "then" follows what stands before."""
    days: list[Stretch] = []
    group, base = 0, 0.0
    for place, reading in enumerate(readings):
        if reading.clause.joined == THEN and place == 0:
            start = reading.clause.start
            raise ProblemError("nothing stands before 'then'.", (0, start), "")
        if reading.clause.joined == THEN:
            base = _end_of(readings[group:place], days, momentary, group, reading)
        elif reading.clause.joined != WITH:
            base = 0.0
        if reading.clause.joined != WITH:
            group = place
        days.append(_resolve(reading, base, origin))
    return days


def _end_of(
    before: list[Reading], days: list[Stretch], momentary: list[bool], group: int, reading: Reading
) -> float:
    """Return when the clauses before a "then" end, ending open ones where it says it starts."""
    said, last = reading.timing.start, 0.0
    for place, earlier in enumerate(before, start=group):
        start, end = days[place]
        if momentary[place] or earlier.timing.moments:
            ends = max((start if end is None else end, *earlier.timing.moments))
            last = max(last, ends if momentary[place] else ends + 1)
            continue
        if end is None and (said is None or said <= start):
            raise ProblemError(
                f"{earlier.clause.text!r} has no end, so what follows 'then' has no start.",
                (earlier.clause.start, earlier.clause.end),
                f"{earlier.clause.text} for 4 weeks",
            )
        end = said if end is None else end
        days[place] = (start, end)
        last = max(last, end or 0.0)
    if said is not None and said < last:
        raise ProblemError("it starts before what stands before 'then' ends.", reading.timing.span)
    return last


def _resolve(reading: Reading, base: float, origin: date | None) -> Stretch:
    start, end = reading.timing.resolve(base)
    if end is None or end > start:
        return start, end
    problem = ends_first(reading.timing, start, end)
    if origin is not None:
        problem.reason += f" Day 0 is {origin}; another is said with 'day 0 is ...'."
    raise problem


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
