"""From what a clause or a row of a table says to steps."""

from __future__ import annotations

import math
import re
from dataclasses import replace

from holobiont.errors import UsageError
from holobiont.protocol.apart import Reading
from holobiont.protocol.details import FMT, read_adherence, without_route
from holobiont.protocol.diet import DietChange
from holobiont.protocol.dosed import Dosed
from holobiont.protocol.entry import Said
from holobiont.protocol.errors import DoseError, ProblemError
from holobiont.protocol.names import Entry, Names
from holobiont.protocol.rhythm import MOST, first_dose, read_rhythm, tapered
from holobiont.protocol.step import Step
from holobiont.protocol.words import number

#: A dose to show how one is written, where none can be made out.
SOME_DOSE = "10 g/day"
_WHAT = {
    None: "diet, food, supplement, drug or habit",
    "mass": "food, supplement or drug",
    "cells": "probiotic product or species",
    "particles": "phage",
    "time": "habit",
    "volume": "drink",
    "": "food, supplement or drug",
}


def steps_of(reading: Reading, known: Names, start: float, end: float | None) -> tuple[Step, ...]:
    """Return the steps of a reading that holds from one day to another.

    Raises
    ------
    ProblemError
        If its name is not known, its dose is impossible, or it says what its kind cannot have.
    """
    entry = entry_of(reading, known)
    _refuse_foreign(reading, entry.kind)
    stretches = _stretches(reading, entry.kind, start, end)
    try:
        if reading.taper is not None:
            return _tapered(reading, entry, stretches[0])
        return tuple(_build(reading, entry, *stretch) for stretch in stretches)
    except DoseError as error:
        raise _dose_problem(error, reading) from None
    except UsageError as error:
        span = reading.timing.span if reading.timing else _whole(reading)
        raise ProblemError(str(error), span) from None


def is_momentary(reading: Reading, known: Names) -> bool:
    """Return whether what a clause names happens at one moment; not if nothing is known of it."""
    found = known.find(reading.name, reading.dose.measure if reading.dose else None)
    return bool(found) and found[0].kind.momentary


def _whole(reading: Reading) -> tuple[int, int]:
    return reading.clause.start, reading.clause.end


def _build(reading: Reading, entry: Entry, start: float, end: float | None) -> Step:
    every = None if reading.timing.moments or entry.kind.momentary else reading.every
    dose = reading.dose
    if dose is not None and dose.times_per_day is None and entry.kind.dosed:
        dose = replace(dose, times_per_day=1.0) if every or reading.timing.moments else dose
    adherence = 1.0 if reading.adherence is None else reading.adherence
    return entry.kind.build(entry.entry, Said(start, end, dose, every, adherence, reading.details))


def _stretches(
    reading: Reading, kind: type[Step], start: float, end: float | None
) -> list[tuple[float, float | None]]:
    """Return first and last day of each step: one, or one for each day that is listed."""
    timing = reading.timing
    if timing.moments:
        if reading.every is not None or reading.taper is not None:
            raise ProblemError("give either single days or how the dose goes on.", timing.span)
        if kind.momentary and timing.length is not None:
            raise ProblemError("it happens at one moment, so it has no length.", timing.span)
        length = timing.length or 1.0
        return [(day, None if kind.momentary else day + length) for day in timing.moments]
    if not kind.momentary or (end is None and reading.every is None):
        if kind.momentary and timing.endless:
            raise ProblemError("it happens at one moment, so it has no end.", timing.span)
        return [(start, end)]
    if reading.every is None:
        day = f"on day {number(start)}"
        raise ProblemError("it happens at one moment: say on which day.", timing.span, day)
    if end is None:
        raise ProblemError(
            f"it happens every {reading.every:g} days: say until when.",
            _whole(reading),
            f"{reading.clause.text} for 4 weeks",
        )
    count = math.ceil((end - start) / reading.every)
    if count > MOST:
        raise ProblemError(
            f"that is {count} times; a clause stands for at most {MOST} steps.", timing.span
        )
    return [(start + k * reading.every, None) for k in range(count)]


def _tapered(
    reading: Reading, entry: Entry, stretch: tuple[float, float | None]
) -> tuple[Step, ...]:
    final = _build(reading, entry, *stretch)
    if reading.taper is None or reading.dose is None or not isinstance(final, Dosed):
        raise ProblemError("only a dose can be tapered.", _whole(reading))
    if final.end_day is None:
        raise ProblemError(
            "a taper needs an end: write, say, 'over 4 weeks'.",
            _whole(reading),
            f"{reading.clause.text} over 4 weeks",
        )
    if (reading.taper.count or 0) > MOST:
        raise ProblemError(f"a taper has at most {MOST} steps.", _whole(reading))
    dose = first_dose(reading.taper, reading.dose)
    first = _build(replace(reading, dose=dose), entry, *stretch)
    return tapered(reading.taper, first, final) if isinstance(first, Dosed) else ()


def _refuse_foreign(reading: Reading, kind: type[Step]) -> None:
    """Complain about what this kind of step cannot have."""
    span, text = _whole(reading), reading.clause.text
    for name, value in reading.details.items():
        if name not in kind.details and (name, value) != ("route", "oral"):
            raise ProblemError(f"{reading.name!r} has no {name}.", span, without_route(text))
    for name, example in kind.needs.items():
        if not reading.details.get(name):
            raise ProblemError(
                f"{reading.name!r} needs a {name}: write, say, '{reading.name} {example}'.",
                reading.span,
                f"{reading.name} {example}",
            )
    if kind.momentary and reading.adherence is not None:
        kept = " ".join(read_adherence(text, 0)[1].split())
        raise ProblemError("what happens at one moment has no adherence.", span, kept)
    if reading.every is not None and not (kind.dosed or kind.momentary):
        raise ProblemError(
            f"{reading.name!r} holds all the time: it cannot be done every {reading.every:g} days.",
            span,
            " ".join(read_rhythm(text)[1].split()),
        )


def _dose_problem(error: DoseError, reading: Reading) -> ProblemError:
    if reading.dose is None:
        start, end = reading.span
        return ProblemError(str(error), (start, end), f"{error.fix or SOME_DOSE} {reading.name}")
    return ProblemError(str(error), reading.dose.span, error.fix)


def entry_of(reading: Reading, known: Names) -> Entry:
    """Return what a clause names, or complain."""
    if not reading.name:
        raise ProblemError(
            f"{reading.clause.text!r} names no food, no drug and no diet.", reading.span
        )
    measure = reading.dose.measure if reading.dose else None
    found = known.find(reading.name, measure)
    if not found:
        _refuse_bare_number(reading, known)
        _refuse_more_than_transplant(reading)
        raise ProblemError(
            f"{reading.name!r} is not a {_WHAT[measure]} known here.{_known_diets(reading, known)}",
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


def _refuse_more_than_transplant(reading: Reading) -> None:
    """Complain about words beside "FMT" that say nothing that is understood."""
    if FMT.search(reading.name):
        donor = "" if "donor" in reading.details else " from donor.tsv"
        raise ProblemError(
            f"{reading.name!r} is more than is understood of a transplant: write, say, "
            "'FMT from donor.tsv by enema on day 10'.",
            reading.span,
            f"FMT{donor}",
        )


def _known_diets(reading: Reading, known: Names) -> str:
    """Return a sentence that lists the diets, for a clause that speaks of one."""
    if "diet" not in reading.name.casefold():
        return ""
    found = {
        entry.entry.id
        for each in known.index.values()
        for entry in each
        if entry.kind is DietChange
    }
    return f" Diets: {', '.join(name.replace('_', ' ') for name in sorted(found))}."


def _refuse_bare_number(reading: Reading, known: Names) -> None:
    """Complain about ``"20 inulin"``: a number without a unit before a known name."""
    bare = re.match(r"\d+(?:\.\d+)?\s+", reading.name)
    if bare and reading.dose is None and known.find(reading.name[bare.end() :], "mass"):
        start = reading.span[0]
        amount = bare[0].strip()
        raise ProblemError(
            f"{amount!r} has no unit: write grams a day.",
            (start, start + len(amount)),
            f"{amount} g/day",
        )
