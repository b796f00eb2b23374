"""Glucose and insulin after a meal (Dalla Man, Rizza & Cobelli 2007).

Glucose in plasma and tissue, insulin in liver and plasma, and a stomach that grinds, empties at a
rate that depends on how full it is, and feeds a gut that absorbs::

    Gp' = EGP + Ra - Uii - E - k1 Gp + k2 Gt        EGP = kp1 - kp2 Gp - kp3 Id - kp4 Ipo
    Gt' = k1 Gp - k2 Gt - Uid                       Uid = (1-part)(Vm0 + VmX X) Gt / (Km0 + Gt)
    Il' = -(m1 + m3) Il + m2 Ip + S                 m3 = HE m1 / (1 - HE), HE = m6 - m5 S
    Ip' = -(m2 + m4) Ip + m1 Il                     S = gamma Ipo
    Ipo' = -gamma Ipo + Y + Sb + K G'               Y' = -alpha (Y - beta (G - Gb))
    kempt = kmin + (kmax-kmin)/2 (tanh(a (Q - b D)) - tanh(c (Q - d D)) + 2)
"""

from __future__ import annotations

from typing import Any

import numpy as np

from holobiont.host.module import Derived, Flux, Module, module
from holobiont.knowledge.store import Knowledge


def _tanh(x: Any) -> Any:
    return 1 - 2 / (1 + np.exp(2 * x))


def _egp(
    glucose_plasma: Any,
    insulin_delayed: Any,
    insulin_portal: Any,
    insulin_sensitivity: Any,
    *,
    kp1: Any,
    kp2: Any,
    kp3: Any,
    kp4: Any,
    Ib: Any,
) -> Any:
    """Return what the liver makes; sensitivity acts on insulin above its basal level."""
    seen = Ib + insulin_sensitivity * (insulin_delayed - Ib)
    return np.maximum(kp1 - kp2 * glucose_plasma - kp3 * seen - kp4 * insulin_portal, 0.0)


def _made(production: Any) -> Any:
    return production


def _appearance(gut_glucose: Any, *, f: Any, kabs: Any, BW: Any) -> Any:
    return f * kabs * gut_glucose / BW


def _uii(*, Uii: Any) -> Any:
    return Uii


def _renal(glucose_plasma: Any, *, ke1: Any, ke2: Any) -> Any:
    return ke1 * np.maximum(glucose_plasma - ke2, 0.0)


def _to_tissue(glucose_plasma: Any, *, k1: Any) -> Any:
    return k1 * glucose_plasma


def _to_plasma(glucose_tissue: Any, *, k2: Any) -> Any:
    return k2 * glucose_tissue


def _uid(
    glucose_tissue: Any,
    insulin_action: Any,
    insulin_sensitivity: Any,
    *,
    part: Any,
    Vm0: Any,
    VmX: Any,
    Km0: Any,
) -> Any:
    fastest = (1 - part) * (Vm0 + VmX * insulin_sensitivity * insulin_action)
    return fastest * glucose_tissue / (Km0 + glucose_tissue)


def _secreted(insulin_portal: Any, *, gamma: Any) -> Any:
    return gamma * insulin_portal


def _liver_out(insulin_liver: Any, *, m1: Any) -> Any:
    return m1 * insulin_liver


def _liver_in(insulin_plasma: Any, *, m2: Any) -> Any:
    return m2 * insulin_plasma


def _extracted(
    insulin_liver: Any, insulin_portal: Any, *, m1: Any, m5: Any, m6: Any, gamma: Any
) -> Any:
    share = m6 - m5 * gamma * insulin_portal
    return m1 * share / (1 - share) * insulin_liver


def _degraded(insulin_plasma: Any, *, m4: Any) -> Any:
    return m4 * insulin_plasma


def _released(insulin_release: Any, glucose_slope: Any, *, Sb: Any, K: Any, VG: Any) -> Any:
    return insulin_release + K * glucose_slope / VG + Sb


def _slope(
    production: Any,
    glucose_appearance: Any,
    glucose_plasma: Any,
    glucose_tissue: Any,
    *,
    Uii: Any,
    k1: Any,
    k2: Any,
    ke1: Any,
    ke2: Any,
) -> Any:
    lost = Uii + _renal(glucose_plasma, ke1=ke1, ke2=ke2)
    return production + glucose_appearance - lost - k1 * glucose_plasma + k2 * glucose_tissue


def _learned(insulin_release: Any, glucose: Any, *, alpha: Any, beta: Any, Gb: Any) -> Any:
    return -alpha * (insulin_release - beta * (glucose - Gb))


def _ground(stomach_solid: Any, *, kgri: Any) -> Any:
    return kgri * stomach_solid


def _emptied(
    stomach_solid: Any,
    stomach_ground: Any,
    meal_size: Any,
    *,
    kmax: Any,
    kmin: Any,
    b: Any,
    d: Any,
) -> Any:
    full = (stomach_solid + stomach_ground) / meal_size
    rise, fall = _tanh(2.5 / (1 - b) * (full - b)), _tanh(2.5 / d * (full - d))
    return (kmin + (kmax - kmin) / 2 * (rise - fall + 2)) * stomach_ground


def _absorbed(gut_glucose: Any, *, kabs: Any) -> Any:
    return kabs * gut_glucose


def _first_delay(insulin_delay: Any, insulin: Any, *, ki: Any) -> Any:
    return ki * (insulin - insulin_delay)


def _second_delay(insulin_delay: Any, insulin_delayed: Any, *, ki: Any) -> Any:
    return ki * (insulin_delay - insulin_delayed)


def _acts(insulin_action: Any, insulin: Any, *, p2U: Any, Ib: Any) -> Any:
    return p2U * (insulin - Ib - insulin_action)


def _glucose(glucose_plasma: Any, *, VG: Any) -> Any:
    return glucose_plasma / VG


def _insulin(insulin_plasma: Any, *, VI: Any) -> Any:
    return insulin_plasma / VI


def meal(knowledge: Knowledge) -> Module:
    """Return glucose and insulin over minutes. A meal is an amount added to `stomach_solid`."""
    return module(
        knowledge.body("meal"),
        (
            Flux("glucose made", _made, {"glucose_plasma": 1}),
            Flux("glucose appears", _appearance, {"glucose_plasma": 1}),
            Flux("used without insulin", _uii, {"glucose_plasma": -1}),
            Flux("lost to urine", _renal, {"glucose_plasma": -1}),
            Flux("to tissue", _to_tissue, {"glucose_tissue": 1}, {"glucose_plasma": 1}),
            Flux("back to plasma", _to_plasma, {"glucose_plasma": 1}, {"glucose_tissue": 1}),
            Flux("used with insulin", _uid, {"glucose_tissue": -1}),
            Flux("insulin secreted", _secreted, {"insulin_liver": 1}, {"insulin_portal": 1}),
            Flux("insulin leaves liver", _liver_out, {"insulin_plasma": 1}, {"insulin_liver": 1}),
            Flux("insulin to liver", _liver_in, {"insulin_liver": 1}, {"insulin_plasma": 1}),
            Flux("insulin extracted", _extracted, {"insulin_liver": -1}),
            Flux("insulin degraded", _degraded, {"insulin_plasma": -1}),
            Flux("insulin released", _released, {"insulin_portal": 1}),
            Flux("release follows glucose", _learned, {"insulin_release": 1}),
            Flux("meal ground", _ground, {"stomach_ground": 1}, {"stomach_solid": 1}),
            Flux("stomach empties", _emptied, {"gut_glucose": 1}, {"stomach_ground": 1}),
            Flux("glucose absorbed", _absorbed, {"gut_glucose": -1}),
            Flux("first delay", _first_delay, {"insulin_delay": 1}),
            Flux("second delay", _second_delay, {"insulin_delayed": 1}),
            Flux("insulin acts", _acts, {"insulin_action": 1}),
        ),
        {
            "glucose": Derived(_glucose, "mg/dL"),
            "insulin": Derived(_insulin, "pmol/L"),
            "production": Derived(_egp, "mg/kg/min"),
            "glucose_appearance": Derived(_appearance, "mg/kg/min"),
            "glucose_slope": Derived(_slope, "mg/kg/min"),
        },
    )
