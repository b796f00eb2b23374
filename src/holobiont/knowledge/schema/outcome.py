"""What is known about a condition: mediators, effects of interventions, and associations."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from holobiont.knowledge.schema.base import Grade, Record, Status, Unit

#: Kinds of steps of a protocol, as its steps call themselves.
Kind = Literal[
    "circumstance",
    "diet",
    "drink",
    "drug",
    "fmt",
    "food",
    "habit",
    "live",
    "occasion",
    "phage",
    "supplement",
]
#: How an effect is counted: differences (standardized, in a unit, in percent), ratios, and others.
Measure = Literal["SMD", "MD", "percent", "RR", "OR", "HR", "ratio", "AUC", "share"]
#: What a measure shows where there is no effect; a mere share shows neither effect nor none.
_NO_EFFECT: dict[str, float] = {
    **dict.fromkeys(("SMD", "MD", "percent"), 0.0),
    **dict.fromkeys(("RR", "OR", "HR", "ratio"), 1.0),
    "AUC": 0.5,
}
#: What no kit measures, or what holds for no condition: not a finding, whoever reports it.
NO_FINDINGS = ("zonulin", "firmicutes/bacteroidetes", "firmicutes to bacteroidetes", "f/b ratio")


class Intervention(Record):
    """What people do or take, and the steps of a protocol that are of this kind.

    `foods` to `habits` are ids of knowledge that a step may name. `kinds` are kinds of steps that
    are of it whatever they name. `within` is a wider intervention that this is one of.
    """

    id: str
    label: str
    foods: tuple[str, ...] = ()
    diets: tuple[str, ...] = ()
    drugs: tuple[str, ...] = ()
    phages: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    habits: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    within: str = ""
    note: str = ""

    @property
    def steps(self) -> tuple[str, ...]:
        """Ids of the steps that are this very intervention."""
        named = (self.foods, self.diets, self.drugs, self.phages, self.products, self.habits)
        return tuple(name for names in named for name in names)


class Evidence(Record):
    """What studies found.

    `measure` says how `value` counts, `interval` is its 95 % confidence interval; a finding without
    a number has neither. `contradicts` says which evidence disagrees, or what the finding does not
    withstand; what is graded ``X`` says so.
    """

    measure: Measure | None = None
    value: float | None = None
    unit: Unit | None = None
    interval: tuple[float, float] | None = None
    participants: int | None = Field(default=None, gt=0)
    studies: int | None = Field(default=None, gt=0)
    design: str = Field(min_length=1)
    population: str = Field(min_length=1)
    against: str = ""
    organism: str = "human"
    grade: Grade
    status: Status
    source: str
    contradicts: str = ""
    note: str = ""

    @property
    def sources(self) -> tuple[str, ...]:
        """The source codes."""
        return tuple(self.source.split(";"))

    @property
    def contradictory(self) -> bool:
        """Whether other evidence disagrees."""
        return bool(self.contradicts)

    @property
    def no_effect(self) -> float | None:
        """What the measure shows where there is no effect; None if that says nothing."""
        return _NO_EFFECT.get(self.measure or "")

    @property
    def side(self) -> Literal["higher", "lower", "open"]:
        """Where the number lies from no effect; ``open`` if it cannot be told from it."""
        if self.value is None or self.no_effect is None:
            return "open"
        low, high = self.interval or (self.value, self.value)
        if low > self.no_effect:
            return "higher"
        return "lower" if high < self.no_effect else "open"

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if len({each is None for each in (self.measure, self.value, self.unit)}) > 1:
            raise ValueError("measure, value and unit come together")
        if self.interval is not None and not self._inside(*self.interval):
            low, high = self.interval
            raise ValueError(f"the interval [{low:g}, {high:g}] does not contain {self.value}")
        if self.grade == "X" and not self.contradicts:
            raise ValueError("grade X is contradictory evidence: say in contradicts what disagrees")
        return self

    def _inside(self, low: float, high: float) -> bool:
        return self.value is not None and low <= self.value <= high

    def _told(self, claimed: Literal["higher", "lower", "none"], word: str) -> None:
        """Complain where a number says otherwise than the finding."""
        if self.interval is None and (claimed == "none" or self.side == "open"):
            return
        if self.no_effect is not None and self.side != ("open" if claimed == "none" else claimed):
            raise ValueError(
                f"the finding {word!r} is not what {self.value:g} and its interval say"
            )


class Effect(Evidence):
    """What an intervention does to an outcome, and which way of it people want.

    `finding` is told as better or worse for people; ``none`` is a null result. `basis` says whether
    it was tried against a control, tried without one, merely observed, or seen in cell culture.
    """

    intervention: str
    outcome: str
    wanted: Literal["higher", "lower"]
    finding: Literal["better", "worse", "none", "mixed"]
    basis: Literal["trial", "uncontrolled", "observation", "culture"] = "trial"
    dose: str = ""

    @property
    def null(self) -> bool:
        """Whether nothing was found."""
        return self.finding == "none"

    @property
    def way(self) -> Literal["higher", "lower", ""]:
        """Which way the outcome goes; empty of a null or mixed finding."""
        if self.finding not in ("better", "worse"):
            return ""
        up = (self.finding == "better") == (self.wanted == "higher")
        return "higher" if up else "lower"

    @model_validator(mode="after")
    def _says_what_it_counts(self) -> Self:
        if self.finding != "mixed":
            self._told(self.way or "none", self.finding)
        elif not self.contradicts:
            raise ValueError("a mixed finding needs contradicts: what disagrees")
        return self


class Association(Evidence):
    """What is other in people with the condition, or goes before it; no cause is claimed.

    `mediator` is the quantity of the model that it is about, if there is one.
    """

    marker: str
    finding: Literal["higher", "lower", "differs", "none", "mixed"]
    mediator: str = ""

    @property
    def null(self) -> bool:
        """Whether nothing was found."""
        return self.finding == "none"

    @model_validator(mode="after")
    def _says_what_it_counts(self) -> Self:
        if self.finding in ("higher", "lower", "none"):
            self._told(self.finding, self.finding)
        elif self.finding == "mixed" and not self.contradicts:
            raise ValueError("a mixed finding needs contradicts: what disagrees")
        return self


class Mediator(Record):
    """A quantity on the way from the gut to a condition, and which way of it is worse.

    `of` says who gives it: the ``gut`` of a twin, its ``body``, or the ``profile`` that was
    measured. ``unclear`` is what cannot be told from the evidence.
    """

    id: str
    label: str
    of: Literal["gut", "body", "profile"]
    worse: Literal["higher", "lower", "unclear"]
    why: str = Field(min_length=1)
    organism: str = "human"
    grade: Grade
    status: Status
    source: str

    @property
    def sources(self) -> tuple[str, ...]:
        """The source codes."""
        return tuple(self.source.split(";"))


class Condition(Record):
    """A condition and what is known about it. It is no state of the model."""

    id: str
    label: str
    synonyms: tuple[str, ...] = ()
    description: str = ""
    mediators: tuple[Mediator, ...] = ()
    effects: tuple[Effect, ...] = ()
    associations: tuple[Association, ...] = ()

    @property
    def evidence(self) -> tuple[Effect | Association, ...]:
        """All that studies found."""
        return (*self.effects, *self.associations)

    @property
    def sources(self) -> tuple[str, ...]:
        """The source codes, each once, in the order of the file."""
        found = (*self.mediators, *self.evidence)
        return tuple(dict.fromkeys(code for each in found for code in each.sources))

    @model_validator(mode="after")
    def _names(self) -> Self:
        ids = [each.id for each in self.mediators]
        for name in ids:
            if ids.count(name) > 1:
                raise ValueError(f"the mediator {name!r} is given twice")
        for each in self.associations:
            if each.mediator and each.mediator not in ids:
                raise ValueError(
                    f"the association {each.marker!r} is about no mediator of the file"
                )
        told = (*(e.outcome for e in self.effects), *(a.marker for a in self.associations), *ids)
        for text in told:
            for word in NO_FINDINGS:
                if word in text.casefold():
                    raise ValueError(f"{text!r} is no finding: {word} measures nothing that counts")
        return self
