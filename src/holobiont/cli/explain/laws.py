"""Processes and rate laws, told by the code that computes them."""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from collections.abc import Callable
from functools import partial
from typing import Any

from holobiont.cli.explain.entry import Entry, Numbers, Topic, facts_of
from holobiont.knowledge import Knowledge

Function = Callable[..., Any]
#: Modules that hold rate laws.
_LAWS = ("kinetics", "potency")
PROCESS, LAW = "process", "rate law"


def laws(knowledge: Knowledge) -> list[Topic]:
    """Return the rate laws."""
    return [Topic((law.__name__,), partial(_law, law, knowledge)) for law in _laws().values()]


def processes(knowledge: Knowledge) -> list[Topic]:
    """Return the processes of the colon, of the vessel, and of drugs."""
    from holobiont.gut.community import COLON, VESSEL
    from holobiont.gut.drug import PROCESSES

    every: tuple[Function, ...] = (*COLON, *VESSEL, *PROCESSES)
    return [
        Topic((each.__name__,), partial(_process, each, knowledge)) for each in dict.fromkeys(every)
    ]


def _laws() -> dict[str, Function]:
    from holobiont.gut import kinetics, potency

    return {
        name: law
        for module in (kinetics, potency)
        for name, law in inspect.getmembers(module, inspect.isfunction)
        if law.__module__ == module.__name__
    }


def _law(law: Function, knowledge: Knowledge) -> Entry:
    users = [each.names[0] for each in processes(knowledge) if law in _used(each.explain)]
    return Entry(
        law.__name__,
        LAW,
        _doc(law),
        _equations(law),
        facts_of(("used by", ", ".join(users)), ("code", _home(law))),
        sources=_cited(_doc(law), knowledge),
    )


def _process(process: Function, knowledge: Knowledge) -> Entry:
    found = _used(partial(_process, process))
    text = " ".join((_doc(process), *(f"{law.__name__}: {_doc(law)}" for law in found)))
    return Entry(
        process.__name__,
        PROCESS,
        text,
        tuple(line for law in found for line in _equations(law)),
        facts_of(("rate law", ", ".join(law.__name__ for law in found)), ("code", _home(process))),
        _numbers(process, knowledge),
        _cited(text, knowledge),
    )


def _used(explain: Callable[[], Entry]) -> list[Function]:
    """Return the rate laws named in the code of a process."""
    process = explain.args[0] if isinstance(explain, partial) else None
    if process is None:
        return []
    tree = _tree(process)
    named = [
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id in _LAWS
    ]
    known = _laws()
    return [known[name] for name in dict.fromkeys(named) if name in known]


def _numbers(process: Function, knowledge: Knowledge) -> Numbers:
    """Return the quantities of the body that the code of a process asks for."""
    words = [node.value for node in ast.walk(_tree(process)) if isinstance(node, ast.Constant)]
    keys = [word for word in words if isinstance(word, str)]
    return tuple(
        (key, quantity)
        for key, quantity in knowledge.physiology.quantities.items()
        if key in keys or key.rsplit(".", 1)[0] in keys
    )


def _equations(law: Function) -> tuple[str, ...]:
    """Return what a law computes, as its code says it."""
    (function,) = _tree(law).body
    assert isinstance(function, ast.FunctionDef)
    lines = []
    for node in function.body:
        if isinstance(node, ast.Assign):
            lines.append(ast.unparse(node))
        elif isinstance(node, ast.Return) and node.value is not None:
            lines.append(f"{law.__name__} = {ast.unparse(node.value)}")
    return tuple(re.sub(r"\bnp\.", "", line) for line in lines)


def _tree(function: Function) -> ast.Module:
    return ast.parse(textwrap.dedent(inspect.getsource(function)))


def _doc(function: Function) -> str:
    return " ".join((inspect.getdoc(function) or "").replace("``", "").split())


def _home(function: Function) -> str:
    return f"{function.__module__}.{function.__name__}"


def _cited(text: str, knowledge: Knowledge) -> tuple[str, ...]:
    return tuple(
        code for code in re.findall(r"\b[A-Z]+\d+\b", text) if code in knowledge.references
    )
