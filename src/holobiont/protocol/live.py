"""Live microbes by number: probiotics, defined consortia, single species."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from holobiont.protocol.dosed import Dosed
from holobiont.protocol.entry import Named, dosed

if TYPE_CHECKING:
    from holobiont import knowledge


@dataclass(frozen=True)
class Live(Dosed):
    """Living cells that are swallowed every day.

    Attributes
    ----------
    product : str
        Knowledge id of a product, or of a species.
    cells_per_day : float
        Living cells (colony-forming units) a day, in all [1/day].
    start_day, end_day : float, float or None
        Days since the start; None goes on without end.
    every_days, adherence : float or None, float
        See `Dosed`; `taken` is the number that is really swallowed.

    Raises
    ------
    UsageError
        If the dose is not a positive number, or the days are impossible.
    """

    noun: ClassVar[str] = "live"
    key: ClassVar[str] = "live"
    named: ClassVar[str] = "product"
    measure: ClassVar[str] = "cells"
    unit: ClassVar[str] = "CFU/day"
    internal_unit: ClassVar[str] = "CFU/day"
    amount_field: ClassVar[str] = "cells_per_day"
    some: ClassVar[str | None] = "1e10 CFU/day"

    product: str
    cells_per_day: float
    start_day: float = 0.0
    end_day: float | None = None

    @classmethod
    def catalog(cls, knowledge: knowledge.Knowledge) -> Mapping[str, Any]:
        """Return the products, and the species that no product is called after."""
        products: Mapping[str, Any] = knowledge.products
        return {**species(knowledge), **products}


def species(knowledge: knowledge.Knowledge) -> Mapping[str, Named]:
    """Return the species that can be swallowed by themselves, with the doses of such a thing."""
    ranks = ("species", "strain")
    taxa = (taxon for taxon in knowledge.taxa.values() if taxon.rank in ranks)
    return dosed(knowledge.physiology, "dose.live", taxa)
