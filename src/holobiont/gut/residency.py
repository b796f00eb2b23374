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
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from scipy.sparse import csr_array

from holobiont.engine.law import Array, Index
from holobiont.engine.network import Network
from holobiont.engine.solve import SolverError, steady_state
from holobiont.engine.threads import single_threaded
from holobiont.errors import HolobiontError
from holobiont.gut.blueprint import ILEUM, LEDGERS, MUCIN, OXYGEN, WATER, Blueprint
from holobiont.gut.growth import GROWING

Params = Mapping[str, Mapping[str, Any]]

#: Laws by which the contents are moved.
PROPULSION = ("passage", "retropulsion")
#: Largest size of a fitness (ln): beyond, a taxon's own biology does not support its share.
LIMIT = 4.6
#: Fitness of a member whose food cannot carry its share: three standard deviations of the prior.
FREE = 3.0
_STEPS = 150
_FIRST, _LONGEST = 0.3, 1e6
_FASTER, _SLOWER = 2.0, 0.5
_CALM, _WILD = 0.1, 0.3
_KEPT = 0.3
_NEAR = 1e-4
_SMALL = 1e-6
#: Bray-Curtis distance between the steady state and the observed community that is let pass.
_CLOSE = 0.05
_NEARBY = 0.2
#: Share of a free member, over its observed one, that is let pass.
_OVER = 1.005
#: From this part of its observed share on, a member counts as carried.
_CARRIED_WHOLE = 0.95
_NO_GROWTH = 1e-12
#: The most that a share upstream changes in one step.
_MOVE = 0.2
_SETTLED = 1e-3
#: Growth that a member lacks, over the most that any needs, that is let pass.
_NEAR_NOTHING = 0.01
_TINY = 1e-300
#: The most of their loss from the mucus that residents make up by growth there.
_ALMOST = 0.95
#: How often less may be asked of a community before it is given up.
_PATIENCE = 24
_MANY, _MOST = 0.5, 0.75
#: Members below this share are freed together.
_MINOR = 0.01
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
    fitness, mucosal : ndarray, shape (members, segments)
        ln of growth over what traits alone would give, in the lumen and in the mucus.
    supported : ndarray, shape (members,)
        Part of the observed share that the biology supports; 1 but for members whose food is
        short.
    """

    x: Array
    network: Network
    fitness: Array
    mucosal: Array
    supported: Array


@dataclass(frozen=True)
class Layout:
    """Positions that the fit works on."""

    biomass: Index
    mucosal: Index
    water: Index
    around: Index
    owners: Index

    @classmethod
    def of(cls, b: Blueprint, network: Network) -> Layout:
        """Find the positions in a blueprint and its network."""
        biomass = np.stack([b.all_at(b.member_ids, s) for s in b.habitat.names], axis=1)
        around = [b.at(c, s) for s in b.habitat.names for c in b.contents]
        around += [b.at(c, s) for s in b.habitat.walls for c in (MUCIN, OXYGEN)]
        around += [b.at(c, ILEUM) for c in (*b.dissolved, *b.solids)]
        mucosal = np.stack([b.all_at(b.member_ids, s) for s in b.habitat.walls], axis=1)
        homes = np.concatenate([biomass.ravel(), mucosal.ravel()])
        place = {int(state): i for i, state in enumerate(homes)}
        reads = [p.law.reads[0] for p in network.processes if p.law.name in GROWING]
        owners = np.array([place[int(i)] for i in np.concatenate(reads)], dtype=np.intp)
        return cls(biomass, mucosal, b.across(WATER), np.array(around, dtype=np.intp), owners)

    def releasing(self, free: Any) -> Layout:
        """Return the layout in which some members move by themselves, as surroundings do."""
        around = np.concatenate([self.around, self.biomass[free].ravel()])
        return replace(self, around=around)

    def reduction(self, mix: Array, settled: Array, size: int) -> tuple[csr_array, csr_array]:
        """Return matrices that sum members into totals, and spread totals by a mix.

        `mix` has the share of each member in each segment, shape (members, segments); zero for
        those that move by themselves. `settled` is the biomass in the mucus over that in the lumen,
        of the same shape.
        """
        bound = mix[:, -1] > 0
        members, segments = int(bound.sum()), mix.shape[1]
        totals = self.around.size + np.repeat(np.arange(segments), members)
        rows = np.concatenate([np.arange(self.around.size), totals])
        columns = np.concatenate([self.around, self.biomass[bound].T.ravel()])
        shape = (self.around.size + segments, size)
        ones = csr_array((np.ones(rows.size), (rows, columns)), shape=shape)
        weights = np.concatenate([np.ones(self.around.size), mix[bound].T.ravel()])
        lumen = csr_array((weights, (columns, rows)), shape=shape[::-1])
        follow = (settled.ravel(), (self.mucosal.ravel(), self.biomass.ravel()))
        return ones, csr_array(lumen + csr_array(follow, shape=(size, size)) @ lumen)


def fitness_params(
    layout: Layout, network: Network, fitness: Array, mucosal: Array
) -> dict[str, dict[str, Array]]:
    """Spread fitnesses per member and segment, in lumen and mucus, over the growth laws."""
    homes = np.concatenate([fitness.ravel(), mucosal.ravel()])
    flat, start, params = homes[layout.owners], 0, {}
    for process in network.processes:
        if process.law.name in GROWING:
            params[process.law.name] = {"fitness": flat[start : start + process.law.size]}
            start += process.law.size
    return params


def specific_growth(layout: Layout, network: Network, x: Array) -> tuple[Array, Array]:
    """Growth per biomass (1/h) of every member in every segment, in the lumen and in the mucus.

    Each of shape (members, segments).
    """
    fluxes, slices = network.fluxes(x), network.flux_slices
    grown = np.concatenate([fluxes[slices[name]] for name in slices if name in GROWING])
    sums = np.bincount(layout.owners, grown, minlength=2 * layout.biomass.size)
    lumen, mucus = sums.reshape(2, *layout.biomass.shape)
    return lumen / x[layout.biomass], mucus / x[layout.mucosal]


def arrivals(network: Network, x: Array) -> Array:
    """Return what every state gains per hour by anything but growth, shape (states,)."""
    return _moved(network, x, 1.0)


def departures(network: Network, x: Array) -> Array:
    """Return what every state loses per hour by anything but growth, shape (states,)."""
    return _moved(network, x, -1.0)


def _moved(network: Network, x: Array, sign: float) -> Array:
    gains, fluxes = np.zeros(network.size), network.fluxes(x)
    for process in network.processes:
        if process.law.name not in GROWING:
            made = (
                process.coefficients
                * fluxes[network.flux_slices[process.law.name]][process.instances]
            )
            gains += np.bincount(process.states, np.maximum(sign * made, 0.0), network.size)
    return gains


def crowding_params(b: Blueprint, resident: Array) -> dict[str, dict[str, Array]]:
    """Crowding that takes its share of the turnover at given densities (g/L)."""
    passage = np.array([segment.passage for segment in b.habitat.segments])
    rate = b.knowledge.physiology.value("community.crowding") * passage
    return {"crowding": {"rate": np.tile(rate, len(resident)), "resident": resident.ravel()}}


def resting_params(b: Blueprint, network: Network, water: Array) -> dict[str, dict[str, Array]]:
    """Transit at its habitual pace at the water that each segment holds (L)."""
    volume = dict(zip(b.across(WATER).tolist(), water, strict=True))
    return {
        process.law.name: {"resting": np.array([volume[int(i)] for i in process.law.reads[1]])}
        for process in network.processes
        if process.law.name in PROPULSION
    }


@single_threaded
def reside(
    b: Blueprint, network: Network, shares: Array, start: Array, *, strict: bool = True
) -> Residency:
    """Fit the fitnesses for which `shares` is a steady state of the network.

    Parameters
    ----------
    network : Network
        With intake set and no fitness.
    shares : ndarray, shape (members,)
        Observed shares of biomass in the last segment, adding to one.
    start : ndarray, shape (states,)
        A first guess.
    strict : bool
        Ask for less of members until all that are held stay at their shares; otherwise take the
        first steady state that is near, as for one of many versions of a twin.

    Raises
    ------
    ResidencyError
        When the surroundings find no rest.
    """
    layout = Layout.of(b, network)
    everywhere = np.ones(layout.biomass.shape, dtype=bool)
    task = _Task(b, network, layout, shares, everywhere, ~everywhere[:, 0])
    x = start
    for _ in range(_PATIENCE if strict else 1):
        fit = _settle(task, x)
        rest = None if strict and fit.missing.any() else _finish(task, fit, strict=strict)
        part = None if rest is None else _carried(task, rest)
        over = np.zeros(len(shares), dtype=bool) if part is None else (part > _OVER) & task.free
        if rest is not None and part is not None and not over.any():
            supported = np.where(part < _CARRIED_WHOLE, part, 1.0)
            return Residency(rest, fit.network, fit.fitness, fit.mucosal, supported)
        x = fit.x if fit.rested else start
        task = task.easier(fit) if part is None else task.holding(over)
    raise ResidencyError(
        "this community does not come to rest under this diet, even without holding "
        f"{task.names()} at their shares: try another diet or check the profile"
    )


@dataclass(frozen=True)
class _Task:
    """What is asked: shares, and in which segments each member is held to grow.

    A member that is not held in the last segment is free: its biomass is what its food carries.
    A firm one is not freed again.
    """

    b: Blueprint
    network: Network
    layout: Layout
    shares: Array
    held: Any
    firm: Any

    @cached_property
    def free(self) -> Any:
        """Members that are not held to their share."""
        return ~self.held[:, -1]

    @cached_property
    def mix(self) -> Array:
        """Share of each held member in each segment; where it cannot grow it is carried through."""
        wanted = np.where(self.held, self.shares[:, None], self.shares[:, None] * _CARRIED)
        wanted[self.free] = 0.0
        return np.asarray(wanted / wanted.sum(axis=0))

    def easier(self, fit: _Fit) -> _Task:
        """Ask for less: hold no member upstream where it cannot grow, free minor ones in the end.

        A major member is freed alone, the neediest first: what it starved of is then left for
        others.
        """
        held = self.held.copy()
        early, late = fit.missing[:, :-1], fit.missing[:, -1]
        few = (self.shares[:, None] * fit.missing).sum(axis=0) < _MANY
        if fit.rested and early.any() and few[:-1].all():
            held[:, :-1] &= ~early
        minor = late & (self.shares < _MINOR)
        if fit.rested and few.all() and (minor.any() or early.any()):
            held[minor] = False
            return replace(self, held=held)
        need = self.shares * np.maximum(fit.fitness[:, -1], _SMALL)
        open_to = (late if late.any() else ~self.free) & ~self.free & ~self.firm
        neediest = int(np.argmax(np.where(open_to, need, 0.0)))
        if self.shares[neediest] > _MOST:
            # Nothing would be left to hold: the others settle around it.
            return replace(self, held=held, firm=self.firm | (np.arange(len(need)) == neediest))
        held[neediest] = False
        return replace(self, held=held)

    def holding(self, members: Any) -> _Task:
        """Hold members that their food carries after all."""
        held = self.held | members[:, None]
        return replace(self, held=held, firm=self.firm | members)

    def names(self) -> str:
        """List the members that the food does not carry."""
        short = self.free | self.firm
        names = [m for m, lacks in zip(self.b.member_ids, short, strict=True) if lacks]
        return ", ".join(names) or "any"


def _carried(task: _Task, x: Array) -> Array:
    """Part of its observed share that each member has at the steady state."""
    last = x[task.layout.biomass[:, -1]]
    return np.asarray(last / last[~task.free].sum() * task.shares[~task.free].sum() / task.shares)


@dataclass(frozen=True)
class _Fit:
    """Where the search stands: state, fitted network, fitnesses, and who cannot live where."""

    x: Array
    network: Network
    fitness: Array
    mucosal: Array
    missing: Any
    rested: bool


def _settle(task: _Task, start: Array) -> _Fit:
    """Let surroundings and biomass come to rest while the mix of each segment is held."""
    b, mix, held = task.b, task.mix.copy(), ~task.free
    layout = task.layout.releasing(task.free)
    x, hours = start.copy(), _FIRST
    for _ in range(_STEPS):
        loads = x[layout.biomass[held]].sum(axis=0)
        x[layout.biomass[held]] = mix[held] * loads
        network = task.network.with_params(resting_params(b, task.network, x[layout.water]))
        task = replace(task, network=network)
        growth, grown_in_mucus = specific_growth(layout, network, x)
        mucosal, settled = _mucosal_answer(task, x, grown_in_mucus)
        x[layout.mucosal] = settled * x[layout.biomass]
        needed = _needed(task, x, mix, growth)
        fitness, missing = _answer(task, needed, growth)
        maps = layout.reduction(mix, settled, network.size)
        richer = _richer_upstream(task, x, mix, needed - growth * np.exp(FREE))
        moving, mix = float(np.abs(richer[held] / mix[held] - 1.0).max()), richer
        resident = np.where(held[:, None], x[layout.biomass], task.shares[:, None] * loads)
        crowding = crowding_params(b, resident / x[layout.water])
        fitness_of = fitness_params(layout, network, fitness, mucosal)
        fitted = network.with_params({**fitness_of, **crowding})
        x, rest, change = _step(fitted, layout, maps, x, hours)
        if rest < _NEAR and hours >= _LONGEST and moving < _SETTLED:
            return _Fit(x, fitted, fitness, mucosal, missing, True)
        factor = _FASTER if change < _CALM else 1.0 if change < _WILD else _SLOWER
        hours = min(_LONGEST, hours * factor)
    return _Fit(x, fitted, fitness, mucosal, missing, False)


def _mucosal_answer(task: _Task, x: Array, growth: Array) -> tuple[Array, Array]:
    """Return the fitnesses in the mucus, and the biomass there over that in the lumen.

    A part of the residents is born there, as far as fitness within its limit allows; what settles
    makes up for the rest of what is lost.
    """
    places = task.layout.mucosal
    loss = departures(task.network, x)[places] / np.maximum(x[places], _TINY)
    born = task.b.knowledge.physiology.value("mucus.born") * loss
    raw = np.log(born / np.maximum(growth, _NO_GROWTH))
    fitness = np.clip(raw, -LIMIT, LIMIT)
    left = loss - np.minimum(growth * np.exp(fitness), _ALMOST * loss)
    law = next(p.law for p in task.network.processes if p.law.name == "adhesion")
    return fitness, np.asarray(law.params["rate"].reshape(left.shape) / left)


def _answer(task: _Task, needed: Array, growth: Array) -> tuple[Array, Any]:
    """Return the fitnesses with which the mix stands still, and where they pass the limit.

    What comes from elsewhere counts as growth, what leaves against it: a member that is rarer
    upstream must grow faster than the mean. Free members get the most that the prior allows.
    """
    raw = np.log(needed / np.maximum(growth, _NO_GROWTH))
    short = needed - growth * np.exp(LIMIT) > _NEAR_NOTHING * needed.max(axis=0)
    fitness = np.where(task.free[:, None], FREE, np.clip(raw, -LIMIT, LIMIT))
    return fitness, short & task.held & ~task.firm[:, None]


def _needed(task: _Task, x: Array, mix: Array, growth: Array) -> Array:
    """Growth (1/h) with which the mix of each segment stands still."""
    places, held = task.layout.biomass, ~task.free
    biomass = x[places]
    moved = (arrivals(task.network, x) - departures(task.network, x))[places]
    mean = (mix * growth).sum(axis=0) + moved[held].sum(axis=0) / biomass[held].sum(axis=0)
    return np.asarray(np.maximum(mean - moved / biomass, _NO_GROWTH))


def _richer_upstream(task: _Task, x: Array, mix: Array, lacking: Array) -> Array:
    """Return a mix in which members whose food ends upstream are more frequent there.

    What a member cannot grow by a fitness within the prior, passage must bring: its share upstream
    rises until it does (`lacking`, 1/h). Nobody's share upstream is lower than in the stool.
    """
    passage = np.array([segment.passage for segment in task.b.habitat.segments])
    biomass = x[task.layout.biomass]
    brought = (biomass * passage)[:, :-1] / np.maximum(biomass[:, 1:], _TINY)
    more = np.clip(lacking[:, 1:] / np.maximum(brought, _NO_GROWTH), -_MOVE, _MOVE)
    new = mix.copy()
    new[:, :-1] = np.maximum(mix[:, :-1] * (1.0 + more), task.mix[:, :-1])
    return np.asarray(new / new.sum(axis=0))


def _step(
    network: Network, layout: Layout, maps: tuple[csr_array, csr_array], x: Array, hours: float
) -> tuple[Array, float, float]:
    """Move surroundings and total biomass one implicit step; return them, the rate, the change."""
    sums, spread = maps
    rate = sums @ network.rhs(x)
    jacobian = (sums @ network.jacobian(x) @ spread).toarray()
    old = sums @ x
    move = np.linalg.solve(np.eye(old.size) / hours - jacobian, rate)
    new = np.maximum(old + move, _KEPT * old)
    rest = float(np.max(np.abs(rate) / (old + _SMALL)))
    loads = slice(layout.around.size, None)
    return np.asarray(spread @ new), rest, float(np.abs(np.log(new[loads] / old[loads])).max())


def _finish(task: _Task, fit: _Fit, *, strict: bool) -> Array | None:
    """End with Newton's method; None when it does not end at the mix."""
    ledgers = np.array([place in LEDGERS for _, place in task.b.states])
    try:
        x = steady_state(fit.network, fit.x, ledgers, hours=_LONGEST)
    except SolverError:
        return None
    last = np.where(task.free, 0.0, x[task.layout.biomass[:, -1]])
    off = np.abs(last / last.sum() - task.mix[:, -1]).sum() / 2.0
    return x if off < (_CLOSE if strict else _NEARBY) else None
