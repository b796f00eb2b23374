"""Glucose, insulin and the mass of beta cells over months (Topp et al. 2000).

    G' = R0 - (EG0 + SI I) G        I' = b sigma G^2 / (alpha + G^2) - k I
    b' = (-d0 + r1 G - r2 G^2) b

High glucose makes beta cells grow, very high glucose kills them: a healthy and a diabetic resting
state, and a saddle between them.
"""

from __future__ import annotations

from typing import Any

from holobiont.host.module import Flux, Module, module
from holobiont.knowledge.store import Knowledge


def _made(*, R0: Any) -> Any:
    return R0


def _used(
    glucose_daily: Any, insulin_daily: Any, insulin_sensitivity: Any, *, EG0: Any, SI: Any
) -> Any:
    return (EG0 + SI * insulin_sensitivity * insulin_daily) * glucose_daily


def _secreted(beta_mass: Any, glucose_daily: Any, *, sigma: Any, alpha: Any) -> Any:
    squared = glucose_daily * glucose_daily
    return beta_mass * sigma * squared / (alpha + squared)


def _cleared(insulin_daily: Any, *, k: Any) -> Any:
    return k * insulin_daily


def _grow(beta_mass: Any, glucose_daily: Any, *, r1: Any) -> Any:
    return r1 * glucose_daily * beta_mass


def _die(beta_mass: Any, glucose_daily: Any, *, d0: Any, r2: Any) -> Any:
    return (d0 + r2 * glucose_daily * glucose_daily) * beta_mass


def beta_cells(knowledge: Knowledge) -> Module:
    """Return glucose, insulin and beta cells over months."""
    return module(
        knowledge.body("beta_cells"),
        (
            Flux("glucose made", _made, {"glucose_daily": 1}),
            Flux("glucose used", _used, {"glucose_daily": -1}),
            Flux("insulin secreted", _secreted, {"insulin_daily": 1}),
            Flux("insulin cleared", _cleared, {"insulin_daily": -1}),
            Flux("beta cells grow", _grow, {"beta_mass": 1}),
            Flux("beta cells die", _die, {"beta_mass": -1}),
        ),
    )
