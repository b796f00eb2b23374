"""Hall et al. 2011: a permanent change of intake, and how slowly weight follows."""

import numpy as np
import pytest

from holobiont.host import BodyCourse, Host, assemble
from holobiont.host.weight import weight
from holobiont.knowledge import load

YEAR = 24 * 365.0
KCAL = 1 / 4.184


def body() -> Host:
    return assemble([weight(load())])


def less(kilojoule: float) -> BodyCourse:
    return body().run(15 * YEAR, {"energy_intake": 2500 - kilojoule * KCAL}, every=YEAR / 20)


def test_the_usual_intake_keeps_the_weight() -> None:
    course = body().run(5 * YEAR)
    assert course["body_mass"] == pytest.approx(np.full_like(course.hours, 75.0), rel=1e-6)
    assert course["energy_spent"] == pytest.approx(np.full_like(course.hours, 2500.0), rel=1e-6)


def test_100_kilojoule_a_day_are_a_kilogram_half_of_it_in_about_a_year() -> None:
    course = less(100)
    lost = 75.0 - course["body_mass"]
    assert lost[-1] == pytest.approx(1.0, rel=0.2)
    half = np.interp(0.5 * lost[-1], lost, course.hours) / YEAR
    assert half == pytest.approx(1.0, rel=0.35)
    assert course.at("body_mass", 3 * YEAR) == pytest.approx(75 - 0.95 * lost[-1], abs=0.05)


def test_energy_is_conserved() -> None:
    course = less(2000)
    stored = 9440.727 * course["fat"] + 1816.444 * course["lean"] + 4206.501 * course["glycogen"]
    net = course["energy_eaten"] - course["energy_spent"]
    gained = np.trapezoid(net, course.hours / 24)
    assert stored[-1] - stored[0] == pytest.approx(gained, rel=0.03)


def test_acids_of_the_colon_are_energy() -> None:
    course = body().run(15 * YEAR, {"scfa_energy": 100 * KCAL})
    assert course["body_mass"][-1] - 75 == pytest.approx(75 - less(100)["body_mass"][-1], rel=0.05)
