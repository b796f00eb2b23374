"""Solve ``(I - gamma J) u = r`` by elimination along the network's own structure.

The strongly connected parts of the Jacobian (for instance the segments of a colon that flow one
into the next) are solved one after the other. Inside a part, small clusters of states that do not
act on each other directly (for instance the organisms, which meet only through what they eat and
make, each with its strains and in all places it is carried to) are eliminated first, so that only a
small dense system is left. It is exact for any network; what the structure does not offer only
costs time. `plan` finds the order.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.linalg.lapack import dgetrf, dgetrs

from holobiont.engine.law import Array, Index
from holobiont.engine.sparse import Pattern


@dataclass(frozen=True)
class Block:
    """Entries of the matrix that make a dense block, and where each goes."""

    shape: tuple[int, ...]
    flat: Index
    entries: Index

    def fill(self, matrix: Array) -> Array:
        """Return the block, of the given shape."""
        dense = np.zeros(int(np.prod(self.shape)))
        dense[self.flat] = matrix.take(self.entries)
        return dense.reshape(self.shape)


@dataclass(frozen=True)
class Sparse:
    """Entries of the matrix by which some states act on others, sorted by row.

    `targets` are the rows that have entries, `firsts` the first entry of each.
    """

    pattern: Pattern
    entries: Index
    targets: Index
    firsts: Index

    @classmethod
    def of(cls, rows: Index, columns: Index, entries: Index, shape: tuple[int, int]) -> Sparse:
        """Sort entries by their rows."""
        order = np.lexsort((columns, rows))
        targets, firsts = np.unique(rows[order], return_index=True)
        return cls(Pattern(rows[order], columns[order], shape), entries[order], targets, firsts)

    def take(self, values: Array, rows: Array, vector: Array) -> None:
        """Take the product with a vector away from `rows`, from the values of the entries."""
        if values.size:
            terms = values * vector.take(self.pattern.columns)
            rows[self.targets] -= np.add.reduceat(terms, self.firsts)

    def dense(self, values: Array) -> Array:
        """Return the entries as a dense matrix."""
        found = np.zeros(self.pattern.shape)
        found[self.pattern.rows, self.pattern.columns] = values
        return found


@dataclass(frozen=True)
class Group:
    """Hard states on which the same easy states act: both by their places in the part."""

    hard: Index
    easy: Index
    low: Block


@dataclass(frozen=True)
class Part:
    """States solved together: `easy` ones in small clusters, `hard` ones in one dense block.

    `clusters` are of one size each, in the order of the easy states; `easy_hard`, `hard_easy` are
    what one kind does to the other, the latter by `groups` as well. `before` is what parts solved
    earlier do to it, with rows counted through the easy, then the hard states.
    """

    easy: Index
    hard: Index
    states: Index
    clusters: tuple[Block, ...]
    easy_hard: Sparse
    hard_easy: Sparse
    hard_hard: Block
    groups: tuple[Group, ...]
    before: Sparse


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
    """One part, factored: the inverses of its clusters, and the dense remainder."""

    part: Part
    before: Array
    inverses: tuple[Array, ...]
    low: Array
    high: Array
    lu: Any

    def solve(self, right: Array, u: Array) -> None:
        """Fill in the part's own states of `u`."""
        part = self.part
        rest = right.take(part.states)
        part.before.take(self.before, rest, u)
        easy = rest[: part.easy.size]
        if part.hard.size:
            hard = rest[part.easy.size :]
            part.hard_easy.take(self.low, hard, _own(self.inverses, easy))
            hard = dgetrs(*self.lu, hard, trans=1)[0]
            u[part.hard] = hard
            part.easy_hard.take(self.high, easy, hard)
        u[part.easy] = _own(self.inverses, easy)


def _own(inverses: tuple[Array, ...], right: Array) -> Array:
    """Solve the clusters by themselves, each row of `right` being a state."""
    out, start = np.empty_like(right), 0
    for inverse in inverses:
        count, width, _ = inverse.shape
        stop = start + count * width
        own = right[start:stop].reshape(count, width, -1)
        np.matmul(inverse, own, out=out[start:stop].reshape(own.shape))
        start = stop
    return out


def _factor(part: Part, matrix: Array) -> _FactoredPart:
    inverses = tuple(_inverse(block.fill(matrix)) for block in part.clusters)
    before = matrix.take(part.before.entries)
    low, high = matrix.take(part.hard_easy.entries), matrix.take(part.easy_hard.entries)
    if not part.hard.size:
        return _FactoredPart(part, before, inverses, low, high, None)
    dense = part.hard_hard.fill(matrix)
    if part.easy.size:
        spread = _own(inverses, part.easy_hard.dense(high))
        for group in part.groups:
            dense[group.hard] -= group.low.fill(matrix) @ spread[group.easy]
    # The transpose is in the order that LAPACK wants, and may be overwritten.
    lu = dgetrf(dense.T, overwrite_a=1)[:2]
    return _FactoredPart(part, before, inverses, low, high, lu)


def _inverse(clusters: Array) -> Array:
    if clusters.shape[-1] == 1:
        return 1.0 / clusters
    try:
        return np.asarray(np.linalg.inv(clusters))
    except np.linalg.LinAlgError:
        return np.full(clusters.shape, np.nan)
