"""Solve ``(I - gamma J) u = r`` by elimination along the network's own structure.

The strongly connected parts of the Jacobian (for instance the segments of a colon that flow one
into the next) are solved one after the other. Inside a part, groups of states that do not act on
each other directly (for instance the organisms, which meet only through what they eat and make,
each in all places it is carried to) are eliminated first, so that only a small dense system is
left. It is exact for any network; what the structure does not offer only costs time.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.linalg.lapack import dgetrf, dgetrs
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from holobiont.engine.law import Array, Index
from holobiont.engine.sparse import Pattern

#: Strongly connected parts up to this size are solved together with others of their depth.
_FEW = 8


@dataclass(frozen=True)
class Block:
    """Entries of the matrix that make a dense block: where each goes, and what is not an entry."""

    shape: tuple[int, ...]
    flat: Index
    entries: Index
    ones: Index

    def fill(self, matrix: Array) -> Array:
        """Return the block, of the given shape."""
        dense = np.zeros(int(np.prod(self.shape)))
        dense[self.flat] = matrix.take(self.entries)
        if self.ones.size:
            dense[self.ones] = 1.0
        return dense.reshape(self.shape)


@dataclass(frozen=True)
class Part:
    """States solved together: `easy` ones in small clusters, `hard` ones in one dense block.

    All clusters have the same number of slots; `slots` says which of them the easy states take.
    `before` are the entries (rows, columns, positions) by which parts solved earlier act on it,
    with rows counted through the easy, then the hard states.
    """

    easy: Index
    hard: Index
    states: Index
    slots: Index
    clusters: Block
    easy_hard: Block
    hard_easy: Block
    hard_hard: Block
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
        return Factors(tuple(_factor(p, matrix) for p in self.parts))


@dataclass(frozen=True)
class Factors:
    """A factored matrix, ready to solve."""

    parts: tuple[_FactoredPart, ...]

    def solve(self, right: Array) -> Array:
        """Return the solution `u` for the right-hand side, shape (states,)."""
        u = np.zeros_like(right)
        for part in self.parts:
            part.solve(right, u)
        return u


@dataclass(frozen=True)
class _FactoredPart:
    """One part, factored: `inverse` of the clusters, `high` times it, and the dense remainder."""

    part: Part
    before: Array
    inverse: Array
    low: Array
    high: Array
    lu: Any

    def solve(self, right: Array, u: Array) -> None:
        """Fill in the part's own states of `u`."""
        part = self.part
        rest = right.take(part.states)
        rows, columns, _ = part.before
        if rows.size:
            rest -= np.bincount(rows, self.before * u.take(columns), minlength=rest.size)
        easy = self._own(rest[: part.easy.size])
        if part.hard.size:
            hard = rest[part.easy.size :] - self.low @ easy
            hard = dgetrs(*self.lu, hard, trans=1)[0]
            u[part.hard] = hard
            easy = easy - self.high @ hard
        u[part.easy] = easy[part.slots]

    def _own(self, easy: Array) -> Array:
        """Solve the clusters by themselves; the result is in their slots."""
        if self.inverse.shape[-1] == 1:
            return np.asarray(self.inverse.ravel() * easy)
        slots = np.zeros(self.inverse.shape[:2])
        slots.ravel()[self.part.slots] = easy
        return np.asarray(np.matmul(self.inverse, slots[:, :, None]).ravel())


def _factor(part: Part, matrix: Array) -> _FactoredPart:
    inverse = _inverse(part.clusters.fill(matrix))
    before = matrix.take(part.before[2])
    low, high = part.hard_easy.fill(matrix), part.easy_hard.fill(matrix)
    if not part.hard.size:
        return _FactoredPart(part, before, inverse, low, high, None)
    count, width, _ = inverse.shape
    high = np.matmul(inverse, high.reshape(count, width, -1)).reshape(high.shape)
    dense = part.hard_hard.fill(matrix) - low @ high
    # The transpose is in the order that LAPACK wants, and may be overwritten.
    lu = dgetrf(dense.T, overwrite_a=1)[:2]
    return _FactoredPart(part, before, inverse, low, high, lu)


def _inverse(clusters: Array) -> Array:
    if clusters.shape[-1] == 1:
        return 1.0 / clusters
    try:
        return np.asarray(np.linalg.inv(clusters))
    except np.linalg.LinAlgError:
        return np.full(clusters.shape, np.nan)


def with_diagonal(pattern: Pattern) -> tuple[Pattern, Index]:
    """Return the pattern with every diagonal entry present, and where the old entries went."""
    n = pattern.shape[0]
    keys = pattern.rows.astype(np.int64) * n + pattern.columns
    full = np.union1d(keys, np.arange(n, dtype=np.int64) * (n + 1))
    new = Pattern((full // n).astype(np.intp), (full % n).astype(np.intp), pattern.shape)
    return new, np.searchsorted(full, keys).astype(np.intp)


def plan(pattern: Pattern, kinds: Sequence[Hashable] | None = None) -> Elimination:
    """Find the order of elimination of a square pattern that holds its diagonal.

    States of the same kind (for instance one organism in several places) are eliminated together;
    each is a kind of its own when none are given.
    """
    n = pattern.shape[0]
    keys = pattern.rows.astype(np.int64) * n + pattern.columns
    diagonal = np.searchsorted(keys, np.arange(n, dtype=np.int64) * (n + 1)).astype(np.intp)
    numbers = {kind: i for i, kind in enumerate(dict.fromkeys(kinds or range(n)))}
    kind = np.array([numbers[k] for k in (kinds or range(n))], dtype=np.intp)
    count, label = connected_components(
        pattern.csr(np.ones(pattern.size)), directed=True, connection="strong"
    )
    level = _levels(pattern, label, count)
    sizes = np.bincount(label, minlength=count)
    parts = []
    for depth in range(int(level.max()) + 1 if n else 0):
        small = np.flatnonzero((level[label] == depth) & (sizes[label] <= _FEW))
        large = np.flatnonzero((level == depth) & (sizes > _FEW))
        groups = [small] if small.size else []
        groups += [np.flatnonzero(label == c) for c in large]
        parts += [_part(pattern, kind, group) for group in groups]
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


def _part(pattern: Pattern, kind: Index, group: Index) -> Part:
    inside = np.zeros(pattern.shape[0], dtype=bool)
    inside[group] = True
    entries = np.flatnonzero(inside[pattern.rows])
    own = inside[pattern.columns[entries]]
    outer, entries = entries[~own], entries[own]
    rows, columns = pattern.rows[entries], pattern.columns[entries]
    chosen = np.isin(kind[group], _independent(kind[group], kind[rows], kind[columns]))
    easy, hard = group[chosen], group[~chosen]
    is_easy = np.zeros(pattern.shape[0], dtype=bool)
    is_easy[easy] = True
    cluster = _connected(rows, columns, is_easy)
    easy = easy[np.argsort(cluster[easy], kind="stable")]
    slots, count, width = _slots(cluster[easy])
    place = np.zeros(pattern.shape[0], dtype=np.intp)
    place[easy], place[hard] = slots, np.arange(hard.size)

    def block(row_easy: bool, column_easy: bool, shape: tuple[int, int]) -> Block:
        at = np.flatnonzero((is_easy[rows] == row_easy) & (is_easy[columns] == column_easy))
        flat = place[rows[at]] * shape[1] + place[columns[at]]
        return Block(shape, flat, entries[at], np.empty(0, dtype=np.intp))

    size = count * width
    order = np.zeros(pattern.shape[0], dtype=np.intp)
    order[np.concatenate([easy, hard])] = np.arange(group.size)
    return Part(
        easy,
        hard,
        np.concatenate([easy, hard]),
        slots,
        _clusters(block(True, True, (size, size)), slots, count, width),
        block(True, False, (size, hard.size)),
        block(False, True, (hard.size, size)),
        block(False, False, (hard.size, hard.size)),
        (order[pattern.rows[outer]], pattern.columns[outer], outer),
    )


def _connected(rows: Index, columns: Index, chosen: Any) -> Index:
    """Return the cluster of each state: chosen ones that act on each other share one."""
    both = chosen[rows] & chosen[columns]
    edges = coo_array((np.ones(both.sum()), (rows[both], columns[both])), shape=(chosen.size,) * 2)
    label: Index = connected_components(edges, directed=False)[1]
    return label


def _slots(clusters: Index) -> tuple[Index, int, int]:
    """Give every cluster (sorted) a row of slots; also return the rows, and their width.

    Every row has as many slots as the largest cluster needs.
    """
    _, firsts, row, counts = np.unique(
        clusters, return_index=True, return_inverse=True, return_counts=True
    )
    width = int(counts.max(initial=1))
    slots = row * width + np.arange(clusters.size) - firsts[row]
    return slots.astype(np.intp), int(counts.size), width


def _clusters(block: Block, slots: Index, count: int, width: int) -> Block:
    """Cut the diagonal blocks out of a square block; empty slots have a one on their diagonal."""
    size = count * width
    rows, columns = block.flat // max(size, 1), block.flat % max(size, 1)
    empty = np.setdiff1d(np.arange(size), slots)
    return Block(
        (count, width, width),
        rows * width + columns % width,
        block.entries,
        (empty * width + empty % width).astype(np.intp),
    )


def _independent(kinds: Index, rows: Index, columns: Index) -> Index:
    """Choose kinds of states that do not act on each other, as many as are found.

    A first choice takes the least connected. Then one is given up wherever that sets several free.
    """
    neighbors: dict[int, set[int]] = {int(i): set() for i in kinds}
    pairs = np.unique(np.stack([rows, columns])[:, rows != columns], axis=1)
    for i, j in pairs.T.tolist():
        neighbors[i].add(j)
        neighbors[j].add(i)
    chosen = _apart(neighbors, neighbors)
    for i in sorted(chosen, key=lambda k: (len(neighbors[k]), k)):
        free = {k for k in neighbors[i] if neighbors[k] & chosen == {i}}
        instead = _apart(free, neighbors)
        if len(instead) > 1:
            chosen = (chosen - {i}) | instead
    return np.array(sorted(chosen), dtype=np.intp)


def _apart(kinds: Iterable[int], neighbors: Mapping[int, set[int]]) -> set[int]:
    """Choose some that are not neighbors, least connected first."""
    chosen: set[int] = set()
    blocked: set[int] = set()
    for i in sorted(kinds, key=lambda k: (len(neighbors[k]), k)):
        if i not in blocked:
            chosen.add(i)
            blocked |= neighbors[i]
    return chosen
