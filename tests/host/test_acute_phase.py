"""CRP within days: it peaks a day after endotoxin, and rises for hours after infused IL-6."""

import pytest

from holobiont.host import BodyCourse, assemble, pulse
from holobiont.host.acute_phase import acute_phase
from holobiont.host.endotoxemia import endotoxemia
from holobiont.knowledge import load


def after(dose: float) -> BodyCourse:
    body = assemble([endotoxemia(load()), acute_phase(load())])
    return body.run(96, {"endotoxin": dose}, every=0.1)


def test_at_rest_crp_is_that_of_healthy_people() -> None:
    assert after(0.0)["crp"] == pytest.approx(1.0, rel=1e-3)


def test_after_endotoxin_crp_peaks_about_a_day_later_and_falls_until_the_third() -> None:
    course = after(0.8)
    peak, hour = course.peak("crp")
    assert 18 <= hour <= 36
    assert peak > 2
    assert course.at("crp", 24) > course.at("crp", 48) > course.at("crp", 72)


def test_crp_is_far_behind_interleukin_6() -> None:
    course = after(2.0)
    assert course.peak("crp")[1] > course.peak("il6")[1] + 12


def test_more_endotoxin_gives_more_crp() -> None:
    peaks = [after(dose).peak("crp")[0] for dose in (0.5, 1.0, 2.0)]
    assert peaks == sorted(peaks)
    assert peaks[-1] > 10


def test_a_plateau_of_interleukin_6_gives_the_level_of_crohns_disease() -> None:
    body = assemble([acute_phase(load())])
    rest = body.value("il6")
    assert body.set({"il6": 10 * rest}).settled().value("crp") == pytest.approx(7.0, rel=0.01)


def test_crp_disappears_with_its_measured_half_life() -> None:
    course = assemble([acute_phase(load())]).run(19, {"crp": 101.0})
    assert course["crp"][-1] - 1 == pytest.approx(50.0, rel=0.01)


def test_infused_interleukin_6_raises_crp_after_it_has_ended() -> None:
    body = assemble([acute_phase(load())])
    course = body.run(48, events=pulse("il6", 140.0, 0.0, 3.0, body.value("il6")), every=0.1)
    assert 1.5 < course.at("crp", 6) < course.at("crp", 19)
