"""What the gut sends is what crossed its wall, and the body answers it and nothing else."""

import numpy as np
import pytest

from holobiont.errors import UsageError
from holobiont.gut import observe
from holobiont.gut.blueprint import ABSORBED
from holobiont.knowledge import load
from holobiont.twin import Trajectory
from holobiont.twin.body import SIGNALS, follow, reached, signals, told
from tests.twin.people import twin


@pytest.fixture(scope="module")
def fed() -> Trajectory:
    return twin(2).run("20 g/day inulin for 4 days")


@pytest.fixture(scope="module")
def still() -> Trajectory:
    return twin(2).habitual


def test_before_day_0_nothing_is_unusual(fed: Trajectory) -> None:
    found = signals(fed, 0)
    assert found["bile_salt_loss"] == found["lps_lumen"] == 1
    assert found["scfa_energy"] == found["viscous_fiber"] == 0
    flows = observe.daily_all(fed.twin.blueprint, fed.twin.network, fed.x[0])
    assert found["tma_absorbed"] == pytest.approx(flows["trimethylamine", ABSORBED])


def test_what_is_sent_day_by_day_adds_up_to_what_was_absorbed(fed: Trajectory) -> None:
    at = fed.twin.blueprint.at("trimethylamine", ABSORBED)
    total = sum(
        signals(fed, k)["tma_absorbed"] * (fed.days[k] - fed.days[k - 1])
        for k in range(1, len(fed))
    )
    assert total == pytest.approx(fed.x[-1, at] - fed.x[0, at])


def test_cells_see_what_blood_and_burning_leave(fed: Trajectory) -> None:
    value = fed.twin.knowledge.physiology.value
    seen = signals(fed, 0)["butyrate_at_cells"]
    half, fastest = value("epithelium.half.butyrate"), value("epithelium.fastest.butyrate")
    hourly = value("blood.mucosa") * seen + fastest * seen / (half + seen)
    flows = observe.daily_all(fed.twin.blueprint, fed.twin.network, fed.x[0])
    assert hourly * 24 == pytest.approx(flows["butyrate", ABSORBED])


def test_inulin_brings_energy_and_acids_but_no_beta_glucan(fed: Trajectory) -> None:
    first, last = signals(fed, 0), signals(fed)
    assert 0 < last["scfa_energy"] < 20 * 4.2
    assert last["scfa_absorbed"] > first["scfa_absorbed"] > first["propionate_absorbed"] > 0
    assert last["viscous_fiber"] == pytest.approx(0, abs=1e-6)


def test_beta_glucan_that_is_eaten_reaches_the_body_in_grams() -> None:
    course = twin(2).run("3 g/day oat beta-glucan for 1 day")
    eaten = load().foods["beta_glucan"].per_gram["beta_glucan"].internal * 3
    assert signals(course)["viscous_fiber"] == pytest.approx(eaten, rel=1e-4)


def test_modules_are_reached_through_names_and_couplings() -> None:
    sourced, all_ = set(reached(load())), set(reached(load(), hypotheses=True))
    by_name = {"tmao", "weight", "cholesterol", "tryptophan", "barrier"}
    assert by_name | {"serotonin", "mood", "gut_hormones", "appetite"} == sourced
    assert sourced < all_
    assert "hpa" in all_
    assert "circadian" not in all_


def test_a_gut_that_rests_leaves_the_body_at_rest(still: Trajectory) -> None:
    course = still.body()
    for name in ("tmao", "plasma_tryptophan", "ldl", "body_mass", "junctions"):
        assert course[name] == pytest.approx(course[name][0], rel=1e-3), name


def test_trimethylamine_becomes_oxide_at_the_pace_of_the_kidneys(still: Trajectory) -> None:
    course, hourly = still.body(["tmao"]), signals(still, 0)["tma_absorbed"] / 24
    cleared = load().host["tmao"].parameters["clearance"].internal
    assert course["tmao"][0] == pytest.approx(1000 * hourly / cleared, rel=1e-3)


def test_what_is_cut_is_not_heard(fed: Trajectory) -> None:
    deaf = fed.body(["cholesterol", "weight"], without=["bile_salt_loss"])
    assert deaf["ldl"] == pytest.approx(deaf["ldl"][0], rel=1e-6)
    assert deaf["body_mass"][-1] > deaf["body_mass"][0]
    assert fed.body(["cholesterol"])["ldl"][-1] < deaf["ldl"][-1]


def test_hormones_and_appetite_answer_acids_that_are_absorbed(fed: Trajectory) -> None:
    seen = fed.body(["gut_hormones", "appetite"])
    assert seen["pyy"][-1] / seen["pyy"][0] > seen["glp1"][-1] / seen["glp1"][0] > 1
    assert seen["meal_energy"][-1] < seen["meal_energy"][0]
    deaf = fed.body(["gut_hormones"], without=["scfa_absorbed"])
    assert deaf["pyy"][-1] == pytest.approx(deaf["pyy"][0])


def test_hypotheses_act_only_when_they_are_asked_for(fed: Trajectory) -> None:
    plain, bold = (fed.body(["gut_immunity"], hypotheses=h)["treg"] for h in (False, True))
    assert plain[-1] == pytest.approx(plain[0])
    assert bold[-1] != pytest.approx(bold[0], rel=1e-4)


def test_fewer_looks_see_the_same_end(fed: Trajectory) -> None:
    all_, two = follow(fed, ["weight"]), follow(fed, ["weight"], looks=2)
    assert len(two.hours) == 2
    assert two["body_mass"][-1] == pytest.approx(all_["body_mass"][-1], rel=1e-6)


def test_a_name_that_is_not_known_is_refused(fed: Trajectory) -> None:
    with pytest.raises(UsageError, match="tma_absorbd"):
        fed.body(without=["tma_absorbd"])
    with pytest.raises(UsageError, match="weight"):
        fed.body(["wieght"])


def test_every_signal_is_an_input_of_some_module_in_a_unit_that_fits() -> None:
    from holobiont.quantity import same_dimension

    inputs = {name: q.unit for m in load().host.values() for name, q in m.inputs.items()}
    for name, (unit, _) in SIGNALS.items():
        assert same_dimension(unit, inputs[name]), name


def test_the_text_tells_of_the_body(fed: Trajectory) -> None:
    rows = {label: (first, last) for label, _, first, last in told(fed)}
    assert rows["body weight"][0] == pytest.approx(100)
    assert np.isfinite([value for pair in rows.values() for value in pair]).all()
    text = str(fed)
    assert "The body" in text
    assert "LDL cholesterol" in text
