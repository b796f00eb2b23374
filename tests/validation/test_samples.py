"""Rows on published samples: judged where their files are given, kept and told where not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from holobiont.errors import InputError, KnowledgeError
from holobiont.validation import Row, experiments, validate
from holobiont.validation import scoreboard as board
from holobiont.validation.read import read_experiment
from holobiont.validation.samples import groups
from tests.shared import shared_data

HV43 = experiments()["HV43"]
SAMPLES = HV43.samples
# Alistipes senegalensis is prevalent in health, Ruminococcus gnavus scarce; a species alone gives
# no index, nor do those that belong to neither.
SHARES = """,H1,H2,H3,I1,I2,I3,I4,FAT
s__Alistipes_senegalensis,5,5,0,0,0,5,0,0
s__Ruminococcus_gnavus,0,0,5,5,5,0,0,5
s__Bacteroides_stercoris,95,90,95,90,95,95,99,95
s__Dasheen_mosaic_virus,0,5,0,5,0,0,1,0
"""
ABOUT = """Sample_Ids,Phenotype_all,Phenotype_all1,Phenotype,Phenotype_all
H1,N-1:Healthy,x,Healthy,N-1
H2,N-1:Healthy,x,Healthy,N-1
H3,N-1:Healthy,x,Healthy,N-1
I1,CD,x,Unhealthy,CD
I2,CD,x,Unhealthy,CD
I3,CD,x,Unhealthy,CD
I4,CD,x,Unhealthy,CD
FAT,N-1:OW,x,Unhealthy,N-1
"""


def given(folder: Path, shares: str = SHARES, about: str = ABOUT) -> Path:
    assert SAMPLES is not None
    for name, text in ((SAMPLES.table, shares), (SAMPLES.about, about)):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_the_index_tells_samples_by_hand(tmp_path: Path) -> None:
    (row,) = validate(["HV43"], data=given(tmp_path))
    assert row.predicted == pytest.approx([(2 / 3 + 3 / 4) / 2])
    assert row.interval[0][0] < row.predicted[0] < row.interval[0][1]
    assert (row.verdict, row.needs, row.kept) == ("pass" if 0.72 <= 17 / 24 else "miss", "", "")
    assert row.naive is not None
    assert row.naive.verdict == "miss"


def test_who_is_left_out_is_told_by_the_first_column_of_a_name(tmp_path: Path) -> None:
    assert SAMPLES is not None
    known = groups(SAMPLES, given(tmp_path))
    assert [name for name, healthy in known.items() if healthy] == ["H1", "H2", "H3"]
    assert len(known) == 7
    assert "FAT" not in known


@pytest.mark.parametrize("there", [False, True])
def test_without_its_files_a_row_says_what_it_needs(tmp_path: Path, there: bool) -> None:
    (row,) = validate(["HV43"], data=tmp_path if there else None)
    assert (row.verdict, row.predicted) == ("not yet", ())
    assert "validation_abundance.csv" in row.needs
    assert "--data" in row.note
    assert (str(tmp_path) in row.note) == there


@pytest.mark.parametrize(
    ("about", "words"),
    [
        (ABOUT.replace("Phenotype,", "Phenotipe,"), "Phenotype"),
        (ABOUT.replace("Healthy,N", "Fine,N"), "0 healthy"),
    ],
)
def test_files_that_do_not_fit_are_refused(tmp_path: Path, about: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        validate(["HV43"], data=given(tmp_path, about=about))


def test_nothing_is_done_to_samples(tmp_path: Path) -> None:
    path = tmp_path / "X1.toml"
    text = Path(board.__file__).with_name("experiments").joinpath("HV43.toml").read_text("utf-8")
    path.write_text(text + '\n[[arms]]\nprotocol = "20 g/day inulin for 4 weeks"\n', "utf-8")
    with pytest.raises(KnowledgeError, match="samples"):
        read_experiment(path)


def judged(tmp_path: Path) -> tuple[Row, Row, Path]:
    """Return the row with and without its data, and a scoreboard with the first of them."""
    (row,) = validate(["HV43"], data=given(tmp_path))
    (lacking,) = validate(["HV43"])
    path = tmp_path / "scoreboard.json"
    content = board.stored([row], [row], board.Made(4, 0, "0" * 64))
    path.write_text(board.as_text(content), encoding="utf-8")
    return row, lacking, path


def test_a_stored_result_outlives_a_run_without_the_data(tmp_path: Path) -> None:
    row, lacking, path = judged(tmp_path)
    (kept,) = board.kept([lacking], path)
    assert kept.verdict == row.verdict
    assert kept.predicted == pytest.approx(row.predicted, abs=1e-5)
    assert kept.naive == row.naive
    again = board.stored([kept], [kept], board.Made(4, 0, "1" * 64))
    assert "Judged with knowledge `000000000000`" in board.page(again)
    path.write_text(board.as_text(again), encoding="utf-8")
    assert board.kept([lacking], path)[0].kept == "0" * 64
    assert board.kept([row], path) == [row]
    assert board.kept([replace(lacking, digest="other")], path)[0].verdict == "not yet"
    assert board.kept([lacking], tmp_path / "none.json") == [lacking]


def test_the_check_neither_fails_without_the_data_nor_hides_a_change(tmp_path: Path) -> None:
    row, lacking, path = judged(tmp_path)
    content = board.read_stored(path)
    assert board.changes(content, [lacking], "") == []
    assert "HV43: not repeated" in board.waiting([lacking])[0]
    other = "miss" if row.verdict == "pass" else "pass"
    (change,) = board.changes(content, [replace(row, verdict=other)], "")
    assert change.id == "HV43"
    assert board.waiting([row]) == []


def test_the_published_samples_are_told_as_published() -> None:
    assert SAMPLES is not None
    folder = shared_data(SAMPLES.table).parents[1]
    (row,) = validate(["HV43"], data=folder)
    assert row.verdict == "pass"
