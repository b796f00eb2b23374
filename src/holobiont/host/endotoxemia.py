"""The answer to endotoxin in blood (Brady 2016; Dobreva 2019; Windoloski 2023).

Endotoxin E activates monocytes; those make TNF, IL-6 and IL-10, which act back. With
u(x, k, n) = x^n / (k^n + x^n) and d = 1 - u, per hour::

    E'  = -k_E E
    a   = R u(E, x_ME) (k_M + k_MTNF u(TNF, x_MTNF, h)) d(IL10, x_M10, h) MR
    MR' = k_MR MR (1 - MR / M_max) - a,   MA' = a - k_MA MA
    TNF'  = k_TNFM d(IL6) d(IL10) MA - k_TNF (TNF - w)
    IL6'  = (k_6M + k_6TNF u(TNF)) d(IL6) d(IL10) MA - k_6 (IL6 - w)
    IL10' = (k_10M + k_106 u(IL6)) MA - k_10 (IL10 - w)

It was calibrated to the means of healthy men after 2 ng/kg. IL-8, which acts on nothing, is left
out. Ours are the monocytes that blood holds, which leave it for hours and come back, and what blood
drawn then would answer, and how ready tissue is: receptors that have met endotoxin signal less for
weeks, long after blood answers as before::

    B' = k_back (1 - B) - k_leave E B,   R' = k_ready (1 - R) - k_tire u(E, x_ME) R
"""

from __future__ import annotations

from typing import Any

import numpy as np

from holobiont.host.module import Derived, Flux, Module, hill, module
from holobiont.knowledge.store import Knowledge


def _held(x: Any, half: Any, power: Any = 1.0) -> Any:
    return 1 / (1 + (x / half) ** power)


def _entering(endotoxin_inflow: Any) -> Any:
    # A gut that leaks less than usual takes none out of the blood.
    return np.maximum(endotoxin_inflow, 0.0)


def _cleared(endotoxin: Any, *, k_e: Any) -> Any:
    return k_e * endotoxin


def _renewed(monocytes_resting: Any, *, k_mr: Any, m_max: Any) -> Any:
    return k_mr * monocytes_resting * (1 - monocytes_resting / m_max)


def _activated(
    endotoxin: Any,
    tnf: Any,
    il10: Any,
    monocytes_resting: Any,
    tissue_readiness: Any,
    *,
    x_me: Any,
    k_m: Any,
    k_mtnf: Any,
    x_mtnf: Any,
    h_mtnf: Any,
    x_m10: Any,
    h_m10: Any,
) -> Any:
    called = k_m + k_mtnf * hill(tnf, x_mtnf, h_mtnf)
    signal = tissue_readiness * hill(endotoxin, x_me)
    return signal * called * _held(il10, x_m10, h_m10) * monocytes_resting


def _spent(monocytes_active: Any, *, k_ma: Any) -> Any:
    return k_ma * monocytes_active


def _tnf(
    tnf: Any,
    il6: Any,
    il10: Any,
    monocytes_active: Any,
    *,
    k_tnfm: Any,
    x_tnf6: Any,
    h_tnf6: Any,
    x_tnf10: Any,
    h_tnf10: Any,
    k_tnf: Any,
    w_tnf: Any,
) -> Any:
    made = k_tnfm * _held(il6, x_tnf6, h_tnf6) * _held(il10, x_tnf10, h_tnf10) * monocytes_active
    return made - k_tnf * (tnf - w_tnf)


def _il6(
    il6: Any,
    tnf: Any,
    il10: Any,
    monocytes_active: Any,
    il6_usual: Any,
    *,
    k_6m: Any,
    k_6tnf: Any,
    x_6tnf: Any,
    h_6tnf: Any,
    x_66: Any,
    x_610: Any,
    h_610: Any,
    k_6: Any,
    w_6: Any,
) -> Any:
    called = k_6m + k_6tnf * hill(tnf, x_6tnf, h_6tnf)
    made = called * _held(il6, x_66) * _held(il10, x_610, h_610) * monocytes_active
    return made - k_6 * (il6 - w_6 * il6_usual)


def _il10(
    il10: Any,
    il6: Any,
    monocytes_active: Any,
    *,
    k_10m: Any,
    k_106: Any,
    x_106: Any,
    h_106: Any,
    k_10: Any,
    w_10: Any,
) -> Any:
    made = (k_10m + k_106 * hill(il6, x_106, h_106)) * monocytes_active
    return made - k_10 * (il10 - w_10)


def _left(endotoxin: Any, blood_monocytes: Any, *, k_leave: Any) -> Any:
    return k_leave * endotoxin * blood_monocytes


def _came_back(blood_monocytes: Any, *, k_back: Any) -> Any:
    return k_back * (1 - blood_monocytes)


def _tired(endotoxin: Any, tissue_readiness: Any, *, x_me: Any, k_tire: Any) -> Any:
    return k_tire * hill(endotoxin, x_me) * tissue_readiness


def _ready_again(tissue_readiness: Any, *, k_ready: Any) -> Any:
    return k_ready * (1 - tissue_readiness)


def _readiness(blood_monocytes: Any, il10: Any, *, x_tnf10: Any, h_tnf10: Any) -> Any:
    return blood_monocytes * _held(il10, x_tnf10, h_tnf10)


def endotoxemia(knowledge: Knowledge) -> Module:
    """Return the answer to endotoxin in blood.

    The output ``ex_vivo_readiness`` is ours: what blood drawn then would make of TNF if it met
    plenty of endotoxin, relative to blood at rest.
    """
    return module(
        knowledge.body("endotoxemia"),
        (
            Flux("endotoxin that enters", _entering, {"endotoxin": 1}),
            Flux("endotoxin cleared", _cleared, out_of={"endotoxin": 1}),
            Flux("monocytes renewed", _renewed, {"monocytes_resting": 1}),
            Flux(
                "monocytes activated", _activated, {"monocytes_active": 1}, {"monocytes_resting": 1}
            ),
            Flux("monocytes spent", _spent, out_of={"monocytes_active": 1}),
            Flux("TNF", _tnf, {"tnf": 1}),
            Flux("IL-6", _il6, {"il6": 1}),
            Flux("IL-10", _il10, {"il10": 1}),
            Flux("monocytes leave blood", _left, out_of={"blood_monocytes": 1}),
            Flux("monocytes come back", _came_back, {"blood_monocytes": 1}),
            Flux("tissue tires", _tired, out_of={"tissue_readiness": 1}),
            Flux("tissue is ready again", _ready_again, {"tissue_readiness": 1}),
        ),
        {"ex_vivo_readiness": Derived(_readiness, "1")},
    )
