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

from holobiont.engine.law import Array, Index, Process
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

    @property
    def homes(self) -> Index:
        """Where every member lives, in the lumen and then in the mucus."""
        return np.concatenate([self.biomass.ravel(), self.mucosal.ravel()])

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


def only_growth(layout: Layout, network: Network) -> Network:
    """Return a network in which members grow as their traits give, and nothing else happens."""
    homes, start, processes = layout.homes[layout.owners], 0, []
    for process in network.processes:
        if process.law.name in GROWING:
            each = np.arange(process.law.size, dtype=np.intp)
            owned = homes[start : start + process.law.size]
            processes.append(Process(process.law, owned, each, np.ones(each.size)))
            start += each.size
    return Network(network.states, network.derived, tuple(processes))


def specific_growth(layout: Layout, growing: Network, x: Array) -> tuple[Array, Array]:
    """Growth per biomass (1/h) of every member in every segment, in the lumen and in the mucus.

    Each of shape (members, segments).
    """
    grown = growing.rhs(x)[layout.homes] / np.maximum(x[layout.homes], _TINY)
    lumen, mucus = grown.reshape(2, *layout.biomass.shape)
    return lumen, mucus


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

    Raises
    ------
    ResidencyError
        When the surroundings find no rest.
    """
    layout = Layout.of(b, network)
    task = _Task(b, network, only_growth(layout, network), layout, shares)
    fit = _settle(task, start)
    x = _finish(task, fit, strict=strict)
    if x is None:
        raise ResidencyError(
            "this community does not come to rest under this diet: "
            "try another diet or check the profile"
        )
    last = x[layout.biomass[:, -1]]
    held = fit.mix[:, -1] > _CARRIED_WHOLE * shares * fit.mix[:, -1].max() / shares[fit.mix[:, -1].argmax()]
    part = last / last[held].sum() * shares[held].sum() / shares
    supported = np.where(part < _CARRIED_WHOLE, part, 1.0)
    return Residency(x, fit.network, fit.fitness, fit.mucosal, supported)


@dataclass(frozen=True)
class _Task:
    """What is asked of whom."""

    b: Blueprint
    network: Network
    growing: Network
    layout: Layout
    shares: Array


@dataclass(frozen=True)
class _Fit:
    """Where the search stands: state, fitted network, fitnesses, mix."""

    x: Array
    network: Network
    fitness: Array
    mucosal: Array
    mix: Array
    rested: bool


def _settle(task: _Task, start: Array) -> _Fit:
    """Let surroundings, biomass and mix come to rest."""
    b, layout = task.b, task.layout
    asked = np.repeat(task.shares[:, None], layout.biomass.shape[1], axis=1)
    given, mix = asked, asked
    gain, before = np.full(mix.shape, _GAIN), np.zeros(mix.shape)
    x, hours = start.copy(), _FIRST
    for _ in range(_STEPS):
        loads = x[layout.biomass].sum(axis=0)
        x[layout.biomass] = mix * loads
        dense = np.maximum(given, asked) / given.sum(axis=0) * loads / x[layout.water]
        paces = resting_params(b, task.network, x[layout.water])
        network = task.network.with_params({**paces, **crowding_params(b, dense)})
        task = replace(task, network=network)
        growth, grown_in_mucus = specific_growth(layout, task.growing, x)
        mucosal, settled = _mucosal_answer(task, x, grown_in_mucus)
        x[layout.mucosal] = settled * x[layout.biomass]
        needed = _needed(task, x, mix, growth)
        fitness = np.clip(np.log(np.maximum(needed, _NO_GROWTH) / np.maximum(growth, _NO_GROWTH)), -LIMIT, FREE)
        maps = layout.reduction(mix, settled, network.size)
        wish = _wish(task, x, given, needed, growth)
        gain = np.where(wish * before < 0, gain * _CALMER, np.minimum(gain * _BOLDER, _GAIN))
        before = wish
        fitness_of = fitness_params(layout, network, fitness, mucosal)
        fitted = network.with_params(fitness_of)
        x, rest, change = _step(fitted, layout, maps, x, hours)
        moving = np.abs(np.where(given > _FLOOR * asked, wish, 0.0)).max()
        if change < _NEAR and hours >= _LONGEST and moving < _SETTLED:
            return _Fit(x, fitted, fitness, mucosal, mix, True)
        DEBUG.append((hours, rest, change, moving, np.unravel_index(np.argmax(np.abs(wish)), wish.shape)))
        given = np.maximum(given * np.exp(np.clip(gain * wish, -_MOVE, _MOVE)), _FLOOR * asked)
        mix = given / given.sum(axis=0)
        factor = _FASTER if change < _CALM else 1.0 if change < _WILD else _SLOWER
        hours = min(_LONGEST, hours * factor)
    return _Fit(x, fitted, fitness, mucosal, mix, False)

DEBUG = []
_GAIN, _CALMER, _BOLDER, _FLOOR = 0.5, 0.5, 1.1, 1e-5

def _wish(task: _Task, x: Array, given: Array, needed: Array, growth: Array) -> Array:
    """How much larger (ln) every share should be."""
    passage = np.array([segment.passage for segment in task.b.habitat.segments])
    biomass = x[task.layout.biomass]
    able = growth * np.exp(FREE)
    lacking = needed - able
    brought = (biomass * passage)[:, :-1] / np.maximum(biomass[:, 1:], _TINY)
    wanted = np.repeat(task.shares[:, None], given.shape[1], axis=1)
    for s in range(given.shape[1] - 1, 0, -1):
        unmet = lacking[:, s] / np.maximum(brought[:, s - 1], _NO_GROWTH)
        unmet += np.log(wanted[:, s] / given[:, s])
        more = given[:, s - 1] * (1.0 + np.clip(unmet, -_MOVE, _MOVE))
        wanted[:, s - 1] = np.maximum(wanted[:, s - 1], more)
    lost = departures(task.network, x)[task.layout.biomass] / np.maximum(biomass, _TINY)
    room = (able - needed) / lost
    return np.minimum(np.log(wanted / given), np.maximum(room, -1.0))


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


def _needed(task: _Task, x: Array, mix: Array, growth: Array) -> Array:
    """Growth (1/h) with which the mix of each segment stands still."""
    places = task.layout.biomass
    biomass = x[places]
    moved = (arrivals(task.network, x) - departures(task.network, x))[places]
    mean = (mix * growth).sum(axis=0) + moved.sum(axis=0) / biomass.sum(axis=0)
    return np.asarray(mean - moved / biomass)


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
    last = x[task.layout.biomass[:, -1]]
    off = np.abs(last / last.sum() - fit.mix[:, -1]).sum() / 2.0
    return x if off < (_CLOSE if strict else _NEARBY) else None
