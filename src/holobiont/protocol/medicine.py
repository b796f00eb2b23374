"""Drugs: milligrams a day, by mouth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Self

from holobiont.protocol.dose import Dose, check_amount, check_largest
from holobiont.protocol.errors import DoseError
from holobiont.protocol.step import Step, number
from holobiont.quantity import from_internal

if TYPE_CHECKING:
    from holobiont import knowledge

_MG = 1000.0
_UNIT = "mg/day"


@dataclass(frozen=True)
class Medicine(Step):
    """A drug that is swallowed every day.

    Attributes
    ----------
    drug : str
        Knowledge id.
    dose_mg_per_day : float
        Daily amount [mg/day]. How it is divided over the day does not count: the hours on the way
        to the colon even it out.
    start_day, end_day : float, float or None
        Days since the start; None goes on without end.

    Raises
    ------
    UsageError
        If the dose is not a positive number, or the days are impossible.
    """

    noun: ClassVar[str] = "drug"
    dosed: ClassVar[bool] = True

    drug: str
    dose_mg_per_day: float
    start_day: float = 0.0
    end_day: float | None = None

    @property
    def what(self) -> str:
        """Knowledge id of the drug."""
        return self.drug

    @property
    def grams_per_day(self) -> float:
        """Daily amount [g/day]."""
        return self.dose_mg_per_day / _MG

    def subject(self) -> str:
        """Write the step without its time: ``"2000 mg/day vancomycin"``."""
        return f"{number(self.dose_mg_per_day)} mg/day {self.drug.replace('_', ' ')}"

    @classmethod
    def catalog(cls, knowledge: knowledge.Knowledge) -> Mapping[str, Any]:
        """Return the drugs."""
        drugs: Mapping[str, Any] = knowledge.drugs
        return drugs

    @classmethod
    def build(cls, entry: Any, dose: Dose | None, start: float, end: float | None) -> Self:
        """Make the step; raise `DoseError` for a missing or impossible dose."""
        usual = f"{_mg_per_day(entry.usual_dose):g} mg/day"
        if dose is None:
            raise DoseError(f"say how much {entry.label} a day, as in '{usual}'.", usual)
        step = cls(entry.id, dose.grams_per_day() * _MG, start, end)
        step.check(entry)
        return step

    def check(self, entry: Any) -> None:
        """Raise `DoseError` if the dose is above the largest that is known of."""
        largest = _mg_per_day(entry.max_dose)
        usual = f"{_mg_per_day(entry.usual_dose):g} {_UNIT}"
        check_largest(self.dose_mg_per_day, largest, _UNIT, entry.label, usual)

    def clash(self, other: Step) -> str:
        """Return a sentence if the same drug is given twice at the same time."""
        if not isinstance(other, Medicine) or other.drug != self.drug:
            return ""
        return (
            f"{self} and {other} give the same drug at the same time: add the doses, "
            "or end one before the other starts."
        )

    def __post_init__(self) -> None:
        """Complain about an impossible dose or impossible days."""
        check_amount(self.dose_mg_per_day, _UNIT)
        super().__post_init__()


def _mg_per_day(quantity: knowledge.Quantity) -> float:
    """Return a daily amount [mg/day]."""
    return from_internal(float(quantity.internal), "mg/day")
