"""What is dissolved in a culture, above it, and how it grew."""

from __future__ import annotations

import numpy as np

from holobiont.culture import CultureResult
from holobiont.engine.law import Array
from holobiont.gut import observe
from holobiont.validation.experiment import Target
from holobiont.validation.observables.community import belongs, diversity_of, shares_of

Numbers = list[float]
#: mmol/L that are left of what is used up, as the solver counts.
_NOTHING = 1e-6


def _summed(seen: CultureResult, k: int, species: tuple[str, ...]) -> float:
    """Sum concentrations; what the solver cannot tell from nothing is nothing."""
    level = float(sum(seen.concentration(name)[k] for name in species))
    return level if level > _NOTHING else 0.0


def concentration(seen: CultureResult, k: int, what: Target) -> Numbers:
    """Sum the concentrations of `species` (mM)."""
    return [_summed(seen, k, what.species)]


def molar_shares(seen: CultureResult, k: int, what: Target) -> Numbers:
    """Share (%) of each of `species` in their sum."""
    total = _summed(seen, k, what.species)
    return [100.0 * _summed(seen, k, (name,)) / total for name in what.species]


def fraction(seen: CultureResult, k: int, what: Target) -> Numbers:
    """Share (%) of `species` in `total`, by concentration."""
    return [100.0 * _summed(seen, k, what.species) / _summed(seen, k, what.total)]


def released(seen: CultureResult, k: int, what: Target) -> Numbers:
    """Net production of `species` (mmol/L), gas included; of all products if none."""
    return [sum(seen.made(name, k) for name in what.species or observe.PRODUCTS)]


def gas(seen: CultureResult, k: int, what: Target) -> Numbers:
    """Sum of `species` in the headspace (mmol per liter of culture)."""
    return [float(sum(seen.gas(name)[k] for name in what.species))]


def ph(seen: CultureResult, k: int, what: Target) -> Numbers:
    """PH of the liquid."""
    del what
    return [seen.ph_at(k)]


def group_shares(seen: CultureResult, k: int, what: Target) -> Numbers:
    """Share (%) of each of `groups` in the biomass."""
    return shares_of(seen.blueprint, seen.shares[k], what)


def diversity(seen: CultureResult, k: int, what: Target) -> Numbers:
    """Diversity by each of `indices`, of members with at least a share (%) of `least`."""
    return diversity_of(seen.blueprint, seen.shares[k], what)


def biomass(seen: CultureResult, k: int, what: Target) -> Numbers:
    """Biomass (g dry/L) of each of `groups`, or of all."""
    return [float(column[k]) for column in _biomass(seen, what)]


def growth(seen: CultureResult, k: int, what: Target) -> Numbers:
    """Fastest growth up to now (1/h) of each of `groups`, or of all together."""
    return [_fastest(seen.hours[: k + 1], column[: k + 1]) for column in _biomass(seen, what)]


def _biomass(seen: CultureResult, what: Target) -> list[Array]:
    """Biomass over time of each of the groups, or of all."""
    if not what.groups:
        return [seen.biomass]
    inside = [
        [belongs(member.taxon, group) for member in seen.blueprint.members] for group in what.groups
    ]
    return [seen.biomass * seen.shares[:, here].sum(axis=1) for here in inside]


def _fastest(hours: Array, biomass: Array) -> float:
    """Return the steepest slope of ln(biomass); NaN where there is none."""
    if len(hours) == 1 or biomass.min() <= 0:
        return float("nan")
    return float((np.diff(np.log(biomass)) / np.diff(hours)).max())
