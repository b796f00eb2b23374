"""Solve ``(I - gamma J) u = r`` by elimination along the network's own structure.

The strongly connected parts of the Jacobian (for instance the segments of a colon that flow one
into the next) are solved one after the other. Inside a part, states that do not act on each other
directly (for instance the organisms, which meet only through what they eat and make) are
eliminated first, so that only a small dense system is left. It is exact for any network; what the
structure does not offer only costs time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.linalg import lu_factor, lu_solve
from scipy.sparse.csgraph import connected_components

from holobiont.engine.law import Array, Index
from holobiont.engine.sparse import Pattern


@dataclass(frozen=True)
class Part:
    """States solved together: `easy` ones have a diagonal block, `hard` ones a dense one.

    `before` are the entries (rows, columns, positions) by which parts solved earlier act on it.
    """

    easy: Index
    hard: Index
    diagonal: Index
    easy_hard: tuple[Index, Index, Index]
    hard_easy: tuple[Index, Index, Index]
    hard_hard: tuple[Index, Index, Index]
    before: tuple[Index, Index, Index]


@dataclass(frozen=True)
class Elimination:
    """The order of elimination for one Jacobian pattern."""

    pattern: Pattern
    diagonal: Index
    parts: tuple[Part, ...]

    def factor(self, jacobian: Array, gamma: float) -> Factors:
        """Factor ``I - gamma J`` from the Jacobian's values on the pattern."""
        matrix = -gamma * jacobian
        matrix[self.diagonal] += 1.0
        return Factors(self, matrix, tuple(_factor(p, matrix) for p in self.parts))


@dataclass(frozen=True)
class Factors:
    """A factored matrix, ready to solve."""

    elimination: Elimination
    matrix: Array
    blocks: tuple[Any, ...]

    def solve(self, right: Array) -> Array:
        """Return the solution `u` for the right-hand side, shape (states,)."""
        u = np.zeros_like(right)
        for part, block in zip(self.elimination.parts, self.blocks, strict=True):
            _solve(part, block, self._rest(part, right, u), u)
        return u

    def _rest(self, part: Part, right: Array, u: Array) -> Array:
        rows, columns, entries = part.before
        if not rows.size:
            return right
        terms = self.matrix[entries] * u[columns]
        return right - np.bincount(rows, terms, minlength=right.size)


def _factor(part: Part, matrix: Array) -> Any:
    inverse = 1.0 / matrix[part.diagonal]
    if not part.hard.size:
        return inverse, None, None, None
    shape = (part.hard.size, part.easy.size)
    low = _dense(part.hard_easy, matrix, shape) * inverse
    high = _dense(part.easy_hard, matrix, shape[::-1])
    dense = _dense(part.hard_hard, matrix, (part.hard.size, part.hard.size))
    return inverse, low, high, lu_factor(dense - low @ high, check_finite=False)


def _solve(part: Part, block: Any, rest: Array, u: Array) -> None:
    inverse, low, high, lu = block
    easy = rest[part.easy]
    if lu is None:
        u[part.easy] = inverse * easy
        return
    hard = lu_solve(lu, rest[part.hard] - low @ easy, check_finite=False)
    u[part.hard] = hard
    u[part.easy] = inverse * (easy - high @ hard)


def _dense(block: tuple[Index, Index, Index], matrix: Array, shape: tuple[int, int]) -> Array:
    rows, columns, entries = block
    dense = np.zeros(shape)
    dense[rows, columns] = matrix[entries]
    return dense


def with_diagonal(pattern: Pattern) -> tuple[Pattern, Index]:
    """Return the pattern with every diagonal entry present, and where the old entries went."""
    n = pattern.shape[0]
    keys = pattern.rows.astype(np.int64) * n + pattern.columns
    full = np.union1d(keys, np.arange(n, dtype=np.int64) * (n + 1))
    new = Pattern((full // n).astype(np.intp), (full % n).astype(np.intp), pattern.shape)
    return new, np.searchsorted(full, keys).astype(np.intp)


def plan(pattern: Pattern) -> Elimination:
    """Find the order of elimination of a square pattern that holds its diagonal."""
    n = pattern.shape[0]
    keys = pattern.rows.astype(np.int64) * n + pattern.columns
    diagonal = np.searchsorted(keys, np.arange(n, dtype=np.int64) * (n + 1)).astype(np.intp)
    count, label = connected_components(
        pattern.csr(np.ones(pattern.size)), directed=True, connection="strong"
    )
    level = _levels(pattern, label, count)
    sizes = np.bincount(label, minlength=count)
    parts = []
    for depth in range(int(level.max()) + 1 if n else 0):
        here = np.flatnonzero(level == depth)
        single = np.flatnonzero(level[label] == depth)
        lone = single[sizes[label[single]] == 1]
        groups = [lone] if lone.size else []
        groups += [np.flatnonzero(label == c) for c in here if sizes[c] > 1]
        parts += [_part(pattern, diagonal, group) for group in groups]
    return Elimination(pattern, diagonal, tuple(parts))


def _levels(pattern: Pattern, label: Index, count: int) -> Index:
    """Depth of each strong component: a component reads only shallower ones."""
    head, tail = label[pattern.rows], label[pattern.columns]
    edges = np.unique(np.stack([head, tail])[:, head != tail], axis=1)
    level = np.zeros(count, dtype=np.intp)
    for _ in range(count):
        raised = level.copy()
        np.maximum.at(raised, edges[0], level[edges[1]] + 1)
        if np.array_equal(raised, level):
            break
        level = raised
    return level


def _part(pattern: Pattern, diagonal: Index, group: Index) -> Part:
    inside = np.zeros(pattern.shape[0], dtype=bool)
    inside[group] = True
    entries = np.flatnonzero(inside[pattern.rows])
    outer = entries[~inside[pattern.columns[entries]]]
    entries = entries[inside[pattern.columns[entries]]]
    entries = entries[pattern.rows[entries] != pattern.columns[entries]]
    easy = _independent(group, pattern.rows[entries], pattern.columns[entries])
    is_easy = np.isin(group, easy)
    hard = group[~is_easy]
    place = np.zeros(pattern.shape[0], dtype=np.intp)
    place[easy] = np.arange(easy.size)
    place[hard] = np.arange(hard.size)
    easy_mask = np.zeros(pattern.shape[0], dtype=bool)
    easy_mask[easy] = True

    def block(row_easy: bool, column_easy: bool, extra: Index) -> tuple[Index, Index, Index]:
        chosen = entries[
            (easy_mask[pattern.rows[entries]] == row_easy)
            & (easy_mask[pattern.columns[entries]] == column_easy)
        ]
        chosen = np.concatenate([chosen, extra]).astype(np.intp)
        return place[pattern.rows[chosen]], place[pattern.columns[chosen]], chosen

    none = np.empty(0, dtype=np.intp)
    return Part(
        easy,
        hard,
        diagonal[easy],
        block(True, False, none),
        block(False, True, none),
        block(False, False, diagonal[hard]),
        (pattern.rows[outer], pattern.columns[outer], outer),
    )


def _independent(group: Index, rows: Index, columns: Index) -> Index:
    """Choose states of the group that do not act on each other, least connected first."""
    neighbors: dict[int, set[int]] = {int(i): set() for i in group}
    for i, j in zip(rows.tolist(), columns.tolist(), strict=True):
        neighbors[i].add(j)
        neighbors[j].add(i)
    blocked: set[int] = set()
    chosen = []
    for i in sorted(neighbors, key=lambda k: (len(neighbors[k]), k)):
        if i not in blocked:
            chosen.append(i)
            blocked |= neighbors[i]
    return np.array(sorted(chosen), dtype=np.intp)
