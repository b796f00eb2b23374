"""What people with depression bring, as far as it is measured in many of them: IL-6 of blood.

No published model was found: the level of interleukin-6 lies higher by so many standard deviations
between people (Haapakoski et al. 2015), and levels are spread evenly on a logarithmic scale::

    u = exp(d s x)

with `x` 0 in health and 1 in depression, and `u` the level at which IL-6 of blood rests, over that
in health (`host.endotoxemia`). Nothing is said of what comes first. What follows from it
is left to those who hear it: C-reactive protein, the vagus, and enzymes that degrade tryptophan.
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


def depression(knowledge: Knowledge) -> Module:
    """Return what people with depression bring: the IL-6 of their blood, over that in health."""
    return module(
        knowledge.body("depression"),
        (Flux("depression settles", _settles, {"depressed": 1}),),
        {"il6_usual": Derived(_il6, "1")},
    )
