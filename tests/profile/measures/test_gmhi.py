"""GMHI against a hand-worked sample, its laws, and its refusals."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holobiont.knowledge.measures import load_measures
from holobiont.profile.measures.gmhi import gmhi, gmhi_value, psi
from holobiont.profile.measures.view import synonyms, view
from tests.profile.measures.samples import TAXA, profile

FACTS = load_measures()
KNOWN = synonyms(TAXA.values())
SETS = st.lists(st.floats(1e-5, 0.02), max_size=7)


def score(shares):
    return gmhi(view(profile(shares), KNOWN), FACTS)


def test_published_formula_by_hand():
    found = score(
        {
            "s__Alistipes_senegalensis": 0.10,
            "s__Sutterella_wadsworthensis": 0.05,
            "s__Ruminococcus_gnavus": 0.02,
            "s__Faecalibacterium_prausnitzii": 0.83,
        }
    )
    prevalent = 2 / 7 * -(0.10 * math.log(0.10) + 0.05 * math.log(0.05))
    scarce = 1 / 31 * -(0.02 * math.log(0.02))
    assert found.value == pytest.approx(math.log10((prevalent + 1e-5) / (scarce + 1e-5)))
    assert found.contributors[0] == ("Alistipes senegalensis", pytest.approx(0.10))
    assert found.reference is not None
    assert "GM20" in found.sources


def test_shares_are_of_the_species_without_viruses():
    plain = score({"s__Alistipes_senegalensis": 1, "s__Blautia_obeum": 3})
    mixed = score(
        {
            "k__Bacteria|s__Alistipes_senegalensis": 1,
            "k__Bacteria|s__Blautia_obeum": 3,
            "k__Bacteria|g__Dorea": 1,
            "k__Viruses|s__Human_virus": 2,
        }
    )
    assert mixed.value == pytest.approx(plain.value)


def test_below_the_detection_limit_is_absent():
    base = {"s__Alistipes_senegalensis": 0.5, "s__Blautia_obeum": 0.5}
    trace = {**base, "s__Ruminococcus_gnavus": 4e-6}
    assert score(trace).value == pytest.approx(score(base).value, abs=1e-4)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("s__Clostridium_bolteae", "s__Enterocloster_bolteae"),
        ("s__Ruminococcus_gnavus", "s__Mediterraneibacter_gnavus"),
        ("s__Ruminococcus_gnavus", "s__Ruminococcus_B gnavus"),
        ("s__Ruminococcus_gnavus", "[Ruminococcus] gnavus"),
        ("s__Lactobacillus_salivarius", "s__Ligilactobacillus_salivarius"),
        ("s__Streptococcus_mitis_oralis_pneumoniae", "s__Streptococcus_oralis"),
    ],
)
def test_old_and_new_names_score_alike(old, new):
    rest = {"s__Alistipes_senegalensis": 0.1, "s__Blautia_obeum": 0.8}
    assert score({**rest, old: 0.1}).value == pytest.approx(score({**rest, new: 0.1}).value)


def test_names_that_differ_in_a_number_stay_apart():
    rest = {"s__Alistipes_senegalensis": 0.1, "s__Blautia_obeum": 0.8}
    prevalent = score({**rest, "s__Lachnospiraceae_bacterium_8_1_57FAA": 0.1})
    scarce = score({**rest, "s__Lachnospiraceae_bacterium_5_1_57FAA": 0.1})
    assert prevalent.value > scarce.value + 1


@given(SETS, SETS)
def test_swapping_healthy_and_scarce_species_changes_sides(high, low):
    data = FACTS.gmhi.model_copy(
        update={"reference_richness_prevalent": 7, "reference_richness_scarce": 7}
    )
    assert gmhi_value(high, low, data) == pytest.approx(-gmhi_value(low, high, data))


@given(SETS, st.permutations(range(7)))
def test_order_does_not_matter(shares, order):
    shuffled = [shares[place] for place in order if place < len(shares)]
    assert psi(shuffled, 7) == pytest.approx(psi(shares, 7))


@given(SETS)
def test_more_scarce_species_lower_the_index(low):
    prevalent = [0.05, 0.01]
    assert gmhi_value(prevalent, [*low, 0.01], FACTS.gmhi) < gmhi_value(prevalent, low, FACTS.gmhi)


@pytest.mark.parametrize(
    ("shares", "reason"),
    [
        ({"g__Bacteroides": 0.9, "s__Blautia_obeum": 0.1}, "It needs species; only 10%"),
        ({"s__Blautia_obeum": 1.0}, "None of its 50 species"),
    ],
)
def test_refuses_with_a_reason(shares, reason):
    found = score(shares)
    assert not found.applicable
    assert found.value is None
    assert found.why_not.startswith(reason)


def test_all_fifty_species_are_there():
    assert (len(FACTS.gmhi.health_prevalent), len(FACTS.gmhi.health_scarce)) == (7, 43)
