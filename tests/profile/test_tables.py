"""Real tables of published studies, read as they are."""

import time

import pytest

from holobiont.errors import InputError
from holobiont.profile import read
from tests.shared import shared_data

TABLES = [
    # file, samples, first sample, unit, taxon, share
    ("ibdmdb_week0/taxonomic_profiles_pcl_week0.csv.gz", 96, "CSM67UH7", "relative",
     "Akkermansia muciniphila", 0.586016),
    ("hmp2_maaslin/HMP2_taxonomy.tsv.gz", 1595, "CSM5FZ4M", "relative", "Bacteroides uniformis",
     0.325812 / 0.977619),
    ("qmp_tito2024/tito2024_qmp.tsv.gz", 589, "LCPM10000", "cells/g",
     "Faecalibacterium prausnitzii", 1.3032e10 / 1.6155e11),
    ("scfa_quinnbohmann2024/studyA.csv.gz", 18, "A_PBS_1", "counts",
     "Faecalibacterium prausnitzii", 201130 / 2699120),
    ("scfa_quinnbohmann2024/studyB.csv.gz", 89, "Blank_10_1", "relative", "Bacteroides",
     33.566350712 / 63.5066),
    ("mlrepo/david/gg_taxatable.txt.gz", 459, "ID209", "counts", "Faecalibacterium prausnitzii",
     332 / 63358),
    ("mlrepo/karlsson/taxatable.txt.gz", 144, "S_186", "counts", "Bacteroides uniformis",
     305426 / 2474008),
    ("abx_chng2020/antibiotics.xlsx", 79, "135EA_MBS303_A_INITIAL", "relative",
     "Bacteroides uniformis", 0.00208 / 99.99898),
    ("timeseries_david_caporaso/david2014_subjectA_genus_counts.tsv.gz", 329, "SAMPLE_Stool1",
     "counts", "Faecalibacterium", 19425 / 80372),
    ("mimedb_borenstein/KANG_AUTISM_2017/genera.counts.tsv.gz", 44, "N01", "counts", "Akkermansia",
     561 / 21198),
]  # fmt: skip

NO_PROFILES = [
    ("scfa_quinnbohmann2024/studyA_SCFAs.csv", "no taxon names"),
    ("scfa_quinnbohmann2024/studyB_SCFAs.csv", "no taxon names"),
    ("scfa_quinnbohmann2024/media/european_medium.csv", "no taxon names"),
    ("hmp2_maaslin/HMP2_metadata.tsv.gz", "no taxon names"),
    ("ibdmdb_week0/dna_pathabundance_relab_pcl_week0.csv.gz", "genes or pathways"),
    ("mimedb_borenstein/KANG_AUTISM_2017/mtb.tsv.gz", "no taxon names"),
    ("rats_hintikka2021/metabolites.tsv.gz", "no taxon names"),
    ("rats_hintikka2021/biomarkers.tsv.gz", "no taxon names"),
    ("gnoto_mdsine2/healthy/qpcr.tsv.gz", "no taxon names"),
    ("agora_sbml_3/Akkermansia_muciniphila_ATCC_BAA_835.xml.gz", "an SBML model"),
]

WITH_TAXONOMY = [
    ("fiber_alimintest2015/otu.csv", "fiber_alimintest2015/tax.csv", "3", "genus"),
    ("cdiff_mouse_schubert2015/otu.subsample.shared.gz",
     "cdiff_mouse_schubert2015/otu.cons.taxonomy.gz", "002-1D-6", "family"),
    ("gnoto_mdsine2/healthy/counts.tsv.gz", "gnoto_mdsine2/healthy/silva_species.tsv.gz",
     "1-D0AM", "family"),
    ("rats_hintikka2021/microbiota.tsv.gz", "rats_hintikka2021/microbiota_rowdata.tsv.gz", "C1",
     "family"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "count", "sample", "unit", "taxon", "share"), TABLES)
def test_a_published_table_is_read_as_it_is(file, count, sample, unit, taxon, share):
    profiles = read(shared_data(file))
    assert len(profiles) == count
    profile = profiles[sample]
    assert profile.unit == unit
    assert dict(zip(profile.names, profile.shares, strict=True))[taxon] == pytest.approx(
        share, rel=1e-3
    )


@pytest.mark.parametrize(("file", "why"), NO_PROFILES)
def test_a_published_table_of_something_else_is_refused(file, why):
    with pytest.raises(InputError, match=why):
        read(shared_data(file))


@pytest.mark.parametrize(("table", "taxonomy", "sample", "rank"), WITH_TAXONOMY)
def test_identifiers_get_their_taxonomy(table, taxonomy, sample, rank):
    bare = read(shared_data(table), taxonomy=shared_data(taxonomy))[sample]
    assert "unknown" not in bare.ranks
    assert sum(bare.at_rank(rank).values()) > 0.5


def test_people_keep_their_metadata():
    profiles = read(shared_data("ibdmdb_week0/taxonomic_profiles_pcl_week0.csv.gz"))
    assert dict(profiles["CSM67UH7"].metadata) == {
        "site_name": "Cedars-Sinai",
        "sex": "Male",
        "race": "White",
        "consent_age": "69",
        "diagnosis": "nonIBD",
    }


def test_cells_per_gram_give_the_load():
    profile = read(shared_data("qmp_tito2024/tito2024_qmp.tsv.gz"))["LCPM10000"]
    assert profile.load == pytest.approx(1.63e11, rel=1e-3)


def test_array_signals_that_look_like_neither_counts_nor_shares_are_noted():
    profiles = read(shared_data("hitchip/tsv/peerj32_microbes.tsv.gz"))
    assert any("neither counts nor shares" in note for note in profiles.notes)


def test_a_large_table_is_read_within_a_second():
    path = shared_data("hmp2_maaslin/HMP2_taxonomy.tsv.gz")
    start = time.perf_counter()
    read(path)
    assert time.perf_counter() - start < 2  # one second on an idle machine; this one is shared
