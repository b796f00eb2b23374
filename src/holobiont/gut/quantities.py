"""Quantities derived from the states: concentrations, degraders, plenty, pH."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from holobiont.engine.law import Index, Law, Linear
from holobiont.gut import acidity, kinetics
from holobiont.gut.blueprint import WATER, Blueprint

#: The most protons that any component loses.
_PROTONS = 3

Term = tuple[int, int, float]


def derived(b: Blueprint) -> tuple[Law | Linear, ...]:
    """Return the derived quantities in the order the blueprint states."""
    public = _degraders(b, "public", shared=True)
    degraders = _degraders(b, "degraders")
    amounts = (_concentration(b), degraders, public, _catalysts(b), _plenty(b))
    provided = sums("provided", [], len(b.habitat.names), offset=1.0)
    uncharged = (
        _uncharged(b, "free_co2", "carbon_dioxide", kinetics.undissociated),
        _uncharged(b, "free_ammonia", "ammonia", kinetics.uncharged),
    )
    return (*amounts, _ph(b), *uncharged, _nutrition(b), provided, *_inhibition(b))


def _concentration(b: Blueprint) -> Law:
    amounts = np.concatenate([b.across(s) for s in b.dissolved])
    volumes = np.tile(b.across(WATER), len(b.dissolved))
    return Law("concentration", kinetics.ratio, np.stack([amounts, volumes]))


def _degraders(b: Blueprint, name: str, *, shared: bool = False) -> Linear:
    """Biomass that degrades each polymer; with `shared`, only the part that releases in public."""
    terms = []
    for j, polymer in enumerate(b.knowledge.polymers):
        for member in b.members:
            activity = member.taxon.hydrolyses.get(polymer)
            if activity is not None:
                kept = member.taxon.private.get(polymer) if shared else None
                weight = activity.internal * (1.0 - (kept.internal if kept else 0.0))
                terms += _everywhere(b, j, b.across(member.id), weight)
    size = len(b.knowledge.polymers) * len(b.habitat.names)
    return sums(name, terms, size, trace=True)


def _catalysts(b: Blueprint) -> Linear:
    """Biomass that carries out each conversion, weighted by activity."""
    terms = []
    for j, conversion in enumerate(b.knowledge.conversions.values()):
        for member in b.members:
            activity = member.activity(conversion)
            if activity > 0:
                terms += _everywhere(b, j, b.across(member.id), activity)
    return sums("catalysts", terms, len(b.knowledge.conversions) * len(b.habitat.names))


def _plenty(b: Blueprint) -> Linear:
    every = (*b.feeds, *b.breathers) if b.habitat.walls else b.feeds
    halves = {(feed.pool, feed.substrate): feed.half for feed in every}
    terms = []
    for (pool, substrate), half in halves.items():
        terms += _everywhere(b, b.pools[pool], b.concentration(substrate), 1.0 / half)
    return sums("plenty", terms, len(b.pools) * len(b.habitat.names), trace=True)


def _everywhere(b: Blueprint, row: int, columns: Index, weight: float) -> list[Term]:
    """Return the same term for every segment."""
    n = len(b.habitat.names)
    return [(row * n + s, int(column), weight) for s, column in enumerate(columns)]


#: What stands in for nothing, so that no rate divides by zero: free enzymes, traces of food.
_TRACE = 1e-9


def sums(
    name: str, terms: Sequence[Term], size: int, *, trace: bool = False, offset: float = 0.0
) -> Linear:
    """Return `size` weighted sums, from terms of (sum, position read, weight)."""
    rows = np.array([row for row, _, _ in terms], dtype=np.intp)
    columns = np.array([column for _, column, _ in terms], dtype=np.intp)
    weights = np.array([weight for _, _, weight in terms], dtype=float)
    return Linear(name, rows, columns, weights, np.full(size, offset + _TRACE * trace))


def _ph(b: Blueprint) -> Law:
    compounds = [b.knowledge.compounds[name] for name in b.dissolved]
    charged = [c for c in compounds if c.protonated_charge or c.pKa]
    constants = np.zeros((_PROTONS, len(charged), 1))
    for column, compound in enumerate(charged):
        for step, value in enumerate(compound.pKa.internal if compound.pKa else ()):
            constants[step, column, 0] = 10.0**-value
    charges = np.array([c.protonated_charge for c in charged], dtype=float)
    reads = np.stack([b.concentration(c.id) for c in charged])
    water = b.knowledge.physiology.value("ions.water_pk")
    params = {"charges": charges, "constants": constants, "water": water}
    return Law("ph", acidity.ph, reads, params, acidity.ph_gradient)


def _uncharged(b: Blueprint, name: str, compound: str, law: Callable[..., Any]) -> Law:
    """Part of an acid or base that carries no charge, by its first dissociation."""
    pk = b.knowledge.compounds[compound].pKa
    assert pk is not None
    reads = np.stack([b.concentration(compound), b.ph])
    return Law(name, law, reads, {"pk": pk.internal[0]})


def _nutrition(b: Blueprint) -> Law:
    reads = b.concentration("ammonia")[None]
    half = b.knowledge.physiology.value("half_saturation.nitrogen")
    return Law("nutrition", kinetics.nutrition, reads, {"half": half})


def _inhibition(b: Blueprint) -> tuple[Linear, Law, Law]:
    """Inhibitors of the members that have any, over what halves their growth; what that leaves."""
    terms = []
    for row, i in enumerate(b.inhibited):
        for name, half in b.members[i].taxon.inhibition.items():
            terms += _everywhere(b, row, b.concentration(name), 1.0 / half.internal)
    size = len(b.inhibited) * len(b.habitat.names)
    inhibitors = sums("inhibitors", terms, size)
    start = b.offsets["inhibitors"]
    reads = np.arange(start, start + size, dtype=np.intp)

    def left(name: str, of: Index) -> Law:
        whole = np.tile(of, len(b.inhibited)).astype(np.intp)
        return Law(name, kinetics.tolerance, np.stack([whole, reads]))

    return inhibitors, left("tolerance", b.provided), left("tolerated_nutrition", b.nutrition)
