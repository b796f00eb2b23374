"""How a module of the body is written: states, inputs, outputs and fluxes that read like a paper.

A rate is a plain function. Its positional arguments are what it reads, by name: states, inputs
and outputs. Its keyword-only arguments are parameters of the module. So Andersen, Vinther and
Ottesen's ``dA/dt = k1 (1 - rho C^a / (C^a + c^a)) R - w2 A`` is two functions and two fluxes::

    def secretion(crh, cortisol, *, k1, rho, alpha, c):
        return k1 * (1 - rho * hill(cortisol, c, alpha)) * crh

    def removal(acth, *, w2):
        return w2 * acth

    Flux("ACTH secreted", secretion, into={"acth": 1}), Flux("ACTH removed", removal, {"acth": -1})

Numbers are in the units that the module's data file gives, which are those of its paper; `assemble`
turns them into hours, and into the unit of whoever reads them.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from holobiont.errors import KnowledgeError, UsageError, did_you_mean
from holobiont.knowledge.schema import FrozenMap, HostModel

#: A rate or derived quantity of numbers or arrays, made of elementary operations.
Rate = Callable[..., Any]
#: Unit, and value at rest.
Resting = tuple[str, float]


@dataclass(frozen=True)
class Derived:
    """An output that is worked out from states and inputs.

    Attributes
    ----------
    function : callable
        Reads its positional arguments by name; keyword-only ones are parameters.
    unit : str
        Unit of what it returns.
    """

    function: Rate
    unit: str


@dataclass(frozen=True)
class Flux:
    """What changes states.

    Attributes
    ----------
    name : str
        What happens, unique in its module.
    rate : callable
        How fast, in the unit of the states for each unit of the module's time.
    into : mapping of str to float
        States that change, with what one unit of the flux adds; negative where it takes away.
    out_of : mapping of str to float, optional
        States that one unit of the flux takes this much from.
    """

    name: str
    rate: Rate
    into: Mapping[str, float] = field(default_factory=FrozenMap)
    out_of: Mapping[str, float] = field(default_factory=FrozenMap)

    @property
    def effects(self) -> dict[str, float]:
        """What one unit of the flux adds to each state."""
        found = dict(self.into)
        for name, amount in self.out_of.items():
            found[name] = found.get(name, 0.0) - amount
        return found


def reads(function: Rate) -> tuple[str, ...]:
    """Return what a rate reads: the names of its positional arguments."""
    every = inspect.signature(function).parameters.values()
    return tuple(p.name for p in every if p.kind is p.POSITIONAL_OR_KEYWORD)


def wants(function: Rate) -> tuple[str, ...]:
    """Return the parameters of a rate: the names of its keyword-only arguments."""
    every = inspect.signature(function).parameters.values()
    return tuple(p.name for p in every if p.kind is p.KEYWORD_ONLY)


@dataclass(frozen=True)
class Module:
    """A part of the body.

    Attributes
    ----------
    name : str
    states, inputs : mapping of str to (unit, value at rest)
        An input is supplied by the module that has a state or output of that name, by a coupling,
        or by whoever runs the body.
    outputs : mapping of str to Derived
    fluxes : tuple of Flux
    params : mapping of str to float
        In the units of the data file.
    source : str
        Codes of its references.
    time : str
        The unit of time in which its fluxes are written.
    scale : str
        ``"minutes"``, ``"day"`` or ``"weeks"``: how fast it moves.
    """

    name: str
    states: Mapping[str, Resting]
    inputs: Mapping[str, Resting]
    outputs: Mapping[str, Derived]
    fluxes: tuple[Flux, ...]
    params: Mapping[str, float] = field(default_factory=FrozenMap)
    source: str = ""
    time: str = "h"
    scale: str = "day"

    def __post_init__(self) -> None:
        for flux in self.fluxes:
            for name in flux.effects:
                self._known(name, self.states, flux.name, "state")
        functions = {flux.name: flux.rate for flux in self.fluxes}
        functions.update({name: output.function for name, output in self.outputs.items()})
        for label, function in functions.items():
            for name in reads(function):
                self._known(name, self.names, label, "state, input or output")
            for name in wants(function):
                self._known(name, self.params, label, "parameter")

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Everything that its rates may read."""
        return (*self.states, *self.inputs, *self.outputs)

    @cached_property
    def made(self) -> tuple[str, ...]:
        """Its states and outputs, which other modules may read."""
        return (*self.states, *self.outputs)

    def chosen(self, function: Rate) -> dict[str, float]:
        """Return the parameters of a rate by name."""
        return {name: self.params[name] for name in wants(function)}

    def _known(self, name: str, options: Iterable[str], label: str, what: str) -> None:
        if name not in options:
            raise KnowledgeError(
                f"module {self.name!r}: {label!r} uses {name!r}, which is not a {what} of it."
                f"{did_you_mean(name, options)}"
            )


def module(
    model: HostModel, fluxes: Iterable[Flux], outputs: Mapping[str, Derived] | None = None
) -> Module:
    """Make a module from its data file and its equations."""
    return Module(
        name=model.id,
        states={name: (q.unit, q.value) for name, q in model.states.items()},
        inputs={name: (q.unit, q.value) for name, q in model.inputs.items()},
        outputs=FrozenMap(outputs or {}),
        fluxes=tuple(fluxes),
        params={name: q.value for name, q in model.parameters.items()},
        source=model.model.source,
        time=model.model.time,
        scale=model.model.scale,
    )


def varied(made: Module, model: HostModel, kind: str) -> Module:
    """Return a module as one of its variants, which are factors on some of its parameters.

    Raises
    ------
    UsageError
        If there is no such variant; the sentence gives the nearest.
    """
    if kind not in model.variants:
        hint = did_you_mean(kind, model.variants) or f" Known: {', '.join(model.variants)}."
        raise UsageError(f"module {model.id!r} has no variant {kind!r}.{hint}")
    factors = {name: q.value for name, q in model.variants[kind].items()}
    return replace(made, params={k: v * factors.get(k, 1.0) for k, v in made.params.items()})


def hill(x: Any, half: Any, power: Any = 1.0) -> Any:
    """Return the share of a saturating effect, ``x^n / (half^n + x^n)``."""
    return x**power / (half**power + x**power)
