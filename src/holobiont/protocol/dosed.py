"""Steps that are an amount a day: what they share."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar, Self

from holobiont.protocol.dose import check_amount, check_largest
from holobiont.protocol.entry import Said
from holobiont.protocol.errors import DoseError
from holobiont.protocol.step import Step
from holobiont.protocol.words import number
from holobiont.quantity import from_internal, same_dimension


@dataclass(frozen=True)
class Dosed(Step):
    """An amount a day.

    Attributes
    ----------
    every_days : float or None
        Days from one day on which it is taken to the next; None is every day. The dose is that of
        a day on which it is taken.
    adherence : float
        Part of the doses that are really taken.
    """

    dosed: ClassVar[bool] = True
    unit: ClassVar[str]
    """Unit of the amount, as phrases write it: ``"g/day"``."""
    internal_unit: ClassVar[str]
    """The same unit in the words of `holobiont.quantity`."""
    amount_field: ClassVar[str]
    """Which of its fields is the amount."""
    some: ClassVar[str | None] = None
    """A dose to show how one is written, where none can be made out."""

    every_days: float | None = field(default=None, kw_only=True)
    adherence: float = field(default=1.0, kw_only=True)

    @property
    def amount(self) -> float:
        """The amount of a day on which all of it is taken, in `unit`."""
        return float(getattr(self, self.amount_field))

    @property
    def taken(self) -> float:
        """The amount that is really taken on such a day on average, in `unit`."""
        return self.amount * self.adherence

    def subject(self) -> str:
        """Write the step without its time: ``"20 g/day inulin"``."""
        return f"{number(self.amount)} {self.unit} {self.what.replace('_', ' ')}"

    @classmethod
    def build(cls, entry: Any, said: Said) -> Self:
        """Make the step; raise `DoseError` for a missing or impossible dose."""
        usual = cls.usual(entry)
        if said.dose is None:
            hint = f", as in {usual!r}" if usual else f", in {cls.unit}"
            raise DoseError(f"say how much {entry.label} a day{hint}.", usual)
        amount = said.dose.per_day(cls.measure, cls.unit, usual)
        given: dict[str, Any] = {cls.named: entry.id, cls.amount_field: amount}
        given |= {name: value for name, value in said.details.items() if name in cls.details}
        given |= {"start_day": said.start, "end_day": said.end}
        step = cls(**given, every_days=said.every, adherence=said.adherence)
        step.check(entry)
        return step

    @classmethod
    def usual(cls, entry: Any) -> str | None:
        """Return the usual dose of an entry as it is written, where it is known."""
        dose = getattr(entry, "usual_dose", None)
        return None if dose is None else f"{number(cls.per_day(dose))} {cls.unit}"

    @classmethod
    def per_day(cls, quantity: Any) -> float:
        """Return a daily amount, written as an amount or as an amount per time, in `unit`."""
        internal, day = float(quantity.internal), cls.internal_unit
        if same_dimension(quantity.unit, day):
            return round_trip(from_internal(internal, day))
        return round_trip(from_internal(internal, day.removesuffix("/day")))

    def check(self, entry: Any) -> None:
        """Raise `DoseError` if the dose is above the largest that is known of."""
        if getattr(entry, "max_dose", None) is None:
            return
        largest = self.per_day(entry.max_dose)
        fix = self.usual(entry) or f"{largest:g} {self.unit}"
        check_largest(self.amount, largest, self.unit, entry.label, fix)

    def clash(self, other: Step) -> str:
        """Return a sentence if the same is given twice at the same time."""
        if not isinstance(other, Dosed) or other.named != self.named or other.what != self.what:
            return ""
        return (
            f"{self} and {other} give the same {self.named} at the same time: add the doses, "
            "or end one before the other starts."
        )

    def __post_init__(self) -> None:
        """Complain about an impossible dose or impossible days."""
        check_amount(self.amount, self.unit, self.some)
        super().__post_init__()


def round_trip(value: float) -> float:
    """Return a number without the last digits that a change of units leaves behind."""
    return float(f"{value:.12g}")
