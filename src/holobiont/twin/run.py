"""Follow a protocol: solve between its boundaries, change what enters at each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from holobiont.engine.law import Array
from holobiont.engine.network import Network
from holobiont.engine.solve import Tolerance, integrate
from holobiont.engine.threads import single_threaded
from holobiont.gut import supply
from holobiont.gut.blueprint import Blueprint
from holobiont.gut.infect import swallowed
from holobiont.gut.medicate import taken
from holobiont.gut.transport import MOVING
from holobiont.knowledge.schema import Physiology
from holobiont.protocol import DietChange, Medicine, Protocol, Step
from holobiont.protocol.intake import Intake
from holobiont.twin.drugs import named, with_drugs
from holobiont.twin.trajectory import Trajectory

if TYPE_CHECKING:
    from holobiont.twin.twin import Twin

_HOURS = 24.0
#: Days between times that are one, but for rounding.
_SAME_TIME = 1e-9
_SMALLEST_SCALE = 1e-3
#: Against a reference at 1e-9, everything measured is within 1e-4 through days with meals. Order 3
#: takes fewer steps than 5: pools that are eaten up bend the course.
_TOLERANCE = Tolerance(relative=3e-6, absolute=3e-8, max_order=3)
_COARSE = Tolerance(relative=3e-4, absolute=3e-6, max_order=3)


@single_threaded
def run(
    twin: Twin,
    protocol: Protocol,
    *,
    days: float | None,
    every: float,
    meals: bool,
    exact: bool = True,
) -> Trajectory:
    """Simulate a protocol from the twin's steady state."""
    twin = with_drugs(twin, named(protocol))
    x, steps = twin.residency.x, 0
    times: list[float] = []
    states: list[Array] = []
    networks: list[Network] = []
    scale = np.maximum(np.abs(x), _SMALLEST_SCALE)
    tolerance = _TOLERANCE if exact else _COARSE
    for begin, end, network in _stretches(twin, protocol, days, meals):
        grid = _grid(begin, end, every)
        part = integrate(network, x, grid * _HOURS, tolerance, scale)
        times += grid[:-1].tolist()
        states += [x, *part.x[1:-1]]
        networks += [network] * (len(grid) - 1)
        x, steps = extinguish(twin.blueprint, part.x[-1]), steps + part.steps
    times.append(end)
    return Trajectory(
        twin,
        protocol,
        np.array(times),
        np.vstack([*states, x]),
        (*networks, network),
        steps,
    )


def _stretches(
    twin: Twin, protocol: Protocol, days: float | None, meals: bool
) -> Iterator[tuple[float, float, Network]]:
    """Yield (first day, last day, network) of each stretch in which nothing changes."""
    horizon = protocol.days if days is None else days
    body = moving(twin.network, twin.pace)
    for start, end, active in protocol.segments(horizon):
        food = eaten(twin, tuple(step for step in active if not _at_once(step)))
        rest = _given(twin, active) + (eaten(twin, active) - food)
        parts = meal_times(twin.knowledge.physiology, start, end) if meals else [(start, end, 1.0)]
        for begin, finish, factor in parts:
            rates = food * factor + rest
            yield begin, finish, body.with_params({"intake": {"rate": rates}})


def _at_once(step: Step) -> bool:
    """Tell whether something is swallowed within less than a day: then, and not with meals."""
    end = step.end_day
    return isinstance(step, Intake) and end is not None and end - step.start_day < 1


def moving(network: Network, pace: float) -> Network:
    """Return a network whose contents move `pace` times as fast."""
    moves = [p.law for p in network.processes if p.law.name in MOVING]
    return network.with_params({law.name: {"rate": law.params["rate"] * pace} for law in moves})


def eaten(twin: Twin, active: tuple[Step, ...]) -> Array:
    """Rates of intake from food while some steps hold."""
    b, knowledge = twin.blueprint, twin.knowledge
    diets = [step.diet for step in active if isinstance(step, DietChange)]
    diet = knowledge.diet(diets[-1] if diets else twin.person.diet)
    plates = [supply.diet_grams(b, diet)]
    for step in active:
        if isinstance(step, Intake):
            food = knowledge.foods[step.food]
            plates.append(supply.food_grams(food, step.dose_g_per_day / _HOURS))
    return supply.rates(b, supply.eaten(b, supply.add_grams(*plates)))


def _given(twin: Twin, active: tuple[Step, ...]) -> Array:
    """Rates of intake that no meal changes: secretions, settlers, phages and drugs."""
    b = twin.blueprint
    doses = {s.drug: s.grams_per_day / _HOURS for s in active if isinstance(s, Medicine)}
    given = (supply.secretions(b), supply.settlers(b, twin.shares), swallowed(b, twin.phages))
    return supply.rates(b, *given, taken(doses))


def meal_times(body: Physiology, start: float, end: float) -> list[tuple[float, float, float]]:
    """Cut days into meals and the time between: (first day, last day, food over its mean)."""
    first, apart, length = (body.value(f"meals.{name}") for name in ("first", "apart", "length"))
    count = round(body.value("meals.per_day"))
    factor = _HOURS / (length * count)
    edges = [(start, 0.0)]
    for day in range(int(start), int(np.ceil(end))):
        for hour in (first + apart * meal for meal in range(count)):
            edges.append((day + hour / _HOURS, factor))
            edges.append((day + (hour + length) / _HOURS, 0.0))
    inside = [(max(t, start), f) for t, f in edges if t < end]
    ends = [t for t, _ in inside[1:]] + [end]
    return [(t, u, f) for (t, f), u in zip(inside, ends, strict=True) if u > t + _SAME_TIME]


def _grid(start: float, end: float, every: float) -> Array:
    inner = np.arange(np.floor(start / every), np.ceil(end / every) + 1) * every
    between = (inner > start + _SAME_TIME) & (inner < end - _SAME_TIME)
    return np.concatenate([[start], inner[between], [end]])


def extinguish(b: Blueprint, x: Array) -> Array:
    """Turn organisms below a few cells into debris of their segment: they are gone from it.

    Where drugs clear the mucus too, that holds for it as well.
    """
    smallest = b.knowledge.physiology.value("biomass.smallest")
    per_gram = 1.0 / b.knowledge.gram_per_mmol("biomass")
    new = x.copy()
    walls = b.habitat.walls if b.drugs else ()
    segments = (*b.habitat.names, *b.habitat.names)
    for place, segment in zip((*b.habitat.names, *walls), segments, strict=False):
        at = b.all_at(b.member_ids, place)
        gone = at[(new[at] < smallest) & (new[at] != 0.0)]
        new[b.at("necromass", segment)] += float(new[gone].sum()) * per_gram
        new[gone] = 0.0
    return new
