"""Find what is zero in a network and stays zero.

It follows from the traced operations of the laws (`trace`): a product with zero is zero, a sum of
zeros is zero, a quotient of zero is zero, what is not above zero is zero where it may not be below.
What cannot be told is taken to be other than zero.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from holobiont.engine.law import Array, Law, Linear
from holobiont.engine.network import Network
from holobiont.engine.trace import Program

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Zeros:
    """What is zero and stays zero: entries of the extended vector, and fluxes of each process."""

    entries: Mask
    fluxes: tuple[Mask, ...]

    def covers(self, other: Zeros) -> bool:
        """Tell whether all that is zero there is zero here."""
        pairs = zip((self.entries, *self.fluxes), (other.entries, *other.fluxes), strict=True)
        return not any((theirs & ~mine).any() for mine, theirs in pairs)


def zeros(network: Network, x: Array) -> Zeros:
    """Find what stays zero from the states `x` on."""
    empty = np.asarray(x == 0.0)
    while True:
        entries = _extended(network, empty)
        fluxes = tuple(_stay(process.law, entries) for process in network.processes)
        left = empty.copy()
        for process, none in zip(network.processes, fluxes, strict=True):
            moves = ~none[process.instances] & (process.coefficients != 0.0)
            left[process.states[moves]] = False
        if np.array_equal(left, empty):
            return Zeros(entries, fluxes)
        empty = left


def _extended(network: Network, empty: Mask) -> Mask:
    """Return which entries of the extended vector are zero while some states are."""
    entries = np.zeros(network.size + sum(node.size for node in network.derived), dtype=np.bool_)
    entries[: network.size] = empty
    for node, where in zip(network.derived, network.slices.values(), strict=True):
        entries[where] = _stay(node, entries)
    return entries


def _stay(node: Law | Linear, entries: Mask) -> Mask:
    """Return which values of a law, or of sums, are zero while some of what they read is."""
    if isinstance(node, Linear):
        terms = ~entries[node.columns] & (node.weights != 0.0)
        return np.asarray(
            (np.bincount(node.rows[terms], minlength=node.size) == 0) & (node.offset == 0.0)
        )
    if not node.reads.shape[0]:
        value = np.asarray(node.function(**node.params)) == 0.0
        return np.array(np.broadcast_to(value, node.size))
    if node.traced is None:
        return np.zeros(node.size, dtype=np.bool_)
    return np.array(np.broadcast_to(_followed(node.traced, entries.take(node.reads)), node.size))


def _followed(program: Program, local: Mask) -> Any:
    """Follow signs through a law, and tell where the result is zero."""
    slots: list[Sign] = [(~zero, ~zero) for zero in local]
    slots += [(np.asarray(c) > 0.0, np.asarray(c) < 0.0) for c in program.constants]
    fixed = len(slots)
    for operation, i, j in program.steps:
        known = operation is not np.power or program.inputs <= j < fixed
        rule = _RULES[operation] if known else _any
        slots.append(rule(slots[i], slots[j] if j >= 0 else slots[i]))
    above, below = slots[program.result]
    return ~(above | below)


#: Whether a number may be above, and below, zero; one that is neither is zero.
Sign = tuple[Any, Any]


def _product(a: Sign, b: Sign) -> Sign:
    return (a[0] & b[0]) | (a[1] & b[1]), (a[0] & b[1]) | (a[1] & b[0])


def _quotient(a: Sign, b: Sign) -> Sign:
    above, below = _product(a, b)
    nothing = ~(b[0] | b[1])
    return above | nothing, below | nothing


def _power(a: Sign, b: Sign) -> Sign:
    """Return what is known of a constant power: only one above zero leaves zero what it is."""
    some = a[0] | a[1] | b[1] | ~b[0]
    return some, a[1]


def _any(a: Sign, _b: Sign) -> Sign:
    some = np.ones_like(a[0])
    return some, some


#: What is known of the sign of a result.
_RULES: dict[Any, Callable[[Sign, Sign], Sign]] = {
    np.add: lambda a, b: (a[0] | b[0], a[1] | b[1]),
    np.subtract: lambda a, b: (a[0] | b[1], a[1] | b[0]),
    np.multiply: _product,
    np.divide: _quotient,
    np.power: _power,
    np.maximum: lambda a, b: (a[0] | b[0], a[1] & b[1]),
    np.minimum: lambda a, b: (a[0] & b[0], a[1] | b[1]),
    np.negative: lambda a, _: (a[1], a[0]),
    np.positive: lambda a, _: a,
    np.exp: lambda a, _: (np.ones_like(a[0]), np.zeros_like(a[0])),
    np.log: _any,
    np.sqrt: lambda a, _: (a[0] | a[1], np.zeros_like(a[0])),
    np.square: lambda a, _: (a[0] | a[1], np.zeros_like(a[0])),
}
