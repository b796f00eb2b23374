"""How often matter is taken up by a microbe on its way through the gut.

Food is eaten by some, whose products and remains feed others. Carbon is followed through the
fluxes of one time: level 1 eats what enters, level 2 what level 1 made, and so on (as in Wang et
al. 2019, 10.1371/journal.pcbi.1007524). There polymers are food and the sugars that degraders
release are products, so breaking a polymer down in public is a step of its own.
"""

from __future__ import annotations

import numpy as np

from holobiont.engine.law import Array, Process
from holobiont.gut.blueprint import LEDGERS, Blueprint
from holobiont.gut.growth import GROWING
from holobiont.twin import Trajectory
from holobiont.validation.experiment import Target

Numbers = list[float]
_EATING = (*GROWING, "hydrolysis", "mucosal_hydrolysis")
_LEVELS = 1000
_REST = 1e-6


def uptake_by_level(seen: Trajectory, k: int) -> Array:
    """Share of the carbon uptake of microbes at each level, shape (levels,)."""
    eaten, passed, source = _carbon(seen, k)
    through = source + (eaten + passed).sum(axis=0)
    through = np.where(through > 0, through, 1.0)
    step, drift = eaten / through[:, None], passed / through[:, None]
    settle = np.linalg.inv(np.eye(len(source)) - drift)
    entered, found = source @ settle, []
    for _ in range(_LEVELS):
        found.append(float((entered * step.sum(axis=1)).sum()))
        if found[-1] <= _REST * found[0]:
            break
        entered = entered @ step @ settle
    return np.array(found) / sum(found)


def _carbon(seen: Trajectory, k: int) -> tuple[Array, Array, Array]:
    """Return carbon (mmol/h) moved by eating and otherwise, shape (n, n), and what enters."""
    b, network, x = seen.twin.blueprint, seen.networks[k], seen.x[k]
    nodes, carbon = _nodes(b)
    n = int(nodes.max()) + 1
    eaten, passed = np.zeros((n + 1, n + 1)), np.zeros((n + 1, n + 1))
    fluxes = network.fluxes(x)
    for process in network.processes:
        values = fluxes[network.flux_slices[process.law.name]]
        into = eaten if process.law.name in _EATING else passed
        into += _moved(process, values, nodes, carbon, n + 1)
    source = passed[-1, :-1] + eaten[-1, :-1]
    np.fill_diagonal(passed, 0.0)  # from one segment to the next is nowhere else
    return eaten[:-1, :-1], passed[:-1, :-1], source


def _nodes(b: Blueprint) -> tuple[np.ndarray, Array]:
    """Return node and carbon content of every state; -1 is outside, one node a species."""
    names: dict[str, int] = {}
    nodes = [
        -1 if place in LEDGERS else names.setdefault(species, len(names))
        for species, place in b.states
    ]
    content = {species: b.composition(species).get("C", 0.0) for species, _ in b.states}
    return np.array(nodes), np.array([content[species] for species, _ in b.states])


def _moved(process: Process, values: Array, nodes: np.ndarray, carbon: Array, n: int) -> Array:
    """Return the carbon that a process moves from node to node; the last node is outside."""
    change = np.zeros((process.law.size, n))
    amounts = process.coefficients * values[process.instances] * carbon[process.states]
    np.add.at(change, (process.instances, nodes[process.states]), amounts)
    given, taken = np.maximum(-change, 0.0), np.maximum(change, 0.0)
    total = np.maximum(given.sum(axis=1, keepdims=True), taken.sum(axis=1, keepdims=True))
    return np.asarray(given.T @ np.divide(taken, total, out=np.zeros_like(taken), where=total > 0))


def trophic_levels(seen: Trajectory, k: int, what: Target) -> Numbers:
    """Effective number of trophic levels: exp of the entropy of carbon uptake over levels."""
    del what
    shares = uptake_by_level(seen, k)
    shares = shares[shares > 0]
    return [float(np.exp(-(shares * np.log(shares)).sum()))]


def transfers(seen: Trajectory, k: int, what: Target) -> Numbers:
    """Mean level at which carbon is taken up: 1 if all food is eaten as it enters."""
    del what
    shares = uptake_by_level(seen, k)
    return [float(shares @ np.arange(1, len(shares) + 1))]
