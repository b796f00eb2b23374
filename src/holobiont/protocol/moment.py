"""Steps that happen at one moment."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from holobiont.protocol.step import Step
from holobiont.protocol.words import number


@dataclass(frozen=True)
class Moment(Step):
    """Something that happens at one moment, between two stretches of days.

    Attributes
    ----------
    start_day : float
        When it happens [d].
    end_day : float
        The same.
    """

    momentary: ClassVar[bool] = True
    dosed: ClassVar[bool] = False

    end_day: float = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Complain about an impossible day."""
        object.__setattr__(self, "end_day", self.start_day)
        super().__post_init__()

    def __str__(self) -> str:
        """Return the phrase that reads back as this step."""
        return f"{self.subject()} on day {number(self.start_day)}"
