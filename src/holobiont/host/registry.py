"""The modules of the body by name: that of their data file, and of the function that makes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from importlib.util import find_spec

from holobiont.errors import KnowledgeError, UsageError, did_you_mean
from holobiont.host.assemble import assemble
from holobiont.host.body import Host
from holobiont.host.module import Module, varied
from holobiont.knowledge.store import Knowledge

#: Modules that live in the file of another.
_WITH = {"hpa_weeks": "glands"}


def make(name: str, knowledge: Knowledge) -> Module:
    """Return a module of the body by name; ``"gut_immunity:both_low"`` is a variant of one.

    Raises
    ------
    UsageError
        If there is none of that name; the sentence gives the nearest.
    """
    name, _, kind = name.partition(":")
    if name not in knowledge.host:
        hint = did_you_mean(name, knowledge.host) or f" Known: {', '.join(knowledge.host)}."
        raise UsageError(f"{name!r} is not a known module of the body.{hint}")
    file = f"{__package__}.{_WITH.get(name, name)}"
    maker: Callable[[Knowledge], Module] | None = (
        getattr(import_module(file), name, None) if find_spec(file) else None
    )
    if maker is None:
        raise KnowledgeError(f"host/{name}.toml has no equations: {file}.{name} does not exist.")
    made = maker(knowledge)
    return varied(made, knowledge.host[name], kind) if kind else made


def body(
    names: Iterable[str],
    knowledge: Knowledge,
    without: Iterable[str] = (),
    hypotheses: bool = False,
) -> Host:
    """Assemble a body of modules by name, with the couplings that the knowledge lists.

    Parameters
    ----------
    names : iterable of str
    knowledge : Knowledge
    without : iterable of str, optional
        Couplings, states, outputs or modules whose readers see them at rest.
    hypotheses : bool, optional
        Whether couplings that have no source act too.
    """
    modules = [make(name, knowledge) for name in dict.fromkeys(names)]
    return assemble(modules, tuple(knowledge.couplings.values()), tuple(without), hypotheses)
