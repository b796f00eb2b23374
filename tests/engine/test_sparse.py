"""Products indexed once are those of scipy."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import random_array

from holobiont.engine.law import Array
from holobiont.engine.sparse import Pattern, gather, product, stoichiometric_matrix

SEEDS = st.integers(0, 2**32 - 1)
SIZES = st.integers(1, 9)


def sparse(rng: np.random.Generator, rows: int, columns: int) -> tuple[Pattern, Array]:
    matrix = random_array((rows, columns), density=rng.uniform(0, 0.7), rng=rng).tocoo()
    made = gather(matrix.row, matrix.col, (rows, columns))
    return made.pattern, made(matrix.data)


@given(seed=SEEDS, a=SIZES, b=SIZES, c=SIZES)
def test_a_product_equals_that_of_scipy(seed: int, a: int, b: int, c: int) -> None:
    rng = np.random.default_rng(seed)
    left, right = sparse(rng, a, b), sparse(rng, b, c)
    step = product(left[0], right[0])
    for _ in range(2):
        found = step.sum.pattern.csr(step(left[1], right[1])).toarray()
        expected = (left[0].csr(left[1]) @ right[0].csr(right[1])).toarray()
        assert np.allclose(found, expected, rtol=1e-13, atol=1e-15)
        left, right = (left[0], 2 * left[1]), (right[0], -right[1])


@given(seed=SEEDS, n=SIZES, k=st.integers(0, 30))
def test_gather_adds_what_falls_on_one_place(seed: int, n: int, k: int) -> None:
    rng = np.random.default_rng(seed)
    rows, columns, data = rng.integers(0, n, k), rng.integers(0, n, k), rng.normal(size=k)
    dense = np.zeros((n, n))
    np.add.at(dense, (rows, columns), data)
    total = gather(rows, columns, (n, n))
    assert np.allclose(total.pattern.csr(total(data)).toarray(), dense)
    assert np.allclose(stoichiometric_matrix(rows, columns, data, (n, n)).toarray(), dense)
    keys = total.pattern.rows * n + total.pattern.columns
    assert np.all(np.diff(keys) > 0)
