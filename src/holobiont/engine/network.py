"""The network: states, derived quantities and processes, their rates and exact Jacobian."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from scipy.sparse import csr_array

from holobiont.engine.chain import Chain
from holobiont.engine.last import Last
from holobiont.engine.law import (
    Array,
    Index,
    Law,
    Linear,
    Process,
    holds_unit,
    same_effects,
    same_reads,
)
from holobiont.engine.linear import Elimination
from holobiont.engine.plan import plan, with_diagonal
from holobiont.engine.sparse import Pattern, stoichiometric_matrix


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
        """Append the derived quantities to the states; read-only."""
        return self._extended(self._extend, x)

    def _extend(self, x: Array) -> Array:
        slices = self.slices
        z = np.empty(self.size + sum(s.stop - s.start for s in slices.values()), dtype=x.dtype)
        z[: self.size] = x
        for node, where in zip(self.derived, slices.values(), strict=True):
            z[where] = node.value(z)
        return z

    def fluxes(self, x: Array) -> Array:
        """Rates of all processes at the states `x`, shape (fluxes,); read-only."""
        return self._moved(self._fluxes, x)

    @cached_property
    def _extended(self) -> Last:
        return Last()

    @cached_property
    def _moved(self) -> Last:
        return Last()

    def _fluxes(self, x: Array) -> Array:
        z = self.extend(x)
        return np.concatenate(
            [
                p.law.value(z)
                if unit is None
                else np.maximum(z.take(p.law.reads[0]), 0.0) * z[unit]
                for p, unit in zip(self.processes, self.units, strict=True)
            ]
        )

    @cached_property
    def units(self) -> tuple[slice | None, ...]:
        """Where the rate of each process per unit of what it first reads is a derived quantity."""
        held = [node for node in self.derived if isinstance(node, Law) and node.unit_of is not None]
        found = (next((n.name for n in held if holds_unit(n, p.law)), "") for p in self.processes)
        return tuple(self.slices.get(name) for name in found)

    def rhs(self, x: Array) -> Array:
        """``dx/dt = S v(x)``, shape (states,)."""
        return np.asarray(self.stoichiometry @ self.fluxes(x))

    @cached_property
    def _chain(self) -> Chain:
        return Chain.of(self.size, self.derived, self.processes)

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
    def lifted(self) -> Chain:
        """The chain rule in which long sums of states are unknowns of their own."""
        made = self.shared.get("lifted")
        if made is None:
            made = Chain.of(self.size, self.derived, self.processes, lift=True)
            self.shared["lifted"] = made
        return replace(made, derived=self.derived, processes=self.processes)

    @property
    def elimination(self) -> tuple[Index, Elimination]:
        """Where the lifted Jacobian's entries go in a square matrix, and how that is eliminated."""
        if "elimination" not in self.shared:
            pattern, where = with_diagonal(self.lifted.pattern)
            # The sums are one kind, which everything meets, so that they are eliminated last.
            kinds = [*(species for species, _ in self.states), *[None] * self.lifted.lifted]
            self.shared["elimination"] = where, plan(pattern, kinds)
        found: tuple[Index, Elimination] = self.shared["elimination"]
        return found

    @cached_property
    def shared(self) -> dict[Any, Any]:
        """What is indexed once, when it is asked for, for all networks that differ in constants."""
        return {}

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
        for name in ("index", "slices", "flux_slices", "stoichiometry", "shared"):
            other.__dict__[name] = getattr(self, name)
        # The plain chain rule, which solvers do not use, only where it is indexed already.
        if "_chain" in self.__dict__:
            chain = replace(self._chain, derived=derived, processes=processes)
            other.__dict__["_chain"] = chain
        if all(new is old for new, old in zip(derived, self.derived, strict=True)):
            other.__dict__["_extended"] = self._extended
        return other

    def like(self, other: Network) -> Network:
        """Return this network with the index work of another, if that has the same structure.

        Two networks have the same structure if their states, what their laws read, and which
        states their fluxes change agree; constants, weights and coefficients may differ. Otherwise
        the network itself is returned: the result is the same, only dearer.
        """
        if self.states != other.states or not self._chain_fits(other):
            return self
        made = Network(self.states, self.derived, self.processes)
        for name in ("index", "slices", "flux_slices"):
            made.__dict__[name] = getattr(other, name)
        made.shared["near"] = other.shared.get("parts") or other.shared.get("near", {})
        made.shared["elimination"] = other.elimination
        made.shared["lifted"] = other.lifted.refilled(self.derived, self.processes)
        if "_chain" in other.__dict__:
            made.__dict__["_chain"] = other._chain.refilled(self.derived, self.processes)
        return made

    def _chain_fits(self, other: Network) -> bool:
        nodes = (*zip(self.derived, other.derived, strict=False),)
        pairs = (*zip(self.processes, other.processes, strict=False),)
        return (
            len(self.derived) == len(other.derived)
            and len(self.processes) == len(other.processes)
            and all(a.name == b.name and same_reads(a, b) for a, b in nodes)
            and all(a.law.name == b.law.name and same_effects(a, b) for a, b in pairs)
        )
