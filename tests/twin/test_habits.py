"""What a protocol says of how people live reaches the body, in the right amount and time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holobiont.knowledge import load
from holobiont.protocol import as_protocol
from holobiont.twin.habits import STATES, Habits

KNOWLEDGE = load()


def habits(phrase: str) -> Habits:
    return Habits(as_protocol(phrase), KNOWLEDGE)


def test_sleep_comes_in_place_of_the_usual_and_the_rest_on_top() -> None:
    found = habits("sleep 4 h/night, 30 min/day brisk walking, 30 min/day running").at(0)
    walk, run = (
        KNOWLEDGE.habits[n].effects["exercise"].value for n in ("brisk_walking", "running")
    )
    assert found["hours_slept"] == pytest.approx(4)
    assert found["exertion"] == pytest.approx(0.5 * (walk + run))


def test_half_the_nights_are_half_the_change() -> None:
    usual = KNOWLEDGE.host["habits"].inputs["hours_slept"].value
    found = habits("sleep 4 h/night at 50 % adherence").at(0)["hours_slept"]
    assert found == pytest.approx((4 + usual) / 2)


def test_stress_and_what_is_done_about_it_add_up() -> None:
    of = {n: KNOWLEDGE.habits[n].effects["stress"].value for n in ("chronic_stress", "mindfulness")}
    found = habits("chronic stress for 8 weeks, mindfulness from day 28 until day 56")
    assert found.at(0) == {"perceived_stress": of["chronic_stress"]}
    assert found.at(30)["perceived_stress"] == pytest.approx(sum(of.values()))
    assert found.at(60)["perceived_stress"] == 0


@pytest.mark.slow
@given(st.floats(0, 10), st.floats(0.1, 10))
def test_a_mean_over_days_lies_between_what_was_done(begin: float, length: float) -> None:
    found = habits("chronic stress from day 2 until day 5").over(begin, begin + length)
    most = KNOWLEDGE.habits["chronic_stress"].effects["stress"].value
    there = max(min(begin + length, 5) - max(begin, 2), 0) / length
    assert found["perceived_stress"] == pytest.approx(there * most, abs=1e-9)


def test_a_speech_is_a_moment_on_top_of_the_day() -> None:
    found = habits("chronic stress, public speech on day 3")
    lasts = KNOWLEDGE.habits["public_speech"].lasts
    assert lasts is not None
    events = list(found.moments(2.5, 4))
    assert [e.hours for e in events] == pytest.approx([12, 12 + lasts.internal])
    assert events[0].value > events[1].value > 0
    assert not list(found.moments(3.5, 4))


def test_food_moves_a_state_too() -> None:
    assert habits("14 g/day alcohol and 20 g/day inulin").at(0) == {"alcohol_drunk": 14}


def test_ultra_processed_food_is_eaten_in_larger_amounts() -> None:
    more = KNOWLEDGE.diets["ultra_processed"].effects["energy"].value
    assert habits("ultra-processed diet").at(0) == {"energy_added": more}
    assert habits("ultra-processed diet at 50 % adherence").at(0)["energy_added"] == more / 2
    assert habits("vegan diet").at(0) == {}


def test_every_state_has_an_input_and_a_state_of_the_module() -> None:
    module = KNOWLEDGE.host["habits"]
    assert {name for name, _ in STATES.values()} == set(module.inputs)
    assert {name for _, name in STATES.values()} == set(module.states)
