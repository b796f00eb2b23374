"""The chain rule ``J = S dv/dz dz/dx`` of a network, with all index work done beforehand."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from holobiont.engine.law import Array, Index, Law, Linear, Process
from holobiont.engine.sparse import Gather, Pattern, Product, Weighted, gather, product, weighted


@dataclass(frozen=True)
class Chain:
    """How the Jacobian follows from the partial derivatives of the laws.

    Attributes
    ----------
    layers : tuple of (Product, Gather)
        For every derived quantity: from its partials to its derivatives by the states.
    direct : Weighted
        From the partials of all fluxes to ``S dv/dz``.
    total : Product
        ``S dv/dz`` times ``dz/dx``.
    """

    derived: tuple[Law | Linear, ...]
    processes: tuple[Process, ...]
    size: int
    layers: tuple[tuple[Product, Gather], ...]
    terms: Gather
    direct: Weighted
    total: Product

    @property
    def pattern(self) -> Pattern:
        """Pattern of the Jacobian."""
        return self.total.sum.pattern

    @classmethod
    def of(
        cls, size: int, derived: tuple[Law | Linear, ...], processes: tuple[Process, ...]
    ) -> Chain:
        """Index the chain rule of a network of `size` states."""
        eye = np.arange(size, dtype=np.intp)
        known = Pattern(eye, eye, (size, size))
        layers = []
        for node in derived:
            local = _local_pattern(node, known.shape[0])
            step = product(local.pattern, known)
            layers.append((step, local))
            known = _stack(known, step.sum.pattern)
        terms, partial, count = _flux_terms(processes, (size, known.shape[0]))
        direct = weighted(terms, partial, _weights(processes), count)
        total = product(direct.pattern, known)
        return cls(derived, processes, size, tuple(layers), terms, direct, total)

    def refilled(self, derived: tuple[Law | Linear, ...], processes: tuple[Process, ...]) -> Chain:
        """Return the chain rule of laws that read and change the same, with their own weights."""
        sums = self.direct.sums.copy()
        sums.data = _weights(processes)[self.terms.order]
        direct = replace(self.direct, sums=sums)
        return replace(self, derived=derived, processes=processes, direct=direct)

    def jacobian(self, z: Array) -> Array:
        """Return the values of the Jacobian at the extended vector `z`."""
        data = [np.ones(self.size)]
        for node, (step, local) in zip(self.derived, self.layers, strict=True):
            terms = node.weights if isinstance(node, Linear) else node.partials(z).ravel()
            data.append(step(local(terms), np.concatenate(data)))
        partials = np.concatenate([p.law.partials(z).ravel() for p in self.processes])
        return self.total(self.direct(partials), np.concatenate(data))


def _local_pattern(node: Law | Linear, width: int) -> Gather:
    if isinstance(node, Linear):
        return gather(node.rows, node.columns, (node.size, width))
    rows = np.tile(np.arange(node.size), node.reads.shape[0])
    return gather(rows, node.reads.ravel(), (node.size, width))


def _stack(upper: Pattern, lower: Pattern) -> Pattern:
    rows = np.concatenate([upper.rows, lower.rows + upper.shape[0]])
    columns = np.concatenate([upper.columns, lower.columns])
    return Pattern(rows, columns, (upper.shape[0] + lower.shape[0], upper.shape[1]))


def _flux_terms(
    processes: tuple[Process, ...], shape: tuple[int, int]
) -> tuple[Gather, Index, int]:
    """List the terms ``S[i, k] dv_k/dz_j``: where (i, j) each is added, and which partial it has.

    Also returns the number of partials.
    """
    partial, rows, columns = [], [], []
    start = 0
    for process in processes:
        m, n = process.law.reads.shape
        for slot in range(m):
            partial.append(start + slot * n + process.instances)
            rows.append(process.states)
            columns.append(process.law.reads[slot, process.instances])
        start += m * n
    terms = gather(np.concatenate(rows), np.concatenate(columns), shape)
    return terms, np.concatenate(partial).astype(np.intp), start


def _weights(processes: tuple[Process, ...]) -> Array:
    """Return the coefficient of every term, in the order of `_flux_terms`."""
    repeated = [p.coefficients for p in processes for _ in range(p.law.reads.shape[0])]
    return np.concatenate(repeated)
