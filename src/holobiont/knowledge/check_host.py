"""Checks of the body's modules and couplings: names that must resolve."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holobiont.knowledge.read import known

if TYPE_CHECKING:
    from holobiont.knowledge.store import Knowledge

_FILE = "host/couplings.toml"
#: How fast contents move, over how fast they did.
PACE = "transit.pace"
#: Numbers of the gut that the body may change: what enters, by the beginning of the key, and more.
SENT = ("inflow", "secretion")
HELD = (
    PACE,
    "bile.inflow",
    "oxygen.tissue",
    "oxygen.butyrate_half",
    "mucus.adhesion",
    "mucus.turnover",
)


def of_gut(name: str) -> bool:
    """Tell whether what a coupling acts on is a number of the gut: those have a dot."""
    return "." in name


def check_couplings(knowledge: Knowledge) -> None:
    """Check that every coupling acts on an input of a module, and models have known sources.

    Those of the way back act on a number of the gut.
    """
    inputs = [name for model in knowledge.host.values() for name in model.inputs]
    keys = [key for key in knowledge.physiology.quantities if key.split(".")[0] in SENT]
    for key, coupling in knowledge.couplings.items():
        if of_gut(coupling.to):
            what = "number of the gut that the body may change"
            known(coupling.to, [*HELD, *keys], _FILE, f"{key}.to", what)
        else:
            known(coupling.to, inputs, _FILE, f"{key}.to", "input of a module of the body")
    for key, model in knowledge.host.items():
        for code in model.model.source.split(";"):
            file = f"host/{key}.toml"
            known(code, knowledge.references, file, "model.source", "source code")
