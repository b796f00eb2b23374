"""Where a Lotka-Volterra community comes to rest, and from which of these states it returns."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, combinations

import numpy as np

from holobiont.engine.law import Array
from holobiont.errors import InputError
from holobiont.gut.lotka_volterra import LotkaVolterra

#: Subsets double with each member; so many members are a matter of seconds.
MOST = 16


@dataclass(frozen=True)
class Rest:
    """A steady state: the amounts, shape (n,), and the fastest growth of a disturbance (1/time)."""

    amounts: Array
    rate: float

    @property
    def stable(self) -> bool:
        """Whether every small disturbance dies out, the arrival of who is absent included."""
        return self.rate < 0


def jacobian(community: LotkaVolterra, x: Array) -> Array:
    """Return the derivatives of all rates of change by all amounts, shape (n, n)."""
    change = community.growth + community.interactions @ x
    return np.diag(change) + x[:, None] * community.interactions


def steady_states(community: LotkaVolterra) -> list[Rest]:
    """Return every steady state with no amount below zero, one for each set that can coexist.

    Signals are off. The empty state is left out.

    Raises
    ------
    InputError
        When there are too many members to try all subsets.
    """
    n = len(community.names)
    if n > MOST:
        raise InputError(
            f"{n} members have too many subsets to try: leave at most {MOST}, or run it in time"
        )
    subsets = chain.from_iterable(combinations(range(n), size) for size in range(1, n + 1))
    found = []
    for subset in subsets:
        x = _balance(community, np.array(subset))
        if x is not None:
            rate = float(np.linalg.eigvals(jacobian(community, x)).real.max())
            found.append(Rest(x, rate))
    return found


def _balance(community: LotkaVolterra, subset: np.ndarray) -> Array | None:
    """Return the amounts at which a set stands still; None where they are not all positive."""
    try:
        some = np.linalg.solve(
            community.interactions[np.ix_(subset, subset)], -community.growth[subset]
        )
    except np.linalg.LinAlgError:
        return None
    if not (some > 0).all():
        return None
    x = np.zeros(len(community.names))
    x[subset] = some
    return x
