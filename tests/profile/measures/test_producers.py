"""Producer groups: pathways, traits and shares."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holobiont.knowledge import load
from holobiont.knowledge.measures import ProducerGroup, load_measures
from holobiont.profile.measures.producers import group_shares, made_by, producers
from holobiont.profile.measures.view import synonyms, view
from tests.profile.measures.samples import KNOWLEDGE, TAXA, mapped, profile

FACTS = load_measures()
SAMPLE = view(profile({"Roseburia intestinalis": 1.0}), synonyms(TAXA.values()))


def found(shares):
    return {item.id: item for item in producers(mapped(shares), KNOWLEDGE, SAMPLE, FACTS)}


def test_a_pathway_in_use_makes_a_producer():
    assert made_by(TAXA["roseburia"], KNOWLEDGE) == {"butyrate", "hydrogen"}
    assert made_by(TAXA["idle"], KNOWLEDGE) == frozenset()


def test_shares_and_contributors():
    measured = found({"roseburia": 0.3, "gnavus": 0.2, "idle": 0.1})
    assert measured["butyrate_producers"].value == pytest.approx(30)
    assert measured["butyrate_producers"].contributors == (
        ("Roseburia intestinalis", pytest.approx(30)),
    )
    assert measured["mucin_degraders"].value == pytest.approx(20)
    assert measured["acetate_producers"].value == 0
    assert "60%" in measured["butyrate_producers"].caveat


def test_a_sample_without_known_taxa_is_refused():
    assert all(not item.applicable and item.why_not for item in found({}).values())


@given(st.dictionaries(st.sampled_from(sorted(TAXA)), st.floats(0, 0.3)))
def test_no_group_exceeds_what_is_mapped(shares):
    for group in FACTS.producers.group:
        total = sum(group_shares(group, mapped(shares), KNOWLEDGE).values())
        assert 0 <= total <= sum(shares.values()) + 1e-12


def test_a_guild_can_define_a_group():
    group = ProducerGroup(id="x", label="x", guilds=("none",), caveat="")
    assert len(group_shares(group, mapped({"gnavus": 0.5, "idle": 0.5}), KNOWLEDGE)) == 2


def test_every_group_speaks_of_known_compounds_traits_and_guilds():
    knowledge = load()
    for group in FACTS.producers.group:
        assert set(group.products) <= knowledge.compounds.keys()
        assert set(group.traits) <= knowledge.traits.keys()
        assert set(group.guilds) <= knowledge.guilds.keys()
