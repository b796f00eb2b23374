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
from holobiont.gut.claims import Claims, Traffic
from holobiont.gut.eagerness import Appetite
from holobiont.gut.layout import Layout, crowding_params, fitness_params, resting_params

#: Largest fitness (ln): three standard deviations of the prior. Beyond, food cannot carry a share.
LIMIT = 3.0
_LEAST = -9.0
#: The most of their loss from the mucus that residents make up by growth there.
_ALMOST = 0.95
#: From this part of its observed share on, a member counts as carried.
_CARRIED_WHOLE = 0.95
#: Bray-Curtis distance between the steady state and the fitted mix that is let pass.
_CLOSE = 0.05
_STEPS, _FEW_STEPS = 300, 30
_FIRST, _LONG, _LONGEST = 0.3, 30.0, 1e6
_FASTER, _SLOWER, _BACK = 2.0, 0.5, 0.25
_LESS = 0.9
_CALM, _WILD = 0.1, 0.3
_KEPT = 0.3
_NEAR, _SETTLED = 1e-5, 3e-4


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
        ln of the uptake of scarce food over what traits give, in the lumen and in the mucus.
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
    _ = network.jacobian_pattern  # indexed once, for all networks that the search makes of it
    claims = Claims.of(shares, len(b.habitat.segments))
    fit = _settle(_Search(b, layout, network, claims), start, _FEW_STEPS if near else _STEPS)
    x = None if fit is None else _finish(b, layout, fit)
    if fit is None or x is None:
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
    """Where the search stands; its network has no fitness, and is moved and crowded as now."""

    b: Blueprint
    layout: Layout
    network: Network
    claims: Claims

    def surrounded(self, x: Array, loads: Array) -> _Search:
        """Return the search with contents as fast, and members as crowded, as at a state.

        Those short of food are crowded as if at their share: that they are fewer helps them.
        """
        water = x[self.layout.water]
        paces = resting_params(self.b, self.network, water)
        crowds = crowding_params(self.b, self.claims.usual * loads / water)
        return replace(self, network=self.network.with_params({**paces, **crowds}))


@dataclass(frozen=True)
class _Fit:
    """Where the search ended."""

    x: Array
    network: Network
    fitness: Array
    mucosal: Array
    given: Array


def _settle(search: _Search, start: Array, steps: int) -> _Fit | None:
    """Let surroundings, biomass and shares come to rest, or nearly."""
    layout, x, hours, before = search.layout, start.copy(), _FIRST, np.inf
    fit = None
    for _ in range(steps):
        loads = x[layout.biomass].sum(axis=0)
        x[layout.biomass] = search.claims.mix * loads
        search = search.surrounded(x, loads)
        claims, answer = _answer(search, x)
        x[layout.mucosal] = answer.settled * x[layout.biomass]
        fitted = search.network.with_params(fitness_params(layout, search.network, *answer.fitness))
        maps = layout.reduction(claims.mix, answer.settled, x.size)
        try:
            ahead, change = _step(fitted, layout, maps, x, hours)
        except np.linalg.LinAlgError:  # nothing is left that the search could go by
            return None
        if change > _WILD:
            search, hours = replace(search, claims=claims), hours * _BACK
            continue
        x = ahead
        fit = _Fit(x, fitted, answer.fitness[0], answer.fitness[1], claims.given)
        if change < _NEAR and hours >= _LONGEST and claims.unrest < _SETTLED:
            break
        search = replace(search, claims=claims.moved())
        calmer = change < (_CALM if hours < _LONG else max(_SETTLED, _LESS * before))
        hours, before = min(_LONGEST, hours * (_FASTER if calmer else _SLOWER)), change
    return fit


@dataclass(frozen=True)
class _Answer:
    """Fitnesses in lumen and mucus, shape (2, members, segments); mucosal over lumen biomass."""

    fitness: Array
    settled: Array


def _answer(search: _Search, x: Array) -> tuple[Claims, _Answer]:
    """Return what makes members grow as they must, as far as their limit, and what they wish."""
    traffic = Traffic.of(search.b, search.layout, search.network, x)
    appetite = Appetite.of(search.layout, search.network, x)
    needed = search.claims.needed(traffic, appetite.growth(0.0)[0])
    # A part of those in the mucus is born there; what settles makes up for the rest of the loss.
    born = search.b.knowledge.physiology.value("mucus.born") * traffic.shed
    fitness = appetite.fitness(np.stack([needed, born]), _LEAST, LIMIT)
    left = traffic.shed - np.minimum(appetite.growth(fitness)[1], _ALMOST * traffic.shed)
    law = next(p.law for p in search.network.processes if p.law.name == "adhesion")
    claims = search.claims.wishing(traffic, needed, appetite.growth(LIMIT)[0])
    return claims, _Answer(fitness, law.params["rate"].reshape(left.shape) / left)


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
    x = np.where(ledgers, 0.0, x)  # nothing has left yet
    last, mix = x[layout.biomass[:, -1]], fit.given[:, -1] / fit.given[:, -1].sum()
    return x if np.abs(last / last.sum() - mix).sum() / 2.0 < _CLOSE else None
