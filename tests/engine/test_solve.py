"""The solver gives the known answers, and a steady state is one."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.linalg import expm

from holobiont.engine.law import Law
from holobiont.engine.network import Network
from holobiont.engine.solve import SolverError, Tolerance, integrate, steady_state
from tests.engine.networks import (
    constant,
    first_order,
    linear_network,
    mass_action,
    monod,
    named,
    process,
)

#: States of Robertson's problem at some times, from rtol 1e-12 solutions in the literature.
ROBERTSON = {
    0.4: (9.8517e-01, 3.3864e-05, 1.4794e-02),
    40.0: (7.1583e-01, 9.1855e-06, 2.8416e-01),
    4e3: (1.8320e-01, 8.9423e-07, 8.1680e-01),
}


def robertson() -> Network:
    """Stiff kinetics: A -> B, B + B -> B + C, B + C -> A + C."""
    slow = Law("slow", first_order, np.array([[0]]), {"rate": 0.04})
    fast = Law("fast", mass_action, np.array([[1], [1]]), {"rate": 3e7})
    back = Law("back", mass_action, np.array([[1], [2]]), {"rate": 1e4})
    return Network(
        named(3),
        (),
        (
            process(slow, [(0, 0, -1.0), (1, 0, 1.0)]),
            process(fast, [(1, 0, -1.0), (2, 0, 1.0)]),
            process(back, [(1, 0, -1.0), (0, 0, 1.0)]),
        ),
    )


def chemostat(inflow: float, rate: float) -> Network:
    """Food flows in, is eaten, and all is washed out at 0.1 per hour."""
    eat = Law("eat", monod, np.array([[1], [0]]), {"rate": rate, "half": 1.0})
    feed = Law("feed", constant, np.empty((0, 1), dtype=np.intp), {"rate": np.array([inflow])})
    wash = Law("wash", first_order, np.array([[0, 1]]), {"rate": 0.1})
    return Network(
        named(2),
        (),
        (
            process(eat, [(0, 0, -2.0), (1, 0, 1.0)]),
            process(feed, [(0, 0, 1.0)]),
            process(wash, [(0, 0, -1.0), (1, 1, -1.0)]),
        ),
    )


@settings(max_examples=25)
@given(seed=st.integers(0, 2**32 - 1), n=st.integers(1, 6))
def test_a_linear_system_follows_its_exponential(seed: int, n: int) -> None:
    rng = np.random.default_rng(seed)
    matrix = rng.normal(size=(n, n)) - 2.0 * n * np.eye(n) * rng.uniform(0.1, 1.0)
    x0 = rng.uniform(0.5, 2.0, n)
    times = [0.0, 0.1, 0.5, 2.0]
    found = integrate(linear_network(matrix), x0, times, Tolerance(1e-9, 1e-11))
    exact = np.stack([expm(t * matrix) @ x0 for t in times])
    assert np.allclose(found.x, exact, rtol=1e-5, atol=1e-7 * np.abs(exact).max())


def test_a_stiff_problem_ends_where_it_should() -> None:
    times = [0.0, *ROBERTSON]
    found = integrate(robertson(), np.array([1.0, 0, 0]), times, Tolerance(1e-8, 1e-14))
    for x, expected in zip(found.x[1:], ROBERTSON.values(), strict=True):
        assert x == pytest.approx(expected, rel=1e-4)
    assert found.steps < 3000


@settings(max_examples=20)
@given(seed=st.integers(0, 2**32 - 1), n=st.integers(2, 6))
def test_linear_invariants_are_kept(seed: int, n: int) -> None:
    """Whatever turns one state into another leaves the sum as it is."""
    rng = np.random.default_rng(seed)
    k = 2 * n
    reads = rng.integers(0, n, (2, k))
    law = Law("turn", mass_action, reads, {"rate": 10.0 ** rng.uniform(-3, 3, k)})
    effects = [(int(reads[0, i]), i, -1.0) for i in range(k)]
    effects += [(int(rng.integers(n)), i, 1.0) for i in range(k)]
    x0 = rng.uniform(0.1, 1.0, n)
    found = integrate(Network(named(n), (), (process(law, effects),)), x0, [0.0, 1.0, 30.0])
    assert np.allclose(found.x.sum(axis=1), x0.sum(), rtol=1e-10)


def test_two_times_or_many_give_the_same_end() -> None:
    x0 = np.array([5.0, 0.1])
    two = integrate(chemostat(1.0, 0.8), x0, [0.0, 50.0])
    many = integrate(chemostat(1.0, 0.8), x0, np.linspace(0.0, 50.0, 21))
    assert two.t.tolist() == [0.0, 50.0]
    assert two.x.shape == (2, 2)
    assert many.x.shape == (21, 2)
    assert np.array_equal(two.x[0], x0)
    assert np.allclose(two.x[-1], many.x[-1], rtol=1e-4)


def test_the_solver_is_deterministic() -> None:
    runs = [integrate(robertson(), np.array([1.0, 0, 0]), [0, 1, 100.0]).x for _ in range(2)]
    assert runs[0].tobytes() == runs[1].tobytes()


@given(inflow=st.floats(0.5, 5), rate=st.floats(0.3, 2), away=st.floats(0.7, 1.5))
def test_a_steady_state_is_the_analytic_one(inflow: float, rate: float, away: float) -> None:
    """Growth equals washout, so the food left is fixed, and the rest was eaten."""
    food = 0.1 / (rate - 0.1)
    eaten = inflow - 0.1 * food
    start = np.array([food * away, eaten / 0.2 / away])
    x = steady_state(chemostat(inflow, rate), start)
    assert x == pytest.approx([food, eaten / 0.2], rel=1e-6)


def test_states_that_only_count_may_go_on_counting() -> None:
    drip = Law("drip", constant, np.empty((0, 1), dtype=np.intp), {"rate": np.array([1.0])})
    lost = Law("lost", first_order, np.array([[0]]), {"rate": 0.5})
    network = Network(
        named(2), (), (process(drip, [(0, 0, 1.0)]), process(lost, [(0, 0, -1.0), (1, 0, 1.0)]))
    )
    x = steady_state(network, np.array([1.0, 0.0]), np.array([False, True]))
    assert x[0] == pytest.approx(2.0)


def test_what_never_rests_is_said_to() -> None:
    growth = Law("growth", first_order, np.array([[0]]), {"rate": 0.5})
    network = Network(named(1), (), (process(growth, [(0, 0, 1.0)]),))
    with pytest.raises(SolverError, match="no steady state"):
        steady_state(network, np.array([1.0]), hours=0.1, limit=40)


def test_what_cannot_be_solved_says_where() -> None:
    def explode(amount: Any) -> Any:
        return amount * amount

    law = Law("explode", explode, np.array([[0]]))
    network = Network(named(1), (), (process(law, [(0, 0, 1.0)]),))
    with pytest.raises(SolverError, match="stopped at"):
        integrate(network, np.array([1.0]), [0.0, 10.0], Tolerance(max_steps=500))
