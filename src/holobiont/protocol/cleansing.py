"""Bowel prep by itself: the colon is emptied at one moment, as before an endoscopy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Self

from holobiont.protocol.entry import Named, Said
from holobiont.protocol.errors import DoseError
from holobiont.protocol.moment import Moment
from holobiont.protocol.step import Step
from holobiont.protocol.words import number

if TYPE_CHECKING:
    from holobiont import knowledge

_ID = "bowel_prep"
_NAMES = ("bowel preparation", "bowel lavage", "bowel cleansing", "colon cleansing", "lavage")


@dataclass(frozen=True)
class Cleansing(Moment):
    """A purgative that empties the colon at one moment.

    Attributes
    ----------
    procedure : str
        ``"bowel_prep"``.
    start_day : float
        When it is done [d].

    Raises
    ------
    UsageError
        If the day is before day 0.
    """

    noun: ClassVar[str] = "cleansing"
    key: ClassVar[str] = "procedure"
    named: ClassVar[str] = "procedure"

    procedure: str = _ID
    start_day: float = 0.0

    def subject(self) -> str:
        """Write the step without its time: ``"bowel prep"``."""
        return self.procedure.replace("_", " ")

    @classmethod
    def catalog(cls, knowledge: knowledge.Knowledge) -> Mapping[str, Any]:
        """Return the one procedure."""
        return {_ID: Named(_ID, "bowel prep", _NAMES)}

    @classmethod
    def build(cls, entry: Any, said: Said) -> Self:
        """Make the step; raise `DoseError` if a dose was given."""
        if said.dose is not None:
            raise DoseError(f"{entry.label} is a procedure, so it takes no dose.", "")
        return cls(entry.id, said.start)

    def check(self, entry: Any) -> None:
        """Accept what is known."""

    def clash(self, other: Step) -> str:
        """Return a sentence if the bowel is emptied twice at one moment."""
        if not isinstance(other, Cleansing) or other.start_day != self.start_day:
            return ""
        return f"{self} is said twice for day {number(self.start_day)}: leave one of them out."
