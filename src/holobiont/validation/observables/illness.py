"""Illness from a microbe: how much of it there is, and who falls ill, is cured, falls ill again.

Who does not come into question gives no number (NaN), so that a prevalence is that of those who do.
"""

from __future__ import annotations

import numpy as np

from holobiont.twin import Trajectory, illness
from holobiont.validation.experiment import Target

Numbers = list[float]
_NONE = float("nan")


def spores(seen: Trajectory, k: int, what: Target) -> Numbers:
    """Spores of each of `taxa` per gram of wet stool, as log10; at least one."""
    counts = [illness.density(seen, taxon, k, spores=True) for taxon in what.taxa]
    return [float(np.log10(max(count, 1.0))) for count in counts]


def toxin(seen: Trajectory, k: int, what: Target) -> Numbers:
    """Toxin of each of `taxa` in wet stool (ng/g)."""
    return [illness.toxin(seen, taxon, k) for taxon in what.taxa]


def episode(seen: Trajectory, k: int, what: Target) -> Numbers:
    """Tell whether one was ill of each of `taxa` on a day from `since` on: 1 or 0."""
    return [float(_sick(seen, k, taxon, what.since)) for taxon in what.taxa]


def cure(seen: Trajectory, k: int, what: Target) -> Numbers:
    """Tell whether one is well: 1 or 0, of those who were ill from `first` to `since`."""
    return [
        float(not illness.sick(seen, taxon)[k]) if _was_ill(seen, taxon, what) else _NONE
        for taxon in what.taxa
    ]


def recurrence(seen: Trajectory, k: int, what: Target) -> Numbers:
    """Tell whether one fell ill again after `since`: 1 or 0.

    Of those who were ill from `first` on, and are well on the day `since`.
    """
    found = []
    for taxon in what.taxa:
        still = illness.sick_days(seen, taxon, what.since, what.since)
        eligible = _was_ill(seen, taxon, what) and not still.any()
        found.append(float(_sick(seen, k, taxon, what.since)) if eligible else _NONE)
    return found


def _was_ill(seen: Trajectory, taxon: str, what: Target) -> bool:
    return bool(illness.sick_days(seen, taxon, what.first, what.since).any())


def _sick(seen: Trajectory, k: int, taxon: str, since: float) -> bool:
    return bool(illness.sick_days(seen, taxon, since, float(seen.days[k])).any())
