"""Conversions hang together: carried out by someone, fed by something, taken up or passed."""

import pytest

from holobiont.knowledge import load
from holobiont.knowledge.groups import activity
from holobiont.knowledge.schema import SUBSTRATE_KINDS

KNOWLEDGE = load()
TRACES = ("free_amino_acid", "sulfonate", "bile_acid", "aromatic", "amine", "polyphenol")
NEW = [c.id for c in KNOWLEDGE.compounds.values() if c.kind in TRACES]
SPECIES = [taxon for taxon in KNOWLEDGE.taxa.values() if taxon.rank == "species"]


@pytest.mark.parametrize("name", KNOWLEDGE.conversions)
def test_some_species_carries_out_each_conversion(name: str) -> None:
    law = KNOWLEDGE.conversions[name]
    assert any(activity(taxon, law) == 1 for taxon in SPECIES)
    assert all(0 <= activity(taxon, law) <= 1 for taxon in KNOWLEDGE.taxa.values())


@pytest.mark.parametrize("name", NEW)
def test_every_trace_compound_comes_from_somewhere(name: str) -> None:
    made = {n for c in KNOWLEDGE.conversions.values() for n, a in c.per_substrate.items() if a > 0}
    freed = {n for polymer in KNOWLEDGE.polymers.values() for n in polymer.products}
    body = set(KNOWLEDGE.physiology.table("inflow"))
    conjugates = {f"{a}{n}" for a in ("tauro", "glyco") for n in KNOWLEDGE.physiology.table("bile")}
    assert name in made | freed | body | conjugates


def test_no_trace_compound_is_food_by_its_kind() -> None:
    assert not set(TRACES) & set(SUBSTRATE_KINDS)
    eaten = {pool for taxon in KNOWLEDGE.taxa.values() for pool in taxon.uptakes}
    assert eaten & set(NEW) == {"taurine"}


def test_what_is_absorbed_is_known() -> None:
    assert set(KNOWLEDGE.physiology.table("absorption.relative")) <= set(KNOWLEDGE.compounds)


def test_steroids_and_their_amino_acids_are_kept() -> None:
    """A conversion neither makes nor loses a steroid nucleus, nor what is joined to it."""
    nuclei = set(KNOWLEDGE.members("bile_acid"))
    for law in KNOWLEDGE.conversions.values():
        net = law.per_substrate
        assert sum(a for n, a in net.items() if n in nuclei) == pytest.approx(0)
        for amino_acid, start in (("taurine", "tauro"), ("glycine", "glyco")):
            lost = sum(-a for n, a in net.items() if n in nuclei and n.startswith(start))
            if lost:
                assert net[amino_acid] == pytest.approx(lost)


def test_a_genus_does_what_its_species_do() -> None:
    law = KNOWLEDGE.conversions["taurocholate_hydrolysis"]
    kin = [taxon for taxon in SPECIES if taxon.lineage.genus == "Bifidobacterium"]
    active = [activity(taxon, law) for taxon in kin]
    genus = KNOWLEDGE.taxa["bifidobacterium"]
    assert min(active) <= activity(genus, law) <= max(active)
    assert activity(genus, law) > 0
    assert KNOWLEDGE.taxa["bacteroides"].lps == "bacteroidal_hypoacyl"


def test_what_its_own_file_says_of_a_genus_stays() -> None:
    genus = KNOWLEDGE.taxa["olsenella"]
    assert genus.conversions["p_cresol"].source == "SY18"


def test_every_type_of_lipopolysaccharide_has_an_activity() -> None:
    types = {taxon.lps for taxon in KNOWLEDGE.taxa.values() if taxon.lps}
    assert types == set(KNOWLEDGE.physiology.table("lps.activity"))


def test_vitamins_are_those_of_known_traits() -> None:
    traits = {key.split(".")[0] for key in KNOWLEDGE.physiology.table("vitamin")}
    assert traits <= set(KNOWLEDGE.traits)
