"""Training: it follows exercise over weeks, and the vagus follows it."""

import pytest

from holobiont.host.registry import body
from holobiont.knowledge import load

MODULES = ["habits", "training", "vagus"]


def test_it_comes_over_weeks_and_goes_so() -> None:
    run = body(MODULES, load()).run
    day, months = (run(24 * days, {"exertion": 2.0}).end for days in (1, 180))
    assert day.value("exercise") == pytest.approx(2, rel=0.01)
    assert day.value("trained") < 0.1
    assert months.value("trained") == pytest.approx(2, rel=0.01)
    after = months.run(24 * 180, {"exertion": 0.0}).end
    assert after.value("trained") == pytest.approx(0, abs=0.02)


@pytest.mark.parametrize(("weekly", "fold"), [(4, 25.98 / 23.19), (8, 27.66 / 23.19)])
def test_variability_rises_as_in_women_who_trained(weekly: float, fold: float) -> None:
    """RMSSD after six months of so many kcal/kg a week over that of women who did not (EN08)."""
    rest = body(MODULES, load())
    end = rest.set({"exertion": weekly / 7}).settled()
    assert end.value("rmssd") / rest.value("rmssd") == pytest.approx(fold, abs=0.06)


def test_athletes_gain_no_more_than_was_seen() -> None:
    rest = body(MODULES, load())
    most = load().host["training"].parameters["most_felt"].value
    ends = [rest.set({"exertion": x}).settled().value("rmssd") for x in (most, 5 * most)]
    assert ends[0] == pytest.approx(ends[1])


def test_who_moves_less_than_usual_loses_what_was_gained() -> None:
    rest = body(MODULES, load())
    ill = rest.set({"exertion": -1.0}).settled()
    deaf = body(MODULES, load(), without=["training_vagus"]).set({"exertion": -1.0}).settled()
    assert ill.value("rmssd") < rest.value("rmssd") == pytest.approx(deaf.value("rmssd"))
