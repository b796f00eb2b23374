"""A fitted twin on a wider blueprint: nothing is fitted anew, and who was there stays as it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from holobiont.engine.law import Array
from holobiont.gut.arrive import Newcomer, constants
from holobiont.gut.blueprint import Blueprint
from holobiont.gut.refit import constants as fitted
from holobiont.gut.refit import refitted

if TYPE_CHECKING:
    from holobiont.twin.twin import Twin


def widened(
    twin: Twin,
    new: Blueprint,
    x: Array,
    origin: Sequence[str],
    part: Array,
    newcomers: Sequence[Newcomer] = (),
) -> Twin:
    """Return the twin on a wider blueprint.

    Parameters
    ----------
    new : Blueprint
        With everything that the twin's has, and more.
    x : ndarray, shape (states,)
        The twin's state at rest, as one of the new blueprint.
    origin : sequence of str
        Id of the twin's member, or of the newcomer, of which each new member is a part; it has the
        same fitness in the lumen and in the mucus.
    part : ndarray, shape (members,)
        Which part of its origin's share each new member has.
    newcomers : sequence of Newcomer
        Who was not there: nobody of them washes in from the ileum.
    """
    old, home = twin.blueprint, twin.residency
    ids = [*old.member_ids, *(each.member.id for each in newcomers)]
    row = [ids.index(name) for name in origin]
    own = constants(old, home.x, fitted(old, home.network), newcomers) if newcomers else None
    none, count = np.zeros(len(old.habitat.names)), len(newcomers)
    lumen = [none if each.fitness is None else each.fitness for each in newcomers]
    mucus = [none if each.mucosal is None else each.mucosal for each in newcomers]
    residency = replace(
        home,
        x=x,
        network=refitted(old, home.network, new, own),
        fitness=np.vstack([home.fitness, *lumen])[row],
        mucosal=np.vstack([home.mucosal, *mucus])[row],
        supported=np.concatenate([home.supported, np.ones(count)])[row],
    )
    shares = np.concatenate([twin.shares, np.zeros(count)])[row] * part
    return replace(twin, blueprint=new, shares=shares, residency=residency)
