"""Quantities derived from the states: concentrations, degraders, plenty, pH."""

from __future__ import annotations

import numpy as np

from holobiont.engine.law import Law, Linear
from holobiont.gut import acidity, kinetics
from holobiont.gut.blueprint import WATER, Blueprint

#: The most protons that any component loses.
_PROTONS = 3


def derived(b: Blueprint) -> tuple[Law | Linear, ...]:
    """Return the derived quantities in the order the blueprint states."""
    public = _degraders(b, "public", shared=True)
    degraders = _degraders(b, "degraders")
    amounts = (_concentration(b), degraders, public, _catalysts(b), _plenty(b))
    return (*amounts, _ph(b), _co2(b), _nutrition(b))


def _concentration(b: Blueprint) -> Law:
    amounts = np.concatenate([b.across(s) for s in b.dissolved])
    volumes = np.tile(b.across(WATER), len(b.dissolved))
    return Law("concentration", kinetics.ratio, np.stack([amounts, volumes]))


def _degraders(b: Blueprint, name: str, *, shared: bool = False) -> Linear:
    """Biomass that degrades each polymer; with `shared`, only the part that releases in public."""
    rows, columns, weights = [], [], []
    for j, polymer in enumerate(b.knowledge.polymers):
        for member in b.members:
            activity = member.taxon.hydrolyses.get(polymer)
            if activity is None:
                continue
            kept = member.taxon.private.get(polymer) if shared else None
            weight = activity.internal * (1.0 - (kept.internal if kept else 0.0))
            for s, place in enumerate(b.habitat.names):
                rows.append(j * len(b.habitat.names) + s)
                columns.append(b.at(member.id, place))
                weights.append(weight)
    size = len(b.knowledge.polymers) * len(b.habitat.names)
    return _linear(name, rows, columns, weights, np.full(size, _TRACE))


def _catalysts(b: Blueprint) -> Linear:
    """Biomass that carries out each conversion, weighted by activity."""
    n = len(b.habitat.names)
    rows, columns, weights = [], [], []
    for j, conversion in enumerate(b.knowledge.conversions.values()):
        for member in b.members:
            activity = member.activity(conversion)
            if activity > 0:
                rows += [j * n + s for s in range(n)]
                columns += [b.at(member.id, place) for place in b.habitat.names]
                weights += [activity] * n
    offset = np.zeros(len(b.knowledge.conversions) * n)
    return _linear("catalysts", rows, columns, weights, offset)


#: What stands in for nothing, so that no rate divides by zero: free enzymes, traces of food.
_TRACE = 1e-9


def _plenty(b: Blueprint) -> Linear:
    n = len(b.habitat.names)
    halves = {(feed.pool, feed.substrate): feed.half for feed in b.feeds}
    rows, columns, weights = [], [], []
    for (pool, substrate), half in halves.items():
        for s in range(n):
            rows.append(b.pools[pool] * n + s)
            columns.append(int(b.concentration(substrate)[s]))
            weights.append(1.0 / half)
    return _linear("plenty", rows, columns, weights, np.full(len(b.pools) * n, _TRACE))


def _linear(
    name: str, rows: list[int], columns: list[int], weights: list[float], offset: np.ndarray
) -> Linear:
    as_index = (np.array(rows, dtype=np.intp), np.array(columns, dtype=np.intp))
    return Linear(name, *as_index, np.array(weights, dtype=float), offset)


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


def _co2(b: Blueprint) -> Law:
    acid = b.knowledge.compounds["carbon_dioxide"].pKa
    assert acid is not None
    reads = np.stack([b.concentration("carbon_dioxide"), b.ph])
    return Law("free_co2", kinetics.undissociated, reads, {"pk": acid.internal[0]})


def _nutrition(b: Blueprint) -> Law:
    reads = b.concentration("ammonia")[None]
    half = b.knowledge.physiology.value("half_saturation.nitrogen")
    return Law("nutrition", kinetics.nutrition, reads, {"half": half})
