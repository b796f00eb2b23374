"""Files that the tools themselves ship as examples: read right, or refused with the way out."""

import pytest

from holobiont.errors import InputError
from holobiont.profile import read, read_one
from tests.shared import shared_data

READ = [
    # file, samples, sample, taxon, share of the file's own numbers
    ("metaphlan/mpa3_763577454-SRS014459-Stool_bugs_list.tsv", 1, None,
     "Faecalibacterium prausnitzii", 0.5481779),
    ("metaphlan/mpa4_SRS011061-Stool_profile.txt", 1, None, "Phocaeicola vulgatus", 0.339312),
    ("metaphlan/mpa4_merged_abundance_table.txt", 6, "SRS011061-Stool", "Phocaeicola vulgatus",
     0.339312),
    ("metaphlan/vis_stats_metaphlan_taxonomic_profiles.tsv.gz", 1594, "CSM5FZ3N_P",
     "Bacteroides vulgatus", 0.4255),
    ("metaphlan3_gmwi2/IN24_1_metaphlan3.txt.gz", 1, None, "Escherichia coli",
     11.725262576629772 / 73.51008),
    ("metaphlan3_gmwi2/all_metaphlan3.txt.gz", 44, "Subj054_time3_S43_metaphlan3_new",
     "Enterococcus faecalis", 6.023200391279592 / 35.71986),
    ("mia/merged_abundance_table.txt", 6, "SRS014494-Posterior_fornix_profile",
     "Lactobacillus crispatus", 0.8056118),
    ("bracken/sample_output_species_abundance.txt", 1, None, "Escherichia coli",
     1449813 / 26240381),
    ("bracken/sample_output_bracken.report", 1, None, "Escherichia coli", 1449813 / 26241232),
    ("bracken/sample_test.report", 1, None, "Escherichia coli", 717629 / 26241391),
    ("q2types/report.txt", 1, None, "Bacillus anthracis", 6763 / 26047),
    ("cami_motus/ERR479139.profile", 1, "ERR479139", "Butyrivibrio crossotus",
     0.11432224146993969),
    ("cami_motus/ERR479298.profile", 1, "ERR479298", "Prevotella copri", 0.09092570264898063),
    ("phyloseq/esophagus.fn.shared.gz", 3, "B", "Otu007", 39 / 203),
    ("phyloseq/rich_dense_otu_table.biom", 6, "Sample1", "Halanaerobium saccharolyticum", 2 / 7),
    ("phyloseq/rich_sparse_otu_table.biom", 6, "Sample1", "Halanaerobium saccharolyticum", 2 / 7),
    ("phyloseq/min_dense_otu_table.biom", 6, "Sample1", "GG_OTU_2", 5 / 7),
    ("phyloseq/min_sparse_otu_table.biom", 6, "Sample1", "GG_OTU_2", 5 / 7),
    ("q2types/feature-table_v100.biom", 9, "f2", "Bacteria", 1.0),
    ("q2types/feature-table_v210.biom", 6, "Sample1", "GG_OTU_2", 5 / 7),
    ("q2types/feature-table-with-taxonomy-metadata_v210.biom", 4, "S0", "b", 1.0),
    ("mia/complete.biom", 2, "A", "Lachnospiraceae", 0.4),
    ("mia/simple.biom", 2, "A", "NCBI:txid2", 100 / 410),
    ("mia/taxpasta_no_type.biom", 1, None, "Bacteroides uniformis", 293407 / 8895838),
    ("mia/table.qza", 34, "L1S105", "4b5eeb300368260019c1fbc7a3c718fc", 2183 / 7788),
    ("mia/table-rownamesInSeq.qza", 34, "L1S105", "TTAAGTGGGATTGTACATCT", 2183 / 7788),
    ("qza_q2micom/docs_cdi_table.qza", 8, "ERR1883195", "f6c6e7419ddde1e2e1d4a790ec6babfe",
     0.2762),
    ("qza_q2micom/q2_micom_table.qza", 3, "sample_1", "t3", 981 / 1555),
]  # fmt: skip

REFUSED = [
    ("humann/demo_genefamilies.biom", "genes or pathways.*taxonomic profile of the same sample"),
    ("humann/multi_sample_genefamilies.biom", "genes or pathways"),
    ("humann/demo_genefamilies.tsv", "genes or pathways"),
    ("humann/humann3_merged_pathabundance.tsv", "genes or pathways"),
    ("humann/humann4_demo_4_pathabundance.tsv", "genes or pathways"),
    ("humann/humann_demo_pathabundance.tsv", "genes or pathways"),
    ("mia/humann_output.tsv", "genes or pathways"),
    ("mia/refseq.qza", "holds sequences: give the feature table"),
    ("mia/taxonomy.qza", "is a taxonomy: give the feature table, and this file as taxonomy"),
    ("qza_q2micom/docs_cdi_taxa.qza", "is a taxonomy: give the feature table"),
    ("qza_q2micom/q2_micom_taxa.qza", "is a taxonomy: give the feature table"),
    ("qza_q2micom/docs_western_diet_gut_agora.qza", "is a growth medium: give the feature table"),
    ("mia/tree.qza", "is a phylogenetic tree: give the feature table, and this file as tree"),
    ("mia/sample-metadata.tsv", "QIIME 2 sample metadata.*give the feature table"),
    ("q2types/metadata.tsv", "QIIME 2 sample metadata"),
    ("q2types/invalid-metadata-1.tsv", "QIIME 2 sample metadata"),
    ("mia/Mapping_file_ADHD_aggregated.csv", "no numeric column.*sample metadata"),
    ("phyloseq/master_map.txt", "no numeric column"),
    ("phyloseq/mothur_example.cons.taxonomy.gz", "is a taxonomy.*this file as taxonomy"),
]

NUMBERS_ELSEWHERE = {
    "mia/Aggregated_humanization2.biom",
    "metaphlan3_gmwi2/NS0_1_metaphlan3.txt.gz",
    "metaphlan3_gmwi2/Subj034_time1_S24_metaphlan3.txt.gz",
    "phyloseq/GP_otu_table_rand_short.txt.gz",
}


@pytest.mark.parametrize(("file", "count", "sample", "taxon", "share"), READ)
def test_a_file_is_read_with_its_own_numbers(file, count, sample, taxon, share):
    profiles = read(shared_data(f"formats/{file}"))
    assert len(profiles) == count
    profile = profiles[sample] if sample else profiles.profiles[0]
    found = dict(zip(profile.names, profile.shares, strict=True))
    assert found[taxon] == pytest.approx(share, rel=2e-4)
    assert profile.shares.sum() == pytest.approx(1)


@pytest.mark.parametrize(("file", "why"), REFUSED)
def test_a_file_that_is_no_profile_is_refused_with_the_way_out(file, why):
    with pytest.raises(InputError, match=why) as refusal:
        read(shared_data(f"formats/{file}"))
    assert file.rsplit("/", 1)[-1] in str(refusal.value)


def test_no_file_of_the_folder_is_forgotten():
    folder = shared_data("formats")
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    tested = {row[0] for row in READ} | {row[0] for row in REFUSED} | NUMBERS_ELSEWHERE
    assert there - tested == set()


@pytest.mark.parametrize(
    ("file", "unclassified"),
    [("IN24_1", 0.2648992), ("NS0_1", 0.4079645), ("Subj034_time1_S24", 0.4452437)],
)
def test_metaphlan_unknown_is_the_unclassified_share(file, unclassified):
    path = shared_data(f"formats/metaphlan3_gmwi2/{file}_metaphlan3.txt.gz")
    profile = read_one(path)
    assert profile.unclassified == pytest.approx(unclassified, abs=1e-6)
    assert set(profile.ranks) == {"species"}
    assert profile.notes == ()


def test_otu_table_of_qiime_1_is_read_by_its_lineage_column():
    path = shared_data("formats/phyloseq/GP_otu_table_rand_short.txt.gz")
    profiles = read(path)
    assert len(profiles) == 28
    assert profiles["AQC7cm"].reads == 24976
    assert profiles["AQC7cm"].unit == "counts"


def test_biom_lineages_that_carry_quotes_are_cleaned():
    profile = read(shared_data("formats/mia/Aggregated_humanization2.biom"))["A110"]
    assert profile.reads == 37394
    assert (
        "k__Bacteria|p__Bacteroidetes|c__Bacteroidia|o__Bacteroidales|f__Bacteroidaceae|"
        "g__Bacteroides" in profile.lineages
    )


def test_a_qiime_2_table_takes_its_taxonomy_from_another_archive():
    table, taxonomy = shared_data("formats/mia/table.qza"), shared_data("formats/mia/taxonomy.qza")
    profile = read_one(table, "L1S105", taxonomy=taxonomy)
    assert profile.at_rank("genus")["Bacteroides"] == pytest.approx(4521 / 7788)


def test_sample_metadata_joins_by_sample():
    metadata = shared_data("formats/mia/sample-metadata.tsv")
    profile = read_one(shared_data("formats/mia/table.qza"), "L1S8", metadata=metadata)
    assert profile.metadata["body-site"] == "gut"
    assert profile.metadata["subject"] == "subject-1"


def test_a_hostile_biom_file_without_metadata_groups_is_read():
    profile = read_one(shared_data("formats/mia/taxpasta_no_type.biom"))
    assert profile.reads == 8906062 - 3086 - 7138  # less the root and cellular organisms
    assert profile.at_rank("family")["Bacteroidaceae"] > 0.3


def test_a_tree_that_is_none_is_refused():
    table = shared_data("formats/mia/table.qza")
    with pytest.raises(InputError, match="not a phylogenetic tree"):
        read(table, tree=shared_data("formats/mia/taxonomy.qza"))
    assert len(read(table, tree=shared_data("formats/mia/tree.qza"))) == 34


def test_a_taxonomy_that_is_none_is_refused():
    table = shared_data("formats/mia/table.qza")
    with pytest.raises(InputError, match=r"tree.qza is an archive of type Phylogeny"):
        read(table, taxonomy=shared_data("formats/mia/tree.qza"))
