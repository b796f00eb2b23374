"""What a statement holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from holobiont.knowledge.schema import Evidence

#: What a statement is about.
About = Literal["mediator", "effect", "association", "gap"]
#: How a step and an intervention that was studied are related: the same, one of a group that was
#: studied together, or a group of which one was studied.
Kinship = Literal["same", "group", "kin"]
#: What is said: of people for an effect, of the way a mediator moves otherwise.
Verdict = Literal["better", "worse", "higher", "lower", "differs", "none", "mixed", "open"]


@dataclass(frozen=True)
class Estimate:
    """A number of the model.

    Attributes
    ----------
    value : float
        Median over the versions of a twin, or the fitted one's where there are none.
    unit : str
    low, high : float or None
        5 % and 95 % points over the versions.
    """

    value: float
    unit: str
    low: float | None = None
    high: float | None = None

    def __str__(self) -> str:
        """Write the number, its unit and its interval."""
        unit = "" if self.unit in ("", "1") else f" {self.unit.replace('percent', '%')}"
        if self.low is None or self.high is None:
            return f"{self.value:.3g}{unit}"
        return f"{self.value:.3g}{unit} ({self.low:.3g} to {self.high:.3g})"


@dataclass(frozen=True)
class Statement:
    """One graded statement.

    Attributes
    ----------
    about : str
        ``mediator``, ``effect``, ``association``, or ``gap``: a step of which no study is known.
    subject : str
        The mediator, intervention, marker or step.
    text : str
        What is said, as a sentence.
    verdict : str
        ``better`` or ``worse`` for people; ``higher`` or ``lower``; ``none`` for a null result or
        no change; ``mixed``; ``open`` where nothing can be told.
    grade, status, organism, sources : str, str, str, tuple of str
        Of the evidence: A is a replicated meta-analysis, X is contradictory; empty of a gap.
    null, contradictory : bool
    start, end, change : Estimate or None
        What the model gives for a mediator at the start and the end of a course.
    evidence : Evidence or None
        The record behind an effect or association.
    step : str
        The steps of the protocol that an effect is told for, joined with ``;``; empty without one.
    kinship : str or None
        How the closest of these steps is related to what was studied.
    """

    about: About
    subject: str
    text: str
    verdict: Verdict
    grade: str = ""
    status: str = ""
    organism: str = ""
    sources: tuple[str, ...] = ()
    null: bool = False
    contradictory: bool = False
    start: Estimate | None = None
    end: Estimate | None = None
    change: Estimate | None = None
    evidence: Evidence | None = None
    step: str = ""
    kinship: Kinship | None = None

    def __str__(self) -> str:
        """Write the sentence with its grade."""
        return f"[{self.grade}] {self.text}" if self.grade else self.text
