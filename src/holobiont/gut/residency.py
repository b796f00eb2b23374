"""Make an observed community the steady state: what growth it takes for everyone to stay.

A stool profile says who persists. At a steady state every resident grows as fast as it is lost, so
the observed biomass says how much each must eat. The unknowns are the fitnesses: how much faster
or slower than its traits tell a taxon must grow, in each segment, to stay at its share.

They are found by turns. Given the surroundings, each fitness is the ratio of the community's mean
growth to the growth that the taxon's traits give; with it the composition stands still. Given the
fitnesses, the surroundings and the total biomass of each segment take one implicit Euler step, of
growing length, toward their own steady state, so the food decides how much biomass it sustains.
Newton's method ends it. The stool's composition is taken to hold in every segment.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.linalg import solve
from scipy.sparse import csr_array

from holobiont.engine.law import Array, Index
from holobiont.engine.network import Network
from holobiont.engine.solve import SolverError, steady_state
from holobiont.engine.threads import single_threaded
from holobiont.errors import HolobiontError
from holobiont.gut.blueprint import ILEUM, LEDGERS, WATER, Blueprint

Params = Mapping[str, Mapping[str, Any]]

#: Laws by which members grow.
GROWTH = ("growth", "selfish_growth")
#: Largest size of a fitness (ln): beyond, a taxon's own biology does not support its share.
LIMIT = 7.0
_STEPS = 150
_FIRST, _LONGEST = 0.3, 1e6
_FASTER, _SLOWER = 2.0, 0.5
_CALM, _WILD = 0.1, 0.3
_KEPT = 0.3
_NEAR = 1e-2
_SMALL = 1e-6
#: Bray-Curtis distance between the steady state and the observed community that is let pass.
_CLOSE = 0.02
_NO_GROWTH = 1e-12
_PASSES = 24
_LESS, _MANY = 0.7, 0.5
#: Biomass of a member where it cannot grow, relative to where it can.
_CARRIED = 1e-6


class ResidencyError(HolobiontError):
    """No steady state carries the observed community."""


@dataclass(frozen=True)
class Residency:
    """A community at home.

    Attributes
    ----------
    x : ndarray, shape (states,)
        The steady state.
    network : Network
        With the fitnesses and crowding that keep it there.
    fitness : ndarray, shape (members, segments)
        ln of growth over what traits alone would give.
    supported : ndarray, shape (members,)
        Part of the observed share that the biology supports; 1 but for members whose food is
        short.
    """

    x: Array
    network: Network
    fitness: Array
    supported: Array


@dataclass(frozen=True)
class Layout:
    """Positions that the fit works on."""

    biomass: Index
    water: Index
    around: Index
    owners: Index

    @classmethod
    def of(cls, b: Blueprint, network: Network) -> Layout:
        """Find the positions in a blueprint and its network."""
        biomass = np.stack([b.all_at(b.member_ids, s) for s in b.habitat.names], axis=1)
        around = [b.at(c, s) for s in b.habitat.names for c in b.contents]
        around += [b.at(c, ILEUM) for c in (*b.dissolved, *b.solids)]
        place = {int(state): i for i, state in enumerate(biomass.ravel())}
        reads = [p.law.reads[0] for p in network.processes if p.law.name in GROWTH]
        owners = np.array([place[int(i)] for i in np.concatenate(reads)], dtype=np.intp)
        return cls(biomass, b.across(WATER), np.array(around, dtype=np.intp), owners)

    def reduction(self, mix: Array, size: int) -> tuple[csr_array, csr_array]:
        """Return matrices that sum members into totals, and spread totals by a mix.

        `mix` has the share of each member in each segment, shape (members, segments).
        """
        members, segments = self.biomass.shape
        totals = self.around.size + np.repeat(np.arange(segments), members)
        rows = np.concatenate([np.arange(self.around.size), totals])
        columns = np.concatenate([self.around, self.biomass.T.ravel()])
        shape = (self.around.size + segments, size)
        ones = csr_array((np.ones(rows.size), (rows, columns)), shape=shape)
        weights = np.concatenate([np.ones(self.around.size), mix.T.ravel()])
        return ones, csr_array((weights, (columns, rows)), shape=shape[::-1])


def fitness_params(layout: Layout, network: Network, fitness: Array) -> dict[str, dict[str, Array]]:
    """Spread a fitness per member and segment over the growth laws."""
    flat, start, params = fitness.ravel()[layout.owners], 0, {}
    for process in network.processes:
        if process.law.name in GROWTH:
            params[process.law.name] = {"fitness": flat[start : start + process.law.size]}
            start += process.law.size
    return params


def specific_growth(layout: Layout, network: Network, x: Array) -> Array:
    """Growth per biomass (1/h) of every member in every segment, shape (members, segments)."""
    fluxes, slices = network.fluxes(x), network.flux_slices
    grown = np.concatenate([fluxes[slices[name]] for name in GROWTH if name in slices])
    sums = np.bincount(layout.owners, grown, minlength=layout.biomass.size)
    return sums.reshape(layout.biomass.shape) / x[layout.biomass]


def crowding_params(b: Blueprint, layout: Layout, x: Array) -> dict[str, dict[str, Array]]:
    """Crowding that takes its share of the turnover at the densities of `x`."""
    passage = np.array([segment.passage for segment in b.habitat.segments])
    rate = b.knowledge.physiology.value("community.crowding") * passage
    density = x[layout.biomass] / x[layout.water]
    return {"crowding": {"rate": np.tile(rate, len(density)), "resident": density.ravel()}}


@single_threaded
def reside(b: Blueprint, network: Network, shares: Array, start: Array) -> Residency:
    """Fit the fitnesses for which `shares` is a steady state of the network.

    Parameters
    ----------
    network : Network
        With intake set and no fitness.
    shares : ndarray, shape (members,)
        Observed shares of biomass in the last segment, adding to one.
    start : ndarray, shape (states,)
        A first guess.

    Raises
    ------
    ResidencyError
        When the surroundings find no rest.
    """
    layout = Layout.of(b, network)
    scale, x = np.ones(layout.biomass.shape), start
    for _ in range(_PASSES):
        fit = _settle(b, network, layout, _mix(shares, scale), x)
        missing = _unmet(fit, scale)
        rest = None if missing.any() else _finish(b, layout, _mix(shares, scale), fit)
        if rest is not None:
            return Residency(rest, fit.network, fit.fitness, scale[:, -1])
        sound = fit.rested and shares[missing[:, -1]].sum() < _MANY
        scale, x = _lower(shares, scale, fit, missing), fit.x if sound else start
    raise ResidencyError(
        "this community does not come to rest under this diet, even with less of "
        f"{_list(b, scale)}: try another diet or check the profile"
    )


def _unmet(fit: _Fit, scale: Array) -> Any:
    """Members that pass the limit where they are still asked to grow."""
    missing = fit.missing.copy()
    missing[:, :-1] &= scale[:, :-1] >= 1.0
    return missing


def _lower(shares: Array, scale: Array, fit: _Fit, missing: Any) -> Array:
    """Ask for less of the members that the food does not support.

    Where a member cannot grow upstream it is only carried through. In the last segment, which the
    stool shows, the neediest one is asked for less: what it starved of is then left for others.
    When the whole community fails, the one already lowered is lowered on.
    """
    new = scale.copy()
    early = missing[:, :-1]
    if early.any() and (shares[:, None] * early).sum(axis=0).max() < _MANY:
        new[:, :-1][early] = _CARRIED
        return new
    late = missing[:, -1]
    crowd = not fit.rested or not late.any() or shares[late].sum() > _MANY
    short = (scale[:, -1] < 1.0) if crowd and (scale[:, -1] < 1.0).any() else late
    need = shares * scale[:, -1] * np.maximum(fit.fitness[:, -1], _SMALL)
    new[np.argmax(np.where(short, need, 0.0) if short.any() else need), -1] *= _LESS
    return new


def _list(b: Blueprint, scale: Array) -> str:
    names = [m for m, s in zip(b.member_ids, scale[:, -1], strict=True) if s < 1.0]
    return ", ".join(names) or "its members"


@dataclass(frozen=True)
class _Fit:
    """Where the search stands: state, fitted network, fitnesses, and who cannot live where."""

    x: Array
    network: Network
    fitness: Array
    missing: Any
    rested: bool


def _mix(shares: Array, scale: Array) -> Array:
    """Share of each member in each segment."""
    mix = shares[:, None] * scale
    return np.asarray(mix / mix.sum(axis=0))


def _settle(b: Blueprint, network: Network, layout: Layout, mix: Array, start: Array) -> _Fit:
    """Let surroundings and biomass come to rest while the mix of each segment is held."""
    maps = layout.reduction(mix, network.size)
    x, hours = start.copy(), _FIRST
    for _ in range(_STEPS):
        x[layout.biomass] = mix * x[layout.biomass].sum(axis=0)
        fitness, missing = _answer(b, layout, mix, x, specific_growth(layout, network, x))
        params = {**fitness_params(layout, network, fitness), **crowding_params(b, layout, x)}
        fitted = network.with_params(params)
        x, rest, change = _step(fitted, layout, maps, x, hours)
        if rest < _NEAR and hours >= _LONGEST:
            return _Fit(x, fitted, fitness, missing, True)
        factor = _FASTER if change < _CALM else 1.0 if change < _WILD else _SLOWER
        hours = min(_LONGEST, hours * factor)
    return _Fit(x, fitted, fitness, missing, False)


def _answer(b: Blueprint, layout: Layout, mix: Array, x: Array, growth: Array) -> tuple[Array, Any]:
    """Return the fitnesses with which the mix stands still, and where they pass the limit.

    What flows in with the contents counts as growth: a member that is rarer upstream must grow
    faster than the mean.
    """
    passage = np.array([segment.passage for segment in b.habitat.segments])
    biomass = x[layout.biomass]
    inflow = np.zeros_like(biomass)
    inflow[:, 1:] = (passage * biomass)[:, :-1]
    mean = (mix * growth).sum(axis=0) + inflow.sum(axis=0) / biomass.sum(axis=0)
    needed = np.maximum(mean - inflow / biomass, _NO_GROWTH)
    raw = np.log(needed / np.maximum(growth, _NO_GROWTH))
    return np.clip(raw, -LIMIT, LIMIT), raw > LIMIT


def _step(
    network: Network, layout: Layout, maps: tuple[csr_array, csr_array], x: Array, hours: float
) -> tuple[Array, float, float]:
    """Move surroundings and total biomass one implicit step; return them, the rate, the change."""
    sums, spread = maps
    rate = sums @ network.rhs(x)
    jacobian = (sums @ network.jacobian(x) @ spread).toarray()
    old = sums @ x
    move = solve(np.eye(old.size) / hours - jacobian, rate, check_finite=False)
    new = np.maximum(old + move, _KEPT * old)
    rest = float(np.max(np.abs(rate) / (old + _SMALL)))
    loads = slice(layout.around.size, None)
    return np.asarray(spread @ new), rest, float(np.abs(np.log(new[loads] / old[loads])).max())


def _finish(b: Blueprint, layout: Layout, mix: Array, fit: _Fit) -> Array | None:
    """End with Newton's method; None when it does not end at the mix."""
    ledgers = np.array([place in LEDGERS for _, place in b.states])
    try:
        x = steady_state(fit.network, fit.x, ledgers, hours=_LONGEST)
    except SolverError:
        return None
    last = x[layout.biomass[:, -1]]
    off = np.abs(last / last.sum() - mix[:, -1]).sum() / 2.0
    return x if off < _CLOSE else None
