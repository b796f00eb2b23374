"""Living microbes that are swallowed: who arrives, in what numbers, and that it balances."""

from dataclasses import replace

import numpy as np
import pytest

from holobiont.knowledge import load
from holobiont.protocol import Food, Live, Protocol, as_protocol
from holobiont.twin import Trajectory
from holobiont.twin.live import arriving, survival, with_live
from holobiont.twin.typical import expected, typical_adult
from tests.twin.people import six

KNOWLEDGE = load()
PLANTARUM, LONGUM = "lactiplantibacillus_plantarum", "bifidobacterium_longum"


def cells(course: Trajectory, member: str, day: int) -> float:
    """Living cells of a member per gram of wet stool."""
    share = course.shares[day, course.twin.blueprint.member_ids.index(member)]
    return float(share * course.stool(day)["density"])


def test_the_closest_name_says_who_survives() -> None:
    plantarum = KNOWLEDGE.survival["Lactiplantibacillus plantarum"].colon.internal
    assert survival(KNOWLEDGE, PLANTARUM) == plantarum
    family = KNOWLEDGE.survival["Lactobacillaceae"].colon.internal
    assert survival(KNOWLEDGE, "levilactobacillus_brevis") == family
    assert survival(KNOWLEDGE, "roseburia_hominis") == KNOWLEDGE.survival["Bacteria"].colon.internal


def test_what_arrives_is_counted_from_dose_viability_and_survival() -> None:
    product = KNOWLEDGE.products["mixture_8"]
    found = arriving(KNOWLEDGE, [Live("mixture_8", 8e10)])
    assert set(found) == set(product.organisms)
    alive = 1e10 / 24 * product.viability.internal
    for taxon, rate in found.items():
        assert rate == pytest.approx(alive * survival(KNOWLEDGE, taxon))


def test_a_fermented_food_brings_its_cells() -> None:
    found = arriving(KNOWLEDGE, [Food("yogurt", 150.0), Live(PLANTARUM, 1e9)])
    live = KNOWLEDGE.foods["yogurt"].live["lactobacillus_delbrueckii"].internal
    wanted = 150 * live * survival(KNOWLEDGE, "lactobacillus_delbrueckii") / 24
    assert found["lactobacillus_delbrueckii"] == pytest.approx(wanted)
    assert found[PLANTARUM] > 0


def test_food_without_living_cells_brings_nobody() -> None:
    plan = as_protocol("20 g/day inulin for 4 weeks")
    assert arriving(KNOWLEDGE, plan) == {}
    assert with_live(six(), plan) is six()


def test_a_transient_is_found_while_it_is_taken_and_gone_after() -> None:
    course = six().run(f"1e10 CFU/day {PLANTARUM.replace('_', ' ')} for 7 days", days=60)
    assert cells(course, PLANTARUM, 7) > 1e6
    assert cells(course, PLANTARUM, 60) < 1e3
    assert course.conservation.worst < 1e-6


def test_twice_the_dose_of_a_transient_is_twice_the_cells() -> None:
    one, two = (six().run(Live(PLANTARUM, dose, 0, 7)) for dose in (1e9, 2e9))
    assert cells(two, PLANTARUM, 7) == pytest.approx(2 * cells(one, PLANTARUM, 7), rel=0.01)


def test_a_food_and_a_product_share_the_strain_that_is_given() -> None:
    twin = with_live(six(), Protocol((Food("sauerkraut", 50.0), Live("plantarum_299v", 1e10))))
    ids = twin.blueprint.member_ids
    assert ids.count(PLANTARUM) == 1
    assert with_live(twin, Protocol((Live("plantarum_299v", 1e10),))) is twin


def test_a_strain_of_a_resident_stays_apart_from_it() -> None:
    course = six().run(Live(LONGUM, 1e10, 0, 7), days=14)
    given = f"{LONGUM} (given)"
    assert course.twin.guests == {given: "given"}
    assert cells(course, given, 7) > 1e5
    assert course.twin.shares[course.twin.blueprint.member_ids.index(given)] == 0


@pytest.mark.slow
def test_live_microbes_go_with_phages_and_drugs() -> None:
    plan = "1e10 CFU/day E. coli Nissle for 4 days; 500 mg ciprofloxacin twice a day for 2 days"
    course = six().run([plan, "1e8 PFU/day t4_like"], days=6)
    assert course.conservation.worst < 1e-6
    assert cells(course, "escherichia_coli (given)", 4) > 0


def test_one_run_gives_what_another_does() -> None:
    plan = Live("mixture_11", 5e10, 0, 2)
    assert np.array_equal(six().run(plan).x, six().run(plan).x)


def test_chance_gives_a_person_a_strain_of_its_own() -> None:
    def drawn(seed: str) -> float:
        twin = with_live(replace(six(), strains=seed), Protocol((Live(PLANTARUM, 1e9),)))
        return float(twin.residency.fitness[-1, 0])

    assert drawn("") == 0.0
    assert drawn("a") == drawn("a") != drawn("b")


def test_what_is_expected_of_a_strain_was_seen_where_its_taxon_is_at_home() -> None:
    adult = typical_adult(KNOWLEDGE)
    row = adult.blueprint.member_ids.index(LONGUM)
    (lumen, _), seen = expected(six(), LONGUM)
    assert seen
    assert np.array_equal(lumen, adult.residency.fitness[row])
    (lumen, mucus), seen = expected(six(), PLANTARUM)
    assert not seen
    assert not lumen.any()
    assert not mucus.any()


def test_of_a_rare_resident_only_the_resident_was_seen() -> None:
    knowledge = KNOWLEDGE.override({"community.at_home": 1.0})
    twin = replace(six(), knowledge=knowledge)
    (lumen, _), seen = expected(twin, LONGUM)
    row = twin.blueprint.member_ids.index(LONGUM)
    assert seen
    assert np.array_equal(lumen, twin.residency.fitness[row])
