"""The taxa: complete, unambiguous, and fed."""

from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import pytest

from holobiont.errors import KnowledgeError
from holobiont.knowledge import Knowledge, Taxon, load
from holobiont.knowledge.rename import renamed

KNOWLEDGE = load()
RANKS = ("domain", "phylum", "class_", "order", "family", "genus")
#: Kinds that every sugar fermenter turns into another kind first.
ENTRY = {"pentose": "hexose", "mucin_sugar": "hexose", "milk_sugar": "hexose"}
PERCENT = 100.0


def of_rank(rank: str) -> list[Taxon]:
    return [taxon for taxon in KNOWLEDGE.taxa.values() if taxon.rank == rank]


def all_names(taxon: Taxon) -> set[str]:
    names = (taxon.name, taxon.gtdb, *taxon.synonyms)
    return {name.casefold() for name in names if name}


def test_there_are_enough_species() -> None:
    assert len(of_rank("species")) >= 60


@pytest.mark.parametrize(
    ("name", "guild"),
    [
        ("methanobrevibacter_smithii", "methanogen"),
        ("desulfovibrio_piger", "desulfovibrio"),
        ("bilophila_wadsworthia", "bilophila"),
        ("blautia_hydrogenotrophica", "acetogen"),
        ("akkermansia_muciniphila", "akkermansia"),
        ("ruminococcus_bromii", "ruminococcus_starch"),
        ("faecalibacterium_prausnitzii", "faecalibacterium"),
        ("clostridioides_difficile", "clostridioides_difficile"),
        ("escherichia_coli", "enterobacteria"),
        ("candida_albicans", "yeast"),
        ("saccharomyces_cerevisiae", "yeast"),
        ("lachnospiraceae", "dorea"),
        ("bacteria", "generalist"),
    ],
)
def test_required_members_live_in_their_guild(name: str, guild: str) -> None:
    assert KNOWLEDGE.taxa[name].guild == guild


def test_every_guild_has_a_member() -> None:
    assert {taxon.guild for taxon in KNOWLEDGE.taxa.values()} == set(KNOWLEDGE.guilds)


def test_the_id_is_the_name() -> None:
    for taxon in KNOWLEDGE.taxa.values():
        letters = "".join(c if c.isalnum() else "_" for c in taxon.name.casefold())
        assert "_".join(filter(None, letters.split("_"))) == taxon.id


@pytest.mark.parametrize("rank", ["species", "genus", "family", "phylum"])
def test_no_name_belongs_to_two_taxa_of_a_rank(rank: str) -> None:
    owners = defaultdict(set)
    for taxon in of_rank(rank):
        for name in all_names(taxon):
            owners[name].add(taxon.id)
    assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {}


@pytest.mark.parametrize(
    ("old", "current"),
    [
        ("Bacteroides vulgatus", "phocaeicola_vulgatus"),
        ("Prevotella copri", "segatella_copri"),
        ("Eubacterium hallii", "anaerobutyricum_hallii"),
        ("[Eubacterium] rectale", "agathobacter_rectalis"),
        ("Ruminococcus gnavus", "mediterraneibacter_gnavus"),
        ("Eubacterium eligens", "lachnospira_eligens"),
        ("Clostridium ramosum", "thomasclavelia_ramosa"),
        ("Clostridium bolteae", "enterocloster_bolteae"),
        ("Peptoclostridium difficile", "clostridioides_difficile"),
        ("Blautia_A wexlerae", "blautia_wexlerae"),
        ("Ruminococcus_E bromii_B", "ruminococcus_bromii"),
        ("Faecalibacterium prausnitzii_C", "faecalibacterium_prausnitzii"),
    ],
)
def test_old_names_lead_home(old: str, current: str) -> None:
    assert old.casefold() in all_names(KNOWLEDGE.taxa[current])


@pytest.mark.parametrize("taxon", KNOWLEDGE.taxa.values(), ids=lambda taxon: taxon.id)
def test_lineage_is_complete_down_to_its_rank(taxon: Taxon) -> None:
    last = {"species": "genus"}.get(taxon.rank, taxon.rank)
    for rank in RANKS[: RANKS.index(last) + 1]:
        assert getattr(taxon.lineage, rank), rank
    if taxon.rank != "species":
        assert getattr(taxon.lineage, last) == taxon.name


def test_lineages_form_a_tree() -> None:
    for low, high in pairwise(reversed(RANKS)):
        parents = defaultdict(set)
        for taxon in KNOWLEDGE.taxa.values():
            if getattr(taxon.lineage, low):
                parents[getattr(taxon.lineage, low)].add(getattr(taxon.lineage, high))
        assert {name: found for name, found in parents.items() if len(found) > 1} == {}


@pytest.mark.parametrize("taxon", KNOWLEDGE.taxa.values(), ids=lambda taxon: taxon.id)
def test_everything_eaten_is_fermented(taxon: Taxon) -> None:
    assert taxon.uptakes
    for pool in taxon.uptakes:
        kind = KNOWLEDGE.compounds[pool].kind
        assert {pool, kind, ENTRY.get(kind, kind)} & set(taxon.pathways), pool


@pytest.mark.parametrize("taxon", of_rank("species"), ids=lambda taxon: taxon.id)
def test_a_species_has_every_trait_answered(taxon: Taxon) -> None:
    common = {trait.id for trait in KNOWLEDGE.traits.values() if not trait.rare}
    assert common <= set(taxon.traits) <= set(KNOWLEDGE.traits)
    assert taxon.confidence in {"high", "medium", "low"}
    assert taxon.mucosal_affinity is not None


@pytest.mark.parametrize(("rank", "least"), [("species", 50.0), ("genus", 50.0)])
def test_abundances_add_up_to_most_of_a_community(rank: str, least: float) -> None:
    means = [taxon.abundance.mean_pct for taxon in of_rank(rank)]
    total = sum(mean.value for mean in means if mean)
    assert least < total <= PERCENT


def test_a_species_is_not_more_abundant_than_its_genus() -> None:
    genera = {taxon.name: taxon.abundance.mean_pct for taxon in of_rank("genus")}
    totals: dict[str, float] = defaultdict(float)
    for taxon in of_rank("species"):
        mean = taxon.abundance.mean_pct
        if mean and genera.get(taxon.lineage.genus):
            totals[taxon.lineage.genus] += mean.value
    for genus, total in totals.items():
        mean = genera[genus]
        assert mean and total <= mean.value + 0.01, genus


def test_measured_growth_rates_are_marked_as_measured() -> None:
    rate = KNOWLEDGE.taxa["bacteroides_thetaiotaomicron"].growth.mu_max
    assert (rate.value, rate.status, rate.source) == (0.765, "verified", "AR25")
    assumed = KNOWLEDGE.taxa["dorea_formicigenerans"].growth.mu_max
    assert assumed.status == "recalled"


def test_specialists_are_what_they_are_known_for() -> None:
    taxa = KNOWLEDGE.taxa
    best = max(taxa.values(), key=lambda taxon: _activity(taxon, "resistant_starch"))
    assert best.id == "ruminococcus_bromii"
    assert _activity(taxa["akkermansia_muciniphila"], "mucin") > _activity(
        taxa["bacteroides_thetaiotaomicron"], "mucin"
    )
    assert "inulin" not in taxa["phocaeicola_vulgatus"].hydrolyses
    assert set(taxa["phascolarctobacterium_faecium"].uptakes) == {"succinate"}


def _activity(taxon: Taxon, polymer: str) -> float:
    quantity = taxon.hydrolyses.get(polymer)
    return quantity.value if quantity else 0.0


@pytest.mark.parametrize(
    ("rank", "old", "new"),
    [
        ("phylum", "Firmicutes", "Bacillota"),
        ("phylum", "Bacteroidetes", "Bacteroidota"),
        ("family", "S24-7", "Muribaculaceae"),
        ("genus", "Escherichia-Shigella", "Escherichia"),
        ("genus", "Prevotella_9", "Segatella"),
    ],
)
def test_renamed_groups(rank: str, old: str, new: str) -> None:
    assert KNOWLEDGE.renamed[rank][old] == new


def test_renamed_families_and_genera_are_known_here() -> None:
    genera = {taxon.lineage.genus for taxon in KNOWLEDGE.taxa.values()}
    families = {taxon.name for taxon in of_rank("family")}
    assert set(KNOWLEDGE.renamed["genus"].values()) <= genera
    assert set(KNOWLEDGE.renamed["family"].values()) <= families


def test_knowledge_carries_the_renamed_groups_of_its_folder() -> None:
    assert isinstance(KNOWLEDGE, Knowledge)
    assert renamed(KNOWLEDGE.folder) == KNOWLEDGE.renamed


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('[genera]\n"A" = "B"', "synonyms.toml: genera: 'genera' is not a known rank"),
        ('[genus]\n"A" = 3', "synonyms.toml: genus.A should be a name"),
        ('[genus]\n"A" = "B"\n"B" = "C"', "itself an old name"),
        ('genus = "A"', "genus should be a table"),
    ],
)
def test_a_bad_table_of_names_is_refused(tmp_path: Path, text: str, complaint: str) -> None:
    (tmp_path / "synonyms.toml").write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=complaint):
        renamed(tmp_path)


@pytest.mark.parametrize("name", ["escherichia_coli", "klebsiella_pneumoniae"])
def test_enterobacteriaceae_make_no_butyrate_and_no_branched_acids(name: str) -> None:
    taxon = KNOWLEDGE.taxa[name]
    ways = {way for shares in taxon.pathways.values() for way in shares}
    made = {
        compound
        for way in ways
        for compound, amount in KNOWLEDGE.pathways[way].stoichiometry.items()
        if amount > 0
    }
    assert {"acetate", "succinate", "ethanol"} <= made
    assert not made & {"butyrate", "isobutyrate", "isovalerate"}
