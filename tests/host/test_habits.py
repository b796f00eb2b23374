"""How a person lives: states follow what is done, and only lost sleep counts."""

import pytest

from holobiont.host.registry import body
from holobiont.knowledge import load


def test_nothing_moves_at_rest() -> None:
    host = body(["habits"], load())
    assert abs(host.network.rhs(host.x0)).max() == pytest.approx(0)


@pytest.mark.parametrize(("hours", "lost"), [(4.0, 3.6), (7.6, 0.0), (10.0, 0.0)])
def test_sleep_is_lost_below_the_usual_alone(hours: float, lost: float) -> None:
    end = body(["habits"], load()).run(96, {"hours_slept": hours}).end
    assert end.value("sleep") == pytest.approx(hours)
    assert end.value("sleep_lost") == pytest.approx(lost, abs=1e-6)


def test_strain_raises_cortisol_by_what_its_source_says() -> None:
    knowledge = load()
    rest = body(["habits", "hpa"], knowledge).settled()
    strained = knowledge.habits["chronic_stress"].effects["stress"].value
    end = rest.set({"perceived_stress": strained}).settled()
    assert end.value("cortisol") / rest.value("cortisol") == pytest.approx(1.23, abs=0.01)


def test_short_nights_hold_insulin_back() -> None:
    rest = body(["habits", "meal"], load())
    end = rest.run(48, {"hours_slept": 4}).end
    size = load().couplings["short_sleep_insulin"].size.value
    assert end.value("seen:insulin_sensitivity") == pytest.approx(1 + 3.6 * size, rel=1e-3)
