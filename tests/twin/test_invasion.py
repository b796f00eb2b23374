"""Resistance of a fitted twin: who comes, how fast it would grow, what becomes of it."""

import math

import numpy as np
import pytest

from holobiont.errors import InputError, UsageError
from holobiont.gut.invade import exponent, growth_matrix
from holobiont.protocol import Live
from holobiont.twin import Twin
from holobiont.twin.illness import density, ill, sick_days, toxin
from holobiont.twin.invasion import guested, invasion
from holobiont.twin.resist import Versions, brakes, known, resist
from holobiont.twin.typical import expected, typical_adult
from tests.twin import people

CD = "clostridioides_difficile"


@pytest.fixture(scope="module")
def twin() -> Twin:
    return people.twin(1)


def test_a_healthy_gut_resists_c_difficile_by_food_and_bile_acids(twin: Twin) -> None:
    found = invasion(twin, CD, days=1)
    assert (found.exponent < 0).all()
    assert found.open_days == 0
    assert found.carried["food taken by others"][0] > 0.1
    assert found.carried["bile acids"][0] > 0.1
    assert found.carried["drugs"][0] == pytest.approx(0.0, abs=1e-9)
    assert found.local.shape == (len(found.days), len(found.places))


def test_who_is_swallowed_once_is_washed_out_as_the_exponent_says(twin: Twin) -> None:
    rate = float(invasion(twin, CD, days=1).exponent[0])
    course = twin.run(Live(CD, 1e8, 0, 1), days=16)
    held = [sum(density(course, CD, k, spores=s) for s in (False, True)) for k in (13, 16)]
    assert math.log(held[1] / held[0]) == pytest.approx(3 * rate, rel=0.05)


@pytest.mark.slow
def test_a_larger_dose_peaks_higher_and_is_gone_later(twin: Twin) -> None:
    found, more = (resist(twin, "Clostridium difficile", dose=d, days=5) for d in (1e5, 1e6))
    assert found.challenge.taxon == CD
    assert found.resisted is None
    assert found.between(lambda v: v.peak) is None
    assert more.visit.peak == pytest.approx(10 * found.visit.peak, rel=0.05)
    assert more.visit.cleared >= found.visit.cleared > 1.0
    assert set(brakes(found.visit)) == set(found.visit.invasion.without)


def test_spores_are_conserved_and_outlast_a_drug_longer_than_cells(twin: Twin) -> None:
    steps = "1e8 spores/day Clostridioides difficile for 1 day; 400 mg/day fidaxomicin for 3 days"
    course = twin.run(steps, days=3)
    assert course.conservation.worst < 1e-9
    assert density(course, CD, 2, spores=True) > density(course, CD, 2) > 0
    assert not ill(course, CD, 2)
    assert sick_days(course, CD, 0, 3).tolist() == [False] * 4


def test_toxin_follows_the_cells(twin: Twin) -> None:
    few, many = (twin.run(Live(CD, dose, 0, None), days=3) for dose in (1e6, 1e7))
    assert 0 < toxin(few, CD, -1) < 1.0
    assert toxin(many, CD, -1) == pytest.approx(10 * toxin(few, CD, -1), rel=0.02)
    with pytest.raises(InputError, match=CD):
        toxin(few, "escherichia_coli", -1)


def test_nothing_costs_more_where_no_spores_come(twin: Twin) -> None:
    b = twin.run(days=1).twin.blueprint
    assert not b.spores
    assert not any("spores" in species for species, _ in b.states)


@pytest.mark.slow
def test_versions_give_an_interval_and_repeat_by_seed(twin: Twin) -> None:
    one, two = (resist(twin, CD, days=3, versions=Versions(2, seed=4)) for _ in range(2))
    assert len(one.versions) == 2
    low, high = one.between(lambda v: v.exponent) or (math.nan, math.nan)
    assert low < high
    assert one.resisted in (0.0, 0.5, 1.0)
    assert [v.exponent for v in one.versions] == [v.exponent for v in two.versions]
    assert np.isfinite(low)


def test_a_taxon_is_known_by_its_names(twin: Twin) -> None:
    assert known(twin.knowledge, "Clostridium difficile") == CD
    with pytest.raises(InputError, match="is not a known taxon"):
        known(twin.knowledge, "Clostridium dificile")


@pytest.mark.parametrize(
    ("words", "more"),
    [("dose", {"dose": 0.0}), ("dose", {"dose": math.inf}), ("day", {"day": 9.0, "days": 9.0})],
)
def test_mistakes_are_one_sentence(twin: Twin, words: str, more: dict[str, float]) -> None:
    with pytest.raises(UsageError, match=words) as error:
        resist(twin, CD, **more)
    assert str(error.value).count("\n") == 0


@pytest.mark.parametrize("oxidant", ["nitrate", "tetrathionate"])
def test_salmonella_thrives_on_what_an_inflamed_wall_gives_off(twin: Twin, oxidant: str) -> None:
    wide, name = guested(twin, "salmonella_enterica")
    b, x = wide.blueprint, wide.residency.x
    inflamed = x.copy()
    inflamed[b.across(oxidant)] = 1.0
    few, many = (exponent(growth_matrix(b, wide.network, y, name)) for y in (x, inflamed))
    assert 24 * many > 24 * few + 1.0


def test_a_rare_newcomer_eats_in_the_mucus_no_better_than_its_guild(twin: Twin) -> None:
    (lumen, mucus), seen = expected(twin, "salmonella_enterica")
    members, mucosal = twin.blueprint.members, twin.residency.mucosal
    own = mucosal[np.array([m.taxon.guild == "enterobacteria" for m in members])]
    own = own if len(own) else _of_adults(twin, "enterobacteria")
    assert not seen
    assert (lumen == 0).all()
    assert (own.min(axis=0) <= mucus).all()
    assert (mucus <= own.max(axis=0)).all()
    assert (mucus < 0).all()
    assert (expected(twin, CD)[0][1] == 0).all()


def _of_adults(twin: Twin, guild: str) -> np.ndarray:
    adult = typical_adult(twin.knowledge)
    return adult.residency.mucosal[[m.taxon.guild == guild for m in adult.blueprint.members]]
