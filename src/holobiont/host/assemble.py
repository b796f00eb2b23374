"""From modules to one network of the engine.

Inside the network every state is counted in units of its own size (its value at rest, or one), so
that one tolerance fits all; time is in hours. Inputs that nobody supplies are states that no flux
changes: they are set between solves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from graphlib import CycleError, TopologicalSorter
from typing import Any

import numpy as np

from holobiont.engine.law import Law, Process
from holobiont.engine.network import Network
from holobiont.errors import KnowledgeError
from holobiont.host.body import Host, Slot
from holobiont.host.module import Module, Rate, reads
from holobiont.host.wiring import Wiring, factor, wire
from holobiont.knowledge.schema import Coupling
from holobiont.quantity import affine

PLACE = "host"
#: Before the name of an input that couplings drive: what its readers see.
_SEEN = "seen:"
#: What a rate reads: a position in the extended vector and what turns it into the reader's unit,
#: or a constant.
_Read = tuple[int, float] | float


def assemble(
    modules: Sequence[Module],
    couplings: Iterable[Coupling] = (),
    without: Sequence[str] = (),
    hypotheses: bool = False,
) -> Host:
    """Compile modules into one body.

    Parameters
    ----------
    modules : sequence of Module
    couplings : iterable of Coupling, optional
        How they act on each other beyond inputs that carry another's name.
    without : sequence of str, optional
        What is cut: its readers see it at rest. A coupling, a state or output, or a module.
    hypotheses : bool, optional
        Whether couplings that have no source act too.

    Raises
    ------
    KnowledgeError
        If names collide, units do not match, or outputs read each other in a circle.
    UsageError
        If something to cut is not known.
    """
    chosen = tuple(couplings)
    wiring = wire(modules, chosen, without)
    if not hypotheses:
        wiring = _sourced(wiring)
    return _Compiler(wiring).host()


def _sourced(wiring: Wiring) -> Wiring:
    acting = {
        name: tuple(c for c in group if not c.hypothesis) for name, group in wiring.acting.items()
    }
    return Wiring(wiring.modules, wiring.owner, acting, wiring.cut)


class _Compiler:
    """The steps from a wiring to a network."""

    def __init__(self, wiring: Wiring) -> None:
        self.wiring, self.free = wiring, wiring.free
        own = {name: rest for m in wiring.modules for name, rest in m.states.items()}
        self.resting = {**own, **self.free}
        self.sizes = {name: abs(value) or 1.0 for name, (_, value) in self.resting.items()}
        self.at = {name: i for i, name in enumerate(self.resting)}
        self.driven = {name for name in self.free if wiring.acting.get(name)}
        self.nodes: dict[str, Law] = {}

    def host(self) -> Host:
        """Return the body at rest."""
        for name in self._order():
            self._place(name)
        states = tuple((name, PLACE) for name in self.resting)
        processes = tuple(p for m in self.wiring.modules for p in self._processes(m))
        network = Network(states, tuple(self.nodes.values()), processes)
        rest = np.array([v / self.sizes[n] for n, (_, v) in self.resting.items()])
        slots = {n: Slot(self.at[n], self.sizes.get(n, 1.0), self._unit(n)) for n in self._shown()}
        return Host(network, rest, slots, tuple(self.free), self.wiring)

    def _shown(self) -> list[str]:
        return [*self.resting, *(name for name in self.nodes if name not in self.resting)]

    def _unit(self, name: str) -> str:
        return self.wiring.unit(name.removeprefix(_SEEN))

    # Derived quantities: outputs, and inputs that couplings drive.

    def _order(self) -> list[str]:
        needs: dict[str, set[str]] = {_SEEN + name: self._origins(name) for name in self.driven}
        for module in self.wiring.modules:
            for name, output in module.outputs.items():
                read = (
                    n for n in reads(output.function) if (module.name, n) not in self.wiring.cut
                )
                needs[name] = {self._seen(n) for n in read}
        try:
            order = TopologicalSorter(needs).static_order()
            return [name for name in order if name not in self.resting]
        except CycleError as error:
            names = ", ".join(dict.fromkeys(error.args[1]))
            raise KnowledgeError(
                f"these outputs read each other in a circle: {names}; make one of them a state."
            ) from error

    def _origins(self, name: str) -> set[str]:
        return {self._seen(c.origin) for c in self.wiring.acting[name] if c.origin != name}

    def _seen(self, name: str) -> str:
        return _SEEN + name if name in self.driven else name

    def _place(self, name: str) -> None:
        module = self.wiring.owner.get(name)
        if module is None:
            law = self._coupled(name)
        else:
            law = self._law(name, module.outputs[name].function, module)
        self.at[name] = len(self.resting) + len(self.nodes)
        self.nodes[name] = law

    def _coupled(self, seen: str) -> Law:
        name = seen.removeprefix(_SEEN)
        couplings = self.wiring.acting[name]
        found: list[_Read] = [self._read(name, self.free[name][0])]
        terms = []
        for c in couplings:
            heard = c.origin if c.origin == name else self._seen(c.origin)
            found.append(self._read(heard, self.wiring.unit(c.origin)))
            half = c.half.value if c.half else 1.0
            terms.append((c.form, c.size.value, half, self._at_rest(c.origin)))
        return _law(seen, partial(acted, terms=tuple(terms)), found, {})

    def _at_rest(self, name: str) -> float:
        """Return a state's, input's or output's value where all states rest."""
        if name in self.resting:
            return self.resting[name][1]
        x = np.array([v / self.sizes[n] for n, (_, v) in self.resting.items()])
        for law in self.nodes.values():
            x = np.append(x, law.value(x))
        return float(x[self.at[name]])

    # What rates read.

    def _read(self, name: str, unit: str) -> _Read:
        at = self.at[name]
        return at, self.sizes.get(name, 1.0) * factor(self._unit(name), unit, name)

    def _local(self, module: Module, name: str) -> _Read:
        if name in module.inputs:
            unit, rest = module.inputs[name]
            return (
                rest
                if (module.name, name) in self.wiring.cut
                else self._read(self._seen(name), unit)
            )
        return self._read(name, self._unit(name))

    def _law(self, label: str, function: Rate, module: Module) -> Law:
        found = [self._local(module, name) for name in reads(function)]
        return _law(label, function, found, module.chosen(function))

    def _processes(self, module: Module) -> Iterable[Process]:
        hourly = affine(f"1/{module.time}")[0]
        for flux in module.fluxes:
            law = self._law(f"{module.name}: {flux.name}", flux.rate, module)
            effects = flux.effects
            where = np.array([self.at[name] for name in effects], dtype=np.intp)
            amounts = np.array([c * hourly / self.sizes[name] for name, c in effects.items()])
            yield Process(law, where, np.zeros(where.size, dtype=np.intp), amounts)


def _law(label: str, function: Rate, found: Sequence[_Read], params: Mapping[str, Any]) -> Law:
    """Make a law of one instance that reads in its own units."""
    read = [item for item in found if not isinstance(item, float)]
    at = np.array([[where] for where, _ in read], dtype=np.intp).reshape(len(read), 1)
    return Law(label, _scaled(function, tuple(found)), at, params)


def _scaled(function: Rate, found: tuple[_Read, ...]) -> Callable[..., Any]:
    if all(isinstance(item, float) for item in found):
        return lambda **params: np.full(1, function(*found, **params))

    def scaled(*args: Any, **params: Any) -> Any:
        given = iter(args)
        own = (item if isinstance(item, float) else item[1] * next(given) for item in found)
        return function(*own, **params)

    return scaled


def acted(given: Any, *origins: Any, terms: tuple[tuple[str, float, float, float], ...]) -> Any:
    """Return what an input shows: couplings multiply what it is set to, then add.

    Each of `terms` is the form, size and half of a coupling, and what acts, at rest.
    """
    times, more = 1.0, 0.0
    for x, (form, size, half, rest) in zip(origins, terms, strict=True):
        match form:
            case "add":
                more = more + size * (x - rest)
            case "proportional":
                times = times * (1.0 + size * (x / rest - 1.0))
            case "power":
                times = times * np.maximum(x / rest, 0.0) ** size
            case _:
                times = times * (1.0 + size * (x / (half + x) - rest / (half + rest)))
    return times * given + more
