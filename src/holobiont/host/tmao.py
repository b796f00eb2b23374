"""Trimethylamine from the gut and its oxide in plasma.

Two pools, after the handling that Hai et al. 2015 measured: what is absorbed is oxidized by the
liver (FMO3), and the kidneys clear the oxide faster than they filter::

    V T' = a - kox V T          V N' = kox V T - r CL N
"""

from __future__ import annotations

from typing import Any

from holobiont.host.module import Flux, Module, module
from holobiont.knowledge.store import Knowledge


def _absorbed(tma_absorbed: Any, *, volume: Any) -> Any:
    """Return the rise of the level (umol/L/h) by what is absorbed (mmol/d)."""
    return tma_absorbed * 1000 / 24 / volume


def _oxidized(tma: Any, *, oxidation: Any) -> Any:
    return oxidation * tma


def _cleared(tmao: Any, renal_function: Any, *, clearance: Any, volume: Any) -> Any:
    """Return the fall of the level; clearance in mL/min is 0.06 of that in L/h."""
    return renal_function * clearance * 60 / 1000 / volume * tmao


def tmao(knowledge: Knowledge) -> Module:
    """Return trimethylamine and its oxide."""
    return module(
        knowledge.body("tmao"),
        (
            Flux("TMA absorbed", _absorbed, {"tma": 1}),
            Flux("TMA oxidized", _oxidized, {"tmao": 1}, {"tma": 1}),
            Flux("TMAO cleared", _cleared, {"tmao": -1}),
        ),
    )
