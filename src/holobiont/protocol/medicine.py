"""Drugs: milligrams a day, by mouth or into a vein."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Final, Literal, get_args

from holobiont.errors import UsageError, did_you_mean
from holobiont.protocol.dosed import Dosed
from holobiont.protocol.step import Step

if TYPE_CHECKING:
    from holobiont import knowledge

_MG = 1000.0

DrugRoute = Literal["oral", "intravenous"]
DRUG_ROUTES: Final[tuple[str, ...]] = get_args(DrugRoute)


@dataclass(frozen=True)
class Medicine(Dosed):
    """A drug that is taken every day.

    Attributes
    ----------
    drug : str
        Knowledge id.
    dose_mg_per_day : float
        Daily amount [mg/day]. How it is divided over the day does not count: the hours on the way
        to the colon even it out.
    start_day, end_day : float, float or None
        Days since the start; None goes on without end.
    route : str
        ``"oral"``, swallowed, or ``"intravenous"``, straight into the body.
    every_days, adherence : float or None, float
        See `Dosed`.

    Raises
    ------
    UsageError
        If the dose is not a positive number, the route unknown, or the days are impossible.
    """

    noun: ClassVar[str] = "drug"
    key: ClassVar[str] = "drug"
    named: ClassVar[str] = "drug"
    measure: ClassVar[str] = "mass"
    unit: ClassVar[str] = "mg/day"
    internal_unit: ClassVar[str] = "mg/day"
    amount_field: ClassVar[str] = "dose_mg_per_day"
    details: ClassVar[tuple[str, ...]] = ("route",)

    drug: str
    dose_mg_per_day: float
    start_day: float = 0.0
    end_day: float | None = None
    route: DrugRoute = "oral"

    @property
    def grams_per_day(self) -> float:
        """What is really taken on a day on which it is taken, on average [g/day]."""
        return self.taken / _MG

    def subject(self) -> str:
        """Write the step without its time: ``"2000 mg/day vancomycin"``."""
        return super().subject() + (" intravenously" if self.route == "intravenous" else "")

    @classmethod
    def catalog(cls, knowledge: knowledge.Knowledge) -> Mapping[str, Any]:
        """Return the drugs."""
        drugs: Mapping[str, Any] = knowledge.drugs
        return drugs

    def clash(self, other: Step) -> str:
        """Return a sentence if the same drug is given twice by one route at the same time."""
        if isinstance(other, Medicine) and other.route != self.route:
            return ""
        return super().clash(other)

    def __post_init__(self) -> None:
        """Complain about an impossible dose, route or days."""
        super().__post_init__()
        if self.route not in DRUG_ROUTES:
            raise UsageError(
                f"{self.drug} has the route {self.route!r}: it is one of "
                f"{', '.join(DRUG_ROUTES)}.{did_you_mean(self.route, DRUG_ROUTES)}"
            )
