"""Elimination solves ``(I - gamma J) u = r`` exactly, whatever the structure."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from holobiont.engine.law import Array
from holobiont.engine.plan import plan, with_diagonal
from holobiont.engine.sparse import gather

SEEDS = st.integers(0, 2**32 - 1)


def solved(
    matrix: Array, keep: Array, gamma: float, right: Array, kinds: list[int] | None = None
) -> Array:
    """Solve with the elimination of the pattern `keep`."""
    rows, columns = np.nonzero(keep)
    pattern = gather(rows, columns, matrix.shape).pattern
    full, where = with_diagonal(pattern)
    data = np.zeros(full.size)
    data[where] = matrix[pattern.rows, pattern.columns]
    return plan(full, kinds).factor(data, gamma).solve(right)


def check(
    matrix: Array, keep: Array, gamma: float, right: Array, kinds: list[int] | None = None
) -> None:
    matrix = np.where(keep, matrix, 0.0)
    u = solved(matrix, keep, gamma, right, kinds)
    whole = np.eye(len(matrix)) - gamma * matrix
    scale = np.abs(whole) @ np.abs(u) + np.abs(right)
    assert np.all(np.abs(whole @ u - right) <= 1e-10 * scale.max())


def dominant(rng: np.random.Generator, n: int) -> Array:
    """Return a matrix whose diagonal keeps ``I - gamma J`` far from singular."""
    matrix = rng.normal(size=(n, n))
    matrix[np.arange(n), np.arange(n)] = -1.5 * np.abs(matrix).sum(axis=1)
    return matrix


@given(seed=SEEDS, n=st.integers(1, 30), density=st.floats(0, 1), gamma=st.floats(1e-4, 1e4))
def test_any_pattern_is_solved(seed: int, n: int, density: float, gamma: float) -> None:
    rng = np.random.default_rng(seed)
    keep = (rng.random((n, n)) < density) | np.eye(n, dtype=bool)
    check(dominant(rng, n), keep, gamma, rng.normal(size=n))


@given(seed=SEEDS, sizes=st.lists(st.integers(1, 6), min_size=1, max_size=8))
def test_many_strong_components_in_a_row_are_solved(seed: int, sizes: list[int]) -> None:
    """Cycles of several lengths, one feeding the next, listed in any order."""
    rng = np.random.default_rng(seed)
    n = sum(sizes)
    keep = np.eye(n, dtype=bool)
    start = 0
    for size in sizes:
        ring = np.arange(start, start + size)
        keep[ring, np.roll(ring, 1)] = True
        if start:
            keep[ring, rng.integers(0, start, size)] = True
        start += size
    order = rng.permutation(n)
    keep = keep[np.ix_(order, order)]
    check(dominant(rng, n), keep, 3.0, rng.normal(size=n))


@given(seed=SEEDS, n=st.integers(1, 30), density=st.floats(0, 0.4), kinds=st.integers(1, 12))
def test_any_kinds_may_be_named(seed: int, n: int, density: float, kinds: int) -> None:
    rng = np.random.default_rng(seed)
    keep = (rng.random((n, n)) < density) | np.eye(n, dtype=bool)
    named = rng.integers(0, kinds, n).tolist()
    check(dominant(rng, n), keep, 2.0, rng.normal(size=n), named)


@given(seed=SEEDS, n=st.integers(1, 12))
def test_a_missing_diagonal_is_added(seed: int, n: int) -> None:
    rng = np.random.default_rng(seed)
    keep = (rng.random((n, n)) < 0.4) & ~np.eye(n, dtype=bool)
    check(rng.normal(size=(n, n)), keep, 0.3 / n, rng.normal(size=n))


def test_a_community_leaves_only_a_small_dense_part() -> None:
    """Organisms that meet only through their food are eliminated first."""
    foods, eaters = 3, 40
    n = foods + eaters
    keep = np.eye(n, dtype=bool)
    keep[:foods, :] = keep[:, :foods] = True
    rows, columns = np.nonzero(keep)
    (part,) = plan(gather(rows, columns, (n, n)).pattern).parts
    assert part.hard.size == foods
    assert part.easy.size == eaters


def test_kin_that_act_on_each_other_are_eliminated_together() -> None:
    """Strains of one organism crowd each other out; otherwise they meet in their food."""
    foods, eaters, strains = 3, 30, 3
    n = foods + eaters * strains
    keep = np.eye(n, dtype=bool)
    keep[:foods, :] = keep[:, :foods] = True
    for i in range(eaters):
        own = foods + strains * i + np.arange(strains)
        keep[np.ix_(own, own)] = True
    rows, columns = np.nonzero(keep)
    (part,) = plan(gather(rows, columns, (n, n)).pattern).parts
    assert part.hard.size == foods
    assert [block.shape for block in part.clusters] == [(eaters, strains, strains)]
    rng = np.random.default_rng(0)
    check(dominant(rng, n), keep, 1.0, rng.normal(size=n))


def test_organisms_that_are_carried_about_are_eliminated_as_well() -> None:
    """Each organism moves between three places; in each it eats the foods of the place."""
    foods, eaters, places = 3, 20, 3
    here = foods + eaters
    n = places * here
    keep = np.eye(n, dtype=bool)
    for p in range(places):
        food = slice(p * here, p * here + foods)
        keep[food, p * here : (p + 1) * here] = keep[p * here : (p + 1) * here, food] = True
    for p in range(places - 1):
        i = np.arange(p * here, (p + 1) * here)
        keep[i, i + here] = keep[i + here, i] = True
    rows, columns = np.nonzero(keep)
    kinds = [i % here for i in range(n)]
    (part,) = plan(gather(rows, columns, (n, n)).pattern, kinds).parts
    assert part.hard.size == places * foods
    assert [block.shape for block in part.clusters] == [(eaters, places, places)]
    rng = np.random.default_rng(0)
    check(dominant(rng, n), keep, 1.0, rng.normal(size=n), kinds)


def test_an_empty_matrix_leaves_the_right_side() -> None:
    right = np.array([1.0, -2.0])
    zero = np.zeros((2, 2))
    assert solved(zero, zero.astype(bool), 5.0, right) == pytest.approx(right)
