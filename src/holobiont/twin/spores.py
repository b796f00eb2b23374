"""A person in whose gut spores are followed: the same fitted gut, with places for them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from holobiont.gut import spores
from holobiont.gut.refit import carried
from holobiont.twin.widen import widened

if TYPE_CHECKING:
    from holobiont.twin.twin import Twin


def with_spores(twin: Twin, members: Iterable[str]) -> Twin:
    """Return the twin with places for the spores of some members (ids) that make them.

    Nothing is fitted anew, and there are none yet. Members that make none are left as they are.

    Raises
    ------
    ValueError
        If the twin has drugs already.
    """
    old = twin.blueprint
    new = spores.with_spores(old, tuple(members))
    if new.sporing == old.sporing:
        return twin
    if old.drugs:
        raise ValueError("spores come before drugs")
    x = carried(old, twin.residency.x, new)
    return widened(twin, new, x, old.member_ids, np.ones(len(old.members)))
