"""Foods and supplements: grams a day, on top of the diet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from holobiont.protocol.dose import Dose, check_amount, check_largest
from holobiont.protocol.errors import DoseError
from holobiont.protocol.step import Step, number
from holobiont.quantity import from_internal, same_dimension

if TYPE_CHECKING:
    from holobiont import knowledge


_UNIT = "g/day"
_SOME = "10 g/day"
"""A dose to show how one is written, where none can be made out."""


@dataclass(frozen=True)
class Intake(Step):
    """An amount of something eaten every day, on top of the diet.

    Attributes
    ----------
    food : str
        Knowledge id.
    dose_g_per_day : float
        Daily amount [g/day], as eaten.
    start_day, end_day : float, float or None
        Days since the start; None goes on without end.

    Raises
    ------
    UsageError
        If the dose is not a positive number, or the days are impossible.
    """

    dosed: ClassVar[bool] = True
    group: ClassVar[Literal["food", "supplement"]]

    food: str
    dose_g_per_day: float
    start_day: float = 0.0
    end_day: float | None = None

    @property
    def what(self) -> str:
        """Knowledge id of the food."""
        return self.food

    def subject(self) -> str:
        """Write the step without its time: ``"20 g/day inulin"``."""
        return f"{number(self.dose_g_per_day)} g/day {self.food.replace('_', ' ')}"

    @classmethod
    def catalog(cls, knowledge: knowledge.Knowledge) -> Mapping[str, Any]:
        """Return the foods of this kind."""
        foods = knowledge.foods
        return {name: foods[name] for name in foods if foods[name].kind == cls.group}

    @classmethod
    def build(cls, entry: Any, dose: Dose | None, start: float, end: float | None) -> Self:
        """Make the step; raise `DoseError` for a missing or impossible dose."""
        if dose is None:
            raise DoseError(f"say how much {entry.label} a day, in grams.")
        step = cls(entry.id, dose.grams_per_day(), start, end)
        step.check(entry)
        return step

    def check(self, entry: Any) -> None:
        """Raise `DoseError` if the dose is above the largest that is known of."""
        largest = _grams_per_day(entry.max_dose)
        allowed = f"{largest:g} {_UNIT}"
        check_largest(self.dose_g_per_day, largest, _UNIT, entry.label, allowed)

    def clash(self, other: Step) -> str:
        """Return a sentence if the same food is given twice at the same time."""
        if not isinstance(other, Intake) or other.food != self.food:
            return ""
        return (
            f"{self} and {other} give the same food at the same time: add the doses, "
            "or end one before the other starts."
        )

    def __post_init__(self) -> None:
        """Complain about an impossible dose or impossible days."""
        check_amount(self.dose_g_per_day, _UNIT, _SOME)
        super().__post_init__()


@dataclass(frozen=True)
class Food(Intake):
    """Grams of a food a day, on top of the diet; see `Intake`."""

    noun: ClassVar[str] = "food"
    group: ClassVar[Literal["food", "supplement"]] = "food"


@dataclass(frozen=True)
class Supplement(Intake):
    """Grams of a purified fiber or other supplement a day, on top of the diet; see `Intake`."""

    noun: ClassVar[str] = "supplement"
    group: ClassVar[Literal["food", "supplement"]] = "supplement"


def _grams_per_day(quantity: knowledge.Quantity) -> float:
    """Return a daily amount, written as a mass or as a mass per time [g/day]."""
    internal = float(quantity.internal)
    return internal if same_dimension(quantity.unit, "g") else from_internal(internal, "g/day")
