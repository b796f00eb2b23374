"""Who takes part: all in every arm, or some in each."""

from dataclasses import replace

import pytest

from holobiont.errors import InputError
from holobiont.knowledge import load
from holobiont.profile import map_profile
from holobiont.twin.illness import immunity
from holobiont.validation import virtual_people
from holobiont.validation.crowd import Crowd
from holobiont.validation.experiment import Arm, Experiment, Observable, People

KNOWLEDGE = load()
SMITHII = "Methanobrevibacter smithii"


def row(people: People, *arms: Arm) -> Experiment:
    return Experiment(
        id="X1",
        domain="d",
        experiment="e",
        measured="m",
        unit="1",
        parts=("a",),
        people=people,
        arms=arms or (Arm(),),
        observable=(Observable(kind="ph"),),
        expected={"low": (0,), "high": (1,)},
        source="AR25",
        status="verified",
    )


def carries(crowd: Crowd, key: tuple[int, int]) -> bool:
    mapped = map_profile(crowd.profile(key), KNOWLEDGE)
    return "methanobrevibacter_smithii" in mapped.taxa


def test_the_caller_then_the_row_says_how_many() -> None:
    assert len(Crowd(KNOWLEDGE).of(row(People()))[0]) == 20
    assert len(Crowd(KNOWLEDGE).of(row(People(n=3)))[0]) == 3
    first, second = Crowd(KNOWLEDGE, people=2, seed=5).of(row(People(n=3), Arm(), Arm()))
    assert first == second == [(5, 0), (5, 1)]
    assert Crowd(KNOWLEDGE, people=1, seed=5).of(row(People(seed=7)))[0] == [(7, 0)]


def test_a_person_is_the_same_however_they_are_reached() -> None:
    crowd = Crowd(KNOWLEDGE)
    assert [crowd.profile((0, i)) for i in range(3)] == list(virtual_people(KNOWLEDGE, 3))


def test_whoever_has_antibodies_to_a_toxin_is_not_susceptible() -> None:
    crowd, taxon = Crowd(KNOWLEDGE, people=5), "clostridioides_difficile"
    (found,) = crowd.of(row(People(susceptible=(taxon,))))
    names = [crowd.profile(key).sample for key in found]
    assert not any(immunity(KNOWLEDGE, name, taxon).known for name in names)
    assert found != crowd.of(row(People()))[0]
    with pytest.raises(InputError, match="no toxin is known of 'escherichia_coli'"):
        crowd.of(row(People(susceptible=("escherichia_coli",))))


def test_carriers_and_others_are_told_apart() -> None:
    crowd = Crowd(KNOWLEDGE, people=3)
    without, with_ = crowd.of(row(People(), Arm(lack=(SMITHII,)), Arm(carry=(SMITHII,))))
    assert len(without) == len(with_) == 3
    assert all(carries(crowd, key) for key in with_)
    assert not any(carries(crowd, key) for key in without)


def test_parallel_arms_share_nobody_and_groups_are_dealt_out() -> None:
    arms = (Arm(group="a"), Arm(group="b"), Arm(group="b"))
    one, two, three = Crowd(KNOWLEDGE, people=4).of(row(People(parallel=True), *arms))
    assert (len(one), len(two), len(three)) == (4, 2, 2)
    assert len({*one, *two, *three}) == 8


def test_real_people_are_filtered_too() -> None:
    people = virtual_people(KNOWLEDGE, 12)
    crowd = Crowd(KNOWLEDGE, tuple(people), 12)
    found = crowd.of(row(People(carry=(SMITHII,))))[0]
    assert 0 < len(found) < 12
    nobody = replace(crowd, profiles=tuple(p for p in people if not _has(p)))
    with pytest.raises(InputError, match="smithii"):
        nobody.of(row(People(carry=(SMITHII,))))


def _has(profile: object) -> bool:
    return "methanobrevibacter_smithii" in map_profile(profile, KNOWLEDGE).taxa  # type: ignore[arg-type]
