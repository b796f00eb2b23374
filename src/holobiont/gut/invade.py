"""Whether somebody who is rare would grow: the linear part of the network that is its own.

While an invader is rare everybody else lives as if it were not there, and its biomass in lumen,
mucus and spores follows ``dX/dt = M X``. The largest real part of the eigenvalues of `M` is its
growth when rare, the invasion exponent (Metz et al. 1992, 10.1016/0169-5347(92)90073-K): below zero
the gut resists. Brakes can be lifted one at a time, to see what the resistance rests on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from holobiont.engine.law import Array, Index, Linear, Process
from holobiont.engine.network import Network
from holobiont.gut.blueprint import WATER, Blueprint
from holobiont.gut.growth import GROWING
from holobiont.gut.rivals import RIVALRY
from holobiont.gut.traces import CATION, charge

#: Biomass (g) that stands for next to nobody.
_RARE = 1e-6
#: Food over its half saturation that is plenty.
_PLENTY = 100.0
#: Corners of pH between which everything is possible.
_ANY_PH = (-2.0, -1.0, 15.0, 16.0)

#: A state and a network from which something is taken that holds the invader (its id) back.
Lift = Callable[[Blueprint, Network, Array, str], tuple[Network, Array]]


def own_states(b: Blueprint, invader: str) -> Index:
    """Positions of what belongs to an invader (id): its cells in lumen and mucus, its spores."""
    strains = [m.id for m in b.members if m.origin == invader]
    species = [*strains, *(b.spores[s] for s in strains if s in b.spores)]
    places = (*b.habitat.names, *b.habitat.walls)
    return np.array([b.at(s, place) for s in species for place in places], dtype=np.intp)


def growth_matrix(b: Blueprint, network: Network, x: Array, invader: str) -> Array:
    """Return the change of each state of a rare invader with each (1/h), shape (own, own).

    Every flux that changes one is in proportion to one, so that what it is with next to nobody,
    over that, is the derivative.
    """
    own = own_states(b, invader)
    row = {int(state): k for k, state in enumerate(own)}
    empty = x.copy()
    empty[own] = 0.0
    z, matrix = network.extend(empty), np.zeros((own.size, own.size))
    for process in network.processes:
        for source, state, rate in _of_the_rare(process, own, z):
            matrix[row[state], row[source]] += rate
    return matrix


def changes_of(network: Network, own: Index, x: Array) -> Array:
    """Return the change of states (by position) per unit of each of them (1/h), shape (own, own).

    At what there is of them: a loss that grows with their own density is that of this density.
    """
    row = {int(state): k for k, state in enumerate(own)}
    z, matrix = network.extend(x), np.zeros((own.size, own.size))
    for process in network.processes:
        for source, state, rate in _of_own(process, own, z):
            matrix[row[state], row[source]] += rate
    return matrix


def _of_the_rare(process: Process, own: Index, z: Array) -> Iterator[tuple[int, int, float]]:
    """Yield state read, state changed and rate (1/h) of the fluxes that are an invader's own."""
    few = z.copy()
    few[own] = _RARE
    return _of_own(process, own, few)


def _of_own(process: Process, own: Index, z: Array) -> Iterator[tuple[int, int, float]]:
    """Yield state read, state changed and rate (1/h) of the fluxes in proportion to some states."""
    law = process.law
    if not law.reads.size:
        return
    mine = np.isin(law.reads, own)
    used = np.flatnonzero(mine.any(axis=0))
    if not used.size:
        return
    reads = law.reads[:, used]
    params = {name: _part(value, used, law.size) for name, value in law.params.items()}
    flows = law.function(*z.take(reads), **params)
    source = {int(i): int(law.reads[mine[:, i], i][0]) for i in used}
    per_gram = {
        i: flow / z[at] if z[at] else 0.0
        for (i, at), flow in zip(source.items(), flows, strict=True)
    }
    here = np.isin(process.instances, used) & np.isin(process.states, own)
    for at in np.flatnonzero(here):
        i = int(process.instances[at])
        yield source[i], int(process.states[at]), float(process.coefficients[at] * per_gram[i])


def _part(value: Any, used: Index, size: int) -> Any:
    """Return the constants of some instances of a law."""
    if isinstance(value, tuple):
        return tuple(_part(each, used, size) for each in value)
    array = np.asarray(value)
    return array[..., used] if array.ndim and array.shape[-1] == size else value


def exponent(matrix: Array) -> float:
    """Growth of a rare invader (1/h): the largest real part of the eigenvalues."""
    return float(np.linalg.eigvals(matrix).real.max())


def local(b: Blueprint, matrix: Array) -> Array:
    """Growth less what leaves or dies (1/h) of cells in each lumen and each mucus, (places,)."""
    return np.diag(matrix)[: len(b.habitat.names) + len(b.habitat.walls)].copy()


def inhibitors(b: Blueprint, network: Network, x: Array, invader: str) -> tuple[Network, Array]:
    """Take away what keeps its cells from growing, as secondary bile acids do."""
    width = len(b.habitat.names)
    mine = [row for row, i in enumerate(b.inhibited) if b.members[i].origin == invader]

    def without(node: Any) -> Any:
        if node.name != "inhibitors" or not isinstance(node, Linear):
            return node
        held = np.isin(node.rows // width, mine)
        return replace(node, weights=np.where(held, 0.0, node.weights))

    return replace(network, derived=tuple(without(node) for node in network.derived)), x


def hunger(b: Blueprint, network: Network, x: Array, invader: str) -> tuple[Network, Array]:
    """Give it plenty of whatever it eats that is dissolved, of acids their salts."""
    fed = x.copy()
    for feed in b.feeds:
        if b.members[feed.member].origin == invader:
            for place in b.habitat.names:
                plenty = (_PLENTY * feed.half + feed.threshold) * x[b.at(WATER, place)]
                at = b.at(feed.substrate, place)
                more = max(plenty - fed[at], 0.0)
                fed[at] += more
                fed[b.at(CATION, place)] -= charge(b.knowledge, {feed.substrate: more})
    return network, fed


def acidity(b: Blueprint, network: Network, x: Array, invader: str) -> tuple[Network, Array]:
    """Let it grow at any pH as at its best."""
    own = own_states(b, invader)
    changes: dict[str, dict[str, Any]] = {}
    for law in (process.law for process in network.processes if process.law.name in GROWING):
        mine = np.isin(law.reads[0], own)
        pairs = zip(law.params["corners"], _ANY_PH, strict=True)
        changes[law.name] = {"corners": tuple(np.where(mine, any_, c) for c, any_ in pairs)}
    return network.with_params(changes), x


def kin(b: Blueprint, network: Network, x: Array, invader: str) -> tuple[Network, Array]:
    """Take away the phages of residents of its taxon."""
    own = own_states(b, invader)
    found = [process.law for process in network.processes if process.law.name == RIVALRY]
    changes = {
        law.name: {"rate": np.where(np.isin(law.reads[0], own), 0.0, law.params["rate"])}
        for law in found
    }
    return network.with_params(changes), x


def drugs(b: Blueprint, network: Network, x: Array, invader: str) -> tuple[Network, Array]:
    """Take away all drugs."""
    clean = x.copy()
    for drug in b.drug_ids:
        clean[b.across(drug)] = 0.0
    return network, clean


#: What may hold an invader back, each with what lifts it.
BRAKES: dict[str, Lift] = {
    "food taken by others": hunger,
    "bile acids": inhibitors,
    "acidity": acidity,
    "kin": kin,
    "drugs": drugs,
}
