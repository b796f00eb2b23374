"""The stress axis over minutes (Andersen, Vinther & Ottesen 2013).

CRH `R`, ACTH `A` and cortisol `C`, with receptors of the hippocampus that hold CRH back (psi) and
drive it (xi)::

    R' = k0 s (1 - psi C^g / (C^g + c3^g) + xi C^a / (C^a + c^a)) - w1 R
    A' = k1 P (1 - rho C^a / (C^a + c^a)) R - w2 A
    C' = k2 Q A - w3 C

In the paper the drive `s` and the gains `P` and `Q` of pituitary and adrenals are 1. Here `s` is
the drive of the clock (`circadian`) and of a stressor. The model does not oscillate by itself. Its
hippocampal drive is a positive feedback: gland masses that grow with its hormones, as in `glands`,
would grow without end, so the two are not joined.
"""

from __future__ import annotations

from typing import Any

from holobiont.host.module import Derived, Flux, Module, hill, module
from holobiont.knowledge.store import Knowledge


def _crh_secreted(
    cortisol: Any,
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
    receptors = 1 - psi * hill(cortisol, c3, gamma) + xi * hill(cortisol, c, alpha)
    return k0 * (circadian_drive + stress) * receptors


def _crh_removed(crh: Any, *, w1: Any) -> Any:
    return w1 * crh


def _acth_secreted(
    crh: Any, cortisol: Any, pituitary_gain: Any, *, k1: Any, rho: Any, alpha: Any, c: Any
) -> Any:
    return k1 * pituitary_gain * (1 - rho * hill(cortisol, c, alpha)) * crh


def _acth_removed(acth: Any, *, w2: Any) -> Any:
    return w2 * acth


def _cortisol_secreted(acth: Any, adrenal_gain: Any, *, k2: Any) -> Any:
    return k2 * adrenal_gain * acth


def _cortisol_removed(cortisol: Any, *, w3: Any) -> Any:
    return w3 * cortisol


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
            Flux("cortisol secreted", _cortisol_secreted, {"cortisol": 1}),
            Flux("cortisol removed", _cortisol_removed, {"cortisol": -1}),
        ),
        {"serum_cortisol": Derived(_serum, "ug/dL")},
    )
