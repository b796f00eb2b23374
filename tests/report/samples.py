"""Small results to test reports on, computed once."""

from functools import lru_cache

import numpy as np

from holobiont.knowledge import load
from holobiont.profile import Profile
from holobiont.profile.example import example_profile
from holobiont.report import Result, compute
from holobiont.twin import Twin

PROTOCOL = "10 g/day inulin for 3 days"
STRANGER = "Nonsensibacter imaginarius <b>&"


def small_profile() -> Profile:
    """A few large taxa of the example, and one that nobody knows."""
    whole = example_profile(load())
    shares = np.array([*whole.shares[:8], 0.02])
    return Profile(
        sample="tiny <sample>",
        names=(*whole.names[:8], STRANGER),
        ranks=("species",) * 9,
        lineages=(*whole.lineages[:8], f"g__Nonsensibacter|s__{STRANGER}"),
        shares=shares / shares.sum(),
    )


@lru_cache(maxsize=1)
def small_twin() -> Twin:
    return Twin.fit(small_profile())


@lru_cache(maxsize=1)
def with_protocol() -> Result:
    return compute(small_twin(), PROTOCOL, members=2, seed=1)


@lru_cache(maxsize=1)
def without_protocol() -> Result:
    return compute(small_twin(), members=0)
