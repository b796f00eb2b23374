"""Drugs: where they go in the body, what undoes them, whom they kill, and what else they do."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from holobiont.knowledge.schema.base import Quantity, Record, Table, empty
from holobiont.knowledge.schema.effect import Effects


class Kill(Record):
    """How growth falls with the concentration (Regoes et al. 2004).

    `kappa` is the steepness, and `psi_min` [1/h] the net growth of cells in rich medium at the
    highest concentrations. `growing` is the part of that killing which only growing cells suffer,
    in proportion to their growth: all of it where a drug acts on the wall that they build.
    `tolerant` is the part that rests where the drug does not kill; the body's number if left out.
    """

    kappa: Quantity
    psi_min: Quantity
    growing: Quantity
    tolerant: Quantity | None = None

    @model_validator(mode="after")
    def _kills(self) -> Self:
        if self.psi_min.value >= 0:
            raise ValueError("psi_min must be below zero: the highest concentrations end growth")
        if self.kappa.value <= 0 or not 0 <= self.growing.value <= 1:
            raise ValueError("kappa must be above zero, and growing a share from 0 to 1")
        return self


class Binding(Record):
    """How solids hold a drug: a gram of them binds what is free in so much water [L/g].

    Of dry `bacteria`, living or dead, and of `other` solids: fiber, food and mucin.
    """

    bacteria: Quantity
    other: Quantity


class Acidity(Record):
    """How acid weakens a drug: for each unit of pH below the test the MIC is `fold` times as high.

    `tested` is the pH at which MICs are measured. Above it they stay as measured.
    """

    fold: Quantity
    tested: Quantity

    @model_validator(mode="after")
    def _weakens(self) -> Self:
        if self.fold.internal < 1:
            raise ValueError("fold must be 1 or more: an acid test was done at the lower MIC")
        return self


class Resistant(Record):
    """Strains that resist, up to a higher `mic`.

    In one gut a species is mostly one strain. `prevalence` is the part of people, or of isolates,
    whose strain resists: it is drawn where people are. `earlier` is that part in former years, by
    the last year in which it held. `share` is the part of a taxon that resists in a gut whose
    strain does not, where it is known.
    """

    prevalence: Quantity
    mic: Quantity
    share: Quantity | None = None
    earlier: Table[Quantity] = Field(default_factory=empty)

    @model_validator(mode="after")
    def _parts(self) -> Self:
        parts = [q.internal for q in (self.prevalence, self.share, *self.earlier.values()) if q]
        if not all(0 < part < 1 for part in parts) or self.mic.value <= 0:
            raise ValueError("prevalence and share must be between 0 and 1, and mic above zero")
        if not all(year.isdecimal() for year in self.earlier):
            raise ValueError("earlier is by year: name the last one in which a prevalence held")
        return self

    def common(self, year: int | None = None) -> Quantity:
        """Return the prevalence in a year; that of today if none is given."""
        ends = sorted((int(last), last) for last in self.earlier)
        held = [name for last, name in ends if year is not None and year <= last]
        return self.earlier[held[0]] if held else self.prevalence


class Inactivation(Record):
    """How those who carry an enzyme undo a drug.

    `rate` is what a gram of them undoes at most [mg/g/h], `half` the concentration at half of that,
    and `carriers` their activity by name of a taxon, of a rank of its lineage, or by
    ``gram:`` and ``oxygen:``.
    """

    rate: Quantity
    half: Quantity
    carriers: Table[Quantity]


class Drug(Record):
    """A drug, swallowed or given into a vein.

    `absorbed` is the part of a dose that reaches the body from the small intestine, `destroyed` the
    part of the rest that juices and wall of the small intestine undo (none if left out),
    `from_colon` [1/h] how fast what is free in the colon gets to the body (not at all if left out),
    `half_life` [h] that of the drug in the body, and `secreted` the part of what the body holds
    that comes, still active, into the colon with bile and through the wall, net of what is absorbed
    again. Both may be left out of what is not absorbed. `binding` may be left out of what no solids
    hold. `acidity` may be left out of what acid does not weaken.

    Drugs that act on microbes have `kill` and `mic`, the lowest concentration [mg/L] that ends net
    growth in the medium of the test, by names as those of carriers; the closest name holds. `kills`
    says, likewise by name, of whom the killing differs, and `resistant` where strains are known
    that resist. What else a drug does is in `effect`.
    """

    id: str
    label: str
    synonyms: tuple[str, ...] = ()
    description: str = ""
    kind: str
    usual_dose: Quantity
    max_dose: Quantity
    absorbed: Quantity
    destroyed: Quantity | None = None
    from_colon: Quantity | None = None
    half_life: Quantity | None = None
    secreted: Quantity | None = None
    binding: Binding | None = None
    acidity: Acidity | None = None
    kill: Kill | None = None
    kills: Table[Kill] = Field(default_factory=empty)
    mic: Table[Quantity] = Field(default_factory=empty)
    resistant: Table[Resistant] = Field(default_factory=empty)
    inactivation: Table[Inactivation] = Field(default_factory=empty)
    effect: Effects = Field(default_factory=Effects)
    note: str = ""

    @property
    def to_body(self) -> bool:
        """Whether any of it can be in the body: something is known of how it leaves."""
        return self.half_life is not None

    @property
    def to_colon(self) -> float:
        """Part of what the body holds that comes into the colon."""
        return 0.0 if self.secreted is None else self.secreted.internal

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if not 0 <= self.absorbed.internal < 1 or not 0 <= self.to_colon <= 1:
            raise ValueError("absorbed must be from 0 to below 1, and secreted from 0 to 1")
        if self.destroyed is not None and not 0 <= self.destroyed.internal < 1:
            raise ValueError("destroyed must be from 0 to below 1")
        for name, level in self.mic.items():
            if level.value <= 0:
                raise ValueError(f"mic.{name} must be above zero")
        return self

    @model_validator(mode="after")
    def _together(self) -> Self:
        if self.from_colon is not None and self.half_life is None:
            raise ValueError("half_life must be given of a drug that the colon absorbs")
        if self.absorbed.internal > 0 and self.half_life is None:
            raise ValueError("half_life must be given of a drug that is absorbed")
        if self.secreted is not None and self.half_life is None:
            raise ValueError("half_life must be given where secreted is")
        if (self.kill is None) != (not self.mic):
            raise ValueError("kill and mic must be given together, or neither of them")
        if self.kill is None and (self.kills or self.resistant):
            raise ValueError("kills and resistant need kill and mic")
        return self
