"""A traced law has the values of the law itself and its exact derivatives, or is not traced."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from holobiont.engine.law import Law
from holobiont.engine.trace import trace

POSITIVE = st.floats(1e-2, 1e2)


def rich(a: Any, b: Any, *, rate: Any, low: Any) -> Any:
    """Use every operation that a law may have."""
    bent = np.maximum(0.1, np.minimum(a / low, np.sqrt(b)))
    curved = np.exp(-a / (a + rate)) + np.log(1.0 + b) * 10.0 ** (low - b / (1.0 + b))
    return rate * np.exp(low) * bent * (+curved) - np.square(a) ** 1.5 / (b + 1.0)


def by_complex_step(law: Law, z: np.ndarray) -> np.ndarray:
    rows = []
    for slot in range(law.reads.shape[0]):
        local = z[law.reads].astype(complex)
        local[slot] += 1e-30j
        rows.append(np.imag(law.function(*local, **law.params)) / 1e-30)
    return np.stack(rows)


@given(seed=st.integers(0, 2**32 - 1), n=st.integers(1, 7), rate=POSITIVE)
def test_values_are_the_same_and_derivatives_exact(seed: int, n: int, rate: float) -> None:
    rng = np.random.default_rng(seed)
    z = rng.uniform(0.1, 5.0, 4)
    params = {"rate": rate, "low": rng.uniform(0.2, 2.0, n)}
    law = Law("rich", rich, rng.integers(0, 4, (2, n)), params)
    assert law.program is not None
    assert law.value(z).tobytes() == rich(*z[law.reads], **params).tobytes()
    assert np.allclose(law.partials(z), by_complex_step(law, z), rtol=1e-9, atol=1e-12)


def test_constants_are_computed_once() -> None:
    law = Law("rich", rich, np.zeros((2, 1), dtype=np.intp), {"rate": 2.0, "low": 1.0})
    assert law.program is not None
    assert any(np.isclose(c, 2.0 * np.e) for c in law.program.constants)


def branches(a: Any) -> Any:
    return a if a > 1 else 2.0 * a


def stacks(a: Any) -> Any:
    return np.stack([a, a]).sum(axis=0)


def sums(a: Any) -> Any:
    return np.add.reduce(a) + a


def turns(a: Any) -> Any:
    return np.sin(a)


def widens(a: Any) -> Any:
    return (a * np.ones((3, 2))).sum(axis=0)


@pytest.mark.parametrize("function", [branches, stacks, sums, turns, widens])
def test_what_is_not_elementary_is_not_traced(function: Callable[..., Any]) -> None:
    assert trace(function, 1, 2, {}) is None


def test_a_law_that_cannot_be_traced_still_has_its_derivatives() -> None:
    law = Law("turns", turns, np.array([[0, 1]]))
    z = np.array([0.3, 1.2])
    assert law.value(z) == pytest.approx(np.sin(z))
    assert law.partials(z)[0] == pytest.approx(np.cos(z), rel=1e-12)
