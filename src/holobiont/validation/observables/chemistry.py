"""What is dissolved, absorbed, breathed out or passed."""

from __future__ import annotations

import numpy as np

from holobiont.engine.law import Array, Index, Process
from holobiont.gut import observe
from holobiont.gut.blueprint import ABSORBED, FLATUS, STOOL, SUPPLY, WATER
from holobiont.gut.growth import GROWING
from holobiont.twin import Trajectory
from holobiont.validation.experiment import Target

Numbers = list[float]
_HOURS = 24.0
#: Milliliters of a cubic meter over millimoles of a mole.
_MILLILITERS = 1000.0
#: Segment that a stool sample shows.
_LAST = "stool"


def _at_place(seen: Trajectory, values: Array, place: str) -> Numbers:
    """Return the numbers of every segment, or of one."""
    names = seen.twin.blueprint.habitat.names
    if not place:
        return [float(value) for value in values]
    return [float(values[-1 if place == _LAST else names.index(place)])]


def _summed(seen: Trajectory, k: int, species: tuple[str, ...]) -> Array:
    levels = [seen.concentration(name)[k] for name in species]
    return np.asarray(np.sum(levels, axis=0))


def concentration(seen: Trajectory, k: int, what: Target) -> Numbers:
    """Sum the concentrations of `species` (mM) in each segment, or in `place`."""
    return _at_place(seen, _summed(seen, k, what.species), what.place)


def stool_concentration(seen: Trajectory, k: int, what: Target) -> Numbers:
    """Sum the concentrations of `species` (mM) in the segment that a stool sample shows."""
    return _at_place(seen, _summed(seen, k, what.species), _LAST)


def molar_shares(seen: Trajectory, k: int, what: Target) -> Numbers:
    """Share (%) of each of `species` in their sum, segment by segment."""
    levels = np.stack([seen.concentration(name)[k] for name in what.species])
    return [float(value) for value in (100.0 * levels / levels.sum(axis=0)).T.ravel()]


def fraction(seen: Trajectory, k: int, what: Target) -> Numbers:
    """Share (%) of `species` in `total`, by concentration, in each segment or in `place`."""
    part, whole = _summed(seen, k, what.species), _summed(seen, k, what.total)
    return _at_place(seen, 100.0 * part / whole, what.place)


def ph(seen: Trajectory, k: int, what: Target) -> Numbers:
    """PH of each segment, or of `place`."""
    return _at_place(seen, seen.ph_at(k), what.place)


def absorbed(seen: Trajectory, k: int, what: Target) -> Numbers:
    """Share of the net release of `species` that the body absorbs."""
    return [observe.absorbed_fraction(seen.flows(k), what.species)]


def released(seen: Trajectory, k: int, what: Target) -> Numbers:
    """Net release of `species` (mmol/d), absorbed and in stool; of all products if none."""
    return [observe.released(seen.flows(k), what.species or observe.PRODUCTS)]


def flow(seen: Trajectory, k: int, what: Target) -> Numbers:
    """Sum of `species` (mmol/d) that leave by `place`: absorbed, stool or flatus."""
    flows = seen.flows(k)
    return [sum(flows.get((name, what.place), 0.0) for name in what.species)]


def gas_volume(seen: Trajectory, k: int, what: Target) -> Numbers:
    """Volume of `species` (mL/d) that leave by `place` (flatus), as an ideal gas.

    `inputs` gives its ``temperature``.
    """
    flows, place = seen.flows(k), what.place or FLATUS
    return [_per_mmol(what) * sum(flows.get((name, place), 0.0) for name in what.species)]


def flatus(seen: Trajectory, k: int, what: Target) -> Numbers:
    """Volume of all gas that is passed (mL/d), nitrogen and vapor with it, as an ideal gas.

    `inputs` gives its ``temperature``.
    """
    b, x = seen.twin.blueprint, seen.x[k]
    liters = float(seen.networks[k].extend(x)[b.bubbles].sum()) * _HOURS
    warm = b.knowledge.physiology.value("gas.molar_volume")
    return [liters / warm * _per_mmol(what)]


def _per_mmol(what: Target) -> float:
    """Volume (mL) of a millimole of gas at the temperature that `inputs` gives."""
    from scipy import constants

    warm = what.inputs["temperature"]
    kelvin = constants.convert_temperature(warm.internal, "Celsius", "Kelvin")
    return float(constants.R * kelvin / constants.atm * _MILLILITERS)


def breath(seen: Trajectory, k: int, what: Target) -> Numbers:
    """Each of `species` in breath (ppm)."""
    flows, b = seen.flows(k), seen.twin.blueprint
    return [observe.breath(b, flows, name) for name in what.species]


def made(seen: Trajectory, k: int, what: Target) -> Numbers:
    """Gross production of `species` by all members (mmol/d)."""
    return [sum(sum(seen.makers(name, k).values()) for name in what.species)]


def stool(seen: Trajectory, k: int, what: Target) -> Numbers:
    """Bacteria, dry, wet (g/d), water (%), density (cells/g) of stool, as `species` asks."""
    found = seen.stool(k)
    return [found[name] for name in what.species]


def water_absorbed(seen: Trajectory, k: int, what: Target) -> Numbers:
    """Share of the water entering the colon that is absorbed."""
    del what
    flows = seen.flows(k)
    inside, outside = flows[WATER, ABSORBED], flows[WATER, STOOL]
    return [inside / (inside + outside)]


def energy_share(seen: Trajectory, k: int, what: Target) -> Numbers:
    """Energy of absorbed products over the energy eaten habitually (%)."""
    del what
    knowledge, flows = seen.twin.knowledge, seen.flows(k)
    gained = sum(
        compound.energy.internal * flows.get((name, ABSORBED), 0.0)
        for name, compound in knowledge.compounds.items()
        if compound.energy is not None
    )
    eaten = knowledge.diet(seen.twin.person.diet).energy_kcal.internal * _HOURS
    return [100.0 * gained / eaten]


def fermented(seen: Trajectory, k: int, what: Target) -> Numbers:
    """Share (%) of each of `polymers` that entered and does not leave in stool."""
    flows = seen.flows(k)
    entered = {name: -flows[name, SUPPLY] for name in what.polymers}
    return [
        100.0 * (1.0 - flows[name, STOOL] / amount) if amount > 0 else float("nan")
        for name, amount in entered.items()
    ]


def first_pass(seen: Trajectory, k: int, what: Target) -> Numbers:
    """Fate of acids released in the colon (%): what reaches the general blood, and conversion.

    Availability is the share of a tracer that microbes leave, times the share absorbed, times what
    gut wall and liver let through (`host.first_pass`). The last number is the share of the first
    acid that ends in that of `into`, of whose carbon it is a part, ``from_<acid>`` of `inputs`.
    """
    flows, passed = seen.flows(k), seen.first_pass(k)
    source, product = what.species[0], what.into[0]
    taken = _traced(seen, k, source, product, what.inputs[f"from_{source}"].internal)
    found = []
    for name in what.species:
        left = 1.0 - (taken if name == source else _used(seen, k, name))
        share = observe.absorbed_fraction(flows, (name,)) * passed[name].available
        found.append(100.0 * left * share)
    return [*found, 100.0 * taken]


def _traced(seen: Trajectory, k: int, source: str, product: str, part: float) -> float:
    """Share of a tracer of `source` that ends in `product`, of whose carbon it is a `part`."""
    compounds, flows = seen.twin.knowledge.compounds, seen.flows(k)
    carbons = [compounds[name].elements["C"] for name in (product, source)]
    made = sum(seen.makers(product, k).values())
    taken = part * made * carbons[0] / carbons[1]
    return float(taken / (taken + flows[source, ABSORBED] + flows[source, STOOL]))


def _used(seen: Trajectory, k: int, name: str) -> float:
    """Share of what enters a pool that microbes use."""
    b, network, x = seen.twin.blueprint, seen.networks[k], seen.x[k]
    fluxes = network.fluxes(x)
    used = made = 0.0
    for process in network.processes:
        values = fluxes[network.flux_slices[process.law.name]]
        change = np.zeros(process.law.size)
        _add(change, process, b.across(name), values)
        made += float(change[change > 0].sum())
        if process.law.name in GROWING:
            used -= float(change[change < 0].sum())
    return used / made if made > 0 else 0.0


def _add(change: Array, process: Process, at: Index, values: Array) -> None:
    """Add what each flux does to the states at some positions; transport cancels out."""
    here = np.isin(process.states, at)
    instances = process.instances[here]
    np.add.at(change, instances, process.coefficients[here] * values[instances])
