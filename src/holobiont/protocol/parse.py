"""Read a protocol from a phrase, and a phrase or step from whatever a caller gives.

Grammar
-------
``phrase = clause {(, | ; | and | + | then) clause}``; a clause is a name, a dose for what is taken,
and a time, in any order. Without a time a step holds from day 0 without end. ``then`` starts when
what stands before it ends. Clauses joined by ``and`` or ``+`` share the time given behind the last
of them. Days and weeks count from the start, so that ``week 2`` is day 14.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from holobiont.errors import UsageError, did_you_mean
from holobiont.protocol.errors import PhraseError, ProblemError
from holobiont.protocol.model import NOTHING, Protocol
from holobiont.protocol.names import Entry, Names, names
from holobiont.protocol.read import read
from holobiont.protocol.repair import example, repair
from holobiont.protocol.step import Step

if TYPE_CHECKING:
    from holobiont.knowledge import Knowledge

Steps = str | Step | Protocol | Iterable["str | Step | Protocol"]
"""What `as_protocol` takes."""


def parse(phrase: str, knowledge: Knowledge | None = None) -> Protocol:
    """Read a protocol from a phrase.

    Parameters
    ----------
    phrase
        For example ``"20 g/day inulin for 4 weeks"`` or ``"ketogenic diet for 4 weeks then
        mediterranean diet"``; ``"no change"`` is the empty protocol.
    knowledge
        Where names are looked up; the one that comes with the package by default.

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
    if phrase.strip().casefold() == NOTHING:
        return Protocol()
    try:
        return read(phrase, known)
    except ProblemError as problem:
        near = repair(phrase, problem, known)
        suggestion = near or example(known)
        raise PhraseError(problem.reason, phrase, problem.span, suggestion, bool(near)) from None


def as_protocol(steps: Steps, knowledge: Knowledge | None = None) -> Protocol:
    """Return the protocol that a phrase, a step, a protocol or several of these stand for.

    Names in typed steps may be written as freely as in phrases, and are checked as strictly.

    Raises
    ------
    UsageError
        If a phrase is not understood, a name is not known, a dose is too large, or two steps
        contradict each other.
    """
    loaded = _loaded(knowledge)
    return Protocol(tuple(_flat(steps, loaded, names(loaded))))


def _flat(steps: Steps, knowledge: Knowledge, known: Names) -> Iterable[Step]:
    if isinstance(steps, str):
        return parse(steps, knowledge).steps
    if isinstance(steps, Step):
        return (_checked(steps, known),)
    if not isinstance(steps, Iterable):
        raise UsageError(
            f"{steps!r} is not a protocol: give a phrase such as '20 g/day inulin for 4 weeks', "
            "a step, or a list of these."
        )
    return (one for step in steps for one in _flat(step, knowledge, known))


def _checked(step: Step, known: Names) -> Step:
    """Return the step under the id its name stands for."""
    found = [entry for entry in known.find(step.what, step.dosed) if entry.kind.dosed is step.dosed]
    if not found:
        hint = did_you_mean(step.what, known.shown)
        raise UsageError(f"{step.what!r} is not a {step.noun} known here.{hint}")
    return _named(step, found[0])


def _named(step: Step, entry: Entry) -> Step:
    named = step.renamed(entry.kind, entry.entry.id)
    named.check(entry.entry)
    return named


def _loaded(knowledge: Knowledge | None) -> Knowledge:
    if knowledge is not None:
        return knowledge
    from holobiont.knowledge import load

    return load()
