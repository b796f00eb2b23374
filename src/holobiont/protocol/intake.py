"""Foods and supplements: grams a day, on top of the diet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from holobiont.protocol.dosed import Dosed

if TYPE_CHECKING:
    from holobiont import knowledge


@dataclass(frozen=True)
class Intake(Dosed):
    """An amount of something eaten every day, on top of the diet.

    Attributes
    ----------
    food : str
        Knowledge id.
    dose_g_per_day : float
        Daily amount [g/day], as eaten.
    start_day, end_day : float, float or None
        Days since the start; None goes on without end.
    every_days, adherence : float or None, float
        See `Dosed`.

    Raises
    ------
    UsageError
        If the dose is not a positive number, or the days are impossible.
    """

    named: ClassVar[str] = "food"
    measure: ClassVar[str] = "mass"
    unit: ClassVar[str] = "g/day"
    internal_unit: ClassVar[str] = "g/day"
    amount_field: ClassVar[str] = "dose_g_per_day"
    some: ClassVar[str | None] = "10 g/day"
    group: ClassVar[Literal["food", "supplement"]]

    food: str
    dose_g_per_day: float
    start_day: float = 0.0
    end_day: float | None = None

    @classmethod
    def catalog(cls, knowledge: knowledge.Knowledge) -> Mapping[str, Any]:
        """Return the foods of this kind."""
        foods = knowledge.foods
        return {name: foods[name] for name in foods if foods[name].kind == cls.group}


@dataclass(frozen=True)
class Food(Intake):
    """Grams of a food a day, on top of the diet; see `Intake`."""

    noun: ClassVar[str] = "food"
    key: ClassVar[str] = "food"
    group: ClassVar[Literal["food", "supplement"]] = "food"


@dataclass(frozen=True)
class Supplement(Intake):
    """Grams of a purified fiber or other supplement a day, on top of the diet; see `Intake`."""

    noun: ClassVar[str] = "supplement"
    key: ClassVar[str] = "supplement"
    group: ClassVar[Literal["food", "supplement"]] = "supplement"
