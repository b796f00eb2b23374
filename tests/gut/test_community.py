"""The networks of colon and vessel: elements, Jacobian, order of taxa, no rate without matter."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from holobiont.engine.law import Array
from holobiont.engine.network import Network
from holobiont.gut import observe
from holobiont.gut.blueprint import LEDGERS, Blueprint
from holobiont.gut.community import network
from holobiont.gut.growth import GROWTH
from holobiont.knowledge import load
from tests.gut.communities import (
    CORE,
    SEEDS,
    community,
    even,
    every_taxon,
    fed,
    halves,
    in_vessel,
    random_state,
)

KNOWLEDGE = load()
#: Blood replaces what of these the community takes, and the gradient of both drives a flux.
EXCHANGED = {"carbon_dioxide", "sodium", "water"}


def both(taxa: list[str]) -> tuple[Blueprint, Blueprint]:
    return community(taxa), in_vessel(taxa)


@settings(max_examples=12)
@given(every_taxon(KNOWLEDGE))
def test_every_flux_keeps_every_element(taxa: list[str]) -> None:
    for b in both(taxa):
        _, elements = b.element_matrix
        s = network(b).stoichiometry.toarray()
        left, moved = np.abs(elements @ s), np.abs(elements) @ np.abs(s)
        assert np.all(left <= 1e-9 * moved.max(axis=0))


@settings(max_examples=8)
@given(every_taxon(KNOWLEDGE), SEEDS)
def test_every_taxon_of_the_knowledge_grows_at_a_finite_rate(taxa: list[str], seed: int) -> None:
    for b in both(taxa):
        x = random_state(b, seed)
        net = network(b)
        assert np.all(np.isfinite(net.fluxes(x)))
        assert np.all(np.isfinite(net.jacobian_data(x)))


def near_a_corner(b: Blueprint, net: Network, x: Array) -> bool:
    corners = [q.internal for m in b.members for q in m.taxon.ph.corners()]
    gaps = observe.ph(b, net, x)[:, None] - np.array(corners)
    return bool(np.abs(gaps).min() < 0.02)


@settings(max_examples=10)
@given(seed=SEEDS, colonic=st.booleans())
def test_the_jacobian_is_that_of_the_rates(seed: int, colonic: bool) -> None:
    """Along random directions, by differences of fourth order."""
    b = community() if colonic else in_vessel()
    net = fed(b, even(b))[0] if colonic else network(b)
    x = random_state(b, seed)
    assume(not near_a_corner(b, net, x))
    jacobian = net.jacobian(x)
    rng = np.random.default_rng(seed)
    for _ in range(6):
        v = x * rng.standard_normal(x.size) * (rng.random(x.size) < 0.2)
        h = 5e-4
        near = net.rhs(x + h * v) - net.rhs(x - h * v)
        far = net.rhs(x + 2 * h * v) - net.rhs(x - 2 * h * v)
        scale = abs(jacobian) @ np.abs(v)
        assert np.all(np.abs(jacobian @ v - (8 * near - far) / (12 * h)) <= 1e-5 * scale + 1e-7)


def fluxes_that_use(net: Network, state: int) -> Array:
    s = net.stoichiometry.tocsc()
    return np.flatnonzero(s[[state], :].toarray()[0] < 0)


@pytest.mark.parametrize("colonic", [True, False], ids=["colon", "vessel"])
def test_no_rate_without_its_substrate(colonic: bool) -> None:
    """What a flux uses must be there: this is what keeps states from falling below zero."""
    b = community(sorted(KNOWLEDGE.taxa)[::4]) if colonic else in_vessel(sorted(KNOWLEDGE.taxa))
    net = network(b)
    x = random_state(b, 1)
    for i, (species, place) in enumerate(b.states):
        if place in LEDGERS or species in EXCHANGED or place == "transverse":
            continue
        y = x.copy()
        y[i] = 0.0
        used = fluxes_that_use(net, i)
        assert np.abs(net.fluxes(y)[used]).max(initial=0.0) == 0.0, (species, place)


@settings(max_examples=5)
@given(seed=SEEDS, order=st.permutations(CORE))
def test_the_order_of_taxa_changes_nothing(seed: int, order: list[str]) -> None:
    first, turned = community(), community(order)
    x = random_state(first, seed)
    y = np.array([x[first.at(*state)] for state in turned.states])
    rate = network(first).rhs(x)
    found = network(turned).rhs(y)
    expected = np.array([rate[first.at(*state)] for state in turned.states])
    assert np.allclose(found, expected, rtol=1e-9, atol=1e-9)


@settings(max_examples=5)
@given(seed=SEEDS, i=st.integers(0, len(CORE) - 1), part=st.floats(0, 1))
def test_two_that_are_alike_grow_as_one(seed: int, i: int, part: float) -> None:
    whole = community()
    split = halves(whole, i)
    name = whole.member_ids[i]
    x = random_state(whole, seed)
    y = np.empty(len(split.states))
    for j, (species, place) in enumerate(split.states):
        twin = species in (f"{name}_a", f"{name}_b")
        weight = part if species == f"{name}_a" else 1 - part
        y[j] = x[whole.at(name, place)] * weight if twin else x[whole.at(species, place)]
    rate, found = network(whole).rhs(x), network(split).rhs(y)
    for (species, place), r in zip(whole.states, rate, strict=True):
        names = (f"{name}_a", f"{name}_b") if species == name else (species,)
        total = sum(found[split.at(s, place)] for s in names)
        assert total == pytest.approx(r, rel=1e-9, abs=1e-9)


def test_a_vessel_is_closed_but_for_its_gas() -> None:
    names = {process.law.name for process in network(in_vessel()).processes}
    assert names <= {"hydrolysis", "conversion", *GROWTH}
    assert set(GROWTH) <= names


def test_more_of_a_process_is_found_in_a_colon() -> None:
    colon = {process.law.name for process in network(community()).processes}
    vessel = {process.law.name for process in network(in_vessel()).processes}
    assert vessel < colon
