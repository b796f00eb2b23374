"""What can be measured in an experiment. Each returns its numbers in the order of the parts.

To measure something new: write a function, add it to `OF_A_PERSON` or `OF_TAXA`.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from holobiont.engine.law import Array, Index, Process
from holobiont.gut import observe
from holobiont.gut.blueprint import ABSORBED, STOOL, WATER
from holobiont.gut.kinetics import trapezoid
from holobiont.gut.residency import GROWTH
from holobiont.knowledge import Knowledge
from holobiont.twin import Trajectory
from holobiont.validation.experiment import Observable

Numbers = list[float]
_HOURS = 24.0


def concentration(seen: Trajectory, what: Observable) -> Numbers:
    """Return the summed concentration (mM) in each segment."""
    total = sum(seen.concentration(name)[-1] for name in what.species)
    return [float(value) for value in np.asarray(total)]


def stool_concentration(seen: Trajectory, what: Observable) -> Numbers:
    """Return the summed concentration (mM) in the segment that a stool sample shows."""
    return concentration(seen, what)[-1:]


def molar_shares(seen: Trajectory, what: Observable) -> Numbers:
    """Share (%) of each species in their sum, segment by segment."""
    levels = np.stack([seen.concentration(name)[-1] for name in what.species])
    return [float(value) for value in (100.0 * levels / levels.sum(axis=0)).T.ravel()]


def ph(seen: Trajectory, what: Observable) -> Numbers:
    """PH of each segment."""
    del what
    return [float(value) for value in seen.ph[-1]]


def absorbed(seen: Trajectory, what: Observable) -> Numbers:
    """Share of the net release that the body absorbs."""
    return [observe.absorbed_fraction(seen.flows(), what.species)]


def released(seen: Trajectory, what: Observable) -> Numbers:
    """Net release (mmol/d), absorbed and in stool."""
    return [observe.released(seen.flows(), what.species or observe.PRODUCTS)]


def stool(seen: Trajectory, what: Observable) -> Numbers:
    """Bacteria, dry, wet (g/d), water (%), density (cells/g) of stool, as asked for."""
    found = seen.stool()
    return [found[name] for name in what.species]


def water_absorbed(seen: Trajectory, what: Observable) -> Numbers:
    """Share of the water entering the colon that is absorbed."""
    del what
    flows = seen.flows()
    inside, outside = flows[WATER, ABSORBED], flows[WATER, STOOL]
    return [inside / (inside + outside)]


def energy_share(seen: Trajectory, what: Observable) -> Numbers:
    """Energy of absorbed products over the energy eaten (%)."""
    del what
    knowledge, flows = seen.twin.knowledge, seen.flows()
    gained = sum(
        compound.energy.internal * flows.get((name, ABSORBED), 0.0)
        for name, compound in knowledge.compounds.items()
        if compound.energy is not None
    )
    eaten = knowledge.diet(seen.twin.person.diet).energy_kcal.internal * _HOURS
    return [100.0 * gained / eaten]


def group_shares(seen: Trajectory, what: Observable) -> Numbers:
    """Share (%) of groups of genera in the stool."""
    b = seen.twin.blueprint
    genera = np.array([member.taxon.lineage.genus for member in b.members])
    last = seen.shares[-1]
    return [100.0 * float(last[np.isin(genera, group)].sum()) for group in what.groups]


def first_pass(seen: Trajectory, what: Observable) -> Numbers:
    """Fate of acids released in the colon (%): what reaches the general blood, and conversion.

    Availability is the share microbes leave, times the share absorbed, less what gut wall and
    liver each retain (`inputs`, by ``wall.acid`` and ``liver.acid``). The last number is the share
    of the first acid that microbes turn into the acids of `into`.
    """
    flows, found = seen.flows(), []
    for name in what.species:
        left = 1.0 - converted(seen, name, ())
        passed = 1.0
        for organ in ("wall", "liver"):
            passed *= 1.0 - what.inputs[f"{organ}_{name}"].internal
        found.append(100.0 * left * observe.absorbed_fraction(flows, (name,)) * passed)
    return [*found, 100.0 * converted(seen, what.species[0], what.into)]


def converted(seen: Trajectory, name: str, into: tuple[str, ...]) -> float:
    """Share of what enters a pool that microbes use, in reactions that make all of `into`."""
    b, network, x = seen.twin.blueprint, seen.networks[-1], seen.x[-1]
    fluxes = network.fluxes(x)
    used = made = 0.0
    for process in network.processes:
        values = fluxes[network.flux_slices[process.law.name]]
        change = np.zeros(process.law.size)
        _add(change, process, b.across(name), values)
        made += float(change[change > 0].sum())
        if process.law.name in GROWTH:
            makes = np.ones(process.law.size, dtype=bool)
            for other in into:
                gain = np.zeros(process.law.size)
                _add(gain, process, b.across(other), values)
                makes &= gain > 0
            used -= float(change[(change < 0) & makes].sum())
    return used / made if made > 0 else 0.0


def _add(change: Array, process: Process, at: Index, values: Array) -> None:
    """Add what each flux does to the states at some positions; transport cancels out."""
    here = np.isin(process.states, at)
    instances = process.instances[here]
    np.add.at(change, instances, process.coefficients[here] * values[instances])


OF_A_PERSON: dict[str, Callable[[Trajectory, Observable], Numbers]] = {
    f.__name__: f
    for f in (
        concentration,
        stool_concentration,
        molar_shares,
        ph,
        absorbed,
        released,
        stool,
        water_absorbed,
        energy_share,
        group_shares,
        first_pass,
    )
}


def relative_growth(knowledge: Knowledge, what: Observable) -> Numbers:
    """Growth at the first pH over growth at the second, of each taxon, by its own pH corners."""
    found = []
    for name in what.taxa:
        corners = [q.internal for q in knowledge.taxa[name].ph.corners()]
        low, high = (float(trapezoid(np.array(at), *corners)) for at in what.ph)
        found.append(low / high)
    return found


OF_TAXA: dict[str, Callable[[Knowledge, Observable], Numbers]] = {
    "relative_growth": relative_growth
}
