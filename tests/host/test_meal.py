"""Dalla Man et al. 2007: a meal of 78 g of glucose."""

import pytest

from holobiont.host import Event, assemble
from holobiont.host.meal import meal
from holobiont.knowledge import load

DOSE = 78000.0


def test_a_meal_gives_the_published_course() -> None:
    course = assemble([meal(load())]).run(5, {"stomach_solid": DOSE}, every=1 / 60)
    glucose = [course.at("glucose", minute / 60) for minute in (0, 70, 120, 300)]
    assert glucose == pytest.approx([94.7, 163.9, 145.9, 95.2], abs=0.15)
    level, hour = course.peak("insulin")
    assert level == pytest.approx(259, abs=1)
    assert hour * 60 == pytest.approx(84, abs=2)
    assert course.at("insulin", 0) == pytest.approx(25)


def test_what_is_eaten_appears_but_for_the_tenth_that_does_not() -> None:
    course = assemble([meal(load())]).run(24, {"stomach_solid": DOSE}, every=1 / 60)
    appeared = course.mean("glucose_appearance") * 24 * 60 * 78
    assert appeared == pytest.approx(0.9 * DOSE, rel=0.01)


def test_less_sensitivity_means_more_glucose_and_insulin() -> None:
    body = assemble([meal(load())])
    eat = [Event(1.0, "stomach_solid", DOSE, "add")]
    usual, poor = (body.run(6, {"insulin_sensitivity": s}, eat) for s in (1.0, 0.8))
    assert poor.peak("glucose")[0] > usual.peak("glucose")[0]
    assert poor.peak("insulin")[0] > usual.peak("insulin")[0]
