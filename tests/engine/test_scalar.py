"""Networks written out as plain code agree with their vectorized form."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holobiont.engine.law import Law, Process
from holobiont.engine.network import Network
from holobiont.engine.scalar import integrate_dense, scalar
from holobiont.engine.solve import integrate

POSITIVE = st.floats(0.05, 5)


def law(name: str, function: object, reads: list[int], **params: float) -> Law:
    return Law(name, function, np.array(reads, dtype=int)[:, None], params)  # type: ignore[arg-type]


def process(node: Law, state: int, amount: float) -> Process:
    return Process(node, np.array([state]), np.array([0]), np.array([amount]))


def network() -> Network:
    """Every kind of operation, a derived quantity of another, and one position read twice."""
    derived = (
        law("h", lambda a, n, k: a**n / (k**n + a**n), [0], n=2.5, k=1.3),
        law("g", lambda h, b: np.exp(-h) + np.sqrt(b) - np.log(b) + np.square(h), [3, 1]),
    )
    processes = (
        process(law("p", lambda h, g: h * g - 0.2, [3, 4]), 0, 1.5),
        process(law("q", lambda a, b: np.maximum(a, b) - np.minimum(a, 0.3), [0, 1]), 1, -0.7),
        process(law("r", lambda a, b: +a / b + (-b), [2, 2]), 2, 0.4),
        process(law("s", lambda a, b: a ** (0.5 * b), [1, 0]), 2, 1.0),
        process(Law("c", lambda: np.full(1, 0.3), np.empty((0, 1), int), {}), 0, 2.0),
    )
    return Network((("a", "x"), ("b", "x"), ("c", "x")), derived, processes)


@settings(max_examples=50, deadline=None)
@given(st.tuples(POSITIVE, POSITIVE, POSITIVE))
def test_rates_and_jacobian_agree(states: tuple[float, float, float]) -> None:
    net, x = network(), np.array(states)
    plain = scalar(net)
    assert plain is not None
    np.testing.assert_allclose(plain.rhs(x), net.rhs(x), rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(plain.extend(x), net.extend(x), rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(plain.jacobian(x), net.jacobian(x).toarray(), rtol=1e-10, atol=1e-12)


def test_where_a_number_fails_the_vectorized_form_decides() -> None:
    net = network()
    plain = scalar(net)
    assert plain is not None
    x = np.array([1.0, 1.0, 0.0])
    with np.errstate(all="ignore"):
        np.testing.assert_array_equal(plain.rhs(x), net.rhs(x))


def test_both_solvers_give_the_same_course() -> None:
    net = network()
    plain = scalar(net)
    assert plain is not None
    x0, times = np.array([1.0, 2.0, 1.5]), np.linspace(0, 1, 11)
    ours = integrate_dense(plain, x0, times).x
    np.testing.assert_allclose(ours, integrate(net, x0, times).x, rtol=1e-4)


def test_laws_of_many_instances_are_left_to_the_vectorized_form() -> None:
    many = Law("v", lambda a: a, np.array([[0, 1]]), {})
    both = Process(many, np.array([0, 1]), np.array([0, 1]), np.array([1.0, 1.0]))
    assert scalar(Network((("a", "x"), ("b", "x")), (), (both,))) is None
    odd = law("o", np.tanh, [0])
    assert scalar(Network((("a", "x"),), (), (process(odd, 0, 1.0),))) is None


@pytest.mark.parametrize("size", [1e5, -1e5])
def test_an_exponential_too_large_is_infinite(size: float) -> None:
    net = Network(
        (("a", "x"),), (), (process(law("e", lambda a: 1 / (1 + np.exp(a)), [0]), 0, 1.0),)
    )
    plain = scalar(net)
    assert plain is not None
    assert plain.rhs(np.array([size]))[0] == pytest.approx(float(size < 0))
