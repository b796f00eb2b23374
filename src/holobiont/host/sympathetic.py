"""Norepinephrine of plasma: what sympathetic nerves spill into it, and its clearance.

No published model was found: the level `N` follows the drive `u` of the nerves::

    N' = ln 2 / t (N0 u - N)

Interleukin-6 that is infused raises it (Stouthard et al. 1995), together with cortisol.
"""

from __future__ import annotations

from math import log
from typing import Any

from holobiont.host.module import Flux, Module, module
from holobiont.knowledge.store import Knowledge

_LN2 = log(2)


def _spilled(sympathetic_drive: Any, *, half_life: Any, norepinephrine_rest: Any) -> Any:
    return _LN2 / half_life * norepinephrine_rest * sympathetic_drive


def _cleared(norepinephrine: Any, *, half_life: Any) -> Any:
    return _LN2 / half_life * norepinephrine


def sympathetic(knowledge: Knowledge) -> Module:
    """Return norepinephrine of plasma."""
    return module(
        knowledge.body("sympathetic"),
        (
            Flux("norepinephrine spilled", _spilled, {"norepinephrine": 1}),
            Flux("norepinephrine cleared", _cleared, {"norepinephrine": -1}),
        ),
    )
