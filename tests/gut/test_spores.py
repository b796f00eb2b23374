"""Spores: the law of waking, what the small intestine wakes, and what a blueprint without costs."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holobiont.gut import kinetics
from holobiont.gut.community import network
from holobiont.gut.spores import held, with_spores, woken_on_the_way
from holobiont.knowledge import load
from tests.gut.communities import CORE, community, even, fed, random_state

CD = "clostridioides_difficile"
POSITIVE = st.floats(1e-3, 1e3)


@given(w=POSITIVE, b=POSITIVE, h=POSITIVE, more=st.floats(1.1, 10))
def test_germination_competes_and_saturates(w: float, b: float, h: float, more: float) -> None:
    def rate(*signals: float) -> float:
        return float(kinetics.germination(1.0, *signals, rate=2.0))

    assert 0 < rate(w, b, h) < 2.0
    assert rate(more * w, b, h) > rate(w, b, h) > rate(w, more * b, h)
    assert rate(w, b, more * h) > rate(w, b, h)
    assert rate(0.0, b, h) == rate(w, b, 0.0) == 0.0
    # What competes is overcome: with plenty of germinant it no longer counts.
    assert rate(1e9 * w, b, h) == pytest.approx(2.0 * h / (1 + h), rel=1e-3)


@pytest.mark.parametrize("trace", [-1e-9, -0.5, -0.999999, -1.0, -3.0])
def test_less_than_nothing_wakes_as_much_as_nothing(trace: float) -> None:
    """A quotient would have a pole there, at which a course once ended."""
    assert kinetics.germination(1.0, 2.0, 0.5, trace, rate=2.0) == 0.0
    assert kinetics.germination(1.0, trace, 0.5, 1.0, rate=2.0) == 0.0
    assert kinetics.sporulation(1.0, trace, rate=2.0, slow=1.0) == 2.0


@given(x=POSITIVE, mu=st.floats(0, 2), slow=st.floats(0.01, 1))
def test_sporulation_halves_at_its_slow_growth(x: float, mu: float, slow: float) -> None:
    still = kinetics.sporulation(x, 0.0, rate=0.01, slow=slow)
    assert still == pytest.approx(0.01 * x)
    assert kinetics.sporulation(x, slow, rate=0.01, slow=slow) == pytest.approx(still / 2)
    assert 0 < kinetics.sporulation(x, mu, rate=0.01, slow=slow) <= still


def test_most_swallowed_spores_wake_before_the_colon() -> None:
    knowledge = load()
    spores = knowledge.taxa[CD].spores
    assert spores is not None
    part = woken_on_the_way(knowledge, spores)
    assert 0.5 < part < 1.0
    bound = knowledge.override({"bile.small.intestine": 1e-3})
    assert woken_on_the_way(bound, spores) < 0.1 * part


def test_a_blueprint_without_spores_is_what_it_was() -> None:
    b = community((*CORE, CD))
    assert not b.spores
    assert with_spores(b, CORE) == replace(b, sporing=())
    names = {p.law.name for p in network(b).processes}
    assert not names & {"sporulation", "germination", "spore_adhesion", "spore_shedding"}


def test_spores_move_settle_and_keep_their_elements() -> None:
    b = with_spores(community((*CORE, CD)), (CD,))
    made, _ = fed(b, even(b))
    x = random_state(b, 3)
    matrix = b.element_matrix[1]
    rate = made.rhs(x)
    assert np.abs(matrix @ rate).max() < 1e-9 * np.abs(matrix * rate).sum()
    at = [b.at(b.spores[CD], p) for p in (*b.habitat.names, *b.habitat.walls)]
    alone = np.where(np.isin(np.arange(x.size), at[:3]), x, 0.0)
    alone[[b.at("water", p) for p in b.habitat.names]] = 0.1
    moved = made.rhs(alone)
    assert moved[at[0]] < 0
    assert moved[b.at("biomass", "stool")] > 0
    assert held(b, x, CD).tolist() == pytest.approx(x[at[:3]].tolist())
    assert held(b, x, "escherichia_coli").tolist() == [0.0] * 3


@settings(max_examples=5)
@given(seed=st.integers(0, 1000))
def test_the_jacobian_of_spores_is_exact(seed: int) -> None:
    b = with_spores(community((*CORE[:3], CD)), (CD,))
    made, _ = fed(b, even(b))
    x = random_state(b, seed)
    jacobian = made.jacobian(x).toarray()
    rng = np.random.default_rng(seed)
    way = rng.standard_normal(x.size) * x
    step = 1e-6
    ahead = (made.rhs(x + step * way) - made.rhs(x - step * way)) / (2 * step)
    scale = np.abs(jacobian) @ np.abs(way)
    assert np.abs(jacobian @ way - ahead).max() < 1e-5 * scale.max()
