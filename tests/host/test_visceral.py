"""Pain of a stretched rectum: what acts on it; butyrate does not, even if it is asked for."""

import pytest

from holobiont.host.registry import body
from holobiont.knowledge import load


def test_pain_follows_what_acts_on_it_within_days() -> None:
    course = body(["visceral"], load()).settled().run(24 * 7, {"pain_drive": 0.5})
    assert course["rectal_pain"][0] == pytest.approx(1)
    assert course.at("rectal_pain", 24) == pytest.approx(0.5 + 0.5 / 2.71828, rel=1e-3)
    assert course["rectal_pain"][-1] == pytest.approx(0.5, abs=1e-3)


def test_butyrate_acts_by_a_hypothesis_alone_and_that_has_no_size() -> None:
    known = load()
    assert known.couplings["butyrate_pain"].hypothesis
    for hypotheses in (False, True):
        rest = body(["visceral"], known, hypotheses=hypotheses).settled()
        course = rest.run(24 * 7, {"rectal_butyrate": 100})
        assert course["rectal_pain"][-1] == pytest.approx(1, abs=1e-6)
