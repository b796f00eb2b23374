"""What people eat at a meal of which they may have as much as they like, over the usual.

No published model was found: it follows what acts on appetite over hours::

    m' = (u - m) / t

Propionate that is set free in the colon lowers it (Byrne et al. 2016); hormones of blood do not
carry that (Byrne et al. 2019). Nothing goes back to what the person eats in a protocol.
"""

from __future__ import annotations

from typing import Any

from holobiont.host.module import Flux, Module, module
from holobiont.knowledge.store import Knowledge


def _follows(appetite_drive: Any, meal_energy: Any, *, settling: Any) -> Any:
    return (appetite_drive - meal_energy) / settling


def appetite(knowledge: Knowledge) -> Module:
    """Return the energy of a meal, relative to the usual."""
    return module(
        knowledge.body("appetite"), (Flux("appetite follows", _follows, {"meal_energy": 1}),)
    )
