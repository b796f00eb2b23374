"""What is zero and stays zero is left out, and that changes nothing."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from holobiont.engine import solve
from holobiont.engine.alive import Alive, alive, forget
from holobiont.engine.law import Array, Law
from holobiont.engine.network import Network
from holobiont.engine.solve import integrate
from holobiont.engine.zeros import zeros
from tests.engine.networks import (
    first_order,
    linear_network,
    mass_action,
    named,
    networks,
    process,
)


def lonely(function: Any, x: Array, **constants: Any) -> Network:
    """Return a network in which one flux, which reads all states, fills another that is empty."""
    n = x.size
    law = Law("law", function, np.arange(n)[:, None], constants)
    return Network(named(n + 1), (), (process(law, [(n, 0, 1.0)]),))


@given(networks(), st.integers(0, 2**32 - 1))
def test_rates_are_the_same_and_what_is_left_out_does_not_move(
    case: tuple[Network, Array], seed: int
) -> None:
    network, x = case
    x = np.where(np.random.default_rng(seed).random(x.size) < 0.5, 0.0, x)
    part = alive(network, x)
    whole = network.rhs(x)
    assert np.allclose(part.whole(part.network.rhs(x[part.states])), whole, atol=1e-12)
    left = np.setdiff1d(np.arange(x.size), part.states)
    assert not whole[left].any()
    assert not x[left].any()


@given(networks(), st.integers(0, 2**32 - 1))
def test_the_jacobian_of_what_is_left_is_the_same(case: tuple[Network, Array], seed: int) -> None:
    network, x = case
    x = np.where(np.random.default_rng(seed).random(x.size) < 0.5, 0.0, x)
    part = alive(network, x)
    whole = network.jacobian(x).toarray()[np.ix_(part.states, part.states)]
    assert np.allclose(part.network.jacobian(x[part.states]).toarray(), whole, atol=1e-12)


def flowing(x: Array) -> Network:
    """Return a chain of states, each filled by the one before, and two that grow on each other."""
    n = x.size
    pair = Law("pair", mass_action, np.array([[n - 2], [n - 1]]), {"rate": 1.0})
    down = Law("down", first_order, np.arange(n - 3)[None, :], {"rate": 0.5})
    steps = [(i, i, -1.0) for i in range(n - 3)] + [(i + 1, i, 1.0) for i in range(n - 3)]
    meet = [(n - 2, 0, 1.0), (n - 1, 0, -1.0)]
    return Network(named(n), (), (process(down, steps), process(pair, meet)))


def test_what_is_filled_later_is_kept() -> None:
    x = np.array([0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 3.0])
    part = alive(flowing(x), x)
    # The last but one needs itself to grow; without it the last one only lies there.
    assert part.states.tolist() == [2, 3, 4, 6]


@given(st.integers(0, 2**32 - 1))
def test_a_run_without_what_is_zero_is_the_same_run(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n = 6
    matrix = rng.uniform(0, 1, (n, n)) * (rng.random((n, n)) < 0.4)
    matrix[3:, :3] = 0.0
    matrix[np.arange(n), np.arange(n)] = -matrix.sum(axis=0) - 0.1
    x = np.concatenate([rng.uniform(0.5, 2.0, 3), np.zeros(3)])
    network = linear_network(matrix)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(solve, "alive", lambda net, y: Alive(net, np.arange(y.size), y.size))
        whole = integrate(network, x, [0.0, 1.0, 5.0])
    part = integrate(network, x, [0.0, 1.0, 5.0])
    assert np.allclose(part.x, whole.x, rtol=1e-9, atol=1e-12)
    assert not part.x[:, 3:].any()


@pytest.mark.parametrize(
    ("function", "constants"),
    [
        (lambda a, b: a * b, {}),
        (lambda a, b: a / (b + 1.0), {}),
        (lambda a, b: np.maximum(a - 0.5, 0.0) * b, {}),
        (lambda a, b: a**2.0 + np.minimum(a, 0.0) * np.exp(b), {}),
        (lambda a, b, rate: (a + b) * rate, {"rate": 0.0}),
        (lambda a, b: np.sqrt(a) - np.square(a) + np.log(b + 2.0) * a, {}),
    ],
)
def test_a_flux_is_known_to_be_zero(function: Any, constants: dict[str, float]) -> None:
    x = np.array([0.0, 2.0])
    network = lonely(function, x, **constants)
    none = zeros(network, np.append(x, 0.0))
    assert none.fluxes[0].all()
    assert np.flatnonzero(~none.entries).tolist() == [1]


@pytest.mark.parametrize(
    "function",
    [
        lambda a, b: a / (a + 0.0 * b),
        lambda a, b: b ** (a * 1.0),
        lambda a, b: a**-1.0 * b,
        lambda a, b: np.maximum(0.5 - a, 0.0) * b,
        lambda a, b: np.exp(a) * b,
        lambda a, b: a - b,
    ],
)
def test_what_cannot_be_told_is_kept(function: Any) -> None:
    x = np.array([0.0, 2.0, 0.0])
    assert 2 in alive(lonely(function, x[:2]), x).states


@given(st.floats(0.1, 5.0))
def test_other_constants_share_the_part(rate: float) -> None:
    x = np.array([0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 3.0])
    network = flowing(x)
    first = alive(network, x)
    other = network.with_params({"down": {"rate": rate}})
    part = alive(other, x)
    assert part.network.elimination is first.network.elimination
    assert np.allclose(part.whole(part.network.rhs(x[part.states])), other.rhs(x))


def test_constants_that_are_no_longer_zero_bring_states_back() -> None:
    x = np.array([0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 3.0])
    network = flowing(x)
    still = network.with_params({"down": {"rate": 0.0}})
    assert np.flatnonzero(~zeros(still, x).entries).tolist() == [2, 6]
    assert alive(still, x).network is still
    assert alive(network, x).states.tolist() == [2, 3, 4, 6]


def test_a_part_with_little_more_is_taken_over() -> None:
    n = 33
    x = np.zeros(n)
    x[8:] = 1.0
    x[-2:] = 0.0, 1.0
    network = flowing(x)
    first = alive(network, x)
    assert first.states.tolist() == [*range(8, n - 2), n - 1]
    later = x.copy()
    later[8] = 0.0
    again = alive(network, later)
    assert again.network is first.network
    assert np.allclose(again.whole(again.network.rhs(later[again.states])), network.rhs(later))
    forget(network)
    assert alive(network, later).states.tolist() == [*range(9, n - 2), n - 1]


def test_next_to_nothing_is_not_left_out() -> None:
    x = np.ones(20)
    x[-2] = 0.0
    network = flowing(x)
    assert alive(network, x).network is network
