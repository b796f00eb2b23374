"""Producer groups: pathways, traits and shares."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holobiont.knowledge import load
from holobiont.knowledge.measures import ProducerGroup, load_measures
from holobiont.profile.measures.producers import belongs, group_shares, made_by, producers
from holobiont.profile.measures.view import synonyms, view
from tests.profile.measures.samples import KNOWLEDGE, TAXA, mapped, profile

FACTS = load_measures()
RULES = FACTS.producers
SAMPLE = view(profile({"Roseburia intestinalis": 1.0}), synonyms(TAXA.values()))


def found(shares):
    return {item.id: item for item in producers(mapped(shares), KNOWLEDGE, SAMPLE, FACTS)}


def test_a_pathway_in_use_makes_a_producer():
    assert made_by(TAXA["roseburia"], KNOWLEDGE, RULES) == {"butyrate", "hydrogen"}


def test_traces_and_side_substrates_do_not():
    assert made_by(TAXA["idle"], KNOWLEDGE, RULES) == frozenset()
    assert made_by(TAXA["gnavus"], KNOWLEDGE, RULES) == frozenset()


def test_a_family_is_in_no_group():
    assert found({"family": 0.5})["butyrate_producers"].value == 0


@pytest.mark.parametrize(
    ("group", "member", "stranger"),
    [
        ("butyrate", "Roseburia intestinalis", "Bacteroides uniformis"),
        ("propionate", "Bacteroides uniformis", "Roseburia intestinalis"),
        ("lactate", "Bifidobacterium adolescentis", "Methanobrevibacter smithii"),
        ("methane", "Methanobrevibacter smithii", "Escherichia coli"),
        ("hydrogen_sulfide", "Desulfovibrio piger", "Roseburia intestinalis"),
        ("mucin_degraders", "Akkermansia muciniphila", "Roseburia intestinalis"),
    ],
)
def test_textbook_members(group, member, stranger):
    knowledge = load()
    chosen = next(g for g in FACTS.producers.group if g.id == group)
    taxa = {taxon.name: taxon for taxon in knowledge.taxa.values()}
    assert belongs(chosen, taxa[member], knowledge, RULES)
    assert not belongs(chosen, taxa[stranger], knowledge, RULES)


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


def test_traits_of_species_are_not_asked_of_a_genus_profile():
    genera = view(profile({"g__Akkermansia": 0.5, "g__Roseburia": 0.5}), SAMPLE.synonyms)
    items = producers(mapped({"roseburia": 0.5}), KNOWLEDGE, genera, FACTS)
    measured = {item.id: item for item in items}
    assert measured["butyrate_producers"].value == pytest.approx(50)
    assert "named by genus" in measured["mucin_degraders"].why_not


@given(st.dictionaries(st.sampled_from(sorted(TAXA)), st.floats(0, 0.3)))
def test_no_group_exceeds_what_is_mapped(shares):
    for group in FACTS.producers.group:
        total = sum(group_shares(group, mapped(shares), KNOWLEDGE, RULES).values())
        assert 0 <= total <= sum(shares.values()) + 1e-12


def test_a_guild_can_define_a_group():
    group = ProducerGroup(id="x", label="x", guilds=("none",), caveat="")
    sample = mapped({"gnavus": 0.5, "idle": 0.5})
    assert len(group_shares(group, sample, KNOWLEDGE, RULES)) == 2


def test_every_group_speaks_of_known_compounds_traits_and_guilds():
    knowledge = load()
    for group in FACTS.producers.group:
        assert set(group.products) <= knowledge.compounds.keys()
        assert set(group.traits) <= knowledge.traits.keys()
        assert set(group.guilds) <= knowledge.guilds.keys()
