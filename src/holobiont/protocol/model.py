"""A protocol: steps over time, and the days on which something changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from holobiont.errors import UsageError
from holobiont.protocol.step import Step

if TYPE_CHECKING:
    from holobiont.knowledge import Knowledge

OPEN_DAYS = 28.0
"""How long an unending step is followed when no horizon is given [d]."""

NOTHING = "no change"


@dataclass(frozen=True)
class Protocol:
    """What a person does, and when.

    Attributes
    ----------
    steps : tuple of Step
        In order of their start; the order in which they are given does not matter.
    start : date or None
        Date of day 0, where it is known.

    Raises
    ------
    UsageError
        If two steps contradict each other.
    """

    steps: tuple[Step, ...] = ()
    start: date | None = None

    def __post_init__(self) -> None:
        """Put the steps in order and complain about contradictions."""
        object.__setattr__(self, "steps", tuple(sorted(self.steps, key=_order)))
        pair = self._clash()
        if pair is not None:
            raise UsageError(f"{pair[0].clash(pair[1])}")

    def __iter__(self) -> Iterator[Step]:
        """Iterate over the steps."""
        return iter(self.steps)

    def __len__(self) -> int:
        """Return the number of steps."""
        return len(self.steps)

    def __str__(self) -> str:
        """Return the phrase that reads back as this protocol."""
        phrase = "; ".join(str(step) for step in self.steps) or NOTHING
        return phrase if self.start is None else f"{phrase}; day 0 is {self.start}"

    def to_toml(self) -> str:
        """Return the text of a file of steps that reads back as this protocol."""
        from holobiont.protocol.written import to_toml

        return to_toml(self.steps, self.start)

    @classmethod
    def from_toml(cls, text: str, knowledge: Knowledge | None = None) -> Protocol:
        """Read the text of a file of steps.

        Parameters
        ----------
        text
            What the file holds; to read a file itself, give its path to `as_protocol`.
        knowledge
            Where names are looked up; the one that comes with the package by default.

        Raises
        ------
        UsageError
            If it is not understood; says which step and key, and why.
        """
        from holobiont.protocol.parse import of_plan
        from holobiont.protocol.table import plan_of

        return of_plan(plan_of(text), knowledge)

    @property
    def days(self) -> float:
        """Default horizon [d]: the last end, or four weeks past what is open or happens once."""
        changes = [s.start_day for s in self.steps]
        changes += [s.end_day for s in self.steps if s.end_day is not None]
        goes_on = [s for s in self.steps if s.momentary or s.end_day is None]
        if any(not step.momentary for step in goes_on) or not self.steps:
            return max(changes, default=0.0) + OPEN_DAYS
        return max([*changes, *(step.start_day + OPEN_DAYS for step in goes_on)])

    def boundaries(self, days: float | None = None) -> tuple[float, ...]:
        """Return the days between which nothing changes, from 0 to the horizon.

        Parameters
        ----------
        days
            Horizon [d]; `days` of the protocol by default.

        Returns
        -------
        tuple of float
            Rising days; the first is 0 and the last the horizon.
        """
        horizon = self.days if days is None else float(days)
        if not 0 < horizon < float("inf"):
            raise UsageError(f"A run of {horizon:g} days is not possible: give more than 0 days.")
        inner = {day for step in self.steps for day in step.changes(horizon) if day > 0}
        return tuple(sorted({0.0, horizon} | inner))

    def active(self, day: float) -> tuple[Step, ...]:
        """Return the steps that hold on a day; a step holds on its first, not on its last."""
        return tuple(step for step in self.steps if step.holds(day))

    def events(self, day: float) -> tuple[Step, ...]:
        """Return the steps that happen at a time [d]: between what was, and what holds then."""
        return tuple(step for step in self.steps if step.momentary and step.start_day == day)

    def segments(
        self, days: float | None = None
    ) -> tuple[tuple[float, float, tuple[Step, ...]], ...]:
        """Return ``(first day, last day, steps that hold)`` of each stretch without a change."""
        return tuple(
            (start, end, self.active(start)) for start, end in pairwise(self.boundaries(days))
        )

    def _clash(self) -> tuple[Step, Step] | None:
        for first, second in combinations(self.steps, 2):
            if first.overlaps(second) and first.clash(second):
                return first, second
        return None


def _order(step: Step) -> tuple[float, str, str]:
    return step.start_day, step.noun, f"{step.what} {step}"
