"""A change of the whole diet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Self

from holobiont.protocol.entry import Said
from holobiont.protocol.errors import DoseError
from holobiont.protocol.step import Step

if TYPE_CHECKING:
    from holobiont import knowledge


@dataclass(frozen=True)
class DietChange(Step):
    """Another diet in place of the usual one, which comes back when it ends.

    Attributes
    ----------
    diet : str
        Knowledge id.
    start_day, end_day : float, float or None
        Days since the start; None goes on without end.
    adherence : float
        Part of what is eaten that follows the diet; the rest is the usual one.

    Raises
    ------
    UsageError
        If the days are impossible.
    """

    noun: ClassVar[str] = "diet"
    key: ClassVar[str] = "diet"
    named: ClassVar[str] = "diet"
    dosed: ClassVar[bool] = False

    diet: str
    start_day: float = 0.0
    end_day: float | None = None
    adherence: float = field(default=1.0, kw_only=True)

    def subject(self) -> str:
        """Write the step without its time: ``"mediterranean diet"``."""
        return f"{self.diet.replace('_', ' ').removesuffix(' diet')} diet"

    @classmethod
    def catalog(cls, knowledge: knowledge.Knowledge) -> Mapping[str, Any]:
        """Return the diets."""
        diets: Mapping[str, Any] = knowledge.diets
        return diets

    @classmethod
    def spellings(cls, name: str) -> tuple[str, ...]:
        """Return the name with and without the word "diet"."""
        bare = name.casefold().removesuffix("diet").strip(" _-")
        return (name, bare, f"{bare} diet", f"diet {bare}")

    @classmethod
    def build(cls, entry: Any, said: Said) -> Self:
        """Make the step; raise `DoseError` if a dose was given."""
        if said.dose is not None:
            raise DoseError(f"{entry.label} is a whole diet, so it takes no dose.", "")
        return cls(entry.id, said.start, said.end, adherence=said.adherence)

    def check(self, entry: Any) -> None:
        """Accept any diet that is known."""

    def clash(self, other: Step) -> str:
        """Return a sentence if two diets hold at the same time."""
        if not isinstance(other, DietChange):
            return ""
        return (
            f"{self} and {other} hold at the same time: a person has one diet; "
            "end one before the other starts."
        )
