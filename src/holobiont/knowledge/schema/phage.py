"""Phages: whom they infect, how fast, and how hosts escape them."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import model_validator

from holobiont.knowledge.schema.base import Quantity, Record, Table


class Resistance(Record):
    """How hosts come to escape a phage.

    `mutation` and `reversion` are per division, `cost` is the part of its growth that a resistant
    cell gives up, `standing` the share of hosts that escape before they have met the phage: when
    it is not given, the balance of mutation, reversion and cost.
    """

    mutation: Quantity
    cost: Quantity
    reversion: Quantity | None = None
    standing: Quantity | None = None

    @property
    def share(self) -> float:
        """Share of hosts that escape before they have met the phage."""
        if self.standing is not None:
            return self.standing.internal
        back = self.cost.internal + (self.reversion.internal if self.reversion else 0.0)
        made = self.mutation.internal
        return made / (made + back) if made else 0.0


class Lysogeny(Record):
    """How a temperate phage hides: `fraction` of infections, and `induction` of lysogens [1/h]."""

    fraction: Quantity
    induction: Quantity


class InGut(Record):
    """What the gut does to a phage.

    `hindrance` is its adsorption in gut contents over that in broth, `mucus_share` its density in
    the mucus over that in the lumen at rest, `mucus_exchange` the part of the mucus whose particles
    are exchanged [1/h], `survival` the part of swallowed particles that reach the colon.
    """

    hindrance: Quantity
    mucus_share: Quantity
    mucus_exchange: Quantity
    survival: Quantity


class Phage(Record):
    """A phage, or a cocktail that acts as one.

    `hosts` gives the adsorption to each taxon relative to `adsorption` [volume/h for a particle and
    a cell]. Infected cells burst after `latency` on average; the `burst` [particles/cell] is that
    of hosts that grow at `full_growth` [1/h] or faster, and below it in proportion to their growth.
    `virion` is the mass of a particle and `cell` the dry mass of a host cell.
    """

    id: str
    label: str
    synonyms: tuple[str, ...] = ()
    description: str = ""
    lifestyle: Literal["virulent", "temperate"]
    hosts: Table[Quantity]
    adsorption: Quantity
    latency: Quantity
    burst: Quantity
    full_growth: Quantity
    decay: Quantity
    virion: Quantity
    cell: Quantity
    gut: InGut
    resistance: Resistance
    lysogeny: Lysogeny | None = None
    note: str = ""

    @model_validator(mode="after")
    def _lysogeny_where_temperate(self) -> Self:
        if (self.lifestyle == "temperate") != (self.lysogeny is not None):
            raise ValueError("a temperate phage, and only that, needs a table 'lysogeny'")
        return self
