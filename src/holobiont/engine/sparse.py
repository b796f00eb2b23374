"""Sparse products whose pattern never changes: index once, multiply often."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array, csr_array

from holobiont.engine.law import Array, Index


@dataclass(frozen=True)
class Pattern:
    """Coordinates of the entries of a sparse matrix, sorted by row, then column."""

    rows: Index
    columns: Index
    shape: tuple[int, int]

    @property
    def size(self) -> int:
        """Number of entries."""
        return int(self.rows.size)

    def starts(self) -> Index:
        """Return the first entry of each row (CSR index pointer), shape (rows + 1,)."""
        return np.searchsorted(self.rows, np.arange(self.shape[0] + 1)).astype(np.intp)

    def csr(self, data: Array) -> csr_array:
        """Dress the pattern with values."""
        return csr_array((data, self.columns, self.starts()), shape=self.shape)


@dataclass(frozen=True)
class Gather:
    """Sum terms into the entries of a pattern: ``data[k] = sum of terms with target k``."""

    pattern: Pattern
    order: Index
    firsts: Index

    def __call__(self, terms: Array) -> Array:
        """Return the values of the pattern's entries."""
        return self.add(terms.take(self.order))

    def add(self, ordered: Array) -> Array:
        """Return the values of the pattern's entries from terms that are in order."""
        if not ordered.size:
            return np.zeros(self.pattern.size)
        return np.add.reduceat(ordered, self.firsts)


def gather(rows: Index, columns: Index, shape: tuple[int, int]) -> Gather:
    """Make the pattern that holds every (row, column) once, and the sum that fills it."""
    keys = np.asarray(rows, dtype=np.int64) * shape[1] + np.asarray(columns, dtype=np.int64)
    order = np.argsort(keys, kind="stable")
    unique, firsts = np.unique(keys[order], return_index=True)
    pattern = Pattern(
        (unique // shape[1]).astype(np.intp), (unique % shape[1]).astype(np.intp), shape
    )
    return Gather(pattern, order.astype(np.intp), firsts.astype(np.intp))


@dataclass(frozen=True)
class Product:
    """The product of two matrices of fixed pattern; its terms are listed in the sum's order."""

    left: Index
    right: Index
    sum: Gather

    def __call__(self, left: Array, right: Array) -> Array:
        """Return the values of the product's entries."""
        return self.sum.add(left.take(self.left) * right.take(self.right))


def product(left: Pattern, right: Pattern) -> Product:
    """Index the product ``left @ right`` of two patterns."""
    starts = right.starts()
    counts = (starts[1:] - starts[:-1])[left.columns]
    a = np.repeat(np.arange(left.size), counts)
    offsets = np.arange(a.size) - np.repeat(np.cumsum(counts) - counts, counts)
    b = starts[left.columns[a]] + offsets
    total = gather(left.rows[a], right.columns[b], (left.shape[0], right.shape[1]))
    return Product(a[total.order].astype(np.intp), b[total.order].astype(np.intp), total)


@dataclass(frozen=True)
class Weighted:
    """Fixed weighted sums that fill a pattern: ``data[k] = sum of weight * term``."""

    pattern: Pattern
    sums: csr_array

    def __call__(self, terms: Array) -> Array:
        """Return the values of the pattern's entries."""
        return np.asarray(self.sums @ terms)


def weighted(total: Gather, terms: Index, weights: Array, size: int) -> Weighted:
    """Make the sums of ``weights * values[terms]`` that a gather adds up, of `size` values."""
    starts = np.append(total.firsts, total.order.size).astype(np.int32)
    columns = terms[total.order].astype(np.int32)
    shape = (total.pattern.size, size)
    return Weighted(total.pattern, csr_array((weights[total.order], columns, starts), shape=shape))


def stoichiometric_matrix(
    rows: Index, columns: Index, data: Array, shape: tuple[int, int]
) -> csr_array:
    """Return S in CSR form, entries at the same place added."""
    at = (rows.astype(np.int32), columns.astype(np.int32))
    return coo_array((data, at), shape=shape).tocsr()
