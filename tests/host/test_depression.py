"""What people with depression bring: IL-6, albumin, little exercise, and what follows."""

from math import exp, log

import pytest

from holobiont.host.registry import body
from holobiont.knowledge import load

ILL = {"depression": 1.0}


def test_il6_lies_higher_by_the_published_number_of_standard_deviations() -> None:
    knowledge = load()
    rest = body(["depression", "endotoxemia"], knowledge)
    ill = rest.set(ILL).settled()
    spread = knowledge.host["depression"].parameters["il6_log_sd"].value
    assert log(ill.value("il6") / rest.value("il6")) / spread == pytest.approx(0.54)


def test_crp_follows_along_the_slope_between_health_and_disease() -> None:
    ill = body(["depression", "endotoxemia", "acute_phase"], load()).set(ILL).settled()
    assert ill.value("crp") == pytest.approx(exp(0.845 * 0.54 * 0.646), rel=1e-3)


def test_tryptophan_and_the_vagus_give_way_and_stay_where_the_ways_are_cut() -> None:
    knowledge, modules = load(), ["depression", "endotoxemia", "tryptophan", "vagus"]
    ill = body(modules, knowledge).set(ILL).settled()
    cut = body(modules, knowledge, without=["il6_vagus", "il6_ido", "albumin"]).set(ILL).settled()
    assert ill.value("rmssd") < cut.value("rmssd") == pytest.approx(0.042)
    assert ill.value("plasma_tryptophan") < cut.value("plasma_tryptophan") == pytest.approx(65)


def test_il6_of_crohns_disease_lowers_tryptophan_by_what_was_measured() -> None:
    rest = body(["endotoxemia", "tryptophan"], load())
    ill = rest.set({"il6_usual": 10 / 1.1}).settled()
    assert 65 - ill.value("plasma_tryptophan") == pytest.approx(0.52 * 12.5, rel=0.02)


def test_they_move_less_and_their_heart_shows_it_beside_what_il6_does() -> None:
    knowledge, modules = load(), ["depression", "habits", "training", "vagus"]
    ill = body(modules, knowledge).set(ILL).settled()
    minutes = 47.64 - 35.32  # a day of moderate to vigorous activity (DF19)
    met = knowledge.habits["brisk_walking"].effects["exercise"].value
    assert ill.value("trained") == pytest.approx(-minutes / 60 * met, rel=0.02)
    assert ill.value("rmssd") < 0.042
    both = body([*modules, "endotoxemia"], knowledge).set(ILL).settled()
    assert both.value("rmssd") < ill.value("rmssd")
