"""Guilds and taxa: what microbes can do."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, PositiveInt, model_validator

from holobiont.knowledge.schema.base import Quantity, Record, Table, empty
from holobiont.knowledge.schema.drug import Resistant
from holobiont.knowledge.schema.spores import Spores, Toxin

Rank = Literal["domain", "phylum", "class", "order", "family", "genus", "species", "strain"]
Oxygen = Literal["strict", "aerotolerant", "facultative"]
Gram = Literal["positive", "negative", "variable", "archaeon", "fungus"]


class Growth(Record):
    """Growth rates: maximal [1/h], and optional half saturation, maintenance and loss."""

    mu_max: Quantity
    half_saturation: Quantity | None = None
    maintenance: Quantity | None = None
    loss: Quantity | None = None
    biomass_per_atp: Quantity | None = None


class PhCorners(Record):
    """The trapezoid of growth over pH: zero, full, full, zero."""

    zero_low: Quantity
    full_low: Quantity
    full_high: Quantity
    zero_high: Quantity

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        corners = [corner.value for corner in self.corners()]
        if corners != sorted(corners):
            raise ValueError(f"the pH corners {corners} must rise from zero_low to zero_high")
        return self

    def corners(self) -> tuple[Quantity, Quantity, Quantity, Quantity]:
        """Return the four corners from acid to alkaline."""
        return self.zero_low, self.full_low, self.full_high, self.zero_high


class Abundance(Record):
    """Where and how much of a taxon is found in healthy stool."""

    mean_pct: Quantity | None = None
    prevalence: Quantity | None = None
    person_sd_pct: Quantity | None = None


class Lineage(Record):
    """NCBI lineage with current names."""

    domain: str = ""
    phylum: str = ""
    # "class" is a keyword of Python.
    class_: str = Field(default="", alias="class")
    order: str = ""
    family: str = ""
    genus: str = ""
    species: str = ""


class Traits(Record):
    """The tables a guild gives and a taxon may override.

    `uptakes`: pool to relative affinity (0..1); `hydrolyses`: polymer to relative activity;
    `private`: polymer to the share of products kept by the degrader; `pathways`: substrate kind
    or compound to the fractions of its pathways, which add up to one. `conversions`: relative
    activity in a conversion, where it is other than one for all with the trait. `respiration`:
    pathways by which it respires, with the affinity for what they burn relative to fermentation.
    `inhibition`: compound to the concentration that halves growth.
    """

    growth: Growth
    uptakes: Table[Quantity] = Field(default_factory=empty)
    hydrolyses: Table[Quantity] = Field(default_factory=empty)
    private: Table[Quantity] = Field(default_factory=empty)
    pathways: Table[Table[float]] = Field(default_factory=empty)
    ph: PhCorners
    oxygen: Oxygen
    gram: Gram | None = None
    mucosal_affinity: Quantity | None = None
    loss: Quantity | None = None
    inhibition: Table[Quantity] = Field(default_factory=empty)
    traits: Table[bool] = Field(default_factory=empty)
    conversions: Table[Quantity] = Field(default_factory=empty)
    respiration: Table[Quantity] = Field(default_factory=empty)
    source: str = ""
    status: str = ""
    note: str = ""
    description: str = ""


class Guild(Traits):
    """A group of microbes that live alike; the defaults of its taxa."""

    id: str
    label: str
    parent: str = ""


class Taxon(Traits):
    """A microbe, resolved: the tables of its guild with its own overrides.

    `spores` and `toxin` are there where something is known of them. `resistance` maps drugs to the
    strains that resist them, of a taxon that comes from outside: see `knowledge.draw_drugs.met`.
    """

    id: str
    name: str
    rank: Rank
    guild: str
    label: str = ""
    lineage: Lineage = Field(default_factory=Lineage)
    ncbi_taxid: PositiveInt | None = None
    gtdb: str = ""
    synonyms: tuple[str, ...] = ()
    abundance: Abundance = Field(default_factory=Abundance)
    lps: str = ""
    antibiotic_group: str = ""
    confidence: str = ""
    spores: Spores | None = None
    toxin: Toxin | None = None
    resistance: Table[Resistant] = Field(default_factory=empty)
