"""The stress axis over minutes as published by Andersen, Vinther & Ottesen 2013.

CRH `R`, ACTH `A` and cortisol `C`, with receptors of the hippocampus that hold CRH back (psi) and
drive it (xi)::

    R' = k0 s (1 - psi C^g / (C^g + c3^g) + xi C^a / (C^a + c^a)) - w1 R
    A' = k1 P (1 - rho C^a / (C^a + c^a)) R - w2 A
    C' = k2 Q A - w3 C

In the paper the drive `s` and the gains `P` and `Q` of pituitary and adrenals are 1. More cortisol
means more CRH here: where the adrenals are blocked, ACTH falls, while in people it rises many times
over. So `hpa`, which keeps the paper's resting levels, stands in its place where nature is asked.
"""

from __future__ import annotations

from typing import Any

from holobiont.host.module import Flux, Module, hill, module
from holobiont.knowledge.store import Knowledge


def _crh_secreted(
    hippocampal_cortisol: Any,
    circadian_drive: Any,
    stress: Any,
    *,
    k0: Any,
    psi: Any,
    xi: Any,
    alpha: Any,
    gamma: Any,
    c: Any,
    c3: Any,
) -> Any:
    receptors = (
        1 - psi * hill(hippocampal_cortisol, c3, gamma) + xi * hill(hippocampal_cortisol, c, alpha)
    )
    return k0 * (circadian_drive + stress) * receptors


def _crh_removed(hippocampal_crh: Any, *, w1: Any) -> Any:
    return w1 * hippocampal_crh


def _acth_secreted(
    hippocampal_crh: Any,
    hippocampal_cortisol: Any,
    pituitary_gain: Any,
    *,
    k1: Any,
    rho: Any,
    alpha: Any,
    c: Any,
) -> Any:
    return k1 * pituitary_gain * (1 - rho * hill(hippocampal_cortisol, c, alpha)) * hippocampal_crh


def _acth_removed(hippocampal_acth: Any, *, w2: Any) -> Any:
    return w2 * hippocampal_acth


def _cortisol_secreted(hippocampal_acth: Any, adrenal_gain: Any, *, k2: Any) -> Any:
    return k2 * adrenal_gain * hippocampal_acth


def _cortisol_removed(hippocampal_cortisol: Any, *, w3: Any) -> Any:
    return w3 * hippocampal_cortisol


def hpa_hippocampus(knowledge: Knowledge) -> Module:
    """Return the stress axis of the paper."""
    return module(
        knowledge.body("hpa_hippocampus"),
        (
            Flux("CRH secreted", _crh_secreted, {"hippocampal_crh": 1}),
            Flux("CRH removed", _crh_removed, {"hippocampal_crh": -1}),
            Flux("ACTH secreted", _acth_secreted, {"hippocampal_acth": 1}),
            Flux("ACTH removed", _acth_removed, {"hippocampal_acth": -1}),
            Flux("cortisol secreted", _cortisol_secreted, {"hippocampal_cortisol": 1}),
            Flux("cortisol removed", _cortisol_removed, {"hippocampal_cortisol": -1}),
        ),
    )
