"""The network: states, derived quantities and processes, their rates and exact Jacobian."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from scipy.sparse import csr_array

from holobiont.engine.law import Array, Index, Law, Linear, Process
from holobiont.engine.linear import Elimination, plan, with_diagonal
from holobiont.engine.sparse import Gather, Pattern, Product, gather, product, stoichiometric_matrix


@dataclass(frozen=True)
class Network:
    """A closed set of states and the fluxes between them.

    The *extended vector* is ``z = [x, y]``: states, then derived quantities in order. A law may
    read any entry that comes before it.

    Attributes
    ----------
    states : tuple of (species, place)
        What is counted, and where.
    derived : tuple of Law or Linear
        Quantities computed from the states (concentrations, pH ...), in order.
    processes : tuple of Process
        The fluxes. Their order has no effect.
    """

    states: tuple[tuple[str, str], ...]
    derived: tuple[Law | Linear, ...]
    processes: tuple[Process, ...]

    @cached_property
    def index(self) -> dict[tuple[str, str], int]:
        """Position of each (species, place) in the state vector."""
        return {state: i for i, state in enumerate(self.states)}

    @property
    def size(self) -> int:
        """Number of states."""
        return len(self.states)

    @cached_property
    def slices(self) -> dict[str, slice]:
        """Where each derived quantity lies in the extended vector, by name."""
        found, start = {}, self.size
        for node in self.derived:
            found[node.name] = slice(start, start + node.size)
            start += node.size
        return found

    @cached_property
    def flux_slices(self) -> dict[str, slice]:
        """Where the fluxes of each process lie in the flux vector, by name."""
        found, start = {}, 0
        for process in self.processes:
            found[process.law.name] = slice(start, start + process.law.size)
            start += process.law.size
        return found

    @cached_property
    def stoichiometry(self) -> csr_array:
        """S, shape (states, fluxes)."""
        starts = [s.start for s in self.flux_slices.values()]
        rows = np.concatenate([p.states for p in self.processes])
        columns = np.concatenate(
            [p.instances + start for p, start in zip(self.processes, starts, strict=True)]
        )
        data = np.concatenate([p.coefficients for p in self.processes])
        fluxes = sum(p.law.size for p in self.processes)
        return stoichiometric_matrix(rows, columns, data, (self.size, fluxes))

    def extend(self, x: Array) -> Array:
        """Append the derived quantities to the states."""
        z = np.empty(self.size + sum(node.size for node in self.derived), dtype=x.dtype)
        z[: self.size] = x
        start = self.size
        for node in self.derived:
            z[start : start + node.size] = node.value(z)
            start += node.size
        return z

    def fluxes(self, x: Array) -> Array:
        """Rates of all processes at the states `x`, shape (fluxes,)."""
        z = self.extend(x)
        return np.concatenate([p.law.value(z) for p in self.processes])

    def rhs(self, x: Array) -> Array:
        """``dx/dt = S v(x)``, shape (states,)."""
        return np.asarray(self.stoichiometry @ self.fluxes(x))

    @cached_property
    def _chain(self) -> Chain:
        return Chain.of(self)

    def jacobian_data(self, x: Array) -> Array:
        """Values of the exact Jacobian on `jacobian_pattern`."""
        return self._chain.jacobian(self.extend(x))

    @property
    def jacobian_pattern(self) -> Pattern:
        """Where the Jacobian can be other than zero."""
        return self._chain.pattern

    def jacobian(self, x: Array) -> csr_array:
        """Exact ``d(dx/dt)/dx``, sparse, shape (states, states)."""
        return self.jacobian_pattern.csr(self.jacobian_data(x))

    @cached_property
    def elimination(self) -> tuple[Index, Elimination]:
        """Where the Jacobian's entries go in ``I - gamma J``, and the order of elimination."""
        pattern, where = with_diagonal(self.jacobian_pattern)
        return where, plan(pattern)

    def with_params(self, changes: Mapping[str, Mapping[str, Any]]) -> Network:
        """Return a network with other constants in the named laws; the structure is shared."""
        unknown = (
            set(changes) - {p.law.name for p in self.processes} - {n.name for n in self.derived}
        )
        if unknown:
            raise KeyError(f"no law is named {sorted(unknown)}")

        def changed(law: Any) -> Any:
            new = changes.get(law.name)
            return law if new is None else replace(law, params={**law.params, **new})

        derived = tuple(changed(node) for node in self.derived)
        processes = tuple(replace(p, law=changed(p.law)) for p in self.processes)
        other = Network(self.states, derived, processes)
        for name in ("index", "slices", "flux_slices", "stoichiometry", "elimination"):
            other.__dict__[name] = getattr(self, name)
        other.__dict__["_chain"] = replace(self._chain, derived=derived, processes=processes)
        return other


@dataclass(frozen=True)
class Chain:
    """The chain rule ``J = S dv/dz dz/dx`` with all index work done beforehand."""

    derived: tuple[Law | Linear, ...]
    processes: tuple[Process, ...]
    size: int
    layers: tuple[tuple[Product, Gather], ...]
    partial: Index
    weights: Array
    direct: Gather
    total: Product

    @property
    def pattern(self) -> Pattern:
        """Pattern of the Jacobian."""
        return self.total.sum.pattern

    @classmethod
    def of(cls, network: Network) -> Chain:
        """Index the chain rule of a network."""
        n = network.size
        eye = np.arange(n, dtype=np.intp)
        known = Pattern(eye, eye, (n, n))
        layers = []
        for node in network.derived:
            local = _local_pattern(node, known.shape[0])
            step = product(local.pattern, known)
            layers.append((step, local))
            known = _stack(known, step.sum.pattern)
        partial, weights, direct = _flux_terms(network, known.shape[0])
        total = product(direct.pattern, known)
        return cls(
            network.derived, network.processes, n, tuple(layers), partial, weights, direct, total
        )

    def jacobian(self, z: Array) -> Array:
        """Return the values of the Jacobian at the extended vector `z`."""
        data = [np.ones(self.size)]
        for node, (step, local) in zip(self.derived, self.layers, strict=True):
            terms = node.weights if isinstance(node, Linear) else node.partials(z).ravel()
            data.append(step(local(terms), np.concatenate(data)))
        partials = np.concatenate([p.law.partials(z).ravel() for p in self.processes])
        flux_terms = self.direct(self.weights * partials[self.partial])
        return self.total(flux_terms, np.concatenate(data))


def _local_pattern(node: Law | Linear, width: int) -> Gather:
    if isinstance(node, Linear):
        return gather(node.rows, node.columns, (node.size, width))
    rows = np.tile(np.arange(node.size), node.reads.shape[0])
    return gather(rows, node.reads.ravel(), (node.size, width))


def _stack(upper: Pattern, lower: Pattern) -> Pattern:
    rows = np.concatenate([upper.rows, lower.rows + upper.shape[0]])
    columns = np.concatenate([upper.columns, lower.columns])
    return Pattern(rows, columns, (upper.shape[0] + lower.shape[0], upper.shape[1]))


def _flux_terms(network: Network, width: int) -> tuple[Index, Array, Gather]:
    """List the terms ``S[i, k] dv_k/dz_j``: which partial, which weight, which (i, j)."""
    partial, weights, rows, columns = [], [], [], []
    start = 0
    for process in network.processes:
        m, n = process.law.reads.shape
        for slot in range(m):
            partial.append(start + slot * n + process.instances)
            weights.append(process.coefficients)
            rows.append(process.states)
            columns.append(process.law.reads[slot, process.instances])
        start += m * n
    direct = gather(np.concatenate(rows), np.concatenate(columns), (network.size, width))
    return np.concatenate(partial).astype(np.intp), np.concatenate(weights), direct
