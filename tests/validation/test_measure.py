"""When something happens, and what a person's course shows."""

import numpy as np
import pytest

from holobiont.gut.observe import absorbed_last, transit
from holobiont.knowledge import load
from holobiont.protocol import Supplement
from holobiont.twin import Person, Trajectory, Twin
from holobiont.validation import virtual_people
from holobiont.validation.experiment import Arm, Experiment, Observable, Target, When
from holobiont.validation.measure import (
    Cell,
    done,
    first_day,
    measure,
    numbers,
    positions,
)
from holobiont.validation.observables import OF_A_PERSON, OF_SHARES
from holobiont.validation.observables.trophic import uptake_by_level

KNOWLEDGE = load()
DAYS = np.arange(5.0)
COURSE = np.array([1.0, 2.0, 4.0, 8.0, 2.0])


@pytest.mark.parametrize(
    ("when", "day"),
    [
        (When(above=3.0), 1.5),
        (When(above=9.0), np.inf),
        (When(below=2.0, after=2.0), 4.0),
        (When(change=1.0), 1.0),
        (When(within=2.0, after=3.0), 3 + 5 / 6),
        (When(above=1.0), 0.0),
    ],
)
def test_the_first_day_is_found_between_days(when: When, day: float) -> None:
    assert first_day(DAYS, COURSE, when) == pytest.approx(day)


def test_half_of_no_change_is_never_defined() -> None:
    assert np.isnan(first_day(DAYS, np.ones(5), When(change=0.5)))


def test_days_are_found_and_averaged_over() -> None:
    assert positions(DAYS, 3.0, 0.0).tolist() == [3]
    assert positions(DAYS, 3.0, 2.0).tolist() == [2, 3]
    assert positions(DAYS, 2.5, 0.0).tolist() == []


@pytest.fixture(scope="module")
def seen() -> Trajectory:
    person = virtual_people(KNOWLEDGE, 1)[0]
    twin = Twin.fit(person, Person(diet="western_us"), knowledge=KNOWLEDGE)
    return twin.run("20 g/day inulin for 3 days")


def of(seen: Trajectory, kind: str, k: int = -1, **what: object) -> list[float]:
    return OF_A_PERSON[kind](seen, k, Target.model_validate({"kind": kind, **what}))


def test_groups_are_named_at_any_rank(seen: Trajectory) -> None:
    genus, species = of(seen, "group_shares", groups=[["Bacteroides"], ["Bacteroides uniformis"]])
    assert 0 < species < genus
    assert of(seen, "group_shares", groups=[["Bacteria", "Archaea", "Eukaryota"]]) == [
        pytest.approx(100)
    ]
    total = sum(of(seen, "group_shares", groups=[["Bacillota"], ["guild:bacteroides"]]))
    assert 0 < total <= 100


def test_nothing_is_far_from_itself_and_something_moves(seen: Trajectory) -> None:
    assert of(seen, "distance", 0) == [0]
    assert of(seen, "distance")[0] > 0
    assert of(seen, "retained", least=0.01)[0] <= 100


def test_flows_agree_with_each_other(seen: Trajectory) -> None:
    acid = ["butyrate"]
    both = of(seen, "flow", species=acid, place="absorbed")[0]
    both += of(seen, "flow", species=acid, place="stool")[0]
    assert of(seen, "released", species=acid)[0] == pytest.approx(both)
    total = of(seen, "fraction", species=acid, total=acid, place="distal")
    assert total == [pytest.approx(100)]


def test_a_mole_of_gas_has_its_volume(seen: Trajectory) -> None:
    warm = {"value": 0, "unit": "degC", "spread": [0, 0], "source": "assumed",
            "status": "assumed", "grade": "C"}  # fmt: skip
    gas = {"species": ["hydrogen"], "place": "flatus"}
    volume = of(seen, "gas_volume", **gas, inputs={"temperature": warm})[0]
    assert volume == pytest.approx(22.414 * of(seen, "flow", **gas)[0], rel=1e-4)


def test_of_what_is_released_some_reaches_the_blood(seen: Trajectory) -> None:
    acids = ["acetate", "propionate", "butyrate"]
    part = {"value": 0.8, "unit": "1", "spread": [0.8, 0.8], "source": "assumed",
            "status": "assumed", "grade": "C"}  # fmt: skip
    what = {"species": acids, "into": ["butyrate"], "inputs": {"from_acetate": part}}
    *available, converted = of(seen, "first_pass", **what)
    passed = seen.first_pass()
    for name, share in zip(acids, available, strict=True):
        assert 0 < share < 100 * passed[name].available < 100
        assert passed[name].absorbed == pytest.approx(
            of(seen, "flow", species=[name], place="absorbed")[0]
        )
    assert available[0] > available[1] > available[2]
    assert 0 < converted < 100


def test_what_the_last_segment_absorbs_is_what_its_fluxes_say(seen: Trajectory) -> None:
    network, x, b = seen.networks[-1], seen.x[-1], seen.twin.blueprint
    process = next(p for p in network.processes if p.law.name == "absorption")
    fluxes = network.fluxes(x)[network.flux_slices["absorption"]]
    taken = [
        sum(fluxes[process.instances[process.states == b.at("butyrate", place)]])
        for place in b.habitat.names
    ]
    assert absorbed_last(b, network, x, "butyrate") == pytest.approx(taken[-1] / sum(taken))


def test_trophic_levels_add_up(seen: Trajectory) -> None:
    shares = uptake_by_level(seen, -1)
    assert shares.sum() == pytest.approx(1)
    assert shares[0] > shares[3] > 0
    assert 1 < of(seen, "transfers")[0] < of(seen, "trophic_levels")[0] * 3


def test_what_is_fermented_does_not_leave(seen: Trajectory) -> None:
    assert 50 < of(seen, "fermented", polymers=["inulin"])[0] <= 100


@pytest.mark.parametrize("kind", sorted(OF_SHARES))
def test_the_profile_is_measured_like_the_stool(kind: str, seen: Trajectory) -> None:
    what = Target(
        kind=kind,
        groups=(("Bacteroides",),),
        indices=("shannon",),
        polymers=("resistant_starch",),
    )
    twin = seen.twin
    here = OF_SHARES[kind](twin.blueprint, twin.shares, what)
    assert here == pytest.approx(OF_A_PERSON[kind](seen, 0, what), rel=0.05)


def test_a_failure_is_told_and_stops_nobody_else() -> None:
    e = Experiment(
        id="X",
        domain="d",
        experiment="e",
        measured="m",
        unit="1",
        parts=("a", "b"),
        arms=(Arm(physiology={"water.inflow": 1.4}), Arm(diet="nothing at all")),
        observable=(Observable(kind="water_absorbed"),),
        expected={"low": (0, 0), "high": (1, 1)},
        source="AR25",
        status="verified",
    )
    person = virtual_people(KNOWLEDGE, 1)[0]
    good, bad = measure((person, (Cell(e, 0), Cell(e, 1))), KNOWLEDGE)
    assert 0 < good.numbers[0][0] < 1
    assert "nothing at all" in bad.failure
    assert bad.numbers == {}


def test_a_gulp_and_a_largest_value_are_those_of_an_arm() -> None:
    arm = Arm(gulps=({"food": "lactulose", "grams": 5, "day": 0.25, "hours": 0.5},), days=0.5)  # type: ignore[arg-type]
    (step,) = done(arm, KNOWLEDGE)
    assert isinstance(step, Supplement)
    assert step.dose_g_per_day == pytest.approx(240)
    assert step.end_day == pytest.approx(0.25 + 0.5 / 24)
    assert arm.doing != Arm(days=0.5).doing

    def read(k: int, what: Target) -> list[float]:
        return [float(COURSE[k])]

    what, here = Observable(kind="ph"), np.arange(2, 5)
    assert numbers(read, DAYS, here, what) == [pytest.approx(14 / 3)]
    assert numbers(read, DAYS, here, what, largest=True) == [8.0]


def test_blood_and_wall_agree_with_what_is_absorbed(seen: Trajectory) -> None:
    passed, acids = seen.first_pass(), ["acetate", "butyrate"]
    absorbed = sum(passed[name].absorbed for name in acids)
    (released,) = of(seen, "gut_release", species=acids)
    assert 0 < released < absorbed
    kept = of(seen, "liver_uptake", species=acids)
    assert 0 < sum(kept) < released
    portal, vein = (of(seen, "blood", species=acids, place=p) for p in ("portal", "peripheral"))
    assert all(a > b > 0 for a, b in zip(portal, vein, strict=True))


def test_transit_is_that_of_the_person_at_rest_and_shorter_when_full(seen: Trajectory) -> None:
    value = KNOWLEDGE.physiology.value
    b = seen.twin.blueprint
    (rest,), (full,) = of(seen, "transit", 0), of(seen, "transit")
    assert rest == pytest.approx(value("transit.colon") + 1 / b.habitat.emptying, rel=0.02)
    assert full < rest
    fast = transit(b, seen.x[0], pace=2.0)
    assert fast - 1 / b.habitat.emptying == pytest.approx((rest - 1 / b.habitat.emptying) / 2)


def test_the_body_answers_in_a_unit_or_over_before(seen: Trajectory) -> None:
    body = seen.body()
    assert of(seen, "answer", state="ldl") == [pytest.approx(body["ldl"][-1])]
    assert of(seen, "answer", state="ldl", unit="mg/L") == [pytest.approx(10 * body["ldl"][-1])]
    assert of(seen, "answer", 0, state="ldl", relative=True) == [1.0]
