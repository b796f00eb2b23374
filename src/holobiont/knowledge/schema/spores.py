"""Spores: cells that rest, outlast what kills others, and wake when they are told to."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from holobiont.knowledge.schema.base import Quantity, Record, Table, empty


class Spores(Record):
    """How a taxon makes spores, what wakes them, and what they outlast.

    `sporulation` [1/h] is what cells that do not grow turn into spores, and `slow` [1/h] the growth
    that halves it. `germination` [1/h] is what spores do at most. `germinants` wake them, each at
    half the fastest rate at a concentration [mM]; `competitors` take the place of germinants, and
    halve at theirs what little of these does; `cogerminants` are needed beside, any of them (none,
    where the table is empty). `acid` is the part of swallowed spores that outlasts the stomach, and
    `cells_acid` that of swallowed cells.
    """

    sporulation: Quantity
    slow: Quantity
    germination: Quantity
    germinants: Table[Quantity]
    cogerminants: Table[Quantity] = Field(default_factory=empty)
    competitors: Table[Quantity] = Field(default_factory=empty)
    acid: Quantity
    cells_acid: Quantity

    @model_validator(mode="after")
    def _possible(self) -> Self:
        tables = (self.germinants, self.cogerminants, self.competitors)
        levels = [level for table in tables for level in table.values()]
        if any(q.value <= 0 for q in (self.slow, *levels)):
            raise ValueError("slow and every concentration must be above zero")
        if self.sporulation.value < 0 or self.germination.value < 0:
            raise ValueError("sporulation and germination must not be below zero")
        if not all(0 <= q.internal <= 1 for q in (self.acid, self.cells_acid)):
            raise ValueError("acid and cells_acid must be parts from 0 to 1")
        return self


class Antibodies(Record):
    """Who stays well, however much of a taxon and its toxin there is.

    The part `known` of those who carry a toxin maker have met the toxin before, and their
    antibodies rise at once. Of the others, the part `learned` raises them in an episode, and is
    well from `delay` [d] after its beginning on.
    """

    known: Quantity
    learned: Quantity
    delay: Quantity

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if not all(0 <= q.internal <= 1 for q in (self.known, self.learned)):
            raise ValueError("known and learned must be parts from 0 to 1")
        if self.delay.value < 0:
            raise ValueError("delay must not be below zero")
        return self


class Toxin(Record):
    """A toxin that cells release: what a gram of them makes, and what keeps it down.

    `rate` [mg/g/h] is what cells make that lack everything in `repressors`, each of which halves it
    at a concentration [mM]; `decay` [1/h] is what contents undo of it. From `illness` [cells/g] of
    living cells in wet stool on, people fall ill who have no `antibodies`.
    """

    label: str
    rate: Quantity
    decay: Quantity
    illness: Quantity
    antibodies: Antibodies | None = None
    repressors: Table[Quantity] = Field(default_factory=empty)

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if self.rate.value <= 0 or self.illness.value <= 0 or self.decay.value < 0:
            raise ValueError("rate and illness must be above zero, and decay not below it")
        if any(level.value <= 0 for level in self.repressors.values()):
            raise ValueError("the concentration of a repressor must be above zero")
        return self
