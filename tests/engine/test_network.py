"""The Jacobian is exact, the order of processes has no effect, new constants share structure."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from holobiont.engine.law import Array, Law, Linear
from holobiont.engine.network import Network
from tests.engine.networks import differences, named, networks, process, random_network


@given(networks())
def test_the_jacobian_is_that_of_the_rates(case: tuple[Network, Array]) -> None:
    network, x = case
    exact = network.jacobian(x).toarray()
    assert np.allclose(exact, differences(network.rhs, x), rtol=1e-6, atol=1e-7)


@given(networks())
def test_states_change_by_stoichiometry_alone(case: tuple[Network, Array]) -> None:
    network, x = case
    by_hand = np.zeros(network.size)
    z = network.extend(x)
    for each in network.processes:
        v = each.law.value(z)
        np.add.at(by_hand, each.states, each.coefficients * v[each.instances])
    assert np.allclose(network.rhs(x), by_hand, rtol=1e-12, atol=1e-12)


@given(networks(), st.permutations(range(4)))
def test_the_order_of_processes_has_no_effect(
    case: tuple[Network, Array], order: list[int]
) -> None:
    network, x = case
    turned = Network(network.states, network.derived, tuple(network.processes[i] for i in order))
    assert np.allclose(turned.rhs(x), network.rhs(x), rtol=1e-12, atol=1e-12)
    assert np.allclose(turned.jacobian(x).toarray(), network.jacobian(x).toarray(), atol=1e-12)
    for name, where in network.flux_slices.items():
        assert np.array_equal(turned.fluxes(x)[turned.flux_slices[name]], network.fluxes(x)[where])


@given(networks(), st.floats(0.1, 5))
def test_new_constants_share_the_structure(case: tuple[Network, Array], rate: float) -> None:
    network, x = case
    before = network.rhs(x)
    other = network.with_params({"first_order": {"rate": rate}, "squares": {"scale": rate}})
    assert other.stoichiometry is network.stoichiometry
    assert other.elimination is network.elimination
    assert np.array_equal(network.rhs(x), before)
    fresh = Network(other.states, other.derived, other.processes)
    assert np.array_equal(other.rhs(x), fresh.rhs(x))
    assert np.array_equal(other.jacobian(x).toarray(), fresh.jacobian(x).toarray())
    assert np.allclose(other.jacobian(x).toarray(), differences(other.rhs, x), rtol=1e-6, atol=1e-6)


@given(networks(), st.floats(0.1, 5))
def test_a_network_takes_over_index_work_of_one_alike(
    case: tuple[Network, Array], factor: float
) -> None:
    network, x = case
    node = network.derived[0]
    assert isinstance(node, Linear)
    derived = (replace(node, weights=node.weights * factor), *network.derived[1:])
    scaled = tuple(replace(p, coefficients=p.coefficients * factor) for p in network.processes)
    alone = Network(network.states, derived, scaled)
    shared = alone.like(network)
    assert shared.elimination is network.elimination
    assert np.array_equal(shared.rhs(x), alone.rhs(x))
    assert np.array_equal(shared.jacobian(x).toarray(), alone.jacobian(x).toarray())


def test_a_network_of_other_structure_keeps_its_own_index_work() -> None:
    network = random_network(0, 4, 3)
    first = network.processes[0]
    moved = replace(first, states=(first.states + 1) % 4)
    for other in (
        Network(network.states, network.derived, (moved, *network.processes[1:])),
        Network(network.states, network.derived, network.processes[1:]),
        Network(network.states[::-1], network.derived, network.processes),
        Network(network.states, network.derived[::-1], network.processes),
    ):
        assert other.like(network) is other


@given(networks())
def test_what_is_remembered_is_what_would_be_computed(case: tuple[Network, Array]) -> None:
    network, x = case
    for y in (x, x, x + 0.5, x):
        fresh = Network(network.states, network.derived, network.processes)
        assert np.array_equal(network.extend(y), fresh.extend(y))
        assert np.array_equal(network.fluxes(y), fresh.fluxes(y))
    y = x.copy()
    before = network.rhs(y).copy()
    y += 1.0
    assert np.array_equal(
        network.rhs(y), Network(network.states, network.derived, network.processes).rhs(y)
    )
    other = network.with_params({"squares": {"scale": 3.0}})
    assert np.array_equal(
        other.extend(x), Network(other.states, other.derived, other.processes).extend(x)
    )
    assert np.array_equal(network.rhs(x), before)


def test_an_unknown_law_is_refused() -> None:
    with pytest.raises(KeyError, match="no law is named"):
        random_network(0, 3, 2).with_params({"mon0d": {"rate": 1.0}})


def test_states_and_slices_are_found_by_name() -> None:
    network = random_network(0, 3, 2)
    assert network.index["s2", "here"] == 2
    assert network.slices == {"sums": slice(3, 5), "squares": slice(5, 7)}
    assert [s.stop - s.start for s in network.flux_slices.values()] == [2, 2, 2, 2]


def test_a_rate_is_taken_from_what_holds_it_per_unit_if_constants_agree() -> None:
    def eaten(eater: Any, food: Any, *, rate: Any) -> Any:
        return np.maximum(eater, 0.0) * rate * food

    def per_unit(_eater: Any, food: Any, *, rate: Any) -> Any:
        return rate * food

    reads, rate = np.array([[0, 1, 2], [3, 3, 3]]), {"rate": np.array([1.0, 2.0, 3.0])}
    unit = Law("unit", per_unit, reads, rate, unit_of=eaten)
    effects = [(3, 0, -1.0), (0, 0, 1.0), (1, 1, 1.0), (2, 2, 1.0)]
    network = Network(named(4), (unit,), (process(Law("eaten", eaten, reads, rate), effects),))
    x = np.array([0.5, 2.0, -1e-9, 4.0])
    plain = Network(named(4), (), network.processes)
    assert network.units == (slice(4, 7),)
    assert np.allclose(network.rhs(x), plain.rhs(x), rtol=1e-14)
    other = network.with_params({"eaten": {"rate": 2.0 * rate["rate"]}})
    assert other.units == (None,)
    assert np.allclose(other.rhs(x), 2.0 * plain.rhs(x), rtol=1e-14)
