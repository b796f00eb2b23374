"""What people with depression bring, as far as it is measured: IL-6, albumin, and how they move.

No published model was found: the level of interleukin-6 lies higher by so many standard deviations
between people (Haapakoski et al. 2015), and levels are spread evenly on a logarithmic scale; that
of albumin lies lower by so many, and is spread evenly::

    u = exp(d s x)        A = 1 + d_A s_A x

with `x` 0 in health and 1 in depression, and `u` and `A` the levels at which IL-6 and albumin of
blood rest, over those in health (`host.endotoxemia`, `host.tryptophan`). That they move less
(Difrancesco et al. 2019) is a coupling on what they exert. Nothing is said of what comes first.
What follows is left to those who hear it: C-reactive protein, the vagus, enzymes that degrade
tryptophan.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from holobiont.host.module import Derived, Flux, Module, module
from holobiont.knowledge.store import Knowledge


def _settles(depression: Any, depressed: Any, *, settling: Any) -> Any:
    return (depression - depressed) / settling


def _il6(depressed: Any, *, il6_difference: Any, il6_log_sd: Any) -> Any:
    return np.exp(il6_difference * il6_log_sd * depressed)


def _albumin(depressed: Any, *, albumin_difference: Any, albumin_sd: Any) -> Any:
    return 1 + albumin_difference * albumin_sd * depressed


def depression(knowledge: Knowledge) -> Module:
    """Return what people with depression bring: IL-6 and albumin of blood, over those in health."""
    return module(
        knowledge.body("depression"),
        (Flux("depression settles", _settles, {"depressed": 1}),),
        {"il6_usual": Derived(_il6, "1"), "albumin": Derived(_albumin, "1")},
    )
