"""Trace a law once: evaluate it with its constants folded, and derive it backwards.

A law is written as a formula in numpy. Called once with symbols for its inputs, it leaves the list
of its elementary operations. What depends on constants alone is computed there and then; the
partial derivatives follow by the chain rule from the result back to the inputs (reverse mode,
Griewank & Walther 2008, 10.1137/1.9780898717761), exactly and in a few times the cost of the
value. A law that does anything but elementary operations cannot be traced.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.lib.mixins import NDArrayOperatorsMixin
from numpy.typing import NDArray

Array = NDArray[np.float64]

#: How a result's derivative passes to each argument: (derivative, result, first, second).
_RULES: dict[Any, tuple[Callable[[Any, Any, Any, Any], Any], ...]] = {
    np.add: (lambda d, y, a, b: d, lambda d, y, a, b: d),
    np.subtract: (lambda d, y, a, b: d, lambda d, y, a, b: -d),
    np.multiply: (lambda d, y, a, b: d * b, lambda d, y, a, b: d * a),
    np.divide: (lambda d, y, a, b: d / b, lambda d, y, a, b: -d * y / b),
    np.power: (
        lambda d, y, a, b: d * b * a ** (b - 1.0),
        lambda d, y, a, b: d * y * np.log(a),
    ),
    np.maximum: (lambda d, y, a, b: d * (a > b), lambda d, y, a, b: d * (b >= a)),
    np.minimum: (lambda d, y, a, b: d * (a < b), lambda d, y, a, b: d * (b <= a)),
    np.negative: (lambda d, y, a, b: -d,),
    np.positive: (lambda d, y, a, b: d,),
    np.exp: (lambda d, y, a, b: d * y,),
    np.log: (lambda d, y, a, b: d / a,),
    np.sqrt: (lambda d, y, a, b: 0.5 * d / y,),
    np.square: (lambda d, y, a, b: 2.0 * d * a,),
}

#: An operation and the slots it takes; the second is -1 where there is none.
Step = tuple[Any, int, int]


@dataclass(frozen=True)
class Program:
    """The elementary operations of a law, in order.

    Slots hold the inputs, then the constants, then the result of each step.
    """

    inputs: int
    constants: tuple[Any, ...]
    steps: tuple[Step, ...]
    active: tuple[bool, ...]
    result: int

    def _slots(self, local: Array) -> list[Any]:
        slots = [*local, *self.constants]
        for operation, i, j in self.steps:
            slots.append(operation(slots[i]) if j < 0 else operation(slots[i], slots[j]))
        return slots

    def value(self, local: Array) -> Array:
        """Evaluate at the inputs, shape (m, n); return shape (n,)."""
        found: Array = self._slots(local)[self.result]
        return found

    def gradient(self, local: Array) -> Array:
        """Return the derivative by each input, shape (m, n)."""
        slots = self._slots(local)
        parts: list[Any] = [None] * len(slots)
        parts[self.result] = 1.0
        first = len(slots) - len(self.steps)
        for k in range(len(self.steps) - 1, -1, -1):
            operation, i, j = self.steps[k]
            given = parts[first + k]
            if given is None:
                continue
            a, b = slots[i], slots[j] if j >= 0 else None
            for slot, rule in zip((i, j), _RULES[operation], strict=False):
                if self.active[slot]:
                    part = rule(given, slots[first + k], a, b)
                    parts[slot] = part if parts[slot] is None else parts[slot] + part
        out = np.empty_like(local)
        for slot in range(self.inputs):
            out[slot] = 0.0 if parts[slot] is None else parts[slot]
        return out


def trace(
    function: Callable[..., Any], inputs: int, n: int, params: Mapping[str, Any]
) -> Program | None:
    """Return the operations of a law of `n` instances, or None if it cannot be traced.

    Parameters
    ----------
    function : callable
        ``function(*inputs, **params)``.
    params : mapping
        Its constants: scalars, arrays of shape (n,), or tuples of them.
    """
    tape = _Tape(inputs, n)
    try:
        found = function(*(_Symbol(tape, i) for i in range(inputs)), **params)
    except TypeError:
        return None
    return tape.program(found) if isinstance(found, _Symbol) else None


class _Tape:
    """What is recorded while a law is called with symbols.

    Negative slots are constants until the program is made; inputs and results count from 0.
    """

    def __init__(self, inputs: int, n: int) -> None:
        self.inputs, self.n = inputs, n
        self.constants: list[Any] = []
        self.steps: list[tuple[Any, tuple[int, ...]]] = []

    def slot(self, value: Any) -> int:
        """Return the slot of a symbol or a new constant."""
        if isinstance(value, _Symbol):
            return value.slot
        constant = np.asarray(value, dtype=float)
        if constant.shape not in ((), (1,), (self.n,)):
            raise TypeError("a constant does not match the instances")
        self.constants.append(constant if constant.ndim else float(constant))
        return -len(self.constants)

    def program(self, found: _Symbol) -> Program:
        """Return the program, with inputs, constants and results numbered in this order."""
        count = len(self.constants)

        def place(slot: int) -> int:
            if slot < 0:
                return self.inputs - slot - 1
            return slot if slot < self.inputs else slot + count

        steps = tuple(
            (op, place(slots[0]), place(slots[1]) if len(slots) > 1 else -1)
            for op, slots in self.steps
        )
        active = (*[True] * self.inputs, *[False] * count, *[True] * len(steps))
        return Program(self.inputs, tuple(self.constants), steps, active, place(found.slot))


class _Symbol(NDArrayOperatorsMixin):
    """Stands for an input or an intermediate result; every operation on it is recorded."""

    def __init__(self, tape: _Tape, slot: int) -> None:
        self.tape, self.slot = tape, slot

    def __array_ufunc__(self, ufunc: Any, method: str, *args: Any, **options: Any) -> Any:
        """Record an elementary operation; refuse all others."""
        if method != "__call__" or options or ufunc not in _RULES:
            return NotImplemented
        slots = tuple(self.tape.slot(arg) for arg in args)
        self.tape.steps.append((ufunc, slots))
        return _Symbol(self.tape, self.tape.inputs + len(self.tape.steps) - 1)

    def __array_function__(self, *_: Any, **__: Any) -> Any:
        """Refuse what is not elementary."""
        return NotImplemented

    def __array__(self, *_: Any, **__: Any) -> Any:
        """Refuse to become an array."""
        raise TypeError("a symbol has no value")

    def __bool__(self) -> bool:
        """Refuse to decide: a law has no branches."""
        raise TypeError("a symbol has no value")
