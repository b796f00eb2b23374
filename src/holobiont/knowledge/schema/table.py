"""Diets, foods and physiology."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, Self

from pydantic import Field, model_validator

from holobiont.errors import KnowledgeError, did_you_mean
from holobiont.knowledge.schema.base import Quantity, Record, Table, empty
from holobiont.knowledge.schema.habit import only_states

#: The name in `to_colon` and `per_gram` that is neither a polymer nor a pool.
INERT = ("inert_fiber",)


class Diet(Record):
    """What is eaten in a day, and what of it reaches the colon.

    `to_colon` lists the fermentable part of each polymer and pool [g/d], dietary `protein` that
    escapes digestion, and `inert_fiber`, the fiber that no microbe ferments. The fermentable
    carbohydrate adds up to `fermentable_carbohydrate`. Host protein and mucin are not included.
    `effects` are what it does to the states of a person that habits move (see `Habit`).
    """

    id: str
    label: str
    synonyms: tuple[str, ...] = ()
    description: str = ""
    energy_kcal: Quantity
    carbohydrate: Quantity
    sugar: Quantity
    protein: Quantity
    fat: Quantity
    fiber: Quantity
    fermentable_carbohydrate: Quantity
    to_colon: Table[Quantity]
    effects: Table[Quantity] = Field(default_factory=empty)
    note: str = ""

    @model_validator(mode="after")
    def _known_states(self) -> Self:
        only_states(self.effects)
        return self


class Food(Record):
    """A food or supplement: what one gram of it brings to the colon.

    `per_gram` [g/g] lists fermentable polymers and pools and `inert_fiber`, as in `Diet`.
    `max_dose` is the largest daily amount that is taken for a plausible request. `live` are the
    living cells of taxa in a gram of it [CFU/g], as eaten. `passage` [h] is how soon a single dose
    that is drunk begins to reach the colon, where it does not go with meals. `effects` are what a
    gram a day does to the states of a person that habits move (see `Habit`).
    """

    id: str
    label: str
    kind: Literal["food", "supplement"]
    synonyms: tuple[str, ...] = ()
    description: str = ""
    per_gram: Table[Quantity]
    max_dose: Quantity
    serving: Quantity | None = None
    live: Table[Quantity] = Field(default_factory=empty)
    passage: Quantity | None = None
    effects: Table[Quantity] = Field(default_factory=empty)
    note: str = ""

    @model_validator(mode="after")
    def _known_states(self) -> Self:
        only_states(self.effects)
        return self


class Medium(Record):
    """What a culture is grown in, apart from its substrate and its inoculum.

    `contents` lists compounds and polymers as mmol/L or g/L. Strong ions are not listed: they
    are whatever brings the medium to its `ph`, as the one who makes it does with base or acid.
    `inoculum` is the dry biomass added (g/L), `hours` the usual length of a culture, `headspace`
    the volume of gas over that of liquid, and `gas_transfer` how fast the two equilibrate (1/h).
    """

    id: str
    label: str
    synonyms: tuple[str, ...] = ()
    description: str = ""
    contents: Table[Quantity]
    ph: Quantity
    inoculum: Quantity
    hours: Quantity
    headspace: Quantity
    gas_transfer: Quantity
    note: str = ""


class Physiology(Record):
    """Numbers of the human body, by dotted key such as ``"colon.proximal.volume"``."""

    quantities: Table[Quantity] = Field(default_factory=empty)
    descriptions: Table[str] = Field(default_factory=empty)

    def quantity(self, key: str) -> Quantity:
        """Return the quantity of a key, or complain with the nearest key."""
        if key not in self.quantities:
            hint = did_you_mean(key, self.quantities)
            raise KnowledgeError(f"physiology.toml has no {key!r}.{hint}")
        return self.quantities[key]

    def value(self, key: str) -> float:
        """Return the value of a key in house units."""
        return self.quantity(key).internal

    def spread(self, key: str) -> tuple[float, float]:
        """Return the 95 % range of a key in house units."""
        return self.quantity(key).internal_spread

    def table(self, prefix: str) -> Mapping[str, Quantity]:
        """Return the quantities below a prefix, by the rest of their key."""
        start = f"{prefix}."
        return {k.removeprefix(start): q for k, q in self.quantities.items() if k.startswith(start)}

    def __contains__(self, key: object) -> bool:
        """Return whether a key is present."""
        return key in self.quantities

    def keys(self) -> Iterator[str]:
        """Iterate over the keys."""
        return iter(self.quantities)
