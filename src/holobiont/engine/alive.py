"""Leave out of a network what is zero and stays zero: it costs work and changes nothing.

A state that is zero, and that no flux can fill while others like it are zero, is zero for ever.
Which these are follows from the laws (`zeros`). What is left is a network of its own, with the same
rates.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from holobiont.engine.law import Array, Index, Law, Linear, Process, some
from holobiont.engine.network import Network
from holobiont.engine.zeros import Mask, Zeros, zeros

#: The derived quantity that is read in place of whatever is left out.
NOTHING = "nothing"
#: Parts of one network whose index work is kept.
_REMEMBERED = 8
#: A part with so many times the states that are needed is not worth index work of its own.
_WIDER = 1.15
#: The same of a whole whose index work is done.
_INDEXED = 1.6


@dataclass(frozen=True)
class Alive:
    """A part of a network, and the states of the whole that it follows.

    Attributes
    ----------
    network : Network
    states : ndarray of int
        Their positions in the whole, in order. All others stay zero.
    size : int
        Number of states of the whole.
    """

    network: Network
    states: Index
    size: int

    def whole(self, x: Array) -> Array:
        """Return states of the whole, shape (..., size), from those of the part."""
        full = np.zeros((*x.shape[:-1], self.size))
        full[..., self.states] = x
        return full


def alive(network: Network, x: Array) -> Alive:
    """Return the part of a network that can be other than zero from the states `x` on.

    Networks that differ in constants only share the work. Where next to nothing can be left out,
    the part is the whole.
    """
    key = ((x == 0.0).tobytes(), *(law.signs for law in _laws(network)))
    known: Parts = network.shared.setdefault("parts", {})
    last = known.get(key)
    if last is None:
        none = zeros(network, x)
        most = _INDEXED if "elimination" in network.shared else _WIDER
        few = network.size <= most * int((~none.entries[: network.size]).sum())
        if few or all(still.all() for still in none.fluxes):
            return Alive(network, np.arange(network.size), network.size)
        near: Parts = network.shared.get("near", {})
        last = _wider(known, none) or _new(network, none, {**near, **known})
        for old in list(known)[: len(known) + 1 - _REMEMBERED]:
            del known[old]
        known[key] = last
    cut, made = last
    if cut.network is network:
        return made
    return replace(made, network=made.network.with_params(cut.changes(network)))


def forget(network: Network) -> None:
    """Forget the parts of a network, and of those that differ from it in constants only.

    What is found then does not depend on what was looked for before.
    """
    network.shared.pop("parts", None)


def _wider(known: Parts, none: Zeros) -> tuple[_Cut, Alive] | None:
    """Return a part that is known already and holds little more than is needed."""
    for cut, made in known.values():
        most = _WIDER * int((~none.entries[: made.size]).sum())
        if made.states.size <= most and none.covers(cut.none):
            return cut, made
    return None


def _new(network: Network, none: Zeros, known: Parts) -> tuple[_Cut, Alive]:
    """Return a part; it takes over the index work of a known one that has the same shape."""
    cut = _Cut(network, none)
    made = cut.part()
    for _, other in known.values():
        like = made.network.like(other.network)
        if like is not made.network:
            return cut, replace(made, network=like)
    return cut, made


@dataclass(frozen=True)
class _Cut:
    """How a network is cut: which entries of the extended vector are kept, and where they go."""

    network: Network
    none: Zeros

    def part(self) -> Alive:
        """Return the network without what is zero, nor what nobody reads."""
        network = self.network
        at = np.flatnonzero(self.kept[: network.size])
        none = np.empty(0, dtype=np.intp)
        nothing = Linear(NOTHING, none, none, np.empty(0), np.zeros(1))
        derived = (self.derived(k) for k in range(len(network.derived)) if self.rows[k].size)
        moving = [k for k in range(len(network.processes)) if not self.none.fluxes[k].all()]
        states = tuple(network.states[i] for i in at)
        processes = tuple(self.process(k) for k in moving)
        return Alive(Network(states, (nothing, *derived), processes), at, network.size)

    def changes(self, other: Network) -> dict[str, dict[str, Any]]:
        """Return the constants, as kept, of the laws of another network that are others there."""
        found = {}
        rows = (*self.rows, *(np.flatnonzero(~none) for none in self.none.fluxes))
        pairs = zip(_laws(self.network), _laws(other), rows, strict=True)
        for mine, law, kept in pairs:
            if isinstance(law, Law) and law is not mine and kept.size:
                found[law.name] = law.constants(kept)
        return found

    @cached_property
    def kept(self) -> Mask:
        """Entries that are not zero, and that somebody reads who is kept, or that are states."""
        network = self.network
        needed = np.zeros(self.none.entries.size, dtype=np.bool_)
        needed[: network.size] = True
        for process, none in zip(network.processes, self.none.fluxes, strict=True):
            needed[process.law.reads[:, ~none]] = True
        for node, where in reversed([*zip(network.derived, network.slices.values(), strict=True)]):
            own = needed[where] & ~self.none.entries[where]
            if isinstance(node, Law) and node.traced is None:
                own[:] = own.any()
            needed[where] = own
            if isinstance(node, Linear):
                needed[node.columns[own[node.rows]]] = True
            else:
                needed[node.reads[:, own]] = True
        return np.asarray(needed & ~self.none.entries)

    @cached_property
    def rows(self) -> tuple[Index, ...]:
        """Which of each derived quantity are kept."""
        return tuple(np.flatnonzero(self.kept[where]) for where in self.network.slices.values())

    @cached_property
    def place(self) -> Index:
        """Where each entry of the extended vector goes; what is left out, to the one zero."""
        size = int(self.kept[: self.network.size].sum())
        order = np.cumsum(self.kept) - 1
        order[self.network.size :] += 1
        return np.where(self.kept, order, size).astype(np.intp)

    def derived(self, k: int) -> Law | Linear:
        """Return what is kept of a derived quantity."""
        node, rows = self.network.derived[k], self.rows[k]
        if isinstance(node, Law):
            return self._law(node, rows)
        to = np.full(node.size, -1, dtype=np.intp)
        to[rows] = np.arange(rows.size)
        terms = (to[node.rows] >= 0) & self.kept[node.columns]
        columns = self.place[node.columns[terms]]
        return Linear(
            node.name, to[node.rows[terms]], columns, node.weights[terms], node.offset[rows]
        )

    def process(self, k: int) -> Process:
        """Return what is kept of a process."""
        process, none = self.network.processes[k], self.none.fluxes[k]
        rows = np.flatnonzero(~none)
        to = np.cumsum(~none) - 1
        terms = ~none[process.instances] & self.kept[process.states]
        return Process(
            self._law(process.law, rows),
            self.place[process.states[terms]],
            to[process.instances[terms]].astype(np.intp),
            process.coefficients[terms],
        )

    def _law(self, law: Law, rows: Index) -> Law:
        """Return some instances of a law, which read where all went."""
        made = replace(law, reads=self.place[law.reads[:, rows]])
        if rows.size == law.size:
            made.__dict__["traced"] = law.traced
            return made
        made = replace(made, params=law.constants(rows))
        if law.traced is not None:
            constants = tuple(some(c, rows, law.size) for c in law.traced.constants)
            made.__dict__["traced"] = replace(law.traced, constants=constants)
        return made


def _laws(network: Network) -> tuple[Law | Linear, ...]:
    return (*network.derived, *(process.law for process in network.processes))


#: Parts that are known, by what is zero in the states and in the constants.
Parts = dict[tuple[bytes, ...], tuple[_Cut, Alive]]
