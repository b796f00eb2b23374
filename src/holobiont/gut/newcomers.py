"""Taxa that were not there at rest: how their own density holds them back.

A resident's crowding is that of its fitted density. A newcomer (the first of a newborn, a
probiotic, a transplant) has none: it is held back as a resident is that makes up a given share of
the bacteria of each segment. Its phages have still to find it, so that share is a large one.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from holobiont.engine.law import Array
from holobiont.gut.blueprint import WATER, Blueprint
from holobiont.gut.layout import crowding_params


def newcomer_density(b: Blueprint, biomass: Array) -> Array:
    """Density (g/L) at which a newcomer loses to its own what a resident does.

    Parameters
    ----------
    biomass : ndarray, shape (segments,)
        Bacteria of each segment at rest, dry mass over water (g/L).
    """
    share = b.knowledge.physiology.value("community.newcomer")
    return np.asarray(share * biomass)


def biomass_density(b: Blueprint, x: Array) -> Array:
    """Bacteria of each segment over its water (g/L), shape (segments,)."""
    held = np.stack([x[b.all_at(b.member_ids, s)].sum() for s in b.habitat.names])
    return np.asarray(held / x[b.across(WATER)])


def adult_density(b: Blueprint) -> Array:
    """Bacteria of each segment of the typical adult (g/L), shape (segments,)."""
    body = b.knowledge.physiology.value
    return np.array([body(f"community.biomass.{name}") for name in b.habitat.names])


def all_newcomers(b: Blueprint) -> dict[str, dict[str, Any]]:
    """Crowding of a community in which nobody is at home yet."""
    density = newcomer_density(b, adult_density(b))
    return crowding_params(b, np.tile(density, (len(b.members), 1)))
