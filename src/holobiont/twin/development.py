"""From birth to childhood: a near-sterile colon, its first settlers, milk, weaning.

Nothing is fitted: who stays follows from traits, food, body and who arrives. The body grows in
steps, between which the network is solved.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from holobiont.engine.law import Array
from holobiont.engine.ledger import Balance, balance
from holobiont.engine.network import Network
from holobiont.engine.solve import Tolerance, integrate
from holobiont.engine.threads import single_threaded
from holobiont.gut import observe
from holobiont.gut.blueprint import MUCIN, OXYGEN, WATER, Blueprint
from holobiont.gut.community import network
from holobiont.gut.habitat import colon, water_content
from holobiont.gut.members import Member, residents_of
from holobiont.gut.newcomers import all_newcomers
from holobiont.gut.spilling import selfish_spilling, spilling
from holobiont.twin.run import extinguish
from holobiont.twin.upbringing import Upbringing, days

_HOURS = 24.0
_SMALLEST_SCALE = 1e-3
_TOLERANCE = Tolerance(relative=1e-5, absolute=1e-7, max_order=3)
#: Amount (mmol) of what is not there at birth; none would stop rates that divide by it.
_NEXT_TO_NOTHING = 1e-6
#: Fitness (ln) of who is not there yet.
_NEVER = -100.0
_SALTS = {
    "sodium": "ions.strong_inflow",
    "carbon_dioxide": "ions.bicarbonate_inflow",
    "phosphate": "ions.phosphate_inflow",
    "ammonia": "typical.other",
}


@dataclass(frozen=True)
class Childhood:
    """How a gut came to be.

    Attributes
    ----------
    upbringing : Upbringing
    days : ndarray, shape (k,)
        Ages.
    x : ndarray, shape (k, states)
        States.
    blueprints : tuple of Blueprint
        The body at each age.
    networks : tuple of Network
        The network in force up to each age.
    """

    upbringing: Upbringing
    days: Array
    x: Array
    blueprints: tuple[Blueprint, ...]
    networks: tuple[Network, ...]

    def __len__(self) -> int:
        """Count the ages."""
        return len(self.days)

    def __str__(self) -> str:
        """Return the stages in a table."""
        from holobiont.twin.childhood_text import of_childhood

        return of_childhood(self)

    def when(self, age: float) -> int:
        """Position of the kept age nearest to an age (d)."""
        return int(np.argmin(np.abs(self.days - age)))

    @property
    def shares(self) -> Array:
        """Share of each member in the stool, shape (k, members)."""
        return observe.shares(self.blueprints[0], self.x)

    def share_of(self, names: tuple[str, ...]) -> Array:
        """Share of some species, genera, families ... together, shape (k,)."""
        belongs = [
            not {
                member.id,
                member.taxon.name,
                *member.taxon.lineage.model_dump().values(),
            }.isdisjoint(names)
            for member in self.blueprints[0].members
        ]
        return np.asarray(self.shares[:, belongs].sum(axis=1))

    @property
    def ph(self) -> Array:
        """PH of each segment, shape (k, segments)."""
        found = zip(self.blueprints, self.networks, self.x, strict=True)
        return np.stack([observe.ph(b, n, x) for b, n, x in found])

    def concentration(self, species: str) -> Array:
        """Concentration (mmol/L) in each segment, shape (k, segments)."""
        return observe.concentration(self.blueprints[0], self.x, species)

    def flows(self, k: int = -1) -> dict[tuple[str, str], float]:
        """Return what every ledger gains per day at one of the ages."""
        return observe.daily_all(self.blueprints[k], self.networks[k], self.x[k])

    def stool(self, k: int = -1) -> dict[str, float]:
        """Stool of a day at one of the ages: see `gut.observe.stool`."""
        return observe.stool(self.blueprints[k], self.flows(k))

    def acids(self, k: int = -1) -> dict[str, float]:
        """Part of each product of fermentation in all that is released (mol/mol)."""
        flows = self.flows(k)
        made = {name: observe.released(flows, (name,)) for name in observe.PRODUCTS}
        total = sum(made.values())
        return {name: amount / total for name, amount in made.items()}

    @property
    def taxa(self) -> Array:
        """Number of taxa as common as the mean one: exp of Shannon's entropy, shape (k,)."""
        p = np.maximum(self.shares, np.finfo(float).tiny)
        return np.asarray(np.exp(-(p * np.log(p)).sum(axis=1)))

    @property
    def conservation(self) -> Balance:
        """Carbon and other elements in, against what became of them."""
        return balance(*self.blueprints[0].element_matrix, self.x[0], self.x[-1])


@single_threaded
def grow(upbringing: Upbringing, until: float | None = None) -> Childhood:
    """Follow a gut from birth.

    Parameters
    ----------
    upbringing : Upbringing
    until : float, optional
        Last age (d); that of the last age of the knowledge when not given.
    """
    ages = calendar(upbringing, until)
    members = residents_of(upbringing.knowledge, upbringing.taxa)
    first = _blueprint(upbringing, members, 0.0)
    x = newborn(upbringing, first)
    states, bodies, networks = [x], [first], [_network(upbringing, first, 0.0, None)]
    for begin, end in pairwise(ages.tolist()):
        age = (begin + end) / 2.0
        b = _blueprint(upbringing, members, age)
        model = without(b, _network(upbringing, b, age, networks[-1]), upbringing.unmet(begin))
        scale = np.maximum(np.abs(x), _SMALLEST_SCALE)
        times = np.array([begin, end]) * _HOURS
        x = extinguish(b, integrate(model, x, times, _TOLERANCE, scale).x[-1])
        states.append(x)
        bodies.append(b)
        networks.append(model)
    return Childhood(upbringing, ages, np.vstack(states), tuple(bodies), tuple(networks))


def calendar(upbringing: Upbringing, until: float | None = None) -> Array:
    """Return the ages (d) at which the body changes, finer at first, weaning among them."""
    course = upbringing.course
    last = course.ages.internal[-1] / _HOURS if until is None else until
    marks = set(_steps(days(course.first_step), course.step.internal, last))
    marks |= {age / _HOURS for age in course.ages.internal}
    begin = upbringing.weaned_from
    marks |= {begin, begin + days(course.weaning_length), days(upbringing.born.family_from)}
    return np.array([0.0, *sorted(m for m in marks if 0.0 < m < last), last])


def _steps(age: float, step: float, last: float) -> Iterator[float]:
    while age < last:
        yield age
        age += max(age * step, age if age < 1 else 1.0)


def _blueprint(upbringing: Upbringing, members: tuple[Member, ...], age: float) -> Blueprint:
    knowledge = upbringing.body(age)
    return Blueprint(knowledge, colon(knowledge), members)


def _network(upbringing: Upbringing, b: Blueprint, age: float, like: Network | None) -> Network:
    grown = network(b)
    resting = tuple(p for p in (spilling(b), selfish_spilling(b)) if p.law.size)
    model = Network(grown.states, grown.derived, (*grown.processes, *resting))
    model = model if like is None else model.like(like)
    intake = {"intake": {"rate": upbringing.rates(b, age)}}
    return model.with_params({**intake, **all_newcomers(b)})


def without(b: Blueprint, model: Network, absent: tuple[str, ...]) -> Network:
    """Return a network in which some members do not grow: rounding must not give birth to them."""
    places = (*b.habitat.names, *b.habitat.walls)
    at = [b.at(taxon, place) for taxon in absent for place in places]
    params = {}
    for process in model.processes:
        if "fitness" in process.law.params:
            gone = np.isin(process.law.reads[0], at)
            params[process.law.name] = {"fitness": np.where(gone, _NEVER, 0.0)}
    return model.with_params(params)


def newborn(upbringing: Upbringing, b: Blueprint) -> Array:
    """Return the colon at birth: fluid, mucus, and who was swallowed."""
    body = b.knowledge.physiology.value
    x = np.zeros(len(b.states))
    water = water_content(b.knowledge)
    for s in b.habitat.names:
        x[b.at(WATER, s)] = water[s]
        x[b.all_at((*b.dissolved, *b.solids), s)] = _NEXT_TO_NOTHING
        for name, key in _SALTS.items():
            x[b.at(name, s)] = body(key) * water[s]
    for segment, wall in zip(b.habitat.segments, b.habitat.walls, strict=True):
        mucin = body("secretion.mucin") / b.grams(MUCIN) * segment.secretion
        x[b.at(MUCIN, wall)] = mucin / body("mucus.turnover")
        x[b.at(OXYGEN, wall)] = body("oxygen.tissue") * body("mucus.volume") * segment.secretion
    for taxon, grams in upbringing.swallowed(b).items():
        x[b.across(taxon)] += grams / len(b.habitat.names)
    return x
