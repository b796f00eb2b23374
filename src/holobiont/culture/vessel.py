"""A closed vessel: the community's processes in one well-mixed liter under a headspace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from holobiont.engine.law import Array, Law, Linear, Process
from holobiont.engine.network import Network
from holobiont.gut.blueprint import FLATUS, Blueprint
from holobiont.gut.community import network
from holobiont.gut.fluxes import Fluxes
from holobiont.gut.growth import GROWTH
from holobiont.gut.spilling import SPILLING, selfish_spilling, spilling
from holobiont.gut.spores import SUFFIX as OF_SPORE_FORMERS
from holobiont.gut.vigor import PER_GRAM
from holobiont.knowledge import Medium

#: Where gases are once they have left the liquid: the ledger that a body fills as flatus.
HEADSPACE = FLATUS
_CARBON_DIOXIDE = "carbon_dioxide"


def partition(dissolved: Any, gas: Any, *, rate: Any, volatility: Any, volume: Any) -> Any:
    """Move gas out of a liter of liquid until Henry's law holds (mmol/h; `rate` in 1/h).

    `gas` is the amount in the headspace, `volume` that of the headspace (L), and `volatility` the
    concentration in gas over that in water at equilibrium.
    """
    return rate * (dissolved - gas / (volume * volatility))


def headspace(b: Blueprint, medium: Medium) -> Process:
    """Exchange every gas of known volatility between the liquid and the headspace."""
    fluxes = Fluxes("headspace", partition)
    (place,) = b.habitat.names
    for name, compound in b.knowledge.compounds.items():
        if compound.volatility is None:
            continue
        free = b.free_co2 if name == _CARBON_DIOXIDE else b.concentration(name)
        source, gas = b.at(name, place), b.at(name, HEADSPACE)
        volatility = compound.volatility.internal
        fluxes.add((int(free[0]), gas), {source: -1.0, gas: 1.0}, volatility=volatility)
    return fluxes.process(rate=medium.gas_transfer.internal, volume=medium.headspace.internal)


def vessel_network(b: Blueprint, medium: Medium, ph: float | None) -> Network:
    """Assemble the processes of a closed vessel; `ph` holds the pH where it is given."""
    base = network(b)
    derived = tuple(_held(node, ph) if node.name == "ph" else node for node in base.derived)
    resting = tuple(p for p in (spilling(b), selfish_spilling(b)) if p.law.size)
    return Network(base.states, derived, (*base.processes, *resting, headspace(b, medium)))


def _held(node: Law | Linear, ph: float | None) -> Law | Linear:
    """Return the law of a pH that acid and base keep where it is."""
    if ph is None or not isinstance(node, Law):
        return node
    return replace(node, function=_constant, params={"level": ph}, gradient=_no_gradient)


def _constant(first: Array, *_: Array, level: float) -> Array:
    return np.full_like(first, level)


def _no_gradient(*inputs: Array, level: float) -> Array:
    del level
    return np.zeros((len(inputs), *inputs[0].shape))


def with_fitness(net: Network, b: Blueprint, fitness: Mapping[str, float]) -> Network:
    """Give members a fitness (ln of growth over what their traits give)."""
    (place,) = b.habitat.names
    ln = {b.at(m.id, place): float(fitness.get(m.origin, 0.0)) for m in b.members}
    laws = [*(p.law for p in net.processes), *(n for n in net.derived if isinstance(n, Law))]
    changes = {
        law.name: {"fitness": np.array([ln[int(i)] for i in law.reads[0]])}
        for law in laws
        if law.name.removesuffix(OF_SPORE_FORMERS) in (*GROWTH, *SPILLING, *PER_GRAM)
    }
    return net.with_params(changes)
