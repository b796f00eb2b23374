"""The stress axis over minutes.

With CRH `R`, ACTH `A` and cortisol `C` relative to their rest, and `B`, what ACTH was of late::

    R' = ln2/tR (s M(C) - R)            M(C) = G(C) / (C G(1)),   G(C) = 1 / (1 + (C/K)^n)
    A' = ln2/tA (P R G(C) / G(1) - A)
    B' = (A - B) / T
    C' = ln2/tC (Q h(A, B) / h(1, 1) - C)

Mineralocorticoid and glucocorticoid receptors hold CRH back, the latter ACTH too (Karin et al.
2020). The adrenals answer ACTH along a steep curve, more readily while it rises than after it has
been high for `T` (Keenan et al. 2010; Roelfsema et al. 2012): where `S = A^k / (A^k + B^k)`,

    h(A, B) = A^m / (A^m + (H f^(1/2 - S))^m)

with `f` the half level of falling over that of rising ACTH. The drive `s` is that of the clock
(`circadian`) and of a stressor; the gains `P` and `Q` of pituitary and adrenals are 1 in health.
Resting levels are those of Andersen, Vinther & Ottesen 2013, whose model is `hpa_hippocampus`.
"""

from __future__ import annotations

from math import log
from typing import Any

from holobiont.host.module import Derived, Flux, Module, hill, module
from holobiont.knowledge.store import Knowledge

_LN2 = log(2)


def _held(cortisol: Any, rest: Any, KGR: Any, nGR: Any) -> Any:
    """Return what glucocorticoid receptors leave of a secretion, 1 at rest."""
    return (1 + KGR**-nGR) / (1 + (cortisol / rest / KGR) ** nGR)


def _crh_secreted(
    cortisol: Any,
    circadian_drive: Any,
    stress: Any,
    *,
    crh_rest: Any,
    crh_half_life: Any,
    cortisol_rest: Any,
    KGR: Any,
    nGR: Any,
) -> Any:
    feedback = _held(cortisol, cortisol_rest, KGR, nGR) * cortisol_rest / cortisol
    return _LN2 / crh_half_life * crh_rest * (circadian_drive + stress) * feedback


def _crh_removed(crh: Any, *, crh_half_life: Any) -> Any:
    return _LN2 / crh_half_life * crh


def _acth_secreted(
    crh: Any,
    cortisol: Any,
    pituitary_gain: Any,
    *,
    crh_rest: Any,
    acth_rest: Any,
    acth_half_life: Any,
    cortisol_rest: Any,
    KGR: Any,
    nGR: Any,
) -> Any:
    feedback = _held(cortisol, cortisol_rest, KGR, nGR)
    return _LN2 / acth_half_life * acth_rest * pituitary_gain * crh / crh_rest * feedback


def _acth_removed(acth: Any, *, acth_half_life: Any) -> Any:
    return _LN2 / acth_half_life * acth


def _remembered(acth: Any, acth_before: Any, *, shift_time: Any) -> Any:
    return (acth - acth_before) / shift_time


def _cortisol_secreted(
    acth: Any,
    acth_before: Any,
    adrenal_gain: Any,
    *,
    acth_rest: Any,
    cortisol_rest: Any,
    cortisol_half_life: Any,
    half_acth: Any,
    acth_power: Any,
    half_shift: Any,
    shift_power: Any,
) -> Any:
    rising = acth**shift_power / (acth**shift_power + acth_before**shift_power)
    half = half_acth * half_shift ** (0.5 - rising)
    answer = hill(acth, half, acth_power) / hill(acth_rest, half_acth, acth_power)
    return _LN2 / cortisol_half_life * cortisol_rest * adrenal_gain * answer


def _cortisol_removed(cortisol: Any, *, cortisol_half_life: Any) -> Any:
    return _LN2 / cortisol_half_life * cortisol


def _serum(cortisol: Any, *, free: Any) -> Any:
    """Return total cortisol: ng/mL over the free share, 10 ng/mL in a ug/dL."""
    return cortisol / free / 10


def hpa(knowledge: Knowledge) -> Module:
    """Return the stress axis over minutes."""
    return module(
        knowledge.body("hpa"),
        (
            Flux("CRH secreted", _crh_secreted, {"crh": 1}),
            Flux("CRH removed", _crh_removed, {"crh": -1}),
            Flux("ACTH secreted", _acth_secreted, {"acth": 1}),
            Flux("ACTH removed", _acth_removed, {"acth": -1}),
            Flux("ACTH remembered", _remembered, {"acth_before": 1}),
            Flux("cortisol secreted", _cortisol_secreted, {"cortisol": 1}),
            Flux("cortisol removed", _cortisol_removed, {"cortisol": -1}),
        ),
        {"serum_cortisol": Derived(_serum, "ug/dL")},
    )
