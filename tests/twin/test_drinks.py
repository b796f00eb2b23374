"""A drink that passes the small bowel by itself: when it arrives, and that all of it does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holobiont.knowledge import load
from holobiont.protocol import Protocol, Supplement
from holobiont.protocol.intake import Intake
from holobiont.twin.drinks import arriving, at_once

KNOWLEDGE = load()


def drunk(food: str, grams: float, day: float, hours: float) -> Protocol:
    return Protocol((Supplement(food, grams * 24 / hours, day, day + hours / 24),))


@given(st.floats(1, 50), st.floats(0, 3), st.floats(0.1, 5))
def test_lactulose_arrives_later_and_whole(grams: float, day: float, hours: float) -> None:
    (step,) = arriving(drunk("lactulose", grams, day, hours), KNOWLEDGE)
    assert isinstance(step, Intake) and step.end_day is not None
    passage = KNOWLEDGE.foods["lactulose"].passage
    assert passage is not None
    assert (step.start_day - day) * 24 == pytest.approx(passage.value)
    assert step.dose_g_per_day * (step.end_day - step.start_day) == pytest.approx(grams)


@given(st.floats(1, 50), st.floats(0, 3), st.floats(0.1, 5))
def test_what_is_eaten_at_once_comes_as_a_meal_does(grams: float, day: float, hours: float) -> None:
    (step,) = arriving(drunk("inulin", grams, day, hours), KNOWLEDGE)
    assert isinstance(step, Intake) and step.end_day is not None
    body = KNOWLEDGE.physiology
    assert (step.start_day - day) * 24 == pytest.approx(body.value("meals.arrival"))
    lasts = (step.end_day - step.start_day) * 24
    assert lasts == pytest.approx(body.value("meals.filling"))
    assert step.dose_g_per_day * lasts / 24 == pytest.approx(grams)


def test_what_is_taken_for_days_stays_as_it_is() -> None:
    plan = Protocol((Supplement("lactulose", 10, 0, 28),))
    assert arriving(plan, KNOWLEDGE) is plan
    assert at_once(drunk("lactulose", 10, 1, 0.25).steps[0])
    assert not at_once(Supplement("lactulose", 10, 0, 28))
