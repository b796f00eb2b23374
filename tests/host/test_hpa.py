"""The stress axis over minutes: where it rests, and what holds it there."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from holobiont.host import BodyCourse, Event, Host, assemble, pulse
from holobiont.host.circadian import circadian
from holobiont.host.hpa import hpa
from holobiont.knowledge import load

REST = assemble([hpa(load())]).settled()


def stressed(size: float) -> BodyCourse:
    return REST.run(3, events=pulse("stress", size, 0.5, 0.25), every=1 / 60)


def test_it_rests_where_andersen_et_al_do_and_comes_back() -> None:
    assert REST.value("crh") == pytest.approx(7.66, abs=0.01)
    assert REST.value("acth") == pytest.approx(20.99, abs=0.01)
    assert REST.value("cortisol") == pytest.approx(3.05, abs=0.01)
    rates = np.linalg.eigvals(REST.network.jacobian(REST.x0).toarray()[:4, :4])
    assert rates.real.max() < -0.5  # 1/h
    assert REST.run(24, {"crh": 30.0})["cortisol"][-1] == pytest.approx(3.05, rel=0.01)


def test_cortisol_rises_more_than_acth_and_both_undershoot_or_return() -> None:
    course = stressed(5.0)
    acth, cortisol = course["acth"] / 20.99, course["cortisol"] / 3.05
    assert cortisol.max() > acth.max() > 2
    assert course.hours[cortisol.argmax()] > course.hours[acth.argmax()]
    assert acth[-1] < 1


@given(st.floats(0.5, 8))
def test_a_greater_stressor_gives_more_of_both(size: float) -> None:
    less, more = stressed(size), stressed(1.2 * size)
    assert more["acth"].max() > less["acth"].max()
    assert more["cortisol"].max() > less["cortisol"].max()


def test_adrenals_answer_rising_acth_more_than_the_same_that_stays() -> None:
    def secreted(before: float) -> float:
        x = REST.set({"acth": 40.0, "acth_before": before, "cortisol": 3.05})
        rate: float = x.network.rhs(x.x0)[x.slot("cortisol").at]
        return rate

    assert secreted(21.0) > 2 * secreted(40.0) > 0


def blocked(host: Host) -> float:
    """Return ACTH of 07:30 with adrenals that hardly work since midnight, over that without."""
    night = host.run(24 * 6, every=0.5).end
    morning = night.run(8, every=0.1).at("acth", 7.5)
    return (
        night.run(8, events=[Event(0, "adrenal_gain", 0.05)], every=0.1).at("acth", 7.5) / morning
    )


def test_acth_rises_several_fold_where_the_adrenals_are_blocked() -> None:
    """Metyrapone at midnight: some nine times the usual ACTH at 07:30 (ST79)."""
    knowledge = load()
    assert 3 < blocked(assemble([circadian(knowledge), hpa(knowledge)])) < 15
