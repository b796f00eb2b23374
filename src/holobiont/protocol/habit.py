"""How a person lives: sleep, exercise, water, stress and what is done about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Self

from holobiont.protocol.dosed import Dosed
from holobiont.protocol.entry import Said
from holobiont.protocol.errors import DoseError
from holobiont.protocol.moment import Moment
from holobiont.protocol.step import Step
from holobiont.protocol.words import number

if TYPE_CHECKING:
    from holobiont import knowledge


def _of(knowledge: knowledge.Knowledge, form: str) -> Mapping[str, Any]:
    habits: Mapping[str, Any] = knowledge.habits
    return {name: habits[name] for name in habits if habits[name].form == form}


@dataclass(frozen=True)
class _Hourly(Dosed):
    """A habit that is an amount a day."""

    named: ClassVar[str] = "habit"

    @classmethod
    def catalog(cls, knowledge: knowledge.Knowledge) -> Mapping[str, Any]:
        """Return the habits that are measured like this."""
        return _of(knowledge, cls.measure)


@dataclass(frozen=True)
class Activity(_Hourly):
    """Hours of something a day: sleep, or a kind of exercise.

    Attributes
    ----------
    habit : str
        Knowledge id.
    hours_per_day : float
        Hours a day, or a night [h/day].
    start_day, end_day : float, float or None
        Days since the start; None goes on without end.
    every_days, adherence : float or None, float
        See `Dosed`.

    Raises
    ------
    UsageError
        If the hours are not a positive number, or the days are impossible.
    """

    noun: ClassVar[str] = "habit"
    key: ClassVar[str] = "habit"
    measure: ClassVar[str] = "time"
    unit: ClassVar[str] = "h/day"
    internal_unit: ClassVar[str] = "h"
    amount_field: ClassVar[str] = "hours_per_day"

    habit: str
    hours_per_day: float
    start_day: float = 0.0
    end_day: float | None = None


@dataclass(frozen=True)
class Drink(_Hourly):
    """Water that is drunk on top of the usual.

    Attributes
    ----------
    habit : str
        Knowledge id.
    liters_per_day : float
        Volume a day [L/day].
    start_day, end_day : float, float or None
        Days since the start; None goes on without end.
    every_days, adherence : float or None, float
        See `Dosed`.

    Raises
    ------
    UsageError
        If the volume is not a positive number, or the days are impossible.
    """

    noun: ClassVar[str] = "drink"
    key: ClassVar[str] = "habit"
    measure: ClassVar[str] = "volume"
    unit: ClassVar[str] = "L/day"
    internal_unit: ClassVar[str] = "L/day"
    amount_field: ClassVar[str] = "liters_per_day"
    some: ClassVar[str | None] = "1 L/day"

    habit: str
    liters_per_day: float
    start_day: float = 0.0
    end_day: float | None = None


@dataclass(frozen=True)
class Circumstance(Step):
    """What a person lives under, or practices, without an amount: chronic stress, yoga.

    Attributes
    ----------
    habit : str
        Knowledge id.
    start_day, end_day : float, float or None
        Days since the start; None goes on without end.
    adherence : float
        Part of it that is really done.

    Raises
    ------
    UsageError
        If the days are impossible.
    """

    noun: ClassVar[str] = "circumstance"
    key: ClassVar[str] = "habit"
    named: ClassVar[str] = "habit"
    dosed: ClassVar[bool] = False

    habit: str
    start_day: float = 0.0
    end_day: float | None = None
    adherence: float = field(default=1.0, kw_only=True)

    def subject(self) -> str:
        """Write the step without its time: ``"chronic stress"``."""
        return self.habit.replace("_", " ")

    @classmethod
    def catalog(cls, knowledge: knowledge.Knowledge) -> Mapping[str, Any]:
        """Return what holds for a while without an amount."""
        return _of(knowledge, "state")

    @classmethod
    def build(cls, entry: Any, said: Said) -> Self:
        """Make the step; raise `DoseError` if a dose was given."""
        _no_dose(entry, said)
        return cls(entry.id, said.start, said.end, adherence=said.adherence)

    def check(self, entry: Any) -> None:
        """Accept whatever is known."""

    def clash(self, other: Step) -> str:
        """Return a sentence if the same holds twice at the same time."""
        if not isinstance(other, Circumstance) or other.habit != self.habit:
            return ""
        return f"{self} and {other} say the same of one time: leave one of them out."


@dataclass(frozen=True)
class Occasion(Moment):
    """Something that happens to a person at one moment: a speech before an audience.

    Attributes
    ----------
    habit : str
        Knowledge id.
    start_day : float
        When it happens [d].

    Raises
    ------
    UsageError
        If the day is before day 0.
    """

    noun: ClassVar[str] = "occasion"
    key: ClassVar[str] = "habit"
    named: ClassVar[str] = "habit"

    habit: str
    start_day: float = 0.0

    def subject(self) -> str:
        """Write the step without its time: ``"public speech"``."""
        return self.habit.replace("_", " ")

    @classmethod
    def catalog(cls, knowledge: knowledge.Knowledge) -> Mapping[str, Any]:
        """Return what happens at one moment."""
        return _of(knowledge, "moment")

    @classmethod
    def build(cls, entry: Any, said: Said) -> Self:
        """Make the step; raise `DoseError` if a dose was given."""
        _no_dose(entry, said)
        return cls(entry.id, said.start)

    def check(self, entry: Any) -> None:
        """Accept whatever is known."""

    def clash(self, other: Step) -> str:
        """Return a sentence if the same happens twice at one moment."""
        same = isinstance(other, Occasion) and other.habit == self.habit
        if not same or other.start_day != self.start_day:
            return ""
        return f"{self} is said twice for day {number(self.start_day)}: leave one of them out."


def _no_dose(entry: Any, said: Said) -> None:
    if said.dose is not None:
        raise DoseError(f"{entry.label} is not an amount a day, so it takes no dose.", "")
