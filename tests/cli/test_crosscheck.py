"""``holobiont crosscheck``: what it prints and writes, and what it refuses."""

from pathlib import Path

import pytest

from tests.cli.commands import inside
from tests.shared import shared_data

ROWS = """\
Species,Small-molecule metabolite or macromolecule,Metabolic activity,Ref. #
Eubacterium rectale,Butyrate,Production (export),1
Eubacterium rectale,Methane (CH4),Production (export),2
Eubacterium rectale,Zn2+,Consumption (import),3
Akkermansia muciniphila,Mucin (Mucus Glycoprotein),Macromolecule degradation,4
Thermus aquaticus,Acetate,Production (export),5
"""


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    path = tmp_path / "NJC19.csv"
    path.write_text(ROWS, encoding="utf-8-sig")
    return path


def test_each_species_is_shown_with_totals(facts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = inside(capsys, "crosscheck", str(facts))
    assert found.code == 0
    assert "Agathobacter rectalis (in NJC19: Eubacterium rectale)" in found.out
    assert "  agree     makes butyrate\n" in found.out
    assert "  disagree  makes methane: here no, NJC19 yes (Methane [2])\n" in found.out
    assert "NJC19: 3 organisms, 2 of them known here\n" in found.out
    assert "     2 agree\n     1 disagree\n" in found.out
    assert "     1 of its facts without a counterpart here\n" in found.out
    assert max(map(len, found.out.splitlines())) <= 80


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (("--taxa", "Eubacterium rectale"), ["Agathobacter rectalis (in NJC19: Eubacterium"]),
        (("--taxa", "akkermansia_muciniphila"), ["Akkermansia muciniphila"]),
        (
            ("--taxa", "1", "--taxa", "Akkermansia muciniphila"),
            ["Segatella copri", "Akkermansia muciniphila"],
        ),
    ],
)
def test_taxa_are_chosen_by_number_or_name(
    facts: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], shown: list[str]
) -> None:
    found = inside(capsys, "crosscheck", str(facts), *words)
    blocks = found.out.split("\n\n")
    assert len(blocks) == len(shown) + 1
    assert all(block.startswith(name) for block, name in zip(blocks, shown, strict=False))


def test_a_species_the_table_does_not_know(facts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = inside(capsys, "crosscheck", str(facts), "--taxa", "Blautia wexlerae")
    assert "Blautia wexlerae\n  NJC19 says nothing of it\n" in found.out


def test_the_findings_are_written_as_a_table(
    facts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = inside(capsys, "crosscheck", str(facts), "--tsv", "-")
    head, *lines = [line.split("\t") for line in found.out.splitlines()]
    rows = [dict(zip(head, line, strict=True)) for line in lines]
    (row,) = [row for row in rows if row["verdict"] == "disagree"]
    assert (row["taxon"], row["item"]) == ("agathobacter_rectalis", "methane")
    assert (row["ours"], row["theirs"], row["evidence"]) == ("no", "yes", "Methane [2]")


@pytest.mark.parametrize(
    ("words", "code", "complaint"),
    [
        (("--taxa", "Akkermansia mucinifila"), 2, "Did you mean 'Akkermansia muciniphila'"),
        (("--taxa", "0"), 2, "leaves nothing to compare"),
        (("--taxa", "-3"), 2, "not a known species"),
        (("--tsv", "."), 2, "is a folder"),
    ],
)
def test_wrong_words_are_refused(
    facts: Path,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    code: int,
    complaint: str,
) -> None:
    found = inside(capsys, "crosscheck", str(facts), *words)
    assert (found.code, found.out) == (code, "")
    assert complaint in found.err


def test_another_file_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "other.csv"
    path.write_text("taxon,sample\nAkkermansia muciniphila,3\n", encoding="utf-8")
    found = inside(capsys, "crosscheck", str(path))
    assert (found.code, found.out) == (1, "")
    assert "has no column 'Species', so it is not NJC19" in found.err
    missing = inside(capsys, "crosscheck", str(tmp_path / "none.csv"))
    assert (missing.code, missing.out) == (1, "")
    assert "check the path" in missing.err


def test_the_real_table_fits_the_page(capsys: pytest.CaptureFixture[str]) -> None:
    found = inside(capsys, "crosscheck", str(shared_data("njc19/NJC19.csv")))
    assert found.code == 0
    assert "844 organisms" in found.out
    assert max(map(len, found.out.splitlines())) <= 80
