"""The chain rule ``J = S dv/dz dz/dx`` of a network, with all index work done beforehand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from holobiont.engine.law import Array, Index, Law, Linear, Process
from holobiont.engine.sparse import Gather, Pattern, Product, Weighted, gather, product, weighted


@dataclass(frozen=True)
class Chain:
    """How the Jacobian follows from the partial derivatives of the laws.

    A *lifted* chain keeps sums over states (such as the biomass of all who degrade a polymer) as
    unknowns of their own, with a row that says what they are: otherwise every state of a sum would
    seem to act on every other, and the matrix would be full.

    Attributes
    ----------
    layers : tuple of (Product or None, Gather)
        For every derived quantity: from its partials to its derivatives by the states; no product
        for one that is an unknown of its own.
    direct : Weighted
        From the partials of all fluxes to ``S dv/dz``.
    total : Product
        ``S dv/dz`` times ``dz/dx``.
    """

    derived: tuple[Law | Linear, ...]
    processes: tuple[Process, ...]
    size: int
    lifted: int
    layers: tuple[tuple[Product | None, Gather], ...]
    terms: Gather
    direct: Weighted
    total: Product

    @cached_property
    def pattern(self) -> Pattern:
        """Pattern of the Jacobian; square, with a row for each lifted sum after the states."""
        states, width = self.total.sum.pattern, self.size + self.lifted
        rows, columns = [states.rows], [states.columns]
        start = self.size
        for step, local in self.layers:
            if step is None:
                rows.append(local.pattern.rows + start)
                columns.append(local.pattern.columns)
                start += local.pattern.shape[0]
        return Pattern(np.concatenate(rows), np.concatenate(columns), (width, width))

    @classmethod
    def of(
        cls,
        size: int,
        derived: tuple[Law | Linear, ...],
        processes: tuple[Process, ...],
        *,
        lift: bool = False,
    ) -> Chain:
        """Index the chain rule of a network of `size` states."""
        ends = np.cumsum([size, *(node.size for node in derived)])
        chosen = [
            lift and sums_states(node, size) and _acts_on_its_own(node, int(start), processes)
            for node, start in zip(derived, ends[:-1], strict=True)
        ]
        lifted = sum(node.size for node, own in zip(derived, chosen, strict=True) if own)
        eye, at = np.arange(size, dtype=np.intp), size
        known = Pattern(eye, eye, (size, size + lifted))
        layers: list[tuple[Product | None, Gather]] = []
        for node, own in zip(derived, chosen, strict=True):
            if own:
                one = np.arange(node.size, dtype=np.intp)
                known = _stack(known, Pattern(one, one + at, (node.size, size + lifted)))
                layers.append((None, _local_pattern(node, size + lifted)))
                at += node.size
                continue
            local = _local_pattern(node, known.shape[0])
            step = product(local.pattern, known)
            layers.append((step, local))
            known = _stack(known, step.sum.pattern)
        terms, partial, count = _flux_terms(processes, (size, known.shape[0]))
        direct = weighted(terms, partial, _weights(processes), count)
        total = product(direct.pattern, known)
        return cls(derived, processes, size, lifted, tuple(layers), terms, direct, total)

    def refilled(self, derived: tuple[Law | Linear, ...], processes: tuple[Process, ...]) -> Chain:
        """Return the chain rule of laws that read and change the same, with their own weights."""
        sums = self.direct.sums.copy()
        sums.data = _weights(processes)[self.terms.order]
        direct = replace(self.direct, sums=sums)
        return replace(self, derived=derived, processes=processes, direct=direct)

    def jacobian(self, z: Array) -> Array:
        """Return the values of the Jacobian at the extended vector `z`, in the pattern's order.

        The rows of lifted sums hold their weights.
        """
        data, own = [np.ones(self.size)], []
        for node, (step, local) in zip(self.derived, self.layers, strict=True):
            terms = node.weights if isinstance(node, Linear) else node.partials(z).ravel()
            if step is None:
                data.append(np.ones(node.size))
                own.append(local(terms))
            else:
                data.append(step(local(terms), np.concatenate(data)))
        partials = np.concatenate([p.law.partials(z).ravel() for p in self.processes])
        return np.concatenate([self.total(self.direct(partials), np.concatenate(data)), *own])


#: A sum over more states than this is an unknown of its own in a lifted chain.
_SHORT = 4


def _acts_on_its_own(node: Law | Linear, start: int, processes: tuple[Process, ...]) -> bool:
    """Whether fluxes that read a sum, at `start` in the extended vector, change what it sums."""
    assert isinstance(node, Linear)
    for process in processes:
        inside = (process.law.reads >= start) & (process.law.reads < start + node.size)
        reading = np.asarray(inside.any(axis=0))
        if np.isin(process.states[reading[process.instances]], node.columns).any():
            return True
    return False


def sums_states(node: Law | Linear, size: int) -> bool:
    """Whether a derived quantity is a long sum of states, which are read before `size`."""
    if not isinstance(node, Linear) or not node.columns.size:
        return False
    return bool(node.columns.max() < size and node.columns.size > _SHORT * node.size)


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
    none = np.empty(0, dtype=np.intp)
    terms = gather(np.concatenate([none, *rows]), np.concatenate([none, *columns]), shape)
    return terms, np.concatenate([none, *partial]).astype(np.intp), start


def _weights(processes: tuple[Process, ...]) -> Array:
    """Return the coefficient of every term, in the order of `_flux_terms`."""
    repeated = [p.coefficients for p in processes for _ in range(p.law.reads.shape[0])]
    return np.concatenate([np.empty(0), *repeated])
