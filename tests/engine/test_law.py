"""A law's partial derivatives are exact, and a linear node is the sum it says."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from holobiont.engine.law import Law, Linear
from tests.engine.networks import constant, monod, square, square_gradient

POSITIVE = st.floats(1e-3, 1e3)


@given(x=POSITIVE, s=POSITIVE, rate=POSITIVE, half=POSITIVE)
def test_partials_are_the_analytic_derivatives(
    x: float, s: float, rate: float, half: float
) -> None:
    law = Law("monod", monod, np.array([[0, 1], [1, 0]]), {"rate": rate, "half": half})
    z = np.array([x, s])
    partials = law.partials(z)
    for instance, (eater, food) in enumerate(((x, s), (s, x))):
        by_eater = rate * food / (food + half)
        by_food = rate * eater * half / (food + half) ** 2
        assert np.allclose(partials[:, instance], [by_eater, by_food], rtol=1e-9, atol=0)


@given(values=st.lists(POSITIVE, min_size=1, max_size=5), scale=POSITIVE)
def test_a_given_gradient_equals_the_complex_step(values: list[float], scale: float) -> None:
    z = np.array(values)
    reads = np.arange(len(values))[None, :]
    plain = Law("square", square, reads, {"scale": scale})
    given_ = Law("square", square, reads, {"scale": scale}, square_gradient)
    assert np.allclose(plain.partials(z), given_.partials(z), rtol=1e-12)


def test_a_law_that_reads_nothing_has_no_partials() -> None:
    law = Law("constant", constant, np.empty((0, 3), dtype=np.intp), {"rate": np.ones(3)})
    assert law.size == 3
    assert law.partials(np.ones(2)).shape == (0, 3)
    assert law.value(np.ones(2)).tolist() == [1.0, 1.0, 1.0]


@given(seed=st.integers(0, 2**32 - 1), n=st.integers(1, 6), k=st.integers(1, 12))
def test_a_linear_node_is_offset_plus_matrix(seed: int, n: int, k: int) -> None:
    rng = np.random.default_rng(seed)
    rows, columns = rng.integers(0, n, k), rng.integers(0, 4, k)
    node = Linear("sums", rows, columns, rng.normal(size=k), rng.normal(size=n))
    dense = np.zeros((n, 4))
    np.add.at(dense, (rows, columns), node.weights)
    z = rng.normal(size=4)
    assert np.allclose(node.value(z), node.offset + dense @ z)
