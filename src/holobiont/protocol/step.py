"""One thing a person does over a stretch of days: the base of every kind of step."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, ClassVar, Self, cast

from holobiont.errors import UsageError

if TYPE_CHECKING:
    from holobiont.knowledge import Knowledge
    from holobiont.protocol.dose import Dose

DAYS_PER_WEEK = 7


def number(value: float) -> str:
    """Write a number so that reading it gives the same number: ``20``, ``2.5``."""
    return repr(float(value)).removesuffix(".0")


def when(start: float, end: float | None) -> str:
    """Write a stretch of days: ``"from day 14 for 4 weeks"``; empty if it is always."""
    begin = f"from day {number(start)}" if start else ""
    if end is None:
        return begin
    length = float(end - start)
    if not length.is_integer() or start + length != end:
        return f"{begin} until day {number(end)}".strip()
    if length % DAYS_PER_WEEK:
        return f"{begin} for {_count(length, 'day')}".strip()
    return f"{begin} for {_count(length / DAYS_PER_WEEK, 'week')}".strip()


def _count(value: float, noun: str) -> str:
    return f"{number(value)} {noun}" if value == 1 else f"{number(value)} {noun}s"


class Step(ABC):
    """Something done from one day to another; subclasses are frozen dataclasses.

    A new kind of step is one subclass and one entry in `holobiont.protocol.kinds.KINDS`.

    Attributes
    ----------
    start_day, end_day : float, float or None
        Days since the start, ``[start_day, end_day)``; None goes on without end.
    """

    noun: ClassVar[str]
    """What it is called in a sentence: ``"diet"``."""
    dosed: ClassVar[bool]
    """Whether it is given as an amount a day."""

    start_day: float
    end_day: float | None

    @property
    @abstractmethod
    def what(self) -> str:
        """Knowledge id of what is taken or changed to."""

    @abstractmethod
    def subject(self) -> str:
        """Write the step without its time: ``"20 g/day inulin"``."""

    @classmethod
    @abstractmethod
    def catalog(cls, knowledge: Knowledge) -> Mapping[str, Any]:
        """Return what this kind of step can name: id to an entry with label and synonyms."""

    @classmethod
    @abstractmethod
    def build(cls, entry: Any, dose: Dose | None, start: float, end: float | None) -> Self:
        """Make the step that a phrase describes; raise `Refusal` for an impossible dose."""

    @classmethod
    def spellings(cls, name: str) -> tuple[str, ...]:
        """Return the ways in which a phrase may write one name."""
        return (name,)

    @abstractmethod
    def check(self, entry: Any) -> None:
        """Raise UsageError if the step is more than what is known of its entry allows."""

    def clash(self, other: Step) -> str:
        """Return why the two cannot hold at the same time; empty if they can."""
        return ""

    def renamed(self, kind: type[Step], name: str) -> Step:
        """Return the same step of an entry's own kind, under its id."""
        first, *others = fields(cast("Any", self))
        rest = {each.name: getattr(self, each.name) for each in others}
        return cast("Step", cast("Any", kind)(**{first.name: name}, **rest))

    def until(self, day: float) -> Step:
        """Return the same step with another end."""
        return cast("Step", replace(cast("Any", self), end_day=day))

    def __str__(self) -> str:
        """Return the phrase that reads back as this step."""
        return f"{self.subject()} {when(self.start_day, self.end_day)}".strip()

    def overlaps(self, other: Step) -> bool:
        """Return whether there is a day on which both hold."""
        return self.start_day < _last(other) and other.start_day < _last(self)

    def __post_init__(self) -> None:
        """Complain about impossible days."""
        if not (math.isfinite(self.start_day) and self.start_day >= 0):
            raise UsageError(
                f"{self.subject()} starts on day {number(self.start_day)}: days are counted from 0."
            )
        if self.end_day is None:
            return
        if not math.isfinite(self.end_day):
            raise UsageError(
                f"{self.subject()} ends on day {number(self.end_day)}: leave the end out if it "
                "does not stop."
            )
        if self.end_day <= self.start_day:
            raise UsageError(
                f"{self.subject()} ends on day {number(self.end_day)}, which is not after its "
                f"start on day {number(self.start_day)}."
            )


def _last(step: Step) -> float:
    return math.inf if step.end_day is None else step.end_day
