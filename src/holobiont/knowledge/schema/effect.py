"""What drugs do apart from killing: to transit, to water, to what enters, to what is dissolved."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from holobiont.knowledge.schema.base import Quantity, Record, Table, empty


class Shift(Record):
    """A number of the body that is multiplied while a drug is taken.

    By `factor` at the highest doses, and by half of the change at the daily dose `half`:
    ``1 + (factor - 1) dose / (dose + half)``.
    """

    factor: Quantity
    half: Quantity

    def at(self, dose: float) -> float:
        """Return what the number is multiplied by at a daily dose [g/h]."""
        return 1.0 + (self.factor.internal - 1.0) * dose / (dose + self.half.internal)

    @model_validator(mode="after")
    def _positive(self) -> Self:
        if self.factor.value <= 0 or self.half.value <= 0:
            raise ValueError("factor and half must be above zero")
        return self


class Arrival(Record):
    """Microbes that reach the colon alive because of a drug, when they live there already.

    `cells` a day at the highest doses, and half of them at the daily dose `half`.
    """

    cells: Quantity
    half: Quantity

    def at(self, dose: float) -> float:
        """Return the cells per hour at a daily dose [g/h]."""
        return self.cells.internal * dose / (dose + self.half.internal)

    @model_validator(mode="after")
    def _positive(self) -> Self:
        if self.cells.value < 0 or self.half.value <= 0:
            raise ValueError("cells must not be negative, and half must be above zero")
        return self


class Sorption(Record):
    """Compounds that a drug binds in the contents of the colon, so that they leave with it.

    A gram takes up `capacity` [mmol] at most, and while empty clears `rate` [L/g/h].
    """

    compounds: tuple[str, ...]
    capacity: Quantity
    rate: Quantity

    @model_validator(mode="after")
    def _binds(self) -> Self:
        if not self.compounds or self.capacity.value <= 0 or self.rate.value <= 0:
            raise ValueError("compounds must be named, and capacity and rate above zero")
        return self


class Enzyme(Record):
    """A drug that undoes another: a gram of it at most `rate` [mg/g/h], half of that at `half`."""

    rate: Quantity
    half: Quantity


class Effects(Record):
    """What a drug does apart from killing; each part may be left out.

    Attributes
    ----------
    transit : Shift
        The pace at which the contents of the colon move.
    osmole : Quantity
        Water that a gram of the drug keeps in the contents [L/g].
    body : table of Shift
        Numbers of the body, by key, of those that say what enters the colon.
    inflow : table of Arrival
        Members of the community that wash in, by name of a taxon or clade.
    bind : table of Sorption
        What is bound, by any name.
    undo : table of Enzyme
        Other drugs that are undone, by id.
    """

    transit: Shift | None = None
    osmole: Quantity | None = None
    body: Table[Shift] = Field(default_factory=empty)
    inflow: Table[Arrival] = Field(default_factory=empty)
    bind: Table[Sorption] = Field(default_factory=empty)
    undo: Table[Enzyme] = Field(default_factory=empty)
