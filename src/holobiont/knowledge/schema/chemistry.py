"""References, elements, compounds, polymers and pathways."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field, PositiveFloat

from holobiont.knowledge.formula import elements as count_elements
from holobiont.knowledge.formula import parse_equation
from holobiont.knowledge.schema.base import Quantity, Record, Series, Status, Table, empty

Phase = Literal["dissolved", "gas", "solid", "ion"]
Kind = Literal[
    "hexose",
    "pentose",
    "uronate",
    "mucin_sugar",
    "milk_sugar",
    "amino_acid",
    "scfa",
    "bcfa",
    "organic_acid",
    "alcohol",
    "gas",
    "oxidant",
    "ion",
    "nitrogen",
    "sulfur",
    "phosphorus",
    "free_amino_acid",
    "sulfonate",
    "bile_acid",
    "aromatic",
    "amine",
    "polyphenol",
    "water",
    "biomass",
]
#: Kinds that may stand in an equation for any of their members: these share one formula.
SUBSTRATE_KINDS = ("hexose", "pentose", "uronate", "mucin_sugar", "milk_sugar", "amino_acid")


class Reference(Record):
    """A publication, or a declared origin of numbers, behind a source code."""

    code: str
    citation: str
    doi: str = ""
    pmid: str = ""
    status: Status
    note: str = ""


class Element(Record):
    """A chemical element with its standard atomic weight [g/mol]."""

    id: str
    label: str
    mass: Quantity


class Matter(Record):
    """Anything with a formula. `molar_mass` [g/mmol] is worked out at loading."""

    id: str
    name: str
    label: str
    formula: str
    molar_mass: PositiveFloat
    charge: float = 0
    note: str = ""

    @property
    def elements(self) -> Mapping[str, float]:
        """Count of each element in the formula."""
        return count_elements(self.formula)

    @property
    def gram_per_mmol(self) -> float:
        """Molar mass [g/mmol]."""
        return self.molar_mass


class Compound(Matter):
    """A pool of the lumen.

    `formula` is the neutral, fully protonated component (acetic acid, ammonia, sulfuric acid),
    so that reactions balance without H+. `charge` belongs to that formula. In solution the fully
    protonated form carries `protonated_charge` (ammonium: 1) and loses one per `pKa` passed.
    """

    kind: Kind
    phase: Phase
    protonated_charge: int = 0
    pKa: Series | None = None
    chebi: str = Field(default="", pattern=r"^(CHEBI:\d+)?$")
    energy: Quantity | None = None
    volatility: Quantity | None = None


class Polymer(Matter):
    """A solid that is hydrolyzed into pools; amounts are mmol of residue.

    One residue takes up `water` and gives `products`. Contois kinetics: at degrader mass X [g]
    and polymer P [mmol] the rate is ``k_hydrolysis * X * P / (K_contois * X + P)`` [mmol/h].
    `fermentable` is the share of the pure polymer that the microbes of a healthy colon can reach.
    """

    kind: Literal["carbohydrate", "protein", "mucin", "necromass"]
    products: Table[PositiveFloat]
    water: float
    k_hydrolysis: Quantity
    K_contois: Quantity
    fermentable: Quantity
    description: str = ""

    @property
    def stoichiometry(self) -> dict[str, float]:
        """Name to coefficient for the hydrolysis of one residue, negative if consumed."""
        return {self.id: -1.0, "water": -self.water, **self.products}

    @property
    def main_product(self) -> str:
        """What a residue mostly becomes."""
        return max(self.products, key=lambda p: self.products[p])


class Pathway(Record):
    """A balanced fermentation; `atp` is mol ATP per mol of `substrate`.

    `substrate` is a substrate kind (such as ``"hexose"``) or a compound id.
    """

    id: str
    label: str
    substrate: str
    equation: str
    atp: Quantity
    source: str
    status: Status = "recalled"
    description: str = ""
    note: str = ""
    synonyms: tuple[str, ...] = ()
    conditions: Table[Quantity] = Field(default_factory=empty)

    @property
    def stoichiometry(self) -> dict[str, float]:
        """Name to coefficient as written, negative if consumed."""
        return parse_equation(self.equation)

    @property
    def per_substrate(self) -> dict[str, float]:
        """Stoichiometry per mol of substrate consumed."""
        net = self.stoichiometry
        return {name: count / -net[self.substrate] for name, count in net.items()}


class Conversion(Record):
    """A balanced change of a compound that feeds nobody: its catalysts do not grow by it.

    ``rate * E * C / (half + C)`` with `E` the biomass (g) of the taxa that have the `trait`,
    each weighted by its relative activity; `rate` in mmol/g/h, `half` in mmol/L. One that uses
    hydrogen, which stands for reducing power, stops without it.
    """

    id: str
    label: str
    trait: str
    substrate: str
    equation: str
    rate: Quantity
    half: Quantity
    source: str
    status: Status = "recalled"
    note: str = ""

    @property
    def per_substrate(self) -> dict[str, float]:
        """Stoichiometry per mol of substrate, negative if consumed."""
        net = parse_equation(self.equation)
        return {name: count / -net[self.substrate] for name, count in net.items()}


class Trait(Record):
    """A yes-or-no capability that taxa may carry. A `rare` one is absent where it is not stated."""

    id: str
    label: str
    description: str = ""
    rare: bool = False
