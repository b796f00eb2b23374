"""The first guess is positive, holds the shares, and grows with the food."""

import numpy as np

from holobiont.gut.blueprint import LEDGERS
from holobiont.gut.start import first_guess
from tests.gut.communities import community, fed


def test_the_guess_is_positive_and_in_proportion() -> None:
    b = community()
    shares = np.arange(1.0, len(b.members) + 1)
    shares /= shares.sum()
    network, x = fed(b, shares)
    inside = np.array([place in b.habitat.names for _, place in b.states])
    assert np.all(x[inside] > 0)
    assert np.all(x[[place in LEDGERS for _, place in b.states]] == 0)
    for place in b.habitat.names:
        biomass = x[b.all_at(b.member_ids, place)]
        assert np.allclose(biomass / biomass.sum(), shares)
    rates = network.processes[0].law.params["rate"]
    double = first_guess(b, shares, 2 * rates)
    members = b.all_at(b.member_ids, "distal")
    assert np.allclose(double[members], 2 * x[members])
