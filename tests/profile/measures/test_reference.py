"""Distances to the healthy mean: worked values, laws, refusals."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from holobiont.knowledge.measures import load_measures
from holobiont.profile.measures.reference import aitchison, bray_curtis, compositions, distances
from holobiont.profile.measures.view import synonyms, view
from tests.profile.measures.samples import TAXA, profile

FACTS = load_measures()
KNOWN = synonyms(TAXA.values())
COMPOSITION = st.dictionaries(st.sampled_from("abcdefgh"), st.floats(0.01, 1.0), min_size=1).map(
    lambda shares: {name: share / sum(shares.values()) for name, share in shares.items()}
)


def found(shares):
    return {item.id: item for item in distances(view(profile(shares), KNOWN), FACTS)}


def test_bray_curtis_by_hand():
    own, mean = {"a": 0.5, "b": 0.5}, {"a": 0.25, "c": 0.75}
    assert bray_curtis(own, mean) == pytest.approx((0.25 + 0.5 + 0.75) / 2)


def test_aitchison_by_hand():
    own, mean = {"a": 0.8, "b": 0.2}, {"a": 0.2, "b": 0.8}
    # Two parts: clr = (log ratio / 2, -log ratio / 2).
    assert aitchison(own, mean, 1e-12) == pytest.approx(math.sqrt(2) * math.log(4))


@given(COMPOSITION, COMPOSITION)
def test_bray_curtis_is_a_bounded_symmetric_dissimilarity(first, second):
    assert 0 <= bray_curtis(first, second) <= 1 + 1e-12
    assert bray_curtis(first, second) == pytest.approx(bray_curtis(second, first))
    assert bray_curtis(first, first) == pytest.approx(0)


@given(COMPOSITION, st.randoms(use_true_random=False))
def test_order_of_taxa_does_not_matter(own, random):
    mean = dict.fromkeys("abcdefgh", 0.125)
    names = list(own)
    random.shuffle(names)
    shuffled = {name: own[name] for name in names}
    assert bray_curtis(shuffled, mean) == bray_curtis(own, mean)
    assert aitchison(shuffled, mean, 1e-5) == aitchison(own, mean, 1e-5)


@given(COMPOSITION)
def test_aitchison_is_positive_and_zero_only_at_the_reference(own):
    mean = dict.fromkeys("abcdefgh", 0.125)
    assert aitchison(mean, mean, 1e-5) == pytest.approx(0)
    different = max(abs(own.get(name, 0) - 0.125) for name in mean) > 1e-6
    assert (aitchison(own, mean, 1e-5) > 1e-9) is different


def test_the_healthy_mean_itself_is_at_distance_zero():
    shares = {name: share.mean for name, share in FACTS.composition.species.items()}
    measured = found({f"s__{name}": share for name, share in shares.items()})
    assert measured["bray_curtis_species"].value == pytest.approx(0, abs=1e-9)
    assert measured["aitchison_species"].value == pytest.approx(0, abs=1e-9)


def test_current_and_old_names_are_the_same_distance():
    old = {"s__Bacteroides_vulgatus": 0.5, "s__Prevotella_copri": 0.5}
    new = {"s__Phocaeicola_vulgatus": 0.5, "s__Segatella_copri": 0.5}
    first, second = found(old), found(new)
    assert first["bray_curtis_genus"].value == pytest.approx(second["bray_curtis_genus"].value)


def test_genera_are_summed_over_the_species():
    own, mean = compositions(
        "genus",
        view(profile({"Blautia obeum": 0.2, "Blautia wexlerae": 0.3, "g__Dorea": 0.5}), KNOWN),
        FACTS.composition,
    )
    assert own == pytest.approx({"blautia": 0.5, "dorea": 0.5})
    assert np.isclose(sum(mean.values()), 1)


def test_a_genus_profile_has_no_species_distance():
    measured = found({"g__Bacteroides": 0.6, "g__Blautia": 0.4})
    assert not measured["bray_curtis_species"].applicable
    assert "0% of the community" in measured["bray_curtis_species"].why_not
    assert 0 < measured["bray_curtis_genus"].value < 1
