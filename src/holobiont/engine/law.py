"""One law, many instances: a vectorized rate or derived quantity with exact partial derivatives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from holobiont.engine.trace import Program, trace

Array = NDArray[np.float64]
Index = NDArray[np.intp]

_STEP = 1e-30


@dataclass(frozen=True)
class Law:
    """An analytic function of a few local inputs, evaluated for `n` instances at once.

    Attributes
    ----------
    name : str
        What the law describes.
    function : callable
        ``function(*inputs, **params) -> values``; inputs have shape (..., n) and may be complex.
    reads : ndarray of int, shape (m, n)
        For every local input and instance the position it reads in the extended vector.
    params : mapping
        Constants of the law: scalars or arrays of shape (n,).
    gradient : callable, optional
        The partial derivatives, shape (m, n), for a law that is not made of elementary
        operations alone; called like `function`.
    unit_of : callable, optional
        A function of which this law has the value per unit of its first input, where that is above
        zero; elsewhere that function is zero. It reads the same otherwise.
    """

    name: str
    function: Callable[..., Any]
    reads: Index
    params: Mapping[str, Any] = field(default_factory=dict)
    gradient: Callable[..., Any] | None = None
    unit_of: Callable[..., Any] | None = None

    @property
    def size(self) -> int:
        """Number of instances."""
        return int(self.reads.shape[1])

    def constants(self, rows: Index) -> dict[str, Any]:
        """Return the constants of some instances."""
        if rows.size == self.size:
            return dict(self.params)
        return {name: some(value, rows, self.size) for name, value in self.params.items()}

    @cached_property
    def traced(self) -> Program | None:
        """The law's elementary operations with its constants folded; None where it has others."""
        m, n = self.reads.shape
        return trace(self.function, m, n, self.params) if m else None

    @cached_property
    def signs(self) -> bytes:
        """Tell which constants are above and below zero; without reads, which values are zero."""
        if not self.reads.shape[0]:
            return bytes(np.asarray(self.function(**self.params) == 0.0).tobytes())
        if self.traced is None:
            return b""
        return b"".join(np.sign(c).astype(np.int8).tobytes() for c in self.traced.constants)

    @property
    def program(self) -> Program | None:
        """Those operations, by which a law is evaluated that has no gradient of its own."""
        return self.traced if self.gradient is None else None

    def value(self, z: Array) -> Array:
        """Evaluate every instance at the extended vector `z`; shape (n,)."""
        local = z.take(self.reads)
        if self.program is not None:
            return self.program.value(local)
        return np.asarray(self.function(*local, **self.params))

    def partials(self, z: Array) -> Array:
        """Exact derivatives by each local input, shape (m, n).

        They follow from the law's elementary operations, or from the complex step where it has
        others. That has no subtraction and so no cancellation: the result is accurate to rounding
        (Squire & Trapp 1998, 10.1137/S003614459631241X).
        """
        local = z.take(self.reads)
        if self.gradient is not None:
            return np.asarray(self.gradient(*local, **self.params))
        m = local.shape[0]
        if not m:
            return np.zeros(local.shape)
        if self.program is not None:
            return self.program.gradient(local)
        stacked = np.repeat(local[:, None, :], m, axis=1).astype(complex)
        stacked[np.arange(m), np.arange(m), :] += _STEP * 1j
        return np.asarray(self.function(*stacked, **self.params)).imag / _STEP


@dataclass(frozen=True)
class Linear:
    """Derived quantities that are fixed weighted sums of earlier entries: ``y = offset + A z``."""

    name: str
    rows: Index
    columns: Index
    weights: Array
    offset: Array

    @property
    def size(self) -> int:
        """Number of derived quantities."""
        return int(self.offset.size)

    @cached_property
    def signs(self) -> bytes:
        """Tell which weights and offsets are zero."""
        return bytes(np.concatenate([self.weights == 0.0, self.offset == 0.0]).tobytes())

    def value(self, z: Array) -> Array:
        """Evaluate all sums at the extended vector `z`; shape (n,)."""
        terms = self.weights * z[self.columns]
        return self.offset + np.bincount(self.rows, terms, minlength=self.size)


@dataclass(frozen=True)
class Process:
    """A law whose values are fluxes, and what each flux does to the states.

    Attributes
    ----------
    law : Law
        Rate of every instance.
    states, instances : ndarray of int, shape (k,)
        Positions in the state vector and in the law's instances.
    coefficients : ndarray, shape (k,)
        Amount of the state made (positive) or used (negative) per unit of flux.
    """

    law: Law
    states: Index
    instances: Index
    coefficients: Array


def holds_unit(derived: Law | Linear, law: Law) -> bool:
    """Tell whether a derived quantity is a law per unit of its first input, with its constants."""
    return (
        isinstance(derived, Law)
        and derived.unit_of is not None
        and derived.unit_of == law.function
        and np.array_equal(derived.reads, law.reads)
        and derived.params.keys() == law.params.keys()
        and all(_same(derived.params[name], value) for name, value in law.params.items())
    )


def _same(a: Any, b: Any) -> bool:
    if a is b:
        return True
    if isinstance(a, tuple) and isinstance(b, tuple):
        return len(a) == len(b) and all(map(_same, a, b))
    return np.array_equal(a, b)


def some(value: Any, rows: Index, size: int) -> Any:
    """Return a constant of some of so many instances: of an array that has one for each, theirs."""
    if isinstance(value, tuple):
        return tuple(some(each, rows, size) for each in value)
    if isinstance(value, Mapping) or np.shape(value) != (size,):
        return value
    return np.asarray(value)[rows]


def same_reads(a: Law | Linear, b: Law | Linear) -> bool:
    """Tell whether two derived quantities, or two laws, depend on the same entries."""
    if isinstance(a, Law) and isinstance(b, Law):
        return np.array_equal(a.reads, b.reads)
    if isinstance(a, Linear) and isinstance(b, Linear):
        return (
            a.size == b.size
            and np.array_equal(a.rows, b.rows)
            and np.array_equal(a.columns, b.columns)
        )
    return False


def same_effects(a: Process, b: Process) -> bool:
    """Tell whether two processes read and change the same."""
    return (
        same_reads(a.law, b.law)
        and np.array_equal(a.states, b.states)
        and np.array_equal(a.instances, b.instances)
    )
