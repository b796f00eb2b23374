"""Make an observed community the steady state: what growth it takes for everyone to stay.

A stool profile says who persists. At a steady state every resident grows as fast as it is lost, so
the observed biomass says how much each must eat. The unknowns are the fitnesses: how much faster
or slower than its traits tell a taxon must grow, in each segment, to stay at its share.

They are found by turns. Given the surroundings, each fitness is what makes a taxon grow as it must
for the composition to stand still. Given the fitnesses, the surroundings and the total biomass of
each segment take one implicit Euler step, of growing length, toward their own steady state, so the
food decides how much biomass it sustains. Newton's method ends it.

The stool's composition is taken to hold in every segment, as far as it can. A fitness has a limit.
Where a taxon cannot grow enough within it, more of the taxon upstream, which passage brings, makes
up for that; where that does not reach either, its share falls until what it finds is enough.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import csr_array

from holobiont.engine.law import Array
from holobiont.engine.network import Network
from holobiont.engine.solve import SolverError, steady_state
from holobiont.engine.threads import single_threaded
from holobiont.errors import HolobiontError
from holobiont.gut.blueprint import LEDGERS, Blueprint
from holobiont.gut.eagerness import Appetite
from holobiont.gut.layout import (
    Layout,
    arrivals,
    crowding_params,
    departures,
    fitness_params,
    resting_params,
)

#: Largest fitness (ln): three standard deviations of the prior. Beyond, food cannot carry a share.
LIMIT = 3.0
_LEAST = -9.0
#: The most of their loss from the mucus that residents make up by growth there.
_ALMOST = 0.95
#: From this part of its observed share on, a member counts as carried.
_CARRIED_WHOLE = 0.95
#: Bray-Curtis distance between the steady state and the fitted mix that is let pass.
_CLOSE = 0.05
_STEPS, _FEW_STEPS = 200, 30
_FIRST, _LONG, _LONGEST = 0.3, 30.0, 1e6
_FASTER, _SLOWER, _BACK = 2.0, 0.5, 0.25
_LESS = 0.9
_CALM, _WILD = 0.1, 0.3
_KEPT = 0.3
_NEAR, _SETTLED = 1e-5, 3e-4
_SMALL = 1e-6
_NO_GROWTH, _TINY = 1e-12, 1e-300
#: How far a share follows its wish in one step: at most, and less each time it overshot.
_MOVE, _FALL, _GAIN, _CALMER, _BOLDER = 0.2, 0.5, 0.5, 0.5, 1.1
#: Least part of its observed share that a member is left with.
_FLOOR = 1e-5
#: A member with this share of a segment does not crowd out others to feed those downstream.
_MANY = 0.5


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


@single_threaded
def reside(
    b: Blueprint, network: Network, shares: Array, start: Array, *, near: bool = False
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
    near : bool
        Take a steady state that is only near the shares, as for one of many versions of a twin.

    Raises
    ------
    ResidencyError
        When the community finds no rest.
    """
    layout = Layout.of(b, network)
    search = _Search.of(b, network, layout, shares)
    fit = _settle(search, start, _FEW_STEPS if near else _STEPS)
    x = _finish(b, layout, fit)
    if x is None:
        raise ResidencyError(
            "this community does not come to rest under this diet: "
            "try another diet or check the profile"
        )
    last = x[layout.biomass[:, -1]]
    part = last / last.sum() / shares
    short = (fit.given[:, -1] < _CARRIED_WHOLE * shares) & (part < _CARRIED_WHOLE)
    return Residency(x, fit.network, fit.fitness, fit.mucosal, np.where(short, part, 1.0))


@dataclass(frozen=True)
class _Search:
    """What is asked, and where the search stands.

    Attributes
    ----------
    network : Network
        Without fitness, as fast as it is moved and crowded now.
    asked, given : ndarray, shape (members, segments)
        Observed shares, and what is granted of them; upstream also more.
    wish, gain : ndarray, shape (members, segments)
        How much larger (ln) each given share should be, and how much of that is followed.
    """

    b: Blueprint
    layout: Layout
    network: Network
    asked: Array
    given: Array
    wish: Array
    gain: Array

    @classmethod
    def of(cls, b: Blueprint, network: Network, layout: Layout, shares: Array) -> _Search:
        """Begin with what was observed."""
        asked = np.repeat(shares[:, None], layout.biomass.shape[1], axis=1)
        still, gain = np.zeros(asked.shape), np.full(asked.shape, _GAIN)
        return cls(b, layout, network, asked, asked, still, gain)

    @property
    def mix(self) -> Array:
        """Share of each member in each segment."""
        return np.asarray(self.given / self.given.sum(axis=0))

    @property
    def unrest(self) -> float:
        """Largest wish of those who are more than remnants."""
        return float(np.abs(np.where(self.given > _FLOOR * self.asked, self.wish, 0.0)).max())

    def surrounded(self, x: Array, loads: Array) -> _Search:
        """Return the search with contents as fast, and members as crowded, as at a state."""
        water = x[self.layout.water]
        # Those short of food are crowded as if at their share: that they are fewer helps them.
        dense = np.maximum(self.given, self.asked) / self.given.sum(axis=0) * loads / water
        paces = resting_params(self.b, self.network, water)
        network = self.network.with_params({**paces, **crowding_params(self.b, dense)})
        return replace(self, network=network)

    def wishing(self, wish: Array) -> _Search:
        """Return the search with a new wish, followed the less if it has turned."""
        turned = wish * self.wish < 0
        gain = np.where(turned, self.gain * _CALMER, np.minimum(self.gain * _BOLDER, _GAIN))
        return replace(self, wish=wish, gain=gain)

    def moved(self) -> _Search:
        """Return the search with shares a step nearer to what is wished."""
        step = np.exp(np.clip(self.gain * self.wish, -_FALL, _MOVE))
        return replace(self, given=np.maximum(self.given * step, _FLOOR * self.asked))


@dataclass(frozen=True)
class _Fit:
    """Where the search ended."""

    x: Array
    network: Network
    fitness: Array
    mucosal: Array
    given: Array


def _settle(search: _Search, start: Array, steps: int) -> _Fit:
    """Let surroundings, biomass and shares come to rest, or nearly."""
    layout, x, hours, before = search.layout, start.copy(), _FIRST, np.inf
    for _ in range(steps):
        loads = x[layout.biomass].sum(axis=0)
        x[layout.biomass] = search.mix * loads
        search = search.surrounded(x, loads)
        search, answer = _answer(search, x)
        x[layout.mucosal] = answer.settled * x[layout.biomass]
        fitted = search.network.with_params(fitness_params(layout, search.network, *answer.fitness))
        maps = layout.reduction(search.mix, answer.settled, x.size)
        ahead, change = _step(fitted, layout, maps, x, hours)
        if change > _WILD:
            hours *= _BACK
            continue
        x = ahead
        fit = _Fit(x, fitted, answer.fitness[0], answer.fitness[1], search.given)
        if change < _NEAR and hours >= _LONGEST and search.unrest < _SETTLED:
            break
        search = search.moved()
        calmer = change < (_CALM if hours < _LONG else max(_SETTLED, _LESS * before))
        hours, before = min(_LONGEST, hours * (_FASTER if calmer else _SLOWER)), change
    return fit


@dataclass(frozen=True)
class _Answer:
    """Fitnesses in lumen and mucus, shape (2, members, segments); mucosal over lumen biomass."""

    fitness: Array
    settled: Array


def _answer(search: _Search, x: Array) -> tuple[_Search, _Answer]:
    """Return what makes members grow as they must, as far as their limit, and what they wish."""
    places = search.layout.mucosal
    appetite = Appetite.of(search.layout, search.network, x)
    needed = _needed(search, x, appetite.growth(0.0)[0])
    loss = departures(search.network, x)[places] / np.maximum(x[places], _TINY)
    # A part of those in the mucus is born there; what settles makes up for the rest of the loss.
    born = search.b.knowledge.physiology.value("mucus.born") * loss
    fitness = appetite.fitness(np.stack([needed, born]), _LEAST, LIMIT)
    left = loss - np.minimum(appetite.growth(fitness)[1], _ALMOST * loss)
    law = next(p.law for p in search.network.processes if p.law.name == "adhesion")
    settled = law.params["rate"].reshape(left.shape) / left
    search = search.wishing(_wish(search, x, needed, appetite.growth(LIMIT)[0]))
    return search, _Answer(fitness, settled)


def _needed(search: _Search, x: Array, growth: Array) -> Array:
    """Growth (1/h) with which the mix of each segment stands still; negative for the overfed.

    What comes from elsewhere counts as growth, what leaves against it: a member that is rarer
    upstream must grow faster than the mean, which is that of the traits alone.
    """
    places = search.layout.biomass
    biomass = x[places]
    moved = (arrivals(search.network, x) - departures(search.network, x))[places]
    mean = (search.mix * growth).sum(axis=0) + moved.sum(axis=0) / biomass.sum(axis=0)
    return np.asarray(mean - moved / biomass)


def _wish(search: _Search, x: Array, needed: Array, able: Array) -> Array:
    """How much larger (ln) each given share should be.

    As large as it is wanted, but not larger than a member is able to hold: what it can grow (1/h),
    and what passage brings, against what is lost.
    """
    biomass = x[search.layout.biomass]
    lost = departures(search.network, x)[search.layout.biomass] / biomass
    wanted = _wanted(search, biomass, needed - able)
    return np.minimum(np.log(wanted / search.given), np.maximum((able - needed) / lost, -1.0))


def _wanted(search: _Search, biomass: Array, lacking: Array) -> Array:
    """Return the shares that are wanted: as observed, and upstream what those downstream lack.

    Nobody's share upstream is wanted lower than in the stool.
    """
    passage = np.array([segment.passage for segment in search.b.habitat.segments])
    brought = np.maximum((biomass * passage)[:, :-1] / biomass[:, 1:], _NO_GROWTH)
    wanted, given = search.asked.copy(), search.given
    few = search.mix < _MANY
    for s in range(given.shape[1] - 1, 0, -1):
        unmet = lacking[:, s] / brought[:, s - 1] + np.log(wanted[:, s] / given[:, s])
        more = 1.0 + np.clip(unmet, -_MOVE, np.where(few[:, s - 1], _MOVE, 0.0))
        wanted[:, s - 1] = np.maximum(wanted[:, s - 1], given[:, s - 1] * more)
    return wanted


def _step(
    network: Network, layout: Layout, maps: tuple[csr_array, csr_array], x: Array, hours: float
) -> tuple[Array, float]:
    """Move surroundings and total biomass one implicit step; return them, and how loads changed."""
    sums, spread = maps
    rate = sums @ network.rhs(x)
    jacobian = (sums @ network.jacobian(x) @ spread).toarray()
    old = sums @ x
    move = np.linalg.solve(np.eye(old.size) / hours - jacobian, rate)
    new = np.maximum(old + move, _KEPT * old)
    loads = slice(layout.around.size, None)
    return np.asarray(spread @ new), float(np.abs(np.log(new[loads] / old[loads])).max())


def _finish(b: Blueprint, layout: Layout, fit: _Fit) -> Array | None:
    """End with Newton's method; None when it does not end at the mix."""
    ledgers = np.array([place in LEDGERS for _, place in b.states])
    try:
        x = steady_state(fit.network, fit.x, ledgers, hours=_LONGEST)
    except SolverError:
        return None
    last, mix = x[layout.biomass[:, -1]], fit.given[:, -1] / fit.given[:, -1].sum()
    return x if np.abs(last / last.sum() - mix).sum() / 2.0 < _CLOSE else None
