"""Every quirk that a table of taxa is known to have, in a small file of its own."""

import gzip

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from holobiont.errors import InputError
from holobiont.profile import read, read_one
from holobiont.profile.formats import plain

ROWS = "taxon\tA\tB\nBacteroides fragilis\t30\t0\nBlautia obeum\t70\t5\n"


def write(tmp_path, text, name="table.tsv"):
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def shares(profile):
    return dict(zip(profile.names, profile.shares.tolist(), strict=True))


def same(tmp_path, data, name="table.tsv"):
    """Assert that a variant of `ROWS` reads like `ROWS`."""
    variant = read(write(tmp_path, data, name))
    for sample, profile in read(write(tmp_path, ROWS, "plain.tsv")).items():
        assert shares(variant[sample]) == pytest.approx(shares(profile))


@pytest.mark.parametrize("end", ["\r", "\r\n", "\n"])
def test_line_ends(tmp_path, end):
    same(tmp_path, ROWS.replace("\n", end))


def test_byte_order_mark_and_utf_16(tmp_path):
    same(tmp_path, b"\xef\xbb\xbf" + ROWS.encode())
    same(tmp_path, ROWS.encode("utf-16"))


def test_latin_1(tmp_path):
    table = "taxon\tA\tmalmö\nBlautia obeum\t70\t1\n".encode("latin-1")
    assert list(read(write(tmp_path, table))) == ["A", "malmö"]


def test_gzip_whatever_the_name(tmp_path):
    same(tmp_path, gzip.compress(ROWS.encode()), "table.dat")


def test_semicolons_and_decimal_commas(tmp_path):
    text = "taxon;A;B\nBacteroides fragilis;0,30;0\nBlautia obeum;0,70;1,0\n"
    assert shares(read_one(write(tmp_path, text), "A"))["Bacteroides fragilis"] == pytest.approx(
        0.3
    )


def test_tabs_and_decimal_commas(tmp_path):
    text = "taxon\tA\nBacteroides fragilis\t0,301\nBlautia obeum\t0,699\n"
    assert shares(read_one(write(tmp_path, text)))["Blautia obeum"] == pytest.approx(0.699)


def test_marks_of_thousands(tmp_path):
    profile = read_one(write(tmp_path, "taxon\tA\nBlautia\t1,234\nDorea\t12,345\nRothia\t7\n"))
    assert (profile.unit, profile.reads) == ("counts", 13586)


def test_a_long_table_is_widened(tmp_path):
    text = "sample,taxon,abundance\nA,Blautia obeum,0.5\nA,Dorea,0.5\nB,Dorea,1\n"
    profiles = read(write(tmp_path, text))
    assert shares(profiles["A"]) == {"Blautia obeum": 0.5, "Dorea": 0.5}
    assert shares(profiles["B"]) == {"Dorea": 1.0}
    with pytest.raises(InputError, match="'Dorea' more than once in sample 'B'"):
        read(write(tmp_path, text + "B,Dorea,1\n"))


@pytest.mark.parametrize("name", ["x.csv", "x.tsv", "x.biom", "x"])
def test_the_name_of_the_file_does_not_matter(tmp_path, name):
    same(tmp_path, ROWS.replace("\t", ","), name)


def test_samples_in_rows_with_metadata_beside_the_taxa(tmp_path):
    text = "id,sex,age,Blautia obeum,Bacteroides fragilis\nA,F,33,70,30\nB,M,44,5,0\n"
    same(tmp_path, text)
    assert dict(read_one(write(tmp_path, text), "B").metadata) == {"sex": "M", "age": "44"}


def test_metadata_in_rows_above_the_taxa(tmp_path):
    text = ROWS.replace("Bacteroides", "diagnosis\tCD\tnonIBD\nBacteroides", 1)
    same(tmp_path, text)
    assert read_one(write(tmp_path, text), "A").metadata["diagnosis"] == "CD"


def test_a_header_cell_with_a_line_end(tmp_path):
    same(tmp_path, 'taxon\tA\tB\t"a note\non B"\nBacteroides fragilis\t30\t0\tx\n'
         "Blautia obeum\t70\t5\ty\n")  # fmt: skip
    same(tmp_path, "taxon\tnote of\nhers\tA\tB\nBacteroides fragilis\tx\t30\t0\n"
         "Blautia obeum\ty\t70\t5\n")  # fmt: skip


def test_trailing_blanks_quotes_and_empty_columns(tmp_path):
    same(tmp_path, '"taxon "\tA \t"B"\t\t\n"Bacteroides  fragilis "\t30 \t0\t\t\n'
         "'Blautia obeum'\t70\t 5\t\t\n\n")  # fmt: skip


def test_comments_above_the_header(tmp_path):
    same(tmp_path, "# Constructed from biom file\n#OTU ID" + ROWS.removeprefix("taxon"))


def test_no_header_at_all(tmp_path):
    profile = read_one(write(tmp_path, "k__Bacteria|g__Blautia\t3\nk__Bacteria|g__Dorea\t1\n"))
    assert profile.sample == "table"
    assert shares(profile) == {"Blautia": 0.75, "Dorea": 0.25}


@pytest.mark.parametrize("word", ["BLOQ", "<LOD", "n.d.", "<0.01", ""])
def test_below_the_limit_of_quantification_is_zero_and_noted(tmp_path, word):
    path = write(tmp_path, ROWS.replace("\t0\n", f"\t{word}\n"))
    profile = read_one(path, "B")
    assert profile.names == ("Blautia obeum",)
    assert any("taken as zero" in note for note in profile.notes)


@pytest.mark.parametrize("word", ["NR", "ALOQ", "nan", "NA", "-1", "inf", "-0.5", "1e999"])
def test_what_is_no_abundance_is_refused_naming_row_and_column(tmp_path, word):
    path = write(tmp_path, ROWS.replace("\t5\n", f"\t{word}\n"))
    with pytest.raises(InputError, match=r"table\.tsv.*'Blautia obeum'.*'B'"):
        read(path)


def test_shares_that_do_not_sum_to_one_are_scaled_and_noted(tmp_path):
    profile = read_one(write(tmp_path, "taxon\tA\nBlautia\t0.2\nDorea\t0.3\n"))
    assert shares(profile) == pytest.approx({"Dorea": 0.6, "Blautia": 0.4})
    assert any("sum to 0.5, not 1" in note for note in profile.notes)


def test_a_sample_of_one_read(tmp_path):
    profile = read_one(write(tmp_path, "taxon\tA\nBlautia\t1\nDorea\t0\n"))
    assert profile.reads == 1
    assert any("only 1 classified read" in note for note in profile.notes)


def test_empty_samples_are_left_out_and_explained(tmp_path):
    path = write(tmp_path, "taxon\tA\tB\nBlautia\t1\t0\nDorea\t3\t0\n")
    profiles = read(path)
    assert list(profiles) == ["A"]
    assert profiles.dropped == {"B": "no taxon is above zero"}
    with pytest.raises(InputError, match="'B' cannot be used: no taxon is above zero"):
        read_one(path, "B")
    with pytest.raises(InputError, match="no taxon is above zero"):
        read(write(tmp_path, "taxon\tA\nBlautia\t0\nDorea\t0\n"))


def test_columns_of_one_name_are_numbered(tmp_path):
    profiles = read(write(tmp_path, ROWS.replace("A\tB", "A\tA")))
    assert list(profiles) == ["A", "A (2)"]
    assert any("more than once" in note for note in profiles.notes)


@pytest.mark.parametrize(
    "text",
    [
        "taxon\tA\nBlautia\t1\nDorea\t2\nBlautia\t3\n",
        "id\tBlautia\tDorea\tBlautia\nA\t1\t2\t3\nB\t1\t2\t3\n",
    ],
)
def test_a_taxon_listed_twice_is_refused(tmp_path, text):
    with pytest.raises(InputError, match="lists 'Blautia' more than once"):
        read(write(tmp_path, text))


def test_otus_of_one_lineage_are_summed(tmp_path):
    text = (
        "#OTU ID\tA\ttaxonomy\n1\t3\tk__Bacteria; g__Blautia; s__\n2\t1\tk__Bacteria; g__Blautia\n"
    )
    profile = read_one(write(tmp_path, text))
    assert profile.lineages == ("k__Bacteria|g__Blautia",)


def test_nested_ranks_are_not_counted_twice(tmp_path):
    text = (
        "ID\tA\tB\nk__Bacteria\t100\t100\nk__Bacteria|g__Blautia\t80\t0\n"
        "k__Bacteria|g__Blautia|s__Blautia_obeum\t60\t0\n"
        "k__Bacteria|g__Blautia|s__Blautia_unclassified\t20\t0\nk__Bacteria|g__Dorea\t20\t100\n"
    )
    assert shares(read_one(write(tmp_path, text), "A")) == pytest.approx(
        {"Blautia obeum": 0.6, "Blautia": 0.2, "Dorea": 0.2}
    )


def test_rows_that_exclude_each_other_are_all_counted(tmp_path):
    text = (
        "#OTU ID\tA\tB\nk__Bacteria;f__Lachnospiraceae\t10\t1\n"
        "k__Bacteria;f__Lachnospiraceae;g__Blautia\t30\t4\n"
    )
    assert shares(read_one(write(tmp_path, text), "A")) == {
        "Blautia": 0.75,
        "Lachnospiraceae": 0.25,
    }


def test_strains_are_summed_into_their_species(tmp_path):
    text = "#mpa_vJan21\nclade_name\tA\n" + "".join(
        f"{clade}\t{value}\n"
        for clade, value in {
            "UNCLASSIFIED": 20,
            "k__Bacteria": 80,
            "k__Bacteria|g__Blautia": 80,
            "k__Bacteria|g__Blautia|s__Blautia_obeum": 80,
            "k__Bacteria|g__Blautia|s__Blautia_obeum|t__SGB1": 50,
            "k__Bacteria|g__Blautia|s__Blautia_obeum|t__SGB2": 30,
        }.items()
    )
    profile = read_one(write(tmp_path, text))
    assert shares(profile) == {"Blautia obeum": 1.0}
    assert profile.unclassified == pytest.approx(0.2)


def test_signals_are_noted(tmp_path):
    profiles = read(write(tmp_path, "taxon\tA\tB\nBlautia\t812.5\t3.25\nDorea\t9.75\t55\n"))
    assert any("neither counts nor shares" in note for note in profiles.notes)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "is empty"),
        ("\n \n", "is empty"),
        ("id\tsex\nA\tF\nB\tM\n", "no numeric column"),
        ("id\tage\nA\t3\nB\t4\n", "no taxon names"),
        ("#SampleID\tVar\nA\t27.5\nB\t30\n", "no taxon names"),
        ("Blautia\n", "not a table"),
        ("taxon\tA\n", "no row of data"),
        (">seq1\nACGT\n", "holds sequences"),
        ("@r\nACGT\n+\nIIII\n", "holds sequences"),
        ("((a,b),c);\n", "phylogenetic tree"),
        ("<html></html>", "web page"),
        ('{"a": 1}', "JSON, but not a BIOM table"),
        (b"%PDF-1.4", "a PDF document"),
        (b"PK\x03\x04broken", "damaged archive"),
        (b"\x1f\x8bbroken", "damaged gzip"),
        (b"\x89HDF\r\n\x1a\nbroken", "not a complete BIOM"),
        ("C\tread1\t9606\t150\t0:1 9606:5\n" * 3, "output for each read"),
    ],
)
def test_what_is_no_profile_is_refused(tmp_path, text, why):
    with pytest.raises(InputError, match=why):
        read(write(tmp_path, text))


TAXA = ("Blautia obeum", "Dorea", "Bacteroides fragilis", "k__Bacteria|f__Lachnospiraceae",
        "[Eubacterium] hallii group", "unclassified")  # fmt: skip


@given(
    values=st.lists(
        st.lists(st.integers(0, 10**6), min_size=3, max_size=3), min_size=6, max_size=6
    ).filter(lambda rows: all(sum(column) > 0 for column in zip(*rows[:5], strict=True))),
    rows=st.permutations(range(6)),
    columns=st.permutations(range(3)),
    turned=st.booleans(),
)
def test_the_order_and_side_of_rows_and_columns_do_not_matter(values, rows, columns, turned):
    def table(order_rows, order_columns, turn):
        header = ["id", *(f"S{c}" for c in order_columns)]
        body = [[TAXA[r], *(str(values[r][c]) for c in order_columns)] for r in order_rows]
        grid = [header, *body]
        return list(zip(*grid, strict=True)) if turn else grid

    first, second = (
        read_grid(table(*case)) for case in ((range(6), range(3), False), (rows, columns, turned))
    )
    assert dict(first) == dict(second)


def read_grid(grid):
    from holobiont.profile.assemble import assemble
    from holobiont.profile.profile import Source

    return assemble(plain.from_grid(grid, "table", "table", {}), Source("table"))


def test_the_matrix_of_a_set_lists_every_taxon(tmp_path):
    lineages, matrix = read(write(tmp_path, ROWS)).matrix()
    assert len(lineages) == 2
    np.testing.assert_allclose(matrix, [[0.3, 0.7], [0, 1]])


TOOLS = [
    (
        "MetaPhlAn with read statistics",
        "#mpa_vJan21\n#clade_name\tclade_taxid\trelative_abundance\tcoverage\t"
        "estimated_number_of_reads_from_the_clade\nUNCLASSIFIED\t-1\t10\t-\t100\n"
        "k__Bacteria|g__Blautia|s__Blautia_obeum\t2\t90\t1\t900\n",
        {"Blautia obeum": 1.0}, 0.1,
    ),
    (
        "combined Bracken",
        "name\ttaxonomy_id\ttaxonomy_lvl\tS1_num\tS1_frac\n"
        "Blautia obeum\t1\tS\t25\t.25\nDorea longicatena\t2\tS\t75\t.75\n",
        {"Dorea longicatena": 0.75, "Blautia obeum": 0.25}, 0.0,
    ),
    (
        "taxpasta",
        "taxonomy_id\tname\trank\tlineage\tS1\n0\t\t\t\t4\n853\tFaecalibacterium prausnitzii\t"
        "species\tBacteria;Faecalibacterium;Faecalibacterium prausnitzii\t12\n"
        "2\tBacteria\tsuperkingdom\tBacteria\t4\n",
        {"Faecalibacterium prausnitzii": 0.75, "Bacteria": 0.25}, 0.2,
    ),
    (
        "mOTUs",
        "# git tag version 3.0.3\n#consensus_taxonomy\tS1\nBlautia obeum [ref_mOTU_v3_00861]\t0.2\n"
        "Dorea longicatena [ref_mOTU_v3_00862]\t0.6\nunassigned\t0.2\n",
        {"Dorea longicatena": 0.75, "Blautia obeum": 0.25}, 0.2,
    ),
    (
        "CAMI",
        "@SampleID:S1\n@Ranks:superkingdom|genus|species\n@@TAXID\tRANK\tTAXPATH\tTAXPATHSN\t"
        "PERCENTAGE\n2\tsuperkingdom\t2\tBacteria\t100\n3\tgenus\t2|3\tBacteria|Blautia\t100\n"
        "4\tspecies\t2|3|4\tBacteria|Blautia|Blautia obeum\t100\n",
        {"Blautia obeum": 1.0}, 0.0,
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected", "unclassified"), [row[1:] for row in TOOLS], ids=[row[0] for row in TOOLS]
)
def test_small_tables_of_the_tools(tmp_path, text, expected, unclassified):
    profile = read_one(write(tmp_path, text))
    assert shares(profile) == pytest.approx(expected)
    assert profile.unclassified == pytest.approx(unclassified)


def test_several_cami_samples_in_one_file(tmp_path):
    text = TOOLS[-1][1] + TOOLS[-1][1].replace("S1", "S2").replace("Blautia", "Dorea")
    assert list(read(write(tmp_path, text))) == ["S1", "S2"]


def test_mothur_takes_the_taxonomy_given_apart(tmp_path):
    shared = write(tmp_path, "label\tGroup\tnumOtus\tOtu1\tOtu2\n0.03\tA\t2\t3\t1\n", "s")
    text = (
        'OTU\tSize\tTaxonomy\nOtu1\t3\tBacteria(100);"Blautia"(90);\n'
        "Otu2\t1\tBacteria(100);Firmicutes(90);unclassified(90);\n"
    )
    profile = read_one(shared, taxonomy=write(tmp_path, text, "t"))
    assert profile.lineages == ("k__Bacteria|p__Blautia", "k__Bacteria|p__Firmicutes")


def test_excel_without_its_reader_says_what_to_do(tmp_path, monkeypatch):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in [["taxon", "A"], ["Blautia", 3], ["Dorea", 1]]:
        book.active.append(row)
    book.save(tmp_path / "book.xlsx")
    assert shares(read_one(tmp_path / "book.xlsx")) == {"Blautia": 0.75, "Dorea": 0.25}
    monkeypatch.setitem(__import__("sys").modules, "openpyxl", None)
    with pytest.raises(InputError, match="pip install openpyxl, or save the sheet as CSV"):
        read(tmp_path / "book.xlsx")
