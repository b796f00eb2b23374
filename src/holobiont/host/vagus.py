"""Tone of the vagus nerve, and what the heart shows of it (RMSSD; Nunan et al. 2010).

The tone `v` follows what the nerve is told, and the variability of the beat is in proportion::

    v' = (u - v) / t        RMSSD = R0 v

Interleukin-6 of blood goes with less of it between people (Haensel et al. 2008), which is taken for
what it does; whatever else acts on the tone, and what the tone acts on, has no human size with a
source, so that those couplings are hypotheses, off by default.
"""

from __future__ import annotations

from typing import Any

from holobiont.host.module import Derived, Flux, Module, module
from holobiont.knowledge.store import Knowledge


def _follows(vagal_input: Any, vagal_tone: Any, *, settling: Any) -> Any:
    return (vagal_input - vagal_tone) / settling


def _rmssd(vagal_tone: Any, *, rmssd_rest: Any) -> Any:
    return rmssd_rest * vagal_tone


def vagus(knowledge: Knowledge) -> Module:
    """Return the tone of the vagus."""
    return module(
        knowledge.body("vagus"),
        (Flux("tone follows", _follows, {"vagal_tone": 1}),),
        {"rmssd": Derived(_rmssd, "s")},
    )
