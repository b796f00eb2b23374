"""The stress axis over weeks: gland masses (Karin et al. 2020; Milo et al. 2025).

CRH makes the pituitary grow, ACTH the adrenals; both turn over in weeks::

    P' = gP P (x1 (1 - P/KP) - 1)        Q' = gQ Q (x2 (1 - Q/KQ) - 1)

They multiply the secretion of ACTH and of cortisol. The hormones of the paper (`hpa_weeks`) are
relative to their baseline; stress adds to their input, and GR(x) = 1 / (1 + (x/K)^n)::

    x1' = g1 ((1 + stress) GR(x3) / x3 - x1)   x2' = g2 (x1 P GR(x3) - x2)   x3' = g3 (x2 Q - x3)
"""

from __future__ import annotations

from math import log
from typing import Any

from holobiont.host.module import Flux, Module, module
from holobiont.knowledge.store import Knowledge

_LN2 = log(2)


def _pituitary_grows(
    pituitary_mass: Any, crh_level: Any, *, pituitary_half_life: Any, KP: Any
) -> Any:
    return _LN2 / pituitary_half_life * pituitary_mass * crh_level * (1 - pituitary_mass / KP)


def _pituitary_shrinks(pituitary_mass: Any, *, pituitary_half_life: Any) -> Any:
    return _LN2 / pituitary_half_life * pituitary_mass


def _adrenals_grow(adrenal_mass: Any, acth_level: Any, *, adrenal_half_life: Any, KA: Any) -> Any:
    return _LN2 / adrenal_half_life * adrenal_mass * acth_level * (1 - adrenal_mass / KA)


def _adrenals_shrink(adrenal_mass: Any, *, adrenal_half_life: Any) -> Any:
    return _LN2 / adrenal_half_life * adrenal_mass


def glands(knowledge: Knowledge) -> Module:
    """Return the masses of pituitary and adrenals."""
    return module(
        knowledge.body("glands"),
        (
            Flux("pituitary grows", _pituitary_grows, {"pituitary_mass": 1}),
            Flux("pituitary shrinks", _pituitary_shrinks, {"pituitary_mass": -1}),
            Flux("adrenals grow", _adrenals_grow, {"adrenal_mass": 1}),
            Flux("adrenals shrink", _adrenals_shrink, {"adrenal_mass": -1}),
        ),
    )


def _receptor(cortisol: Any, half: Any, power: Any) -> Any:
    return 1 / (1 + (cortisol / half) ** power)


def _crh_secreted(stress: Any, cortisol_level: Any, *, crh_half_life: Any, KGR: Any, n: Any) -> Any:
    held = _receptor(cortisol_level, KGR, n) / cortisol_level
    return _LN2 / crh_half_life * (1 + stress) * held


def _crh_removed(crh_level: Any, *, crh_half_life: Any) -> Any:
    return _LN2 / crh_half_life * crh_level


def _acth_secreted(
    crh_level: Any,
    cortisol_level: Any,
    pituitary_mass: Any,
    *,
    acth_half_life: Any,
    KGR: Any,
    n: Any,
) -> Any:
    held = _receptor(cortisol_level, KGR, n)
    return _LN2 / acth_half_life * crh_level * pituitary_mass * held


def _acth_removed(acth_level: Any, *, acth_half_life: Any) -> Any:
    return _LN2 / acth_half_life * acth_level


def _cortisol_secreted(acth_level: Any, adrenal_mass: Any, *, cortisol_half_life: Any) -> Any:
    return _LN2 / cortisol_half_life * acth_level * adrenal_mass


def _cortisol_removed(cortisol_level: Any, *, cortisol_half_life: Any) -> Any:
    return _LN2 / cortisol_half_life * cortisol_level


def hpa_weeks(knowledge: Knowledge) -> Module:
    """Return the paper's own hormones, relative to their baseline."""
    return module(
        knowledge.body("hpa_weeks"),
        (
            Flux("CRH secreted", _crh_secreted, {"crh_level": 1}),
            Flux("CRH removed", _crh_removed, {"crh_level": -1}),
            Flux("ACTH secreted", _acth_secreted, {"acth_level": 1}),
            Flux("ACTH removed", _acth_removed, {"acth_level": -1}),
            Flux("cortisol secreted", _cortisol_secreted, {"cortisol_level": 1}),
            Flux("cortisol removed", _cortisol_removed, {"cortisol_level": -1}),
        ),
    )
