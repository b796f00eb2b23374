"""Karin 2020 and Milo 2025: chronic stress for 60 days, and the weeks after it."""

import pytest

from holobiont.host import assemble
from holobiont.host.glands import glands, hpa_weeks
from holobiont.knowledge import load

DAY = 24.0


def test_chronic_stress_and_the_blunted_acth_after_it() -> None:
    body = assemble([hpa_weeks(load()), glands(load())]).settled()
    rest = body.value("cortisol_level")
    stressed = body.run(60 * DAY, {"stress": 1.0})
    found = [stressed.at("cortisol_level", day * DAY) / rest for day in (1, 7, 30, 60)]
    assert found == pytest.approx([1.39, 1.48, 1.71, 1.87], abs=0.01)
    assert stressed["acth_level"][-1] == pytest.approx(1.21, abs=0.01)
    after = stressed.end.run(240 * DAY, {"stress": 0.0})
    assert after.at("acth_level", 60 * DAY) == pytest.approx(0.845, abs=0.01)
    assert after.at("cortisol_level", 60 * DAY) / rest == pytest.approx(1.07, abs=0.01)
    assert after["acth_level"][-1] == pytest.approx(1.0, abs=0.02)


def test_without_the_masses_nothing_lingers() -> None:
    """What chronic stress leaves behind is in the glands: cut them, and it is gone in a day."""
    body = assemble([hpa_weeks(load()), glands(load())], without=["glands"])
    after = body.run(60 * DAY, {"stress": 1.0}).end.run(2 * DAY, {"stress": 0.0})
    assert after["acth_level"][-1] == pytest.approx(1.0, abs=0.02)
