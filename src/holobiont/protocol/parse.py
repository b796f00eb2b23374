"""Read a protocol from a phrase, and a phrase, step or file from whatever a caller gives.

Grammar
-------
``phrase = clause {(, | ; | and | + | then) clause}``; a clause is a name, a dose for what is taken,
a time, and what else its kind has, in any order. Without a time a step holds from day 0 without
end. ``then`` starts when what stands before it ends, and goes on with it where it names nothing.
Clauses joined by ``and`` or ``+`` share the time given behind the last of them. Days and weeks
count from the start, so that ``week 2`` is day 14; day 0 is the first date that is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from holobiont.errors import UsageError, did_you_mean
from holobiont.protocol.dates import as_date, first_date, said_origin
from holobiont.protocol.errors import PhraseError, ProblemError
from holobiont.protocol.model import Protocol
from holobiont.protocol.names import Entry, Names, names
from holobiont.protocol.read import read
from holobiont.protocol.repair import example, repair
from holobiont.protocol.step import Step
from holobiont.protocol.table import Plan, is_file, read_plan

if TYPE_CHECKING:
    from holobiont.knowledge import Knowledge

Steps = str | Path | Step | Protocol | Iterable["str | Path | Step | Protocol"]
"""What `as_protocol` takes."""


def parse(
    phrase: str, knowledge: Knowledge | None = None, *, start: date | str | None = None
) -> Protocol:
    """Read a protocol from a phrase.

    Parameters
    ----------
    phrase
        For example ``"20 g/day inulin for 4 weeks"`` or ``"ketogenic diet for 4 weeks then
        mediterranean diet"``; ``"no change"`` is the empty protocol.
    knowledge
        Where names are looked up; the one that comes with the package by default.
    start
        Date of day 0; the first date in the phrase by default.

    Returns
    -------
    Protocol
        Its string is a phrase that reads back as the same protocol.

    Raises
    ------
    PhraseError
        If it is not understood; says where and why, and gives the nearest phrase that is.
    """
    known = names(_loaded(knowledge))
    return _parsed(phrase, known, _origin([phrase], start))


def _parsed(phrase: str, known: Names, origin: date | None) -> Protocol:
    try:
        return read(phrase, known, origin)
    except ProblemError as problem:
        near = repair(phrase, problem, known, origin)
        suggestion = near or example(known)
        raise PhraseError(problem.reason, phrase, problem.span, suggestion, bool(near)) from None


def as_protocol(
    steps: Steps, knowledge: Knowledge | None = None, *, start: date | str | None = None
) -> Protocol:
    """Return the protocol that a phrase, a file, a step, or several of these stand for.

    Names in typed steps may be written as freely as in phrases, and are checked as strictly. A
    path, or a string that ends in ``.toml``, is a file of steps.

    Parameters
    ----------
    steps
        Phrases, paths, typed steps, protocols, or a list of these.
    knowledge
        Where names are looked up; the one that comes with the package by default.
    start
        Date of day 0, such as ``"2026-03-01"``; the first date that is named by default.

    Raises
    ------
    UsageError
        If a phrase or file is not understood, a name is not known, a dose is too large, or two
        steps contradict each other.
    """
    loaded = _loaded(knowledge)
    parts = list(_parts(steps))
    origin = _origin(parts, start)
    return Protocol(tuple(step for part in parts for step in _steps(part, loaded, origin)), origin)


def of_plan(plan: Plan, knowledge: Knowledge | None = None) -> Protocol:
    """Return the protocol of a file of steps that was read."""
    origin = _origin([plan], None)
    return Protocol(plan.steps(names(_loaded(knowledge)), origin), origin)


def _parts(steps: Steps) -> Iterable[str | Plan | Step | Protocol]:
    if isinstance(steps, Path) or (isinstance(steps, str) and is_file(steps)):
        yield read_plan(Path(steps))
    elif isinstance(steps, (str, Step, Protocol)):
        yield steps
    elif isinstance(steps, Iterable):
        for step in steps:
            yield from _parts(step)
    else:
        raise UsageError(
            f"{steps!r} is not a protocol: give a phrase such as '20 g/day inulin for 4 weeks', "
            "a step, a file, or a list of these."
        )


def _steps(
    part: str | Plan | Step | Protocol, knowledge: Knowledge, origin: date | None
) -> Sequence[Step]:
    if isinstance(part, str):
        return _parsed(part, names(knowledge), origin).steps
    if isinstance(part, Plan):
        return part.steps(names(knowledge), origin)
    steps = part.steps if isinstance(part, Protocol) else (part,)
    return tuple(_checked(step, knowledge) for step in steps)


@dataclass(frozen=True)
class _Origins:
    """Dates of day 0 that are said, and the first of the dates that are named."""

    said: tuple[date, ...]
    first: date | None


def _origin(parts: Sequence[str | Plan | Step | Protocol], start: date | str | None) -> date | None:
    """Return the date of day 0: the one that is said, else the first that is named."""
    if start is not None:
        return as_date(start)
    found = _origins(parts)
    if len(set(found.said)) > 1:
        days = " and ".join(str(day) for day in sorted(set(found.said)))
        raise UsageError(f"day 0 cannot be both {days}: say it once.")
    return found.said[0] if found.said else found.first


def _origins(parts: Sequence[str | Plan | Step | Protocol]) -> _Origins:
    said: list[date] = []
    named: list[date] = []
    for part in parts:
        if isinstance(part, Step):
            continue
        if isinstance(part, Protocol):
            own, first = part.start, None
        elif isinstance(part, Plan):
            own, first = part.start, part.first_date
        else:
            own, first = _of_phrase(part)
        said += [own] if own is not None else []
        named += [first] if first is not None else []
    return _Origins(tuple(said), min(named, default=None))


def _of_phrase(phrase: str) -> tuple[date | None, date | None]:
    try:
        return said_origin(phrase), first_date(phrase)
    except ProblemError as problem:
        raise PhraseError(problem.reason, phrase, problem.span, None) from None


def _checked(step: Step, knowledge: Knowledge) -> Step:
    """Return the step under the id its name stands for."""
    entry = type(step).catalog(knowledge).get(step.what)
    if entry is not None:
        return _named(step, Entry(type(step), entry))
    known = names(knowledge)
    found = known.find(step.what, step.measure if step.dosed else None)
    alike = [e for e in found if e.kind.named == step.named and e.kind.dosed is step.dosed]
    if not alike:
        hint = did_you_mean(step.what, known.shown)
        raise UsageError(f"{step.what!r} is not a {step.noun} known here.{hint}")
    return _named(step, alike[0])


def _named(step: Step, entry: Entry) -> Step:
    named = step.renamed(entry.kind, entry.entry.id)
    named.check(entry.entry)
    return named


def _loaded(knowledge: Knowledge | None) -> Knowledge:
    if knowledge is not None:
        return knowledge
    from holobiont.knowledge import load

    return load()
