"""GMWI2 against the score its authors publish for a sample, and against real profiles."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holobiont.knowledge import load
from holobiont.knowledge.measures import load_measures
from holobiont.profile.measures.gmwi2 import gmwi2, present_weights
from holobiont.profile.measures.view import synonyms, view
from holobiont.profile.read import read
from tests.profile.measures.samples import TAXA, profile
from tests.shared import shared_data

FACTS = load_measures()
KNOWN = synonyms(TAXA.values())

CLOSTRIDIA = "k__Bacteria|p__Firmicutes|c__Clostridia|o__Clostridiales"
LACHNO = f"{CLOSTRIDIA}|f__Lachnospiraceae"
RUMINO = f"{CLOSTRIDIA}|f__Ruminococcaceae"
EUBACT = f"{CLOSTRIDIA}|f__Eubacteriaceae|g__Eubacterium"
ACTINO = "k__Bacteria|p__Actinobacteria"
PREVOTELLA = "k__Bacteria|p__Bacteroidetes|c__Bacteroidia|o__Bacteroidales|f__Prevotellaceae"
NO_VIRAL_RANKS = "k__Viruses|p__Viruses_unclassified|o__Viruses_unclassified"

# The scored taxa of run SRR1761666 with their shares, as listed in the authors' example output.
EXAMPLE = {
    f"{ACTINO}|c__Actinobacteria|o__Actinomycetales|f__Actinomycetaceae|g__Actinomyces": 0.000234,
    f"{ACTINO}|c__Coriobacteriia|o__Eggerthellales|f__Eggerthellaceae|g__Slackia": 0.002431,
    f"{PREVOTELLA}|g__Prevotella|s__Prevotella_copri": 0.414949,
    f"{PREVOTELLA}|g__Prevotella|s__Prevotella_sp_AM42_24": 0.005122,
    f"{CLOSTRIDIA}|f__Clostridiaceae|g__Clostridium|s__Clostridium_ventriculi": 0.005873,
    f"{EUBACT}|s__Eubacterium_eligens": 0.009794,
    f"{EUBACT}|s__Eubacterium_hallii": 0.011299,
    f"{LACHNO}|g__Blautia|s__Ruminococcus_torques": 0.080182,
    f"{LACHNO}|g__Coprococcus|s__Coprococcus_eutactus": 0.000576,
    f"{LACHNO}|g__Dorea|s__Dorea_formicigenerans": 0.009312,
    f"{LACHNO}|g__Dorea|s__Dorea_longicatena": 0.009080,
    f"{LACHNO}|g__Roseburia|s__Roseburia_intestinalis": 0.004694,
    f"{CLOSTRIDIA}|f__Oscillospiraceae|g__Oscillibacter|s__Oscillibacter_sp_57_20": 0.0000458,
    f"{CLOSTRIDIA}|f__Peptostreptococcaceae|g__Intestinibacter|s__Intestinibacter_bartlettii": (
        0.001810
    ),
    f"{RUMINO}|g__Agathobaculum|s__Agathobaculum_butyriciproducens": 0.006167,
    f"{RUMINO}|g__Gemmiger|s__Gemmiger_formicilis": 0.001706,
    f"{RUMINO}|g__Ruminococcus": 0.002622,
    f"{NO_VIRAL_RANKS}|f__Adenoviridae|g__Mastadenovirus|s__Human_mastadenovirus_F": 0.000944,
    f"{RUMINO}|g__Faecalibacterium|s__Faecalibacterium_prausnitzii": 0.433160,
}
PUBLISHED = 1.8352371587787006


def score(shares):
    return gmwi2(view(profile(shares), KNOWN), FACTS)


def test_reproduces_the_published_example():
    found = score(EXAMPLE)
    assert found.value == pytest.approx(PUBLISHED, abs=2e-5)
    assert len(found.contributors) == 20
    assert found.reference is not None


def test_newer_names_give_the_same_score():
    newer = {
        "Prevotella_copri": "Segatella_copri",
        "Eubacterium_eligens": "Lachnospira_eligens",
        "Eubacterium_hallii": "Anaerobutyricum_hallii",
        "Ruminococcus_torques": "Mediterraneibacter_torques",
    }
    renamed = {}
    for label, share in EXAMPLE.items():
        head, _, last = label.rpartition("s__")
        renamed[f"{head}s__{newer[last]}" if last in newer else label] = share
    assert renamed.keys() != EXAMPLE.keys()
    assert score(renamed).value == pytest.approx(PUBLISHED, abs=2e-5)


def test_members_stand_for_a_genus_that_was_split():
    rest = {"s__Blautia_obeum": 0.9}
    old = f"{LACHNO}|g__Lachnoclostridium|s__Clostridium_bolteae"
    new = f"{LACHNO}|g__Enterocloster|s__Enterocloster_bolteae"
    assert score({**rest, new: 0.1}).value == pytest.approx(score({**rest, old: 0.1}).value)
    assert score({**rest, new: 0.1}).value == pytest.approx(-0.680591 - 0.026880)


def test_presence_is_above_the_threshold():
    rest = {"s__Blautia_obeum": 1.0}
    assert not score({**rest, "s__Parvimonas_micra": 0.9e-5}).applicable
    assert score({**rest, "s__Parvimonas_micra": 1.1e-5}).value == pytest.approx(-0.287882)


@given(st.permutations(list(EXAMPLE)))
def test_order_does_not_matter(order):
    assert score({name: EXAMPLE[name] for name in order}).value == score(EXAMPLE).value


@given(st.lists(st.sampled_from(list(EXAMPLE)), min_size=1, unique=True))
def test_score_lies_between_the_sums_of_each_sign(names):
    weights = [taxon.coefficient for taxon in FACTS.gmwi2.taxon]
    present = f"{RUMINO}|g__Gemmiger|s__Gemmiger_formicilis"
    found = score({present: 1.0, "s__Blautia_obeum": 2.0} | {n: EXAMPLE[n] for n in names})
    assert sum(w for w in weights if w < 0) <= found.value <= sum(w for w in weights if w > 0)


def test_splitting_a_species_row_does_not_matter():
    halves = {label: share for label, share in EXAMPLE.items() if "torques" not in label}
    for name in ("Ruminococcus_torques", "Mediterraneibacter_torques"):
        halves[f"{LACHNO}|g__Blautia|s__{name}"] = 0.080182 / 2
    assert score(halves).value == pytest.approx(score(EXAMPLE).value)


def test_refuses_a_genus_profile():
    found = score({"g__Bacteroides": 0.7, "g__Prevotella": 0.3})
    assert (found.applicable, found.value) == (False, None)
    assert "needs species" in found.why_not


def test_refuses_a_sample_without_any_of_its_taxa():
    found = score({"s__Blautia_obeum": 1.0})
    assert not found.applicable
    assert found.why_not == "None of its 95 taxa is present."


def test_all_coefficients_are_there():
    signs = [taxon.coefficient > 0 for taxon in FACTS.gmwi2.taxon]
    assert (sum(signs), len(signs)) == (49, 95)


@pytest.mark.parametrize(
    "name", ["IN24_1_metaphlan3", "NS0_1_metaphlan3", "Subj034_time1_S24_metaphlan3"]
)
def test_real_profile_has_exactly_the_taxa_of_its_raw_rows(name):
    path = shared_data(f"formats/metaphlan3_gmwi2/{name}.txt.gz")
    lines = gzip.decompress(path.read_bytes()).decode().splitlines()
    raw = {row[0]: float(row[2]) for row in (line.split("\t") for line in lines if line[0] != "#")}
    total = sum(v for clade, v in raw.items() if "|" not in clade and clade != "UNKNOWN")
    kept = {clade.split("|")[-1][:1] + clade.split("|")[-1][3:] for clade, v in raw.items()
            if v / total > FACTS.gmwi2.presence_threshold}  # fmt: skip
    expected = {
        f"{taxon.name} ({taxon.rank})"
        for taxon in FACTS.gmwi2.taxon
        if taxon.rank[0] + taxon.name.replace(" ", "_") in kept
    }
    (sample,) = read(path).values()
    seen = view(sample, synonyms(load().taxa.values()))
    assert {label for label, _ in present_weights(seen, FACTS.gmwi2)} == expected
