"""Tone of the vagus."""

import pytest

from holobiont.host import Event
from holobiont.host.registry import body
from holobiont.knowledge import load


def test_variability_of_the_heartbeat_rests_at_that_of_healthy_adults() -> None:
    assert body(["vagus"], load()).settled().value("rmssd") == pytest.approx(0.042)


def test_endotoxin_takes_variability_away_for_some_hours() -> None:
    rest = body(["endotoxemia", "vagus"], load()).settled()
    course = rest.run(24, events=[Event(0, "endotoxin", 2.0, "add")])
    least, hour = course.low("rmssd")
    assert 0.3 < least / course["rmssd"][0] < 0.7
    assert 1 < hour < 4
    assert course["rmssd"][-1] > 0.95 * course["rmssd"][0]
