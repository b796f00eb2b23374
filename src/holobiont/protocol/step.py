"""One thing a person does over a stretch of days: the base of every kind of step."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, ClassVar, Self, cast

from holobiont.errors import UsageError
from holobiont.protocol.words import adhering, number, rhythm, when

if TYPE_CHECKING:
    from holobiont.knowledge import Knowledge
    from holobiont.protocol.entry import Said

LEAST_APART = 2.0
"""Days between doses below which they are so many a day [d]."""

#: What rounding may do to the hour at which a day of a rhythm begins [d].
_SLACK = 1e-9


class Step(ABC):
    """Something done from one day to another, or at one moment; subclasses are frozen dataclasses.

    A new kind of step is one subclass and one entry in `holobiont.protocol.kinds.KINDS`.

    Attributes
    ----------
    start_day, end_day : float, float or None
        Days since the start, ``[start_day, end_day)``; None goes on without end. Of a momentary
        step both are its moment.
    every_days : float or None
        Days from one day on which it is done to the next; None is every day.
    adherence : float
        Part of it that is really done, above 0 and up to 1.
    """

    noun: ClassVar[str]
    """What it is called in a sentence: ``"diet"``."""
    key: ClassVar[str]
    """What it is called in a file of steps: ``"diet"``."""
    named: ClassVar[str]
    """Which of its fields is a knowledge id: ``"drug"``."""
    dosed: ClassVar[bool]
    """Whether it is given as an amount a day."""
    measure: ClassVar[str] = ""
    """What an amount of it is: ``mass``, ``cells``, ``particles``, ``time`` or ``volume``."""
    momentary: ClassVar[bool] = False
    """Whether it happens at one moment: it is an event, and never holds."""
    details: ClassVar[tuple[str, ...]] = ()
    """Fields that only this kind has, and that a phrase may give: ``("route",)``."""
    needs: ClassVar[Mapping[str, str]] = {}
    """Fields of those that must be given, each with words that would."""

    start_day: float
    end_day: float | None
    every_days: float | None = None
    adherence: float = 1.0

    @property
    def what(self) -> str:
        """Knowledge id of what is taken, changed to or done."""
        return str(getattr(self, self.named))

    @abstractmethod
    def subject(self) -> str:
        """Write the step without its time: ``"20 g/day inulin"``."""

    @classmethod
    @abstractmethod
    def catalog(cls, knowledge: Knowledge) -> Mapping[str, Any]:
        """Return what this kind of step can name: id to an entry with label and synonyms."""

    @classmethod
    @abstractmethod
    def build(cls, entry: Any, said: Said) -> Self:
        """Make the step that a phrase describes; raise `DoseError` for an impossible dose."""

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
        given = [each.name for each in fields(cast("Any", self)) if each.init]
        rest = {field: getattr(self, field) for field in given if field != self.named}
        return cast("Step", cast("Any", kind)(**{kind.named: name}, **rest))

    def until(self, day: float) -> Step:
        """Return the same step with another end."""
        return cast("Step", replace(cast("Any", self), end_day=day))

    def later(self, days: float) -> Step:
        """Return the same momentary step some days later."""
        return cast("Step", replace(cast("Any", self), start_day=self.start_day + days))

    def holds(self, day: float) -> bool:
        """Return whether it is done at a time: on its first day, not on its last [d]."""
        if self.momentary or not self.start_day <= day < last(self):
            return False
        if self.every_days is None:
            return True
        return (day - self.start_day + _SLACK) % self.every_days < 1

    def changes(self, horizon: float) -> set[float]:
        """Return the days before a horizon on which it begins, pauses or ends, or happens [d]."""
        days = {float(self.start_day)}
        if self.every_days is not None:
            end = min(last(self), horizon)
            count = max(0, math.ceil((end - self.start_day) / self.every_days))
            starts = [self.start_day + k * self.every_days for k in range(count)]
            days.update(starts, (start + 1 for start in starts if start + 1 < end))
        if self.end_day is not None:
            days.add(float(self.end_day))
        return {day for day in days if day < horizon}

    def __str__(self) -> str:
        """Return the phrase that reads back as this step."""
        parts = (
            self.subject(),
            rhythm(self.every_days),
            when(self.start_day, self.end_day),
            adhering(self.adherence),
        )
        return " ".join(part for part in parts if part)

    def overlaps(self, other: Step) -> bool:
        """Return whether there is a day on which both hold, or happen."""
        if self.momentary and other.momentary:
            return math.floor(self.start_day) == math.floor(other.start_day)
        return self.start_day < last(other) and other.start_day < last(self)

    def __post_init__(self) -> None:
        """Complain about impossible days and an impossible adherence."""
        self._check_days()
        if self.every_days is not None and not LEAST_APART <= self.every_days < math.inf:
            raise UsageError(
                f"{self.subject()} is taken every {number(self.every_days)} days: "
                "give 2 days or more, or leave it out if it is taken every day."
            )
        if not 0 < self.adherence <= 1:
            raise UsageError(
                f"{self.subject()} has an adherence of {number(self.adherence)}: "
                "give more than 0 and at most 1."
            )

    def _check_days(self) -> None:
        if not (math.isfinite(self.start_day) and self.start_day >= 0):
            raise UsageError(
                f"{self.subject()} starts on day {number(self.start_day)}: days are counted from 0."
            )
        if self.momentary or self.end_day is None:
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


def last(step: Step) -> float:
    """Return the day on which a step ends; infinity if it does not."""
    return math.inf if step.end_day is None else step.end_day
