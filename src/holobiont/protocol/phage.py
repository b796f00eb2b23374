"""Phages by number of particles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from holobiont.protocol.dosed import Dosed
from holobiont.protocol.entry import dosed

if TYPE_CHECKING:
    from holobiont import knowledge


@dataclass(frozen=True)
class PhageDose(Dosed):
    """Particles of a phage, or of a cocktail that acts as one, that are swallowed every day.

    Attributes
    ----------
    phage : str
        Knowledge id.
    particles_per_day : float
        Particles that can infect (plaque-forming units) a day [1/day].
    start_day, end_day : float, float or None
        Days since the start; None goes on without end.
    every_days, adherence : float or None, float
        See `Dosed`; `taken` is the number that is really swallowed.

    Raises
    ------
    UsageError
        If the dose is not a positive number, or the days are impossible.
    """

    noun: ClassVar[str] = "phage"
    key: ClassVar[str] = "phage"
    named: ClassVar[str] = "phage"
    measure: ClassVar[str] = "particles"
    unit: ClassVar[str] = "PFU/day"
    internal_unit: ClassVar[str] = "PFU/day"
    amount_field: ClassVar[str] = "particles_per_day"
    some: ClassVar[str | None] = "1e9 PFU/day"

    phage: str
    particles_per_day: float
    start_day: float = 0.0
    end_day: float | None = None

    @classmethod
    def catalog(cls, knowledge: knowledge.Knowledge) -> Mapping[str, Any]:
        """Return the phages, with the doses of such a thing."""
        return dosed(knowledge.physiology, "dose.phage", knowledge.phages.values())
