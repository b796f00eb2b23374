"""What moves: sugars that nobody has fermented yet keep water in the contents."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from holobiont.gut.blueprint import ABSORBED, WATER
from holobiont.gut.transport import osmosis
from tests.gut.communities import CORE, community

COLON = community(CORE)
BODY = COLON.knowledge.physiology
SUGARS = BODY.table("water.osmoles")
#: Osmoles in a liter of the body (mosmol/L).
OSMOLALITY = BODY.value("water.osmolality")


def kept(sugar: str, amount: float) -> np.ndarray:
    """What osmosis changes where an amount (mmol) of a sugar is in the first segment."""
    x = np.zeros(len(COLON.states))
    x[COLON.at(sugar, COLON.habitat.names[0])] = amount
    process = osmosis(COLON)
    change = np.zeros_like(x)
    flows = process.coefficients * process.law.value(x)[process.instances]
    np.add.at(change, process.states, flows)
    return change


@given(st.sampled_from(sorted(SUGARS)), st.floats(0.0, 500.0))
def test_the_wall_leaves_sugars_as_much_water_as_makes_them_isotonic(
    sugar: str, amount: float
) -> None:
    first = COLON.habitat.segments[0]
    liters = amount * SUGARS[sugar].internal / OSMOLALITY
    change = kept(sugar, amount)
    assert change[COLON.at(WATER, first.name)] == pytest.approx(first.drying * liters)
    assert change[COLON.at(WATER, ABSORBED)] == pytest.approx(-first.drying * liters)


def test_every_oligosaccharide_holds_water() -> None:
    assert {name for name in COLON.knowledge.compounds if "saccharide" in name} < set(SUGARS)
