"""The circadian drive of the stress axis (Bae & Androulakis 2017, its central part).

Light `L` speeds the loss of CRH; cortisol `F` binds its receptor, whose complex in the nucleus,
`N`, holds CRH and ACTH back::

    C' = kp1 / (KP1 + N) - Vd1 C (1 + L/(1+L)) / (Kd1 + C)
    A' = kp2 C (1 + kfp P) / (KP1 + N) - Vd2 A / (Kd2 + A)
    F' = kp3 A kn (1 + E/(1+E)) (1 + kfp P) - Vd3 F / (Kd3 + F)
    G' = kgr (1 + kfgr F/(Kfgr+F)) (Gt-G)/(KGR+Gt-G) - kdeg G/(KGRdeg+G) - kb G F + kre N
    B' = kb G F - kt B,   N' = kt B - kre N

The time of day is two states, its cosine and sine, so that the system is autonomous. What drives
the axis of minutes (`hpa`) is the paper's cortisol, which it was held against in people, over its
mean of the day, to a power: the receptors of `hpa` even out most of what drives it. That is our
joint between the two models.
"""

from __future__ import annotations

from math import pi
from typing import Any

import numpy as np

from holobiont.host.module import Derived, Flux, Module, module
from holobiont.knowledge.store import Knowledge


def _turn_cos(clock_cos: Any, clock_sin: Any, *, period: Any, pull: Any) -> Any:
    inward = pull * clock_cos * (1 - clock_cos * clock_cos - clock_sin * clock_sin)
    return -2 * pi / period * clock_sin + inward


def _turn_sin(clock_cos: Any, clock_sin: Any, *, period: Any, pull: Any) -> Any:
    inward = pull * clock_sin * (1 - clock_cos * clock_cos - clock_sin * clock_sin)
    return 2 * pi / period * clock_cos + inward


def _light(clock_cos: Any, day_length: Any, *, period: Any, sharpness: Any) -> Any:
    """Return light, near 1 for `day_length` hours around noon: cos(a) by its series to a^4."""
    angle = pi * (day_length / period - 0.5)
    dusk = angle - angle**3 / 6 + angle**5 / 120
    return 1 / (1 + np.exp(sharpness * (clock_cos - dusk)))


def _crh_made(clock_fgrn: Any, *, kp1: Any, KP1: Any) -> Any:
    return kp1 / (KP1 + clock_fgrn)


def _crh_lost(clock_crh: Any, light: Any, *, Vd1: Any, Kd1: Any) -> Any:
    return Vd1 * clock_crh * (1 + light / (1 + light)) / (Kd1 + clock_crh)


def _acth_made(
    clock_crh: Any, clock_fgrn: Any, cytokine_drive: Any, *, kp2: Any, KP1: Any, kfp: Any
) -> Any:
    return kp2 * clock_crh * (1 + kfp * cytokine_drive) / (KP1 + clock_fgrn)


def _acth_lost(clock_acth: Any, *, Vd2: Any, Kd2: Any) -> Any:
    return Vd2 * clock_acth / (Kd2 + clock_acth)


def _cortisol_made(
    clock_acth: Any, entrainment: Any, cytokine_drive: Any, *, kp3: Any, kn: Any, kfp: Any
) -> Any:
    meals = 1 + entrainment / (1 + entrainment)
    return kp3 * clock_acth * kn * meals * (1 + kfp * cytokine_drive)


def _cortisol_lost(clock_cortisol: Any, *, Vd3: Any, Kd3: Any) -> Any:
    return Vd3 * clock_cortisol / (Kd3 + clock_cortisol)


def _receptor_made(
    clock_cortisol: Any, clock_gr: Any, *, kgr: Any, kfgr: Any, Kfgr: Any, GRt: Any, KGR: Any
) -> Any:
    induced = 1 + kfgr * clock_cortisol / (Kfgr + clock_cortisol)
    return kgr * induced * (GRt - clock_gr) / (KGR + GRt - clock_gr)


def _receptor_lost(clock_gr: Any, *, kgrdeg: Any, KGRdeg: Any) -> Any:
    return kgrdeg * clock_gr / (KGRdeg + clock_gr)


def _bound(clock_gr: Any, clock_cortisol: Any, *, kb: Any) -> Any:
    return kb * clock_gr * clock_cortisol


def _into_nucleus(clock_fgr: Any, *, translocation: Any) -> Any:
    return translocation * clock_fgr


def _recycled(clock_fgrn: Any, *, recycling: Any) -> Any:
    return recycling * clock_fgrn


def _drive(clock_cortisol: Any, *, cortisol_mean: Any, drive_power: Any) -> Any:
    return (clock_cortisol / cortisol_mean) ** drive_power


def circadian(knowledge: Knowledge) -> Module:
    """Return the clock and its drive of the stress axis."""
    return module(
        knowledge.body("circadian"),
        (
            Flux("time turns (cosine)", _turn_cos, {"clock_cos": 1}),
            Flux("time turns (sine)", _turn_sin, {"clock_sin": 1}),
            Flux("CRH made", _crh_made, {"clock_crh": 1}),
            Flux("CRH lost", _crh_lost, {"clock_crh": -1}),
            Flux("ACTH made", _acth_made, {"clock_acth": 1}),
            Flux("ACTH lost", _acth_lost, {"clock_acth": -1}),
            Flux("cortisol made", _cortisol_made, {"clock_cortisol": 1}),
            Flux("cortisol lost", _cortisol_lost, {"clock_cortisol": -1}),
            Flux("receptor made", _receptor_made, {"clock_gr": 1}),
            Flux("receptor lost", _receptor_lost, {"clock_gr": -1}),
            Flux("receptor binds", _bound, {"clock_fgr": 1}, {"clock_gr": 1}),
            Flux("complex to nucleus", _into_nucleus, {"clock_fgrn": 1}, {"clock_fgr": 1}),
            Flux("receptor recycled", _recycled, {"clock_gr": 1}, {"clock_fgrn": 1}),
        ),
        {"light": Derived(_light, "1"), "circadian_drive": Derived(_drive, "1")},
    )
