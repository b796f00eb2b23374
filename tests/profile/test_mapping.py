"""Which knowledge taxon each row is, and what is said of the rest."""

from types import MappingProxyType, SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from holobiont.knowledge import load
from holobiont.profile import Profile, lineage, map_profile, read
from tests.shared import shared_data


def of(rows):
    lineages = [lineage.parse(label) for label in rows]
    values = np.array(list(rows.values()), dtype=float)
    return Profile("me", tuple(map(lineage.name, lineages)), tuple(map(lineage.rank, lineages)),
                   tuple(lineages), values / values.sum())  # fmt: skip


def row_of(label, knowledge=None):
    return map_profile(of({label: 1}), knowledge or load()).report.rows[0]


@pytest.mark.parametrize(
    ("label", "taxon", "level"),
    [
        ("Faecalibacterium prausnitzii", "faecalibacterium_prausnitzii", "species"),
        ("s__Faecalibacterium prausnitzii_C", "faecalibacterium_prausnitzii", "species"),
        ("Bacteroides vulgatus", "phocaeicola_vulgatus", "species"),
        ("g__Agathobacter|s__Agathobacter rectalis", "agathobacter_rectalis", "species"),
        ("Eubacterium rectale", "agathobacter_rectalis", "species"),
        ("Prevotella copri", "segatella_copri", "species"),
        ("Bacteroides thetaiotaomicron VPI-5482", "bacteroides_thetaiotaomicron", "species"),
        ("Blautia", "blautia", "genus"),
        ("g__Blautia_A|s__Blautia_A sp900066165", "blautia", "genus"),
        ("Blautia sp. CAG:37", "blautia", "genus"),
        ("Prevotella_9", "segatella", "genus"),
        ("Escherichia-Shigella", "escherichia", "genus"),
        ("f__Lachnospiraceae|g__Nonexistella", "lachnospiraceae", "family"),
        ("k__Bacteria;f__S24-7", "muribaculaceae", "family"),
        ("k__Bacteria|p__Firmicutes_A|o__Nonexistales", "bacillota", "higher"),
        ("Bacteroidales", "bacteroidota", "higher"),
        ("k__Bacteria|p__Nonexistota", "bacteria", "higher"),
        ("Escherichia phage T4", None, "unmatched"),
        ("k__Bacteria|p__Cyanobacteria|c__Chloroplast", None, "unmatched"),
        ("Homo sapiens", None, "unmatched"),
    ],
)
def test_a_row_is_matched_at_the_lowest_rank_known(label, taxon, level):
    row = row_of(label)
    assert (row.taxon, row.level) == (taxon, level)


class Stub:
    """A knowledge of nothing but three species of one genus."""

    renamed = MappingProxyType({})

    def __init__(self):
        means = {"Dorea rara": 0.1, "Dorea frequens": 2.0, "Dorea zeta": 1.0}
        self.taxa = {name.replace(" ", "_"): species(name, mean) for name, mean in means.items()}


def species(name, mean):
    lineage = SimpleNamespace(genus="Dorea", family="", phylum="", class_="", order="")
    abundance = SimpleNamespace(mean_pct=SimpleNamespace(value=mean))
    return SimpleNamespace(
        id=name.replace(" ", "_"), name=name, rank="species", gtdb="", synonyms=(),
        ncbi_taxid=len(name), lineage=lineage, abundance=abundance,
    )  # fmt: skip


def test_a_species_stands_for_a_genus_without_an_entry_and_the_report_says_so():
    mapped = map_profile(of({"Dorea": 1}), Stub())
    assert mapped.taxa == ("Dorea_frequens",)
    assert mapped.report.rows[0].stands_for == "Dorea frequens"
    assert "Dorea by Dorea frequens" in str(mapped.report)


def test_an_ncbi_number_is_a_name():
    assert row_of(f"NCBI:txid{len('Dorea zeta')}", Stub()).level == "species"


def test_rows_of_one_taxon_are_summed_and_species_kept_apart():
    mapped = map_profile(
        of({"Blautia sp. CAG:37": 1, "Blautia": 2, "Blautia obeum": 3, "Ruminococcus obeum": 4}),
        load(),
    )
    found = dict(zip(mapped.taxa, mapped.shares.tolist(), strict=True))
    assert found == pytest.approx({"blautia_obeum": 0.7, "blautia": 0.3})


def test_the_report_names_what_was_not_matched_with_the_nearest_name():
    report = map_profile(of({"Allistipes": 1, "Blautia obeum": 9}), load()).report
    (lost,) = report.unmatched
    assert lost.name == "Allistipes"
    assert "Alistipes" in lost.nearest
    assert report.share("unmatched") == pytest.approx(0.1)
    assert report.known == pytest.approx(0.9)
    assert report.to_rows()[0]["nearest"].startswith("Alistipes")
    assert "nearest: Alistipes" in str(report)
    assert all(len(line) <= 80 for line in str(report).splitlines())


LABELS = st.sampled_from(
    ["Blautia obeum", "Blautia", "Bacteroides", "f__Lachnospiraceae", "p__Firmicutes", "OTU_1",
     "Escherichia coli", "Homo sapiens", "Roseburia sp. 1", "k__Bacteria"]
)  # fmt: skip


@given(st.dictionaries(LABELS, st.floats(0.001, 1), min_size=1))
def test_nothing_is_lost_or_counted_twice(rows):
    mapped = map_profile(of(rows), load())
    levels = [mapped.report.share(level) for level in
              ("species", "genus", "family", "higher", "unmatched")]  # fmt: skip
    assert sum(levels) == pytest.approx(1)
    assert float(mapped.shares.sum()) == pytest.approx(mapped.report.known)
    assert len(set(mapped.taxa)) == len(mapped.taxa)
    assert len(mapped.report.rows) == len(rows)


@pytest.mark.parametrize(
    ("file", "to_genus", "matched"),
    [
        ("ibdmdb_week0/taxonomic_profiles_pcl_week0.csv.gz", 0.95, 0.99),
        ("hmp2_maaslin/HMP2_taxonomy.tsv.gz", 0.95, 0.98),
        ("qmp_tito2024/tito2024_qmp.tsv.gz", 0.85, 0.94),
        ("mimedb_borenstein/KANG_AUTISM_2017/genera.tsv.gz", 0.8, 0.99),
    ],
)
def test_most_of_real_people_is_known(file, to_genus, matched):
    reports = [map_profile(item, load()).report for item in read(shared_data(file)).values()]
    genus = np.mean([report.share("species") + report.share("genus") for report in reports])
    assert genus > to_genus
    assert np.mean([report.known for report in reports]) > matched
