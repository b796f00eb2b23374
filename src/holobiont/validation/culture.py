"""Cultures as a file states them: who is put together, and what they grow in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field, field_validator

from holobiont.knowledge.schema import Quantity, Table
from holobiont.knowledge.schema.base import empty
from holobiont.validation.otherwise import Otherwise

_DRAWN = ("listed", "pool", "size", "carry", "lack", "n", "seed")
_GROWN = ("medium", "hours", "inoculum", "substrate", "contents", "ph", "hold_ph", "phages")

Amount = Annotated[float, Field(ge=0, allow_inf_nan=False)]


class Culture(Otherwise):
    """Defined communities, each in a closed vessel of its own.

    Communities are `listed`, or drawn from a `pool` of taxa: `n` different ones, with `seed`, of
    `size` members (of any of several sizes), always with those of `carry` and never with those of
    `lack`. Then `add` and `remove` change them all. Members start alike, unless `shares` says how
    much of one there is for 1 of another.

    `medium`, `hours`, `inoculum` (g dry/L) and `substrate` (g/L) are those of `holobiont.culture`.
    `contents` replace what the medium holds, `ph` its pH at the start, which `hold_ph` keeps.
    `phages` are there from the start (particles/mL).
    """

    medium: str = "basal"
    hours: float | None = Field(default=None, gt=0)
    inoculum: float | None = Field(default=None, gt=0)
    substrate: Table[Amount] = Field(default_factory=empty)
    contents: Table[Quantity] = Field(default_factory=empty)
    ph: float | None = Field(default=None, gt=0, lt=14)
    hold_ph: bool = False
    phages: Table[Amount] = Field(default_factory=empty)
    listed: tuple[tuple[str, ...], ...] = ()
    pool: tuple[str, ...] = ()
    size: tuple[int, ...] = ()
    carry: tuple[str, ...] = ()
    lack: tuple[str, ...] = ()
    n: int | None = Field(default=None, ge=1)
    seed: int | None = Field(default=None, ge=0)
    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    shares: Table[Amount] = Field(default_factory=empty)

    @field_validator("size", mode="before")
    @classmethod
    def _several(cls, value: object) -> object:
        """Take one size for a list of one."""
        return (value,) if isinstance(value, int) else value

    @property
    def drawing(self) -> tuple[object, ...]:
        """What two arms share when their communities are the same, but for `add` and `remove`."""
        return tuple(getattr(self, key) for key in _DRAWN)

    @property
    def conditions(self) -> tuple[object, ...]:
        """What two vessels share in which the same community becomes the same."""
        values = (getattr(self, key) for key in _GROWN)
        return tuple(tuple(sorted(v.items())) if isinstance(v, Mapping) else v for v in values)

    @property
    def names(self) -> tuple[str, ...]:
        """Every taxon that may be in a vessel."""
        listed = (name for community in self.listed for name in community)
        return tuple(dict.fromkeys((*self.pool, *listed, *self.add)))

    def community(self, drawn: tuple[str, ...]) -> tuple[tuple[str, float], ...]:
        """Return who is put into a vessel, and how much of each, in the order of their names."""
        here = {*drawn, *self.add} - {*self.remove}
        return tuple((name, self.shares.get(name, 1.0)) for name in sorted(here))
