"""A fitted community stands still at its shares, whatever the order or naming of its members."""

import numpy as np
import pytest

from holobiont.engine.law import Array
from holobiont.engine.solve import integrate
from holobiont.gut import observe, supply
from holobiont.gut.blueprint import ABSORBED, LEDGERS, STOOL, Blueprint
from holobiont.gut.eagerness import Appetite
from holobiont.gut.layout import (
    Layout,
    exchanged,
    fitness_params,
)
from holobiont.gut.residency import LIMIT, Residency, reside
from tests.gut.communities import CORE, community, fed, halves

SHARES = np.array([0.35, 0.2, 0.15, 0.05, 0.1, 0.01, 0.005, 0.135])


def fitted(b: Blueprint, shares: Array) -> Residency:
    network, start = fed(b, shares)
    return reside(b, network, shares, start)


@pytest.fixture(scope="module")
def home() -> tuple[Blueprint, Residency]:
    b = community()
    return b, fitted(b, SHARES)


def after(b: Blueprint, found: Residency, days: float, inulin: float) -> Array:
    """Follow a fitted community that eats some inulin (g/d) more."""
    plates = supply.food(b, {"inulin": inulin / 24.0})
    more = supply.rates(b, plates) + found.network.processes[0].law.params["rate"]
    network = found.network.with_params({"intake": {"rate": more}})
    scale = np.maximum(np.abs(found.x), 1e-3)
    return integrate(network, found.x, [0.0, 24.0 * days], scale=scale).x[-1]


def test_the_observed_shares_are_a_steady_state(home: tuple[Blueprint, Residency]) -> None:
    b, found = home
    resting = np.array([place not in LEDGERS for _, place in b.states])
    rate = found.network.rhs(found.x)[resting]
    assert np.abs(rate / (np.abs(found.x[resting]) + 1e-6)).max() < 1e-8
    assert np.allclose(observe.shares(b, found.x), SHARES, rtol=1e-3)
    assert found.supported.tolist() == [1.0] * len(CORE)
    assert found.fitness.max() <= LIMIT
    assert found.x[resting].min() >= 0


def test_everyone_grows_as_fast_as_it_is_lost(home: tuple[Blueprint, Residency]) -> None:
    """Growth is what leaves, crowding among it, less what comes in; in the lumen and in mucus."""
    b, found = home
    layout = Layout.of(b, found.network)
    growth, mucosal = Appetite.of(layout, found.network, found.x).growth(0.0)
    come, gone = exchanged(found.network, found.x)
    moved = come - gone
    for grown, home_of in ((growth, layout.biomass), (mucosal, layout.mucosal)):
        assert np.allclose(grown, -moved[home_of] / found.x[home_of], rtol=1e-6, atol=1e-9)
    passage = np.array([segment.passage for segment in b.habitat.segments])
    crowded = b.knowledge.physiology.value("community.crowding") * passage
    law = next(p for p in found.network.processes if p.law.name == "crowding")
    lost = law.law.value(found.network.extend(found.x)).reshape(growth.shape)
    at_ease = np.abs(found.fitness) < LIMIT  # others are more frequent where they can grow
    assert at_ease.mean() > 0.8
    shared = (lost / found.x[layout.biomass])[at_ease]
    assert np.allclose(shared, np.broadcast_to(crowded, growth.shape)[at_ease], rtol=0.02)


def test_fitness_is_what_traits_leave_unexplained(home: tuple[Blueprint, Residency]) -> None:
    b, found = home
    layout = Layout.of(b, found.network)
    none = np.zeros_like(found.fitness)
    plain = found.network.with_params(fitness_params(layout, found.network, none, none))
    fitness = np.stack([found.fitness, found.mucosal])
    grown = Appetite.of(layout, found.network, found.x).growth(0.0)
    appetite = Appetite.of(layout, plain, found.x)
    assert np.allclose(appetite.growth(fitness), grown, rtol=1e-6)
    assert np.allclose(appetite.fitness(grown, -9.0, 3.0), fitness, atol=1e-6)


def test_a_disturbance_fades(home: tuple[Blueprint, Residency]) -> None:
    """The steady state is stable: what is shaken returns."""
    b, found = home
    rng = np.random.default_rng(0)
    layout = Layout.of(b, found.network)
    shaken = found.x.copy()
    shaken[layout.biomass] *= np.exp(0.1 * rng.standard_normal(layout.biomass.shape))
    scale = np.maximum(np.abs(found.x), 1e-3)
    end = integrate(found.network, shaken, [0.0, 24.0 * 365], scale=scale).x[-1]
    assert np.allclose(observe.shares(b, end), SHARES, rtol=0.02)


@pytest.mark.slow
@pytest.mark.parametrize("i", [0, 2])
def test_two_halves_of_a_taxon_are_the_taxon(home: tuple[Blueprint, Residency], i: int) -> None:
    """In the fit, and in what inulin does."""
    b, found = home
    split = halves(b, i)
    shares = np.concatenate([SHARES[:i], [SHARES[i] / 2] * 2, SHARES[i + 1 :]])
    two = fitted(split, shares)
    ends = after(b, found, 20, 15), after(split, two, 20, 15)
    for x, y in ((found.x, two.x), ends):
        same = [s for s in b.states if s[1] not in LEDGERS and s[0] != b.member_ids[i]]
        one = np.array([x[b.at(*s)] for s in same])
        other = np.array([y[split.at(*s)] for s in same])
        assert np.allclose(other, one, rtol=2e-3, atol=1e-6)
        mine = observe.shares(split, y)[[i, i + 1]]
        assert mine.sum() == pytest.approx(observe.shares(b, x)[i], rel=2e-3)
        assert mine[0] == pytest.approx(mine[1], rel=2e-3)
    assert not np.allclose(ends[0], found.x, rtol=0.1)


def test_what_is_absorbed_and_left_is_what_is_made(home: tuple[Blueprint, Residency]) -> None:
    b, found = home
    flows = observe.daily_all(b, found.network, found.x)
    for acid in observe.SCFA:
        lost = flows[acid, ABSORBED] + flows[acid, STOOL]
        assert observe.released(flows, (acid,)) == pytest.approx(lost)
        assert observe.daily(b, found.network, found.x, acid, ABSORBED) == flows[acid, ABSORBED]
        made = observe.makers(b, found.network, found.x, acid)
        assert sum(made.values()) >= lost * (1 - 1e-6)
    assert 0.5 < observe.absorbed_fraction(flows, observe.SCFA) < 1


def test_a_stool_is_its_parts(home: tuple[Blueprint, Residency]) -> None:
    b, found = home
    stool = observe.stool(b, observe.daily_all(b, found.network, found.x))
    water = stool["wet"] * stool["water"] / 100
    assert stool["dry"] + water == pytest.approx(stool["wet"])
    assert 0 < stool["bacteria"] < stool["dry"]
    assert stool["density"] > 0


def test_who_makes_methane_is_the_methanogen(home: tuple[Blueprint, Residency]) -> None:
    b, found = home
    made = observe.makers(b, found.network, found.x, "methane")
    assert {m for m, amount in made.items() if amount > 0} == {"methanobrevibacter_smithii"}


def test_nothing_has_left_yet(home: tuple[Blueprint, Residency]) -> None:
    b, found = home
    counted = [i for i, (_, place) in enumerate(b.states) if place in LEDGERS]
    assert not found.x[counted].any()
