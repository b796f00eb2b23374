"""The body that answers: its modules, what they hold, and how they act on each other."""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from collections.abc import Iterator
from functools import partial

from holobiont.cli.explain.entry import Entry, Topic, facts_of, numbers_of, some, text_of
from holobiont.host.module import Flux, Module, Rate
from holobiont.host.registry import make
from holobiont.knowledge import Knowledge
from holobiont.knowledge.schema import Coupling, HostModel, Parameter


def modules(knowledge: Knowledge) -> list[Topic]:
    """Return the modules of the body."""
    return [
        Topic((each.id, each.model.label), partial(_module, each, knowledge))
        for each in knowledge.host.values()
    ]


def quantities(knowledge: Knowledge) -> list[Topic]:
    """Return the states, inputs and outputs of the modules."""
    made = {name: make(name, knowledge) for name in knowledge.host}
    names = dict.fromkeys(name for module in made.values() for name in module.names)
    return [Topic((name,), partial(_quantity, name, made, knowledge)) for name in names]


def couplings(knowledge: Knowledge) -> list[Topic]:
    """Return how modules act on each other."""
    return [Topic((c.id,), partial(_coupling, c)) for c in knowledge.couplings.values()]


def _module(each: HostModel, knowledge: Knowledge) -> Entry:
    made = make(each.id, knowledge)
    return Entry(
        each.id,
        "module of the body",
        f"{each.model.label[:1].upper()}{each.model.label[1:]}. {text_of(each.model)}".strip(),
        tuple(line for flux in made.fluxes for line in _equation(flux)),
        facts_of(
            ("time in", each.model.time),
            ("moves in", each.model.scale),
            ("inputs", some(list(made.inputs))),
            ("outputs", some(list(made.outputs))),
        ),
        numbers_of(each),
        tuple(each.model.source.split(";")),
    )


def _quantity(name: str, made: dict[str, Module], knowledge: Knowledge) -> Entry:
    owners = [m for m in made.values() if name in m.states or name in m.outputs]
    readers = [m.name for m in made.values() if name in m.inputs and m not in owners]
    lines = [
        line
        for m in owners
        for flux in m.fluxes
        if name in flux.effects
        for line in _equation(flux, name)
    ]
    lines += [f"{name} = {_text(m.outputs[name].function)}" for m in owners if name in m.outputs]
    acting = [c.id for c in knowledge.couplings.values() if name in (c.origin, c.to)]
    unit = next(_unit(m, name) for m in (*owners, *made.values()) if name in m.names)
    return Entry(
        name,
        "quantity of the body",
        "",
        tuple(lines),
        facts_of(
            ("unit", unit),
            ("of", ", ".join(m.name for m in owners) or "nobody: it may be set"),
            ("read by", some(readers)),
            ("couplings", some(acting)),
        ),
        tuple(_at_rest(name, knowledge)),
    )


def _unit(module: Module, name: str) -> str:
    if name in module.outputs:
        return module.outputs[name].unit
    return (module.states.get(name) or module.inputs[name])[0]


def _at_rest(name: str, knowledge: Knowledge) -> Iterator[tuple[str, Parameter]]:
    for key, model in knowledge.host.items():
        for kind in ("states", "inputs"):
            found = getattr(model, kind).get(name)
            if found is not None:
                yield f"{key}.{kind}.{name}", found


def _coupling(each: Coupling) -> Entry:
    half = (("half", each.half),) if each.half is not None else ()
    return Entry(
        each.id,
        "coupling of the body",
        text_of(each),
        (f"{each.origin} acts on {each.to} ({each.form})",),
        facts_of(("acts", "only when asked for: a hypothesis" if each.hypothesis else "always")),
        (("size", each.size), *half),
    )


def _equation(flux: Flux, state: str = "") -> Iterator[str]:
    """Yield what a flux does to each state, or to one, as its code says it."""
    text = _text(flux.rate)
    for name, amount in flux.effects.items():
        if state in ("", name):
            size = "" if abs(amount) == 1 else f"{abs(amount):g} "
            yield f"d {name} {'+' if amount > 0 else '-'}= {size}{text}  [{flux.name}]"


def _text(function: Rate) -> str:
    """Return what a rate computes, as its code says it, with its steps put in order."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)).strip().rstrip(","))
    node = tree.body[0]
    if not isinstance(node, ast.FunctionDef):
        return ", ".join(inspect.signature(function).parameters)
    steps = [ast.unparse(step) for step in node.body if isinstance(step, ast.Assign)]
    (last,) = [step for step in node.body if isinstance(step, ast.Return)]
    assert last.value is not None
    text = ast.unparse(last.value) + "".join(f"; {step}" for step in steps)
    return re.sub(r"\bnp\.", "", text)
