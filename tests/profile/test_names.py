"""Names of all databases, told apart and compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holobiont.profile import lineage, names

LABELS = [
    # NCBI, MetaPhlAn
    ("Faecalibacterium prausnitzii", "g__Faecalibacterium|s__Faecalibacterium prausnitzii"),
    ("k__Bacteria|g__Dorea|s__Dorea_sp_CAG_105", "k__Bacteria|g__Dorea|s__Dorea sp. CAG 105"),
    ("Firmicutes bacterium CAG:110", "p__Firmicutes|s__Firmicutes bacterium CAG:110"),
    ("Lachnospiraceae_unclassified", "f__Lachnospiraceae"),
    ("k__Bacteria|g__Blautia|s__Blautia_unclassified", "k__Bacteria|g__Blautia"),
    ("Escherichia phage T4", "k__Viruses|s__Escherichia phage T4"),
    # Greengenes
    ("k__Bacteria; g__Prevotella; s__copri", "k__Bacteria|g__Prevotella|s__Prevotella copri"),
    ("k__Bacteria; f__; g__[Eubacterium]; s__", "k__Bacteria|g__[Eubacterium]"),
    ("f__X; g__Halanaerobium; s__Halanaerobiumlac",
     "f__X|g__Halanaerobium|s__Halanaerobium lac"),
    # GTDB
    ("d__Bacteria;p__Firmicutes_A;g__Blautia_A;s__Blautia_A wexlerae",
     "k__Bacteria|p__Firmicutes_A|g__Blautia_A|s__Blautia_A wexlerae"),
    ("s__Prevotella copri_A", "s__Prevotella copri_A"),
    # SILVA
    ("D_0__Bacteria;D_5__Blautia;D_6__uncultured bacterium", "k__Bacteria|g__Blautia"),
    ("d__Bacteria;g__[Eubacterium]_hallii_group", "k__Bacteria|g__[Eubacterium] hallii group"),
    ("Escherichia-Shigella", "g__Escherichia-Shigella"),
    ("Christensenellaceae-R-7-group", "g__Christensenellaceae R 7 group"),
    ("Clostridia UCG-014", "c__Clostridia"),
    # mothur, RDP
    ('Bacteria(100);"Firmicutes"(99);unclassified(80);', "k__Bacteria|p__Firmicutes"),
    ("Archaea;Euryarchaeota;none;none;none;Methanobrevibacter",
     "k__Archaea|p__Euryarchaeota|g__Methanobrevibacter"),
    # R
    ("k__Bacteria.p__Firmicutes.g__Blautia", "k__Bacteria|p__Firmicutes|g__Blautia"),
    ("Faecalibacterium.prausnitzii", "g__Faecalibacterium|s__Faecalibacterium prausnitzii"),
    ("uc_f_Muribaculaceae.unclassified", "f__Muribaculaceae"),
    ("UCG-002.unclassified", "g__UCG-002"),
    ("Bacteroides_1", "g__Bacteroides_1"),
    # mOTUs, HITChip
    ("Blautia obeum [ref_mOTU_v3_00001]", "g__Blautia|s__Blautia obeum"),
    ("Anaerostipes caccae et rel.", "g__Anaerostipes|s__Anaerostipes caccae"),
    # no taxon
    ("UNKNOWN", ""), ("unassigned", ""), ("-1", ""), ("__", ""), ("", ""),
    ("OTU_17", "OTU_17"), ("age", "age"), ("Butyric acid", "Butyric acid"),
]  # fmt: skip

SAME = [
    ("Blautia_A wexlerae", "Blautia wexlerae"),
    ("[Clostridium] innocuum", "Clostridium_innocuum"),
    ("Prevotella copri_A", "prevotella copri"),
    ("Candidatus Borkfalkia", "Borkfalkia"),
    ("[Eubacterium] hallii group", "Eubacterium hallii"),
    ("Bacteroides_1", "Bacteroides"),
]


@pytest.mark.parametrize(("label", "expected"), LABELS)
def test_a_label_of_any_database_becomes_a_lineage(label, expected):
    assert lineage.parse(label) == expected


@pytest.mark.parametrize("label", [expected for _, expected in LABELS if "__" in expected])
def test_a_lineage_is_its_own_lineage(label):
    assert lineage.parse(label) == label


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_name_compare_equal(one, other):
    assert names.key(one) == names.key(other)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Blautia obeum ATCC 29174", "blautia obeum"),
        ("Blautia sp. CAG:37", ""),
        ("Lachnospiraceae bacterium 3", ""),
        ("Blautia", ""),
    ],
)
def test_a_species_is_known_by_genus_and_epithet(name, key):
    assert names.species_key(name) == key


@given(st.text(max_size=40))
def test_no_text_breaks_the_parser_and_cleaning_is_final(text):
    found = lineage.parse(text)
    assert "\n" not in found and "\t" not in found
    assert lineage.rank(found) in {*lineage.RANKS, "strain", "unknown"}
    assert names.tidy(names.tidy(text)) == names.tidy(text) or "'" in text or '"' in text
