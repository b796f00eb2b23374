"""Checks of the body's modules and couplings: names that must resolve."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holobiont.knowledge.read import known

if TYPE_CHECKING:
    from holobiont.knowledge.store import Knowledge

_FILE = "host/couplings.toml"


def check_couplings(knowledge: Knowledge) -> None:
    """Check that every coupling acts on an input of a module, and models have known sources."""
    inputs = [name for model in knowledge.host.values() for name in model.inputs]
    for key, coupling in knowledge.couplings.items():
        known(coupling.to, inputs, _FILE, f"{key}.to", "input of a module of the body")
    for key, model in knowledge.host.items():
        for code in model.model.source.split(";"):
            file = f"host/{key}.toml"
            known(code, knowledge.references, file, "model.source", "source code")
