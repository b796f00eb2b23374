"""Draw another plausible version of the knowledge: every number from its 95 % range."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from holobiont.knowledge.draw_drugs import Drawn, drawn
from holobiont.knowledge.draw_live import LaterTaxa, with_live
from holobiont.knowledge.schema import (
    Conversion,
    FrozenMap,
    PhCorners,
    Physiology,
    Polymer,
    Quantity,
    Record,
    Taxon,
)
from holobiont.knowledge.store import Knowledge


def draw(
    knowledge: Knowledge,
    rng: np.random.Generator,
    taxa: Iterable[str] = (),
    year: int | None = None,
) -> Knowledge:
    """Return knowledge whose uncertain numbers are drawn anew.

    Physiology, polymers, conversions, drugs, taxa, and what lives in products and foods are drawn,
    each number by itself:
    log-normal where its range is positive, normal otherwise, cut at the range's edges. Chemistry,
    diets and references stay.

    Parameters
    ----------
    rng : numpy.random.Generator
    taxa : iterable of str
        Ids of the taxa to draw first; others are drawn when they are asked for.
    year : int, optional
        In which their person lives, for what resists drugs; today when not given.
    """
    body = {k: drawn(q, rng) for k, q in knowledge.physiology.quantities.items()}
    polymers = {k: _polymer(p, rng) for k, p in knowledge.polymers.items()}
    conversions = {k: _conversion(c, rng) for k, c in knowledge.conversions.items()}
    taxa = tuple(taxa)
    members = {k: _taxon(knowledge.taxa[k], rng) for k in taxa}
    drugs = Drawn.of(knowledge, rng, taxa, numbers=True, year=year)
    sequence = rng.bit_generator.seed_seq
    assert isinstance(sequence, np.random.SeedSequence)
    others, living = sequence.spawn(2)
    return replace(
        with_live(knowledge, np.random.default_rng(living)),
        drugs=drugs,
        physiology=Physiology.model_construct(
            quantities=FrozenMap(body), descriptions=knowledge.physiology.descriptions
        ),
        polymers=FrozenMap(polymers),
        conversions=FrozenMap(conversions),
        taxa=LaterTaxa(knowledge.taxa, members, others, _taxon),
    )


def _table(table: Mapping[str, Quantity], rng: np.random.Generator) -> FrozenMap[Quantity]:
    return FrozenMap({k: drawn(q, rng) for k, q in table.items()})


def _conversion(conversion: Conversion, rng: np.random.Generator) -> Conversion:
    names = ("rate", "half")
    return conversion.model_copy(update={n: drawn(getattr(conversion, n), rng) for n in names})


def _polymer(polymer: Polymer, rng: np.random.Generator) -> Polymer:
    names = ("k_hydrolysis", "K_contois")
    return polymer.model_copy(update={n: drawn(getattr(polymer, n), rng) for n in names})


def _taxon(taxon: Taxon, rng: np.random.Generator) -> Taxon:
    growth = taxon.growth.model_copy(update={"mu_max": drawn(taxon.growth.mu_max, rng)})
    changes: dict[str, Any] = {"growth": growth, "ph": _corners(taxon.ph, rng)}
    for name in ("uptakes", "hydrolyses", "private", "conversions", "inhibition"):
        changes[name] = _table(getattr(taxon, name), rng)
    return taxon.model_copy(update=changes)


def of_taxon(taxon: Taxon, rng: np.random.Generator) -> Taxon:
    """Return a taxon whose numbers are drawn anew, those of its spores and its toxin too."""
    new: dict[str, Any] = {}
    for name in ("spores", "toxin"):
        record = getattr(taxon, name)
        if record is not None:
            new[name] = record.model_copy(update=_numbers(record, rng))
    return _taxon(taxon, rng).model_copy(update=new)


def _numbers(record: Record, rng: np.random.Generator) -> dict[str, Any]:
    """Draw the quantities of a record, and those of its tables."""
    found: dict[str, Any] = {}
    for name in type(record).model_fields:
        value = getattr(record, name)
        if isinstance(value, Quantity):
            found[name] = drawn(value, rng)
        elif isinstance(value, Mapping):
            found[name] = _table(value, rng)
    return found


def _corners(ph: PhCorners, rng: np.random.Generator) -> PhCorners:
    """Shift all four corners together, so that they stay in order."""
    shift = drawn(ph.full_low, rng).value - ph.full_low.value
    names = ("zero_low", "full_low", "full_high", "zero_high")
    corners = {n: getattr(ph, n) for n in names}
    return PhCorners.model_construct(
        **{n: q.model_copy(update={"value": q.value + shift}) for n, q in corners.items()}
    )
