"""Small networks as plain code: rates and Jacobian of single-instance laws, number by number.

A body's network has hundreds of laws of one instance each; there the cost of a vectorized law is
all overhead. From the traced operations of its laws (`trace`) the network's right-hand side and
its exact Jacobian are written out once as a straight list of scalar operations, some fifty times
faster. Where such an operation has no finite value, the vectorized form decides.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from holobiont.engine.law import Array, Law
from holobiont.engine.network import Network
from holobiont.engine.solve import Solution, Tolerance, followed

_FAILED = (ZeroDivisionError, OverflowError, ValueError, TypeError)
#: Operations as text, and how a derivative `d` of the result `y` passes to each argument.
_TEXT: dict[Any, tuple[str, tuple[str, ...]]] = {
    np.add: ("{a} + {b}", ("{d}", "{d}")),
    np.subtract: ("{a} - {b}", ("{d}", "-{d}")),
    np.multiply: ("{a} * {b}", ("{d} * {b}", "{d} * {a}")),
    np.divide: ("{a} / {b}", ("{d} / {b}", "-{d} * {y} / {b}")),
    np.power: ("{a} ** {b}", ("{d} * {b} * {a} ** ({b} - 1.0)", "{d} * {y} * log({a})")),
    np.maximum: (
        "{a} if {a} > {b} else {b}",
        ("({d} if {a} > {b} else 0.0)", "(0.0 if {a} > {b} else {d})"),
    ),
    np.minimum: (
        "{a} if {a} < {b} else {b}",
        ("({d} if {a} < {b} else 0.0)", "(0.0 if {a} < {b} else {d})"),
    ),
    np.negative: ("-{a}", ("-{d}",)),
    np.positive: ("{a}", ("{d}",)),
    np.exp: ("exp({a})", ("{d} * {y}",)),
    np.log: ("log({a})", ("{d} / {a}",)),
    np.sqrt: ("sqrt({a})", ("0.5 * {d} / {y}",)),
    np.square: ("{a} * {a}", ("2.0 * {d} * {a}",)),
}


def _exp(x: float) -> float:
    """Return e^x, or infinity where it is too large for a number."""
    try:
        return math.exp(x)
    except OverflowError:
        return math.inf


@dataclass(frozen=True)
class Scalar:
    """A network's right-hand side and dense Jacobian as plain functions.

    Attributes
    ----------
    network : Network
        The vectorized form, which decides where a scalar operation fails.
    values, rates, slopes : callable
        States as a list to the extended vector, to ``dx/dt`` and to the rows of the Jacobian.
    """

    network: Network
    values: Callable[[list[float]], list[float]]
    rates: Callable[[list[float]], list[float]]
    slopes: Callable[[list[float]], list[list[float]]]

    def extend(self, x: Array) -> Array:
        """Return the states and the derived quantities."""
        try:
            return np.array(self.values(x.tolist()), dtype=float)
        except _FAILED:
            return self.network.extend(x)

    def rhs(self, x: Array) -> Array:
        """Return ``dx/dt``, shape (states,)."""
        try:
            return np.array(self.rates(x.tolist()), dtype=float)
        except _FAILED:
            return self.network.rhs(x)

    def jacobian(self, x: Array) -> Array:
        """Return ``d(dx/dt)/dx``, shape (states, states)."""
        try:
            return np.array(self.slopes(x.tolist()), dtype=float)
        except _FAILED:
            return np.asarray(self.network.jacobian(x).toarray())


@dataclass(frozen=True)
class Held:
    """A written-out network in which some states are held still.

    Attributes
    ----------
    system : Scalar
    moving : ndarray, shape (states,)
        1 for states that move, 0 for those that are held.
    """

    system: Scalar
    moving: Array

    def rhs(self, x: Array) -> Array:
        """Return ``dx/dt``, zero for what is held."""
        return np.asarray(self.moving * self.system.rhs(x))

    def jacobian(self, x: Array) -> Array:
        """Return its Jacobian."""
        return np.asarray(self.moving[:, None] * self.system.jacobian(x))


def scalar(network: Network) -> Scalar | None:
    """Write a network out; None if a law has several instances or cannot be traced."""
    laws = [*network.derived, *(p.law for p in network.processes)]
    if not all(isinstance(law, Law) and law.size == 1 for law in laws):
        return None
    if any(law.reads.size and law.program is None for law in laws if isinstance(law, Law)):
        return None
    writer = _Writer(network)
    names = ("values", "rates", "slopes")
    return Scalar(network, *(_made(getattr(writer, name)(), name) for name in names))


def _made(text: str, name: str) -> Any:
    space = {"exp": _exp, "log": math.log, "sqrt": math.sqrt, "inf": math.inf, "nan": math.nan}
    exec(compile(text, f"<{name}>", "exec"), space)
    return space[name]


class _Writer:
    """Writes the functions. `z3` is an entry of the extended vector, `f5` a flux."""

    def __init__(self, network: Network) -> None:
        self.network, self.n = network, network.size
        self.nodes = [law for law in network.derived if isinstance(law, Law)]

    def _start(self, name: str) -> list[str]:
        return [f"def {name}(x):", f"    [{', '.join(f'z{i}' for i in range(self.n))}] = x"]

    def values(self) -> str:
        lines = self._start("values")
        for k, law in enumerate(self.nodes):
            lines += self._law(law, f"z{self.n + k}", f"n{k}")
        every = ", ".join(f"z{i}" for i in range(self.n + len(self.nodes)))
        return "\n".join([*lines, f"    return [{every}]"])

    def rates(self) -> str:
        lines = self._start("rates")
        terms: list[list[str]] = [[] for _ in range(self.n)]
        for k, law in enumerate(self.nodes):
            lines += self._law(law, f"z{self.n + k}", f"n{k}")
        for k, process in enumerate(self.network.processes):
            lines += self._law(process.law, f"f{k}", f"p{k}")
            for state, amount in zip(process.states, process.coefficients, strict=True):
                terms[state].append(f"{float(amount)!r} * f{k}")
        sums = (" + ".join(group) or "0.0" for group in terms)
        return "\n".join([*lines, f"    return [{', '.join(sums)}]"])

    def slopes(self) -> str:
        lines = self._start("slopes")
        total: list[dict[int, str]] = [{i: f"e{i}"} for i in range(self.n)]
        lines.append("    " + " = ".join([*(f"e{i}" for i in range(self.n)), "1.0"]))
        for k, law in enumerate(self.nodes):
            lines += self._law(law, f"z{self.n + k}", f"n{k}")
            more, by = self._gradient(law, f"n{k}", total)
            lines += more
            total.append(by)
        entries: list[list[str]] = []
        for k, process in enumerate(self.network.processes):
            lines += self._law(process.law, f"f{k}", f"p{k}")
            more, by = self._gradient(process.law, f"p{k}", total)
            lines += more
            for state, amount in zip(process.states, process.coefficients, strict=True):
                entries += [[str(state), str(i), f"{float(amount)!r} * {g}"] for i, g in by.items()]
        lines.append(f"    J = [[0.0] * {self.n} for _ in range({self.n})]")
        lines += [f"    J[{row}][{column}] += {text}" for row, column, text in entries]
        return "\n".join([*lines, "    return J"])

    def _names(self, law: Law, label: str) -> tuple[list[str], list[str]]:
        """Return the names of a law's slots, and of what each step gives."""
        assert law.program is not None
        inputs = [f"z{i}" for i in law.reads[:, 0]]
        constants = [repr(float(np.ravel(c)[0])) for c in law.program.constants]
        steps = [f"{label}_{i}" for i in range(len(law.program.steps))]
        return [*inputs, *(f"({c})" for c in constants), *steps], steps

    def _law(self, law: Law, result: str, label: str) -> Iterator[str]:
        if not law.reads.size:
            value = float(np.ravel(law.function(**law.params))[0])
            yield f"    {result} = {value!r}"
            return
        names, steps = self._names(law, label)
        assert law.program is not None
        for step, (operation, i, j) in zip(steps, law.program.steps, strict=True):
            text = _TEXT[operation][0].format(a=names[i], b=names[j] if j >= 0 else "")
            yield f"    {step} = {text}"
        yield f"    {result} = {names[law.program.result]}"

    def _gradient(
        self, law: Law, label: str, total: Sequence[dict[int, str]]
    ) -> tuple[list[str], dict[int, str]]:
        """Write the derivatives by each state; return the lines, and names by state."""
        if not law.reads.size:
            return [], {}
        lines, parts = self._partials(law, label)
        by: dict[int, list[str]] = {}
        for position, part in parts.items():
            for state, slope in total[position].items():
                own = part if position < self.n else f"{part} * {slope}"
                by.setdefault(state, []).append(own)
        named = {}
        for state, texts in by.items():
            named[state] = f"{label}_d{state}"
            lines.append(f"    {named[state]} = {' + '.join(texts)}")
        return lines, named

    def _partials(self, law: Law, label: str) -> tuple[list[str], dict[int, str]]:
        """Write a law's derivatives by what it reads, backwards; names by position."""
        program = law.program
        assert program is not None
        names, steps = self._names(law, label)
        first, found, lines = len(names) - len(steps), {program.result: ["1.0"]}, []
        for k in range(len(steps) - 1, -1, -1):
            if first + k not in found:
                continue
            operation, i, j = program.steps[k]
            lines.append(f"    d = {' + '.join(found.pop(first + k))}")
            words = {"a": names[i], "b": names[j] if j >= 0 else "", "y": names[first + k]}
            for side, slot in enumerate((i, j)):
                if slot >= 0 and program.active[slot]:
                    part = f"{label}_g{k}_{side}"
                    text = _TEXT[operation][1][side].format(d="d", **words)
                    lines.append(f"    {part} = {text}")
                    found.setdefault(slot, []).append(part)
        parts: dict[int, str] = {}
        for slot, texts in found.items():
            if slot < program.inputs:
                position = int(law.reads[slot, 0])
                others = [parts[position]] if position in parts else []
                parts[position] = f"({' + '.join([*texts, *others])})"
        return lines, parts


def integrate_dense(
    system: Scalar | Held,
    x0: Array,
    times: Sequence[float] | Array,
    tolerance: Tolerance | None = None,
) -> Solution:
    """Integrate a small network from ``times[0]`` and return the states at all `times` (h).

    CVODE's BDF with its own dense solver, and the exact Jacobian.

    Raises
    ------
    SolverError
        When the solver cannot reach the end.
    """
    from sksundae.cvode import CVODE

    def rhs(_t: float, y: Array, yp: Array) -> None:
        yp[:] = system.rhs(y)

    def jacobian(_t: float, y: Array, _yp: Array, out: Array) -> None:
        out[:] = system.jacobian(y)

    tol = tolerance or Tolerance()
    solver = CVODE(
        rhs,
        rtol=tol.relative,
        atol=tol.absolute,
        linsolver="dense",
        jacfn=jacobian,
        max_num_steps=tol.max_steps,
        max_order=tol.max_order,
    )
    return followed(solver, x0, times)
