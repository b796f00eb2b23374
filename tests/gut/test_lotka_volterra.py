"""Lotka-Volterra on the engine: against what can be solved by hand, and against another solver."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

from holobiont.engine.solve import SolverError
from holobiont.errors import InputError
from holobiont.gut.lotka_volterra import Arrival, LotkaVolterra, Pulse
from holobiont.gut.lotka_volterra_fit import Observations, Penalties, fit
from holobiont.gut.lotka_volterra_rest import jacobian, steady_states

TIMES = np.linspace(0.0, 6.0, 13)


def alone(growth: float = 0.8, own: float = -0.4, drug: float = -2.0) -> LotkaVolterra:
    return LotkaVolterra(
        ("a",), np.array([growth]), np.array([[own]]), ("drug",), np.array([[drug]])
    )


def rivals() -> LotkaVolterra:
    """Two that exclude each other: who is first stays."""
    harm = np.array([[-1.0, -2.0], [-3.0, -1.0]])
    return LotkaVolterra(("a", "b"), np.array([1.0, 1.0]), harm)


def logistic(x0: float, r: float, k: float, t: np.ndarray) -> np.ndarray:
    grown = np.exp(r * t)
    return k * x0 * grown / (k + x0 * (grown - 1.0))


@given(st.floats(0.1, 2.0), st.floats(-3.0, -0.1), st.floats(1e-6, 5.0))
def test_one_member_is_logistic(growth: float, own: float, start: float) -> None:
    found = alone(growth, own).run(np.array([start]), TIMES)[:, 0]
    assert found == pytest.approx(logistic(start, growth, -growth / own, TIMES), rel=1e-7)


def test_a_pulse_acts_while_it_lasts_even_between_samples() -> None:
    community = alone(own=-1e-9)
    found = community.run(np.array([1.0]), [0.0, 1.0, 4.0], [Pulse("drug", 1.5, 2.25)])[:, 0]
    assert found == pytest.approx(np.exp([0.0, 0.8, 0.8 * 4 - 2.0 * 0.75]), rel=1e-7)


def test_strength_multiplies_and_pulses_add() -> None:
    community, start = alone(), np.array([0.3])
    twice = community.run(start, TIMES, [Pulse("drug", 1.0, 3.0, strength=2.0)])
    both = community.run(start, TIMES, [Pulse("drug", 1.0, 3.0), Pulse("drug", 1.0, 3.0)])
    assert twice == pytest.approx(both, rel=1e-9)
    assert twice[-1] < community.run(start, TIMES, [Pulse("drug", 1.0, 3.0)])[-1]


def test_who_is_absent_stays_so_until_it_arrives() -> None:
    community = rivals()
    found = community.run(np.array([1.0, 0.0]), TIMES, arrivals=[Arrival("b", 3.0, 0.25)])
    assert (found[TIMES < 3.0, 1] == 0.0).all()
    assert found[TIMES == 3.0, 1] == pytest.approx([0.25])
    assert (found[TIMES > 3.0, 1] > 0.0).all()


def test_another_solver_agrees() -> None:
    rng = np.random.default_rng(5)
    n = 6
    effects = rng.normal(0.0, 0.3, (n, n)) - 1.5 * np.eye(n)
    community = LotkaVolterra(tuple("abcdef"), rng.uniform(0.2, 1.0, n), effects)
    start = rng.uniform(1e-4, 1.0, n)
    other = solve_ivp(
        lambda _, x: x * (community.growth + effects @ x),
        (TIMES[0], TIMES[-1]), start, t_eval=TIMES, method="DOP853", rtol=1e-12, atol=1e-16,
    )  # fmt: skip
    assert community.run(start, TIMES) == pytest.approx(other.y.T, rel=1e-7)


def test_who_is_first_stays() -> None:
    states = steady_states(rivals())
    assert len(states) == 3
    kept = sorted(tuple(s.amounts.round(6)) for s in states if s.stable)
    assert kept == [(0.0, 1.0), (1.0, 0.0)]
    ends = [rivals().run(np.array(x), [0.0, 200.0])[-1] for x in ([1.0, 0.01], [0.01, 1.0])]
    assert np.array(ends) == pytest.approx(np.eye(2), abs=1e-6)


def test_jacobian_is_the_derivative() -> None:
    community, x, step = rivals(), np.array([0.3, 0.7]), 1e-6

    def change(at: np.ndarray) -> np.ndarray:
        return at * (community.growth + community.interactions @ at)

    for j in range(2):
        near = np.eye(2)[j] * step
        expected = (change(x + near) - change(x - near)) / (2 * step)
        assert jacobian(community, x)[:, j] == pytest.approx(expected, rel=1e-6)


def test_regression_finds_what_made_the_slopes() -> None:
    rng = np.random.default_rng(1)
    effects = np.array([[-1.0, 0.2], [-0.3, -0.8]])
    growth, drug = np.array([0.5, 0.9]), np.array([[-2.0], [0.4]])
    amounts = rng.uniform(0.0, 2.0, (40, 2))
    signals = rng.integers(0, 2, (40, 1)).astype(float)
    slopes = growth + amounts @ effects.T + signals @ drug.T
    seen = Observations(slopes, amounts, signals)
    found = fit(("a", "b"), ("drug",), seen, Penalties(1e-9, 1e-9, 1e-9))
    assert found.interactions == pytest.approx(effects, rel=1e-6)
    assert found.growth == pytest.approx(growth, rel=1e-6)
    assert found.susceptibility == pytest.approx(drug, rel=1e-6)
    shrunk = fit(("a", "b"), ("drug",), seen, Penalties(1e6, 1e-9, 1e-9))
    assert np.abs(shrunk.interactions).max() < 1e-3


def test_observations_are_slopes_of_logarithms() -> None:
    amounts = np.exp(np.array([[0.0], [1.0], [4.0]]))
    seen = Observations.of(np.array([0.0, 2.0, 3.0]), amounts, np.array([[1.0], [0.0], [0.0]]))
    assert seen.slopes[:, 0] == pytest.approx([0.5, 3.0])
    assert seen.amounts.shape == (2, 1)
    assert seen.signals[:, 0].tolist() == [1.0, 0.0]
    assert Observations.pool([seen, seen]).slopes.shape == (4, 1)


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (lambda: LotkaVolterra(("a", "b"), np.ones(2), np.ones((1, 2))), "interactions"),
        (lambda: LotkaVolterra(("a",), np.array([np.nan]), np.ones((1, 1))), "growth"),
        (lambda: alone().run(np.ones(2), TIMES), "2 amounts for 1 members"),
        (lambda: alone().run(np.ones(1), [0.0, 0.0]), "increase"),
        (lambda: alone().run(np.ones(1), TIMES, [Pulse("drugs", 0, 1)]), "Did you mean 'drug'"),
        (lambda: alone().run(np.ones(1), TIMES, arrivals=[Arrival("z", 1, 1)]), "'z'"),
        (lambda: Observations.of(TIMES, np.zeros((13, 1)), np.zeros((13, 0))), "zero"),
        (
            lambda: steady_states(
                LotkaVolterra(tuple("abcdefghijklmnopq"), np.ones(17), -np.eye(17))
            ),
            "17 members",
        ),
    ],
)
def test_mistakes_are_one_sentence(act, said: str) -> None:
    with pytest.raises(InputError, match=said) as caught:
        act()
    assert "\n" not in str(caught.value)


def test_growth_without_end_is_said() -> None:
    friends = LotkaVolterra(("a", "b"), np.ones(2), np.array([[-0.1, 1.0], [1.0, -0.1]]))
    with pytest.raises(SolverError, match="without end"):
        friends.run(np.ones(2), [0.0, 50.0])
