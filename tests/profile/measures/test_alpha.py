"""Alpha diversity against hand-worked values and its laws."""

import io
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from holobiont.profile.measures.alpha import alpha_values, faith
from tests.profile.measures.samples import profile

SHARES = st.lists(st.floats(1e-4, 1.0), min_size=2, max_size=40).map(
    lambda values: np.array(values) / sum(values)
)


def test_hand_worked_values():
    found = alpha_values(np.array([0.5, 0.25, 0.25, 0.0]))
    assert found["richness"] == 3
    assert found["shannon"] == pytest.approx(1.5 * math.log(2))
    assert found["simpson"] == pytest.approx(1 - (0.25 + 2 * 0.0625))
    assert found["evenness"] == pytest.approx(1.5 * math.log(2) / math.log(3))


def test_one_taxon_has_no_evenness():
    found = alpha_values(np.array([1.0]))
    assert found["evenness"] is None
    assert found["shannon"] == pytest.approx(0)


@given(SHARES)
def test_ranges(shares):
    found = alpha_values(shares)
    assert 0 <= found["shannon"] <= math.log(shares.size) + 1e-9
    assert 0 <= found["simpson"] <= 1 - 1 / shares.size + 1e-9
    assert 0 <= found["evenness"] <= 1 + 1e-9


@given(SHARES, st.randoms(use_true_random=False))
def test_order_of_taxa_does_not_matter(shares, random):
    order = list(range(shares.size))
    random.shuffle(order)
    assert alpha_values(shares[order]) == pytest.approx(alpha_values(shares))


@given(SHARES, st.floats(0.1, 0.9))
def test_splitting_a_taxon_raises_shannon_by_its_own_entropy(shares, part):
    split = np.append(shares[1:], [part * shares[0], (1 - part) * shares[0]])
    gain = -shares[0] * (part * math.log(part) + (1 - part) * math.log(1 - part))
    before, after = alpha_values(shares), alpha_values(split)
    assert after["shannon"] == pytest.approx(before["shannon"] + gain)
    assert after["richness"] == before["richness"] + 1


def _tree():
    from skbio import TreeNode

    text = "((Blautia_obeum:1,Dorea_longicatena:2):3,Akkermansia_muciniphila:7);"
    return TreeNode.read(io.StringIO(text), format="newick", convert_underscores=False)


def test_faith_sums_the_spanned_branches():
    sample = profile({"Blautia obeum": 0.6, "Dorea longicatena": 0.4})
    assert faith(sample, _tree()).value == pytest.approx(1 + 2 + 3)


def test_faith_tells_what_is_not_on_the_tree():
    sample = profile({"Blautia obeum": 0.75, "Roseburia faecis": 0.25})
    found = faith(sample, _tree())
    assert found.value == pytest.approx(1 + 3)
    assert "25.0% of the sample" in found.caveat


@pytest.mark.parametrize(("tree", "reason"), [(None, "No phylogenetic tree"), ("use", "No taxon")])
def test_faith_says_why_it_does_not_apply(tree, reason):
    found = faith(profile({"Roseburia faecis": 1.0}), tree and _tree())
    assert not found.applicable
    assert found.value is None
    assert found.why_not.startswith(reason)
