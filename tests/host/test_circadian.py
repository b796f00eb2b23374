"""Bae & Androulakis 2017, its central part: when cortisol is high, alone and in `hpa`."""

import numpy as np
import pytest

from holobiont.host import BodyCourse, assemble
from holobiont.host.circadian import circadian
from holobiont.host.hpa import hpa
from holobiont.knowledge import load


def last_day(course: BodyCourse, name: str) -> tuple[float, float, float]:
    """Return the hour of the peak, that of the nadir, and their ratio, on the last day."""
    late = course.hours >= course.hours[-1] - 24
    column, hours = course[name][late], course.hours[late] % 24
    high, low = column.argmax(), column.argmin()
    return float(hours[high]), float(hours[low]), float(column[high] / column[low])


def test_cortisol_of_the_reduced_model_keeps_the_time_of_the_whole() -> None:
    """The whole model of 41 states, run with light from 6 to 18 h: 9.2 h, 22.2 h, 4.9-fold."""
    course = assemble([circadian(load())]).run(24 * 10, every=0.05)
    peak, nadir, ratio = last_day(course, "clock_cortisol")
    assert peak == pytest.approx(9.2, abs=0.8)
    assert nadir == pytest.approx(22.2, abs=1.2)
    assert ratio == pytest.approx(4.9, rel=0.15)
    noon, midnight, _ = last_day(course, "light")
    assert noon == pytest.approx(12, abs=0.1)
    assert midnight in (0.0, pytest.approx(24, abs=0.1))


def test_it_drives_the_axis_of_minutes_around_the_mean_of_its_rest() -> None:
    knowledge = load()
    course = assemble([circadian(knowledge), hpa(knowledge)]).run(24 * 10, every=0.05)
    peak, nadir, ratio = last_day(course, "serum_cortisol")
    assert 6.17 < peak < 9.17
    assert 20 < nadir < 23
    assert 5 < ratio < 12
    assert last_day(course, "acth")[2] == pytest.approx(31.2 / 14.6, rel=0.02)
    late = course.hours >= 24 * 9
    rest = assemble([hpa(knowledge)]).settled().value("cortisol")
    assert np.mean(course["cortisol"][late]) == pytest.approx(rest, rel=0.1)


def test_the_clock_keeps_its_time_and_size_for_a_year() -> None:
    course = assemble([circadian(load())]).run(24 * 365, every=24.0, relative=1e-5)
    assert course["clock_cos"][-1] == pytest.approx(1.0, abs=0.02)
    assert np.abs(course["clock_sin"]).max() < 0.1


def test_longer_days_widen_the_light() -> None:
    body = assemble([circadian(load())])
    short, long = (body.run(48, {"day_length": d}, every=0.1) for d in (10.0, 14.0))
    assert np.mean(long["light"] > 0.5) == pytest.approx(14 / 24, abs=0.02)
    assert np.mean(short["light"] > 0.5) == pytest.approx(10 / 24, abs=0.02)
