"""Follow a protocol: solve between its boundaries, change what enters at each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import numpy as np

from holobiont.engine.alive import forget
from holobiont.engine.law import Array
from holobiont.engine.network import Network
from holobiont.engine.solve import Tolerance, integrate
from holobiont.engine.threads import single_threaded
from holobiont.gut import supply
from holobiont.gut.blueprint import ILEUM, Blueprint
from holobiont.gut.enterohepatic import MADE, level
from holobiont.knowledge.schema import FrozenMap
from holobiont.profile import Profile
from holobiont.protocol import DietChange, Protocol, Step
from holobiont.protocol.intake import Intake
from holobiont.twin import drinks, effects, live, phages
from holobiont.twin.dispersal import strains_of, turned
from holobiont.twin.drugs import named, with_drugs
from holobiont.twin.live import with_live
from holobiont.twin.meals import apart, arrivals, past_ileum
from holobiont.twin.trajectory import Trajectory
from holobiont.twin.transplant import donor_twins, happened, with_donors
from holobiont.twin.wayback import chosen, exchange, moving, windows

if TYPE_CHECKING:
    from holobiont.twin.joint import WayBack
    from holobiont.twin.twin import Twin

_HOURS = 24.0
#: Days between times that are one, but for rounding.
_SAME_TIME = 1e-9
_SMALLEST_SCALE = 1e-3
#: A tenth of this moves no state by more than 0.5 % of its largest value, through meals and drugs,
#: and 999 of 1000 by less than 0.1 %. Order 3 takes fewer steps than 5: pools that are eaten up
#: bend the course.
_TOLERANCE = Tolerance(relative=3e-5, absolute=3e-8, max_order=3)
_COARSE = Tolerance(relative=3e-4, absolute=3e-6, max_order=3)


@single_threaded
def run(  # noqa: PLR0913 - a run is told what is done, and how
    twin: Twin,
    protocol: Protocol,
    *,
    days: float | None,
    every: float,
    meals: bool,
    last_meal: float | None = None,
    exact: bool = True,
    donors: Mapping[str, Profile | Twin] | None = None,
    body: bool | WayBack | None = None,
) -> Trajectory:
    """Simulate a protocol from the twin's steady state."""
    effects.check_routes(twin.knowledge, protocol)
    givers = donor_twins(protocol, donors or {}, twin.knowledge)
    horizon = protocol.days if days is None else days
    strains = None if twin.dispersal is None else strains_of(twin, horizon, twin.dispersal)
    twin = phages.with_phages(twin, phages.named(protocol))
    twin = with_donors(with_live(twin, protocol), protocol, givers)
    twin = with_drugs(twin, named(protocol))
    forget(twin.network)
    x, steps = twin.residency.x, 0
    way = chosen(protocol, twin.knowledge, body)
    talk = exchange(twin, protocol, way)
    times: list[float] = []
    states: list[Array] = []
    networks: list[Network] = []
    scale = np.maximum(np.abs(x), _SMALLEST_SCALE)
    tolerance = _TOLERANCE if exact else _COARSE
    stretches = _stretches(twin, protocol, horizon, meals or last_meal is not None, last_meal)
    for begin, end, network in turned(twin, strains, stretches) if strains else stretches:
        for start, stop in windows(begin, end, None if talk is None else talk.window):
            now = network if talk is None else talk.applied(network)
            grid = _grid(start, stop, every)
            then = happened(twin, x, protocol.events(start), givers)
            part = integrate(now, then, grid * _HOURS, tolerance, scale)
            times += grid[:-1].tolist()
            states += [x, *part.x[1:-1]]
            networks += [now] * (len(grid) - 1)
            if talk is not None:
                talk = talk.after(x, part.x[-1], start, stop)
            x, steps = part.x[-1], steps + part.steps
        x = extinguish(twin.blueprint, x)
    times.append(end)
    forget(twin.network)
    return Trajectory(
        twin,
        protocol,
        np.array(times),
        np.vstack([*states, x]),
        (*networks, now),
        steps,
        FrozenMap(givers),
        strains,
        way,
    )


def _stretches(
    twin: Twin, protocol: Protocol, horizon: float, clock: bool, last_meal: float | None
) -> Iterator[tuple[float, float, Network]]:
    """Yield (first day, last day, network) of each stretch in which nothing changes."""
    protocol = drinks.arriving(protocol, twin.knowledge)
    usual = moving(twin.network, twin.pace)
    for start, end, active in protocol.segments(horizon):
        taken = effects.doses(twin.knowledge, active)
        quick = effects.pace(taken)
        changed = effects.changed(twin.blueprint, taken)
        bile = level(changed)
        body = usual if quick == 1.0 else moving(twin.network, twin.pace * quick)
        plates = tuple(step for step in active if not drinks.at_once(step))
        food, rest = eaten(twin, plates), _given(twin, active)
        if plates != active:
            rest = rest + past_ileum(twin.blueprint, eaten(twin, active) - food)
        parts = [(start, end, 1.0)]
        if clock:
            food, always = apart(changed, food)
            rest = rest + always
            parts = arrivals(twin.knowledge.physiology, start, end, last_meal)
        for begin, finish, factor in parts:
            rates = food * factor + rest
            sent = body.with_params({"intake": {"rate": rates}, MADE: {"level": bile}})
            yield begin, finish, sent


def eaten(twin: Twin, active: tuple[Step, ...]) -> Array:
    """Rates of intake from food while some steps hold."""
    knowledge = twin.knowledge
    b = effects.changed(twin.blueprint, effects.doses(knowledge, active))
    plates = _meals(twin, b, [step for step in active if isinstance(step, DietChange)])
    for step in active:
        if isinstance(step, Intake):
            food = knowledge.foods[step.food]
            plates.append(supply.food_grams(food, step.taken / _HOURS))
    return supply.rates(b, supply.eaten(b, supply.add_grams(*plates)))


def _meals(twin: Twin, b: Blueprint, changes: list[DietChange]) -> list[Mapping[str, float]]:
    """Grams of what the diet brings: where a change is half kept, half of it is the usual."""
    knowledge = twin.knowledge
    usual = supply.diet_grams(b, knowledge.diet(twin.person.diet))
    if not changes:
        return [usual]
    new, kept = supply.diet_grams(b, knowledge.diet(changes[-1].diet)), changes[-1].adherence
    parts = [(new, kept), (usual, 1.0 - kept)]
    return [{name: g * part for name, g in grams.items()} for grams, part in parts if part]


def _given(twin: Twin, active: tuple[Step, ...]) -> Array:
    """Rates of intake that no meal changes: secretions, and all that is taken but food."""
    drugs = effects.doses(twin.knowledge, active)
    b = effects.changed(twin.blueprint, drugs)
    given = (supply.secretions(b), supply.settlers(b, twin.shares), phages.swallowed(twin, active))
    own = (effects.given(drugs), effects.inflow(b, drugs), effects.entering(b, drugs))
    return supply.rates(b, *given, live.swallowed(twin, active), *own)


def _grid(start: float, end: float, every: float) -> Array:
    inner = np.arange(np.floor(start / every), np.ceil(end / every) + 1) * every
    between = (inner > start + _SAME_TIME) & (inner < end - _SAME_TIME)
    return np.concatenate([[start], inner[between], [end]])


def extinguish(b: Blueprint, x: Array) -> Array:
    """Turn organisms below a few cells into debris of their segment: they are gone from it.

    Where drugs clear the mucus and the ileum too, that holds for them as well.
    """
    smallest = b.knowledge.physiology.value("biomass.smallest")
    per_gram = 1.0 / b.knowledge.gram_per_mmol("biomass")
    new = x.copy()
    walls = b.habitat.walls if b.drugs else ()
    segments = (*b.habitat.names, *b.habitat.names)
    for place, segment in zip((*b.habitat.names, *walls), segments, strict=False):
        at = b.all_at((*b.member_ids, *b.spores.values()), place)
        gone = at[(new[at] < smallest) & (new[at] != 0.0)]
        new[b.at("necromass", segment)] += float(new[gone].sum()) * per_gram
        new[gone] = 0.0
    if b.antimicrobials:
        ileum = b.all_at(b.member_ids, ILEUM)
        gone = ileum[new[ileum] < smallest]
        new[b.at("necromass", ILEUM)] += float(new[gone].sum()) * per_gram
        new[gone] = 0.0
    return new
