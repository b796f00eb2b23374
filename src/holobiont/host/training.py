"""What exercise of past weeks leaves in a person.

No published model was found: it follows how much the person exercises over weeks::

    T' = k (exercise - T)

Women who trained for six months have more variability of the heartbeat, by how much they trained
(Earnest et al. 2008). What a single bout does to the heart is another thing, and not in it.
"""

from __future__ import annotations

from typing import Any

from holobiont.host.module import Flux, Module, module
from holobiont.knowledge.store import Knowledge


def _follows(exercise: Any, trained: Any, *, k_training: Any) -> Any:
    return k_training * (exercise - trained)


def training(knowledge: Knowledge) -> Module:
    """Return what exercise of past weeks leaves."""
    return module(knowledge.body("training"), (Flux("training follows", _follows, {"trained": 1}),))
