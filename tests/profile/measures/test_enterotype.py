"""The enterotype-like description is a place between corners."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holobiont.knowledge.measures import load_measures
from holobiont.profile.measures.enterotype import corner_distances, enterotype
from holobiont.profile.measures.view import synonyms, view
from tests.profile.measures.samples import TAXA, profile

FACTS = load_measures()
KNOWN = synonyms(TAXA.values())


def found(shares):
    return {item.id: item for item in enterotype(view(profile(shares), KNOWN), FACTS)}


def test_a_corner_is_at_distance_zero_and_the_others_at_one():
    assert corner_distances([0.4, 0, 0]) == pytest.approx([0, 1, 1])
    assert corner_distances([0.0, 0, 0]) is None


@given(st.tuples(*[st.floats(0, 1)] * 3).filter(lambda shares: sum(shares) > 1e-3))
def test_distances_stay_between_zero_and_one(shares):
    found = corner_distances(list(shares))
    assert all(-1e-12 <= value <= 1 + 1e-12 for value in found)
    assert sum(found) >= math.sqrt(3) - 1e-9  # the center of the triangle


def test_old_and_new_genera_lie_on_one_axis():
    old = found({"g__Bacteroides": 0.6, "g__Prevotella": 0.3, "g__Blautia": 0.1})
    new = found({"g__Phocaeicola": 0.6, "g__Segatella": 0.3, "g__Blautia": 0.1})
    for name in old:
        assert new[name].value == pytest.approx(old[name].value)
    assert old["enterotype_bacteroides_share"].value == pytest.approx(60)
    assert (
        old["enterotype_prevotella_distance"].value > old["enterotype_bacteroides_distance"].value
    )


def test_bact2_ratio_falls_with_faecalibacterium():
    many = found({"g__Bacteroides": 0.8, "g__Faecalibacterium": 0.2})
    few = found({"g__Bacteroides": 0.8, "g__Blautia": 0.2})
    assert many["bact2_like"].value == pytest.approx(math.log10(4), abs=1e-4)
    assert few["bact2_like"].value > many["bact2_like"].value


def test_a_family_profile_is_refused():
    items = found({"f__Lachnospiraceae": 0.9, "g__Blautia": 0.1}).values()
    assert all(not item.applicable and "genus rank" in item.why_not for item in items)
