"""Laws of gas: what bubbles carry off, and what the blood takes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from holobiont.gut.blueprint import ABSORBED, FLATUS
from holobiont.gut.gases import flow
from holobiont.twin import Trajectory
from tests.twin.people import twin

_BODY = {
    "pressure": (1.3, 0.9, 0.04),
    "room": 0.94,
    "blood": 0.75,
    "swallowed": 0.004,
    "conductance": 0.0125,
}
held = st.floats(0.0, 3.0)


@given(held, held, held, held)
def test_more_gas_makes_more_flatus(h2: float, ch4: float, co2: float, more: float) -> None:
    before = flow(h2, ch4, co2, **_BODY)
    after = flow(h2 + more, ch4, co2, **_BODY)
    assert before >= 0
    assert after >= before


@given(st.floats(0.0, 0.7))
def test_pressures_add_up_to_that_of_the_atmosphere(pressure: float) -> None:
    """What nitrogen brings in is what leaves with the bubbles."""
    left = flow(pressure / 1.3, 0.0, 0.0, **_BODY)
    nitrogen = _BODY["room"] - pressure
    brought = _BODY["swallowed"] + _BODY["conductance"] * (_BODY["blood"] - nitrogen)
    assert left * nitrogen == pytest.approx(max(brought, 0.0), rel=1e-9)


def test_there_is_always_some_room() -> None:
    crowded = flow(np.array([5.0]), np.array([0.0]), np.array([1.0]), **_BODY)
    assert np.isfinite(crowded).all()


@pytest.fixture(scope="module")
def seen() -> Trajectory:
    return twin(2).run("20 g/day inulin for 1 week", days=7.0)


def test_bubbles_are_at_one_atmosphere(seen: Trajectory) -> None:
    b, z = seen.twin.blueprint, seen.networks[-1].extend(seen.x[-1])
    body = b.knowledge.physiology.value
    for s in range(len(b.habitat.names)):
        pressure = sum(
            z[at[s]] * b.knowledge.compounds[gas].volatility.internal * body("gas.molar_volume")
            for gas, at in (
                ("hydrogen", b.concentration("hydrogen")),
                ("methane", b.concentration("methane")),
                ("carbon_dioxide", b.free_co2),
            )
        )
        assert 0 < pressure < 1 - body("gas.vapor")


def test_of_more_hydrogen_less_is_breathed_out(seen: Trajectory) -> None:
    """CH92: most of little is breathed out, and most of much passed."""
    parts = []
    for k in (0, -1):
        flows = seen.flows(k)
        out = flows["hydrogen", ABSORBED], flows["hydrogen", FLATUS]
        parts.append((sum(out), out[0] / sum(out)))
    (little, first), (much, then) = sorted(parts)
    assert much > little
    assert then < first
