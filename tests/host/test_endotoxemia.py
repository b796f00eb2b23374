"""Endotoxin in young men: 2 ng/kg, to which the model was fitted, and other doses."""

from functools import cache

import pytest

from holobiont.host import BodyCourse, Event, assemble
from holobiont.host.circadian import circadian
from holobiont.host.endotoxemia import endotoxemia
from holobiont.host.hpa import hpa
from holobiont.knowledge import load

#: Mean of 20 men after 2 ng/kg (pg/mL) and its hour, as DB21 shows them.
MEASURED = {"tnf": (334.7, 2.0), "il6": (790.5, 2.0), "il10": (48.8, 3.0)}


@cache
def after(dose: float) -> BodyCourse:
    return assemble([endotoxemia(load())]).run(24, {"endotoxin": dose}, every=0.02)


def test_without_endotoxin_nothing_happens() -> None:
    course = after(0.0)
    for name in MEASURED:
        assert course[name] == pytest.approx(course[name][0], rel=1e-4)


def test_a_gut_that_leaks_less_takes_none_out_of_the_blood() -> None:
    body = assemble([endotoxemia(load())])
    assert body.run(24, {"endotoxin_inflow": -0.01})["endotoxin"].min() == 0.0
    assert body.run(24, {"endotoxin_inflow": 0.01})["endotoxin"].max() > 0.0


@pytest.mark.parametrize("name", MEASURED)
def test_two_nanograms_give_the_published_course(name: str) -> None:
    peak, hour = after(2.0).peak(name)
    assert peak == pytest.approx(MEASURED[name][0], rel=0.25)
    assert hour == pytest.approx(MEASURED[name][1], abs=0.6)


def test_tnf_comes_before_interleukin_6_and_that_before_interleukin_10() -> None:
    for dose in (2.0, 4.0):
        hours = [after(dose).peak(name)[1] for name in ("tnf", "il6", "il10")]
        assert hours == sorted(hours)


def test_cytokines_are_nearly_gone_after_six_hours() -> None:
    for name in ("tnf", "il6"):
        assert after(2.0).at(name, 6.0) < 0.15 * after(2.0).peak(name)[0]


def test_more_endotoxin_gives_more_of_each() -> None:
    for name in MEASURED:
        peaks = [after(dose).peak(name)[0] for dose in (0.4, 0.8, 2.0, 4.0)]
        assert peaks == sorted(peaks)


def test_tnf_over_six_hours_after_half_a_nanogram_is_as_measured() -> None:
    course = assemble([endotoxemia(load())]).run(6, {"endotoxin": 0.5}, every=0.02)
    rise = course.mean("tnf") / course["tnf"][0] - 1
    assert rise == pytest.approx(4.13, rel=0.3)  # +413 % (DG14)


def test_low_doses_come_out_too_weak() -> None:
    """Measured after 0.4 ng/kg: TNF 69, IL-6 124 pg/mL. The model is steeper than people are."""
    assert after(0.4).peak("tnf")[0] < 0.3 * 69
    assert after(0.4).peak("il6")[0] < 0.3 * 124


@pytest.mark.parametrize(("name", "fold"), [("tnf", 5), ("il6", 10)])
def test_low_doses_of_coli_raise_as_much_as_elsewhere(name: str, fold: float) -> None:
    """About so many times the start after 0.8 ng/kg (MN15); the model is nearer there."""
    course = assemble([endotoxemia(load())]).run(6, {"endotoxin": 0.8}, every=0.02)
    assert fold / 2 < course.mean(name) / course[name][0] < 2 * fold


def test_blood_drawn_later_answers_less_for_some_hours() -> None:
    course = after(2.0)
    assert course.low("ex_vivo_readiness")[1] < 6.0
    assert course.low("ex_vivo_readiness")[0] < 0.1
    assert course.at("ex_vivo_readiness", 6.0) < 0.9
    assert course.at("ex_vivo_readiness", 12.0) == pytest.approx(1.0, abs=0.05)  # DG14


def test_monocytes_leave_the_blood_by_dose_and_are_back_in_hours() -> None:
    rest = assemble([endotoxemia(load())])
    seen = {d: rest.run(24, {"endotoxin": d}, every=0.05) for d in (0.5, 1.0, 2.0)}
    assert seen[2.0].low("blood_monocytes")[0] < 0.1
    assert seen[2.0].low("blood_monocytes")[1] < 2
    late = [seen[d].at("blood_monocytes", 3.0) for d in (0.5, 1.0, 2.0)]
    assert late == sorted(late, reverse=True)
    assert seen[1.0].at("blood_monocytes", 3.0) == pytest.approx(0.48, abs=0.12)  # AS14
    assert seen[2.0].at("blood_monocytes", 8.0) > 0.9


def test_an_infusion_peaks_later_than_a_bolus() -> None:
    body = assemble([endotoxemia(load())])
    slow = body.run(24, {"endotoxin_inflow": 0.5}, every=0.02)
    assert slow.peak("tnf")[1] > after(2.0).peak("tnf")[1]


def test_another_laboratory_measured_much_the_same_after_two_hours() -> None:
    """Means of another ten men (CP05): TNF 220, IL-6 882 pg/mL."""
    assert after(2.0).at("tnf", 2.0) == pytest.approx(220, rel=0.3)
    assert after(2.0).at("il6", 2.0) == pytest.approx(882, rel=0.3)


def _less(*days: int) -> dict[str, float]:
    """Return by what part the peaks after the last of daily doses are lower than after one."""
    doses, last = [Event(24.0 * day, "endotoxin", 2.0, "add") for day in days], 24.0 * days[-1]
    course = assemble([endotoxemia(load())]).run(last + 24, events=doses, every=0.05)
    again = course.hours >= last
    return {n: 1 - course[n][again].max() / after(2.0).peak(n)[0] for n in MEASURED}


def test_a_second_dose_meets_tired_tissue_for_weeks() -> None:
    """TNF 60 % (48 to 71) lower six days later (LJ12); nothing is seen after five weeks (RT15)."""
    assert 0.48 < _less(0, 6)["tnf"] < 0.71
    assert _less(0, 35)["tnf"] < 0.05


def test_five_days_of_endotoxin_make_tolerant() -> None:
    """Measured: TNF 97, IL-6 88, IL-10 87 % less on the fifth day (DM09), used nowhere else."""
    less = _less(0, 1, 2, 3, 4)
    assert less["tnf"] == pytest.approx(0.97, abs=0.03)
    assert less["il6"] == pytest.approx(0.88, abs=0.12)
    assert less["il10"] == pytest.approx(0.87, abs=0.13)


def test_tired_tissue_is_ready_again_if_left_alone() -> None:
    course = after(2.0)
    assert course.at("tissue_readiness", 12.0) == pytest.approx(0.74, abs=0.05)
    assert course.end.run(24 * 60)["tissue_readiness"][-1] == pytest.approx(1, abs=0.02)


def test_interleukin_6_wakes_the_stress_axis_by_dose() -> None:
    knowledge = load()
    modules, couplings = [endotoxemia(knowledge), hpa(knowledge)], knowledge.couplings.values()
    body, rise = assemble(modules, couplings).settled(), []
    for dose in (0.0, 0.4, 0.8):
        rise.append(body.run(8, {"endotoxin": dose}).peak("cortisol")[0] / body.value("cortisol"))
    assert rise[0] == pytest.approx(1.0, rel=1e-3)
    assert rise[0] < rise[1] < rise[2]
    cut = assemble(modules, couplings, without=("il6_stress_axis",)).run(8, {"endotoxin": 0.8})
    assert cut.peak("cortisol")[0] == pytest.approx(cut["cortisol"][0], rel=0.01)


def test_cortisol_peaks_where_the_coupling_was_found() -> None:
    """34 +- 3 ug/dL after 20 units/kg, 2 to 4 ng/kg by lot (RC89)."""
    knowledge = load()
    modules = [circadian(knowledge), endotoxemia(knowledge), hpa(knowledge)]
    morning = assemble(modules, knowledge.couplings.values()).run(24 * 6 + 9, every=1.0).end
    for dose in (2.0, 4.0):
        level, hour = morning.run(12, {"endotoxin": dose}).peak("serum_cortisol")
        assert level == pytest.approx(34, abs=3)
        assert 1.5 < hour < 4
