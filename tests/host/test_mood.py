"""Mood after endotoxin and without tryptophan."""

import pytest

from holobiont.host import Event
from holobiont.host.registry import body
from holobiont.knowledge import load


def test_endotoxin_lowers_mood_for_some_hours_by_what_was_measured() -> None:
    rest = body(["endotoxemia", "mood"], load()).settled()
    course = rest.run(24, events=[Event(0, "endotoxin", 0.8, "add")])
    worst, hour = course.low("mood")
    assert worst == pytest.approx(-0.66, abs=0.02)
    assert 1 < hour < 4
    assert abs(course["mood"][-1]) < 0.05


def test_a_lack_of_tryptophan_leaves_mood_alone() -> None:
    rest = body(["serotonin", "mood"], load()).settled()
    course = rest.run(6, {"blood_tryptophan": 3.84})
    assert course["serotonin_synthesis"][-1] < 0.2 * course["serotonin_synthesis"][0]
    assert course["mood"][-1] == pytest.approx(0, abs=1e-9)
