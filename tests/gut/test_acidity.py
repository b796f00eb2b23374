"""The pH is the one root of the charge balance, and moves the way acids and bases move it."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import brentq

from holobiont.engine.law import Array, Law
from holobiont.gut import acidity
from holobiont.gut.quantities import derived
from tests.gut.communities import CORE, in_vessel

BLUEPRINT = in_vessel(CORE[:1])
LAW = next(node for node in derived(BLUEPRINT) if node.name == "ph")
assert isinstance(LAW, Law)
PARAMS: dict[str, Any] = dict(LAW.params)
NAMES = tuple(
    c.id
    for c in (BLUEPRINT.knowledge.compounds[name] for name in BLUEPRINT.dissolved)
    if c.protonated_charge or c.pKa
)
ACIDS = tuple(name for name in NAMES if BLUEPRINT.knowledge.compounds[name].protonated_charge == 0)
LEVELS = st.lists(
    st.floats(0, 150, allow_subnormal=False), min_size=len(NAMES), max_size=len(NAMES)
)


def solved(levels: Array) -> float:
    return float(acidity.ph(*levels[:, None], **PARAMS)[0])


def test_the_strong_ions_are_there() -> None:
    assert {"sodium", "ammonia", "acetate", "carbon_dioxide", "phosphate"} <= set(NAMES)


@given(LEVELS)
def test_charges_cancel_at_the_root(levels: list[float]) -> None:
    amounts = np.array(levels)[:, None]
    root = acidity.ph(*amounts, **PARAMS)
    excess, slope = acidity.charge_balance(root, amounts, **PARAMS)
    assert 0.0 < root[0] < 14.0
    assert slope[0] < 0
    assert abs(excess[0]) <= 1e-9 * (1.0 + amounts.sum())


@given(LEVELS, st.sampled_from(ACIDS), st.floats(0.1, 100))
def test_an_acid_lowers_the_ph(levels: list[float], acid: str, added: float) -> None:
    amounts = np.array(levels)
    more = amounts + added * (np.array(NAMES) == acid)
    assert solved(more) <= solved(amounts) + 1e-9


@given(LEVELS, st.sampled_from(["sodium", "ammonia"]), st.floats(0.1, 100))
def test_a_base_raises_the_ph(levels: list[float], base: str, added: float) -> None:
    amounts = np.array(levels)
    more = amounts + added * (np.array(NAMES) == base)
    assert solved(more) >= solved(amounts) - 1e-9


@pytest.mark.slow
@given(LEVELS)
def test_the_gradient_is_that_of_the_root(levels: list[float]) -> None:
    amounts = np.array(levels) + 1.0
    exact = acidity.ph_gradient(*amounts[:, None], **PARAMS)[:, 0]
    for i in range(len(NAMES)):
        h = np.zeros(len(NAMES))
        h[i] = 1e-3
        near, far = solved(amounts + h) - solved(amounts - h), solved(amounts + 2 * h)
        far -= solved(amounts - 2 * h)
        assert exact[i] == pytest.approx((8 * near - far) / (12 * h[i]), rel=1e-4, abs=1e-7)


def test_pure_water_is_neutral_and_known_buffers_sit_at_their_constants() -> None:
    nothing = np.zeros(len(NAMES))
    assert solved(nothing) == pytest.approx(PARAMS["water"] / 2)
    compound = BLUEPRINT.knowledge.compounds["acetate"].pKa
    assert compound is not None
    half = np.where(np.array(NAMES) == "acetate", 100.0, 0.0)
    half = half + np.where(np.array(NAMES) == "sodium", 50.0, 0.0)
    assert solved(half) == pytest.approx(compound.internal[0], abs=0.01)


@given(st.floats(0, 14))
def test_mean_charges_stay_between_all_protons_and_none(ph: float) -> None:
    charges, constants = PARAMS["charges"], PARAMS["constants"]
    mean, variance = acidity.mean_charges(np.array([ph]), charges, constants)
    protons = (constants[:, :, 0] > 0).sum(axis=0)
    assert np.all(mean[:, 0] <= charges + 1e-12)
    assert np.all(mean[:, 0] >= charges - protons - 1e-12)
    assert np.all(variance >= -1e-12)


#: A mixture in which Newton's steps from pH 7 lead to 3.7 and back to 7, for one amount of sodium.
SEESAW = {
    "acetate": 3.738,
    "butyrate": 92.268,
    "isovalerate": 9.886,
    "lactate": 11.742,
    "hydrogen_sulfide": 8.288,
    "sulfate": 2.775,
    "ammonia": 99.478,
    "phosphate": 1.909,
    "carbon_dioxide": 0.517,
}


def test_no_mixture_sends_the_search_to_and_fro() -> None:
    amounts = np.array([[SEESAW.get(name, 0.0)] for name in NAMES])
    sodium = NAMES.index("sodium")

    def after_two_steps(level: float) -> float:
        amounts[sodium] = level
        at = np.array([7.0])
        for _ in range(2):
            excess, slope = acidity.charge_balance(at, amounts, **PARAMS)
            at = at - excess / slope
        return float(at[0]) - 7.0 + 1e-7

    amounts[sodium] = brentq(after_two_steps, 1.0, 6.0, xtol=1e-14)
    root = acidity.ph(*amounts, **PARAMS)
    excess, _ = acidity.charge_balance(root, amounts, **PARAMS)
    assert abs(excess[0]) < 1e-9
