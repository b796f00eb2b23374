"""Living microbes that are swallowed: products, and who survives the way to the colon."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field, field_validator

from holobiont.knowledge.schema.base import Quantity, Record, Status, Table


class Product(Record):
    """A probiotic, or a consortium of defined strains: who is in it, and how much is taken.

    `organisms` maps taxa to their parts of the cells, relative to each other. Doses are living
    cells a day; `viability` is the part of what is stated that lives when it is swallowed, and
    `survival`, where a product protects its cells, replaces that of their taxa.
    """

    id: str
    label: str
    kind: Literal["probiotic", "consortium"]
    synonyms: tuple[str, ...] = ()
    description: str = ""
    organisms: Table[Quantity] = Field(min_length=1)
    usual_dose: Quantity
    max_dose: Quantity
    viability: Quantity
    survival: Quantity | None = None
    source: str = ""
    status: Status | None = None
    note: str = ""

    @field_validator("organisms")
    @classmethod
    def _positive(cls, parts: Mapping[str, Quantity]) -> Mapping[str, Quantity]:
        if any(part.value <= 0 for part in parts.values()):
            raise ValueError("every organism needs a part above zero")
        return parts

    @property
    def parts(self) -> dict[str, float]:
        """Part of each taxon in the cells, adding to one."""
        total = sum(part.internal for part in self.organisms.values())
        return {taxon: part.internal / total for taxon, part in self.organisms.items()}


class Survival(Record):
    """Part of the living cells of a taxon or clade that reach the colon alive when swallowed."""

    id: str
    colon: Quantity
    note: str = ""
