"""What exercise of past weeks leaves in a person.

No published model was found: it follows how much the person exercises over weeks::

    T' = k (exercise - T)        F = min(T, m)

Women who trained for six months have more variability of the heartbeat, by how much they trained
(Earnest et al. 2008), but the most active no more than those before them; `F` is what others hear.
What a single bout does to the heart is another thing, and not in it.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from holobiont.host.module import Derived, Flux, Module, module
from holobiont.knowledge.store import Knowledge


def _follows(exercise: Any, trained: Any, *, k_training: Any) -> Any:
    return k_training * (exercise - trained)


def _felt(trained: Any, *, most_felt: Any) -> Any:
    return np.minimum(trained, most_felt)


def training(knowledge: Knowledge) -> Module:
    """Return what exercise of past weeks leaves."""
    return module(
        knowledge.body("training"),
        (Flux("training follows", _follows, {"trained": 1}),),
        {"training_felt": Derived(_felt, "h/d")},
    )
