"""Whatever is wrong with what a user gives: one clear sentence, exit code 1 or 2, nothing left."""

import json
import math
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest

from holobiont.gut.residency import ResidencyError
from tests.cli.commands import TAXA, Outcome, inside, outside, table

Maker = Callable[[Path], Path]


def check(outcome: Outcome, *parts: str) -> None:
    assert outcome.code in (1, 2), outcome
    assert "Traceback" not in outcome.out + outcome.err
    assert outcome.out == ""
    told = [line for line in outcome.err.splitlines() if line.startswith("Error: ")]
    assert len(told) == 1, outcome.err
    assert outcome.err.splitlines()[-1] == told[0]
    assert told[0].endswith((".", "?")), told
    assert "failed here" not in told[0], "an unexpected error"
    for part in parts:
        assert part.casefold() in told[0].casefold(), told


def nothing_left(folder: Path, *given: Path) -> None:
    assert sorted(p for p in folder.rglob("*") if p not in given) == []


def text(content: str) -> Maker:
    def make(folder: Path) -> Path:
        path = folder / "sample.tsv"
        path.write_text(content, encoding="utf-8")
        return path

    return make


def taxa(**changes: object) -> Maker:
    named = {name.replace("_", " "): value for name, value in changes.items()}
    return lambda folder: table(folder / "sample.tsv", taxa={**TAXA, **named})


def junk(folder: Path) -> Path:
    path = folder / "sample.tsv"
    path.write_bytes(bytes(range(256)) * 8)
    return path


def directory(folder: Path) -> Path:
    path = folder / "sample.tsv"
    path.mkdir()
    return path


HUMANN = "# Pathway\tperson_Abundance\nUNMAPPED\t10\nUNINTEGRATED\t5\nPWY-1: path|g__X.s__Y\t3\n"
FILES: dict[str, tuple[Maker, str]] = {
    "empty": (text(""), "empty"),
    "only blanks": (text(" \n\n"), ""),
    "missing": (lambda folder: folder / "sample.tsv", ""),
    "a folder": (directory, ""),
    "wrong columns": (text("date\tplace\n2020-01-01\tParis\n2020-01-02\tRome\n"), ""),
    "one column": (text("Faecalibacterium prausnitzii\nBacteroides uniformis\n"), ""),
    "negative": (taxa(Bacteroides_uniformis=-3.0), "-3"),
    "not a number": (taxa(Bacteroides_uniformis=math.nan), ""),
    "infinite": (taxa(Bacteroides_uniformis=math.inf), ""),
    "words for numbers": (taxa(Bacteroides_uniformis="many"), "many"),
    "all zero": (lambda folder: table(folder / "sample.tsv", taxa=dict.fromkeys(TAXA, 0.0)), ""),
    "duplicate taxa": (
        text("taxon\tperson\nBacteroides uniformis\t3\nBacteroides uniformis\t4\n"),
        "Bacteroides uniformis",
    ),
    "HUMAnN": (text(HUMANN), "HUMAnN"),
    "binary junk": (junk, ""),
    "web page": (text("<!DOCTYPE html><html><body>404 not found</body></html>"), ""),
}


@pytest.mark.parametrize("case", FILES)
def test_a_bad_file(case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make, part = FILES[case]
    path = make(tmp_path)
    given = (path,) if path.exists() else ()
    for command in ("measure", "run", "culture"):
        outcome = inside(capsys, command, str(path), "--tsv", str(tmp_path / "out.tsv"))
        check(outcome, "sample.tsv", part)
    check(inside(capsys, "report", str(path), "-o", str(tmp_path / "out")), "sample.tsv", part)
    nothing_left(tmp_path, *given)


@pytest.mark.parametrize("command", ["run", "culture", "report"])
def test_no_known_taxon(command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = table(tmp_path / "sample.tsv", taxa={"Homo sapiens": 3.0, "Canis lupus": 2.0})
    outcome = inside(capsys, command, str(path), *_output(command, tmp_path / "out"))
    check(outcome, "known")
    nothing_left(tmp_path, path)


def _output(command: str, path: Path) -> tuple[str, str]:
    return ("-o" if command == "report" else "--tsv", str(path))


def test_a_sample_of_one_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One read is a sample of one taxon: it is measured, and the reader is told."""
    path = table(tmp_path / "sample.tsv", taxa={"Bacteroides uniformis": 1})
    outcome = inside(capsys, "measure", str(path))
    assert outcome.code == 0
    assert "only 1 classified read" in outcome.err


SAMPLE: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "unknown diet": (("run", "--diet", "mediteranean"), ("mediteranean", "mediterranean")),
    "impossible dose": (("run", "--do", "20000 g/day inulin"), ("20000 g/day",)),
    "negative dose": (("run", "--do", "-5 g/day inulin"), ("-5 g",)),
    "nonsense protocol": (("run", "--do", "dance under the moon"), ("dance",)),
    "misspelled protocol": (("run", "--do", "20 g/day inulinn"), ("inulinn", "inulin'")),
    "contradiction": (
        ("run", "--do", "ketogenic diet", "--do", "vegan diet"),
        ("ketogenic", "vegan"),
    ),
    "no donor": (("run", "--do", "FMT on day 3"), ("donor",)),
    "no days": (("run", "--days", "0"), ("0 days",)),
    "negative days": (("run", "--days", "-3"), ("-3 days",)),
    "days that are no number": (("run", "--days", "nan"), ("nan days",)),
    "too many days": (("run", "--days", "1e9"), ("too long",)),
    "too long a protocol": (("run", "--do", "5 g/day inulin for 90000 weeks"), ("too long",)),
    "days in words": (("run", "--days", "four"), ("--days", "four")),
    "no transit": (("run", "--transit", "0"), ("transit",)),
    "infinite transit": (("run", "--transit", "inf"), ("transit",)),
    "transit in words": (("run", "--transit", "slow"), ("valid number, not 'slow'",)),
    "unknown sample": (("run", "--sample", "nobody"), ("nobody", "person")),
    "unknown sample to measure": (("measure", "--sample", "persn"), ("persn", "'person'")),
    "sample and all": (("measure", "--sample", "person", "--all"), ("--sample", "--all")),
    "negative members": (("report", "--members", "-1"), ("--members",)),
    "negative seed": (("report", "--seed", "-1"), ("--seed",)),
    "unknown substrate": (("culture", "--substrate", "inuline=5"), ("inuline", "'inulin'")),
    "substrate without dose": (("culture", "--substrate", "inulin"), ("inulin=10",)),
    "negative substrate": (("culture", "--substrate", "inulin=-5"), ("-5",)),
    "huge substrate": (("culture", "--substrate", "inulin=1e300"), ("inulin",)),
    "unknown phage": (("culture", "--phage", "t5_like=1e6"), ("t5_like", "'t4")),
    "phage without dose": (("culture", "--phage", "t4_like"), ("t4_like=1e6",)),
    "negative phage": (("culture", "--phage", "t4_like=-5"), ("-5",)),
    "unknown medium": (("culture", "--medium", "tea"), ("tea", "basal")),
    "endless culture": (("culture", "--hours", "1e9"), ("hours",)),
    "impossible pH": (("culture", "--ph", "70"), ("pH",)),
    "unknown option": (("run", "--dose", "3"), ("--dose", "--help")),
    "missing taxonomy": (("measure", "--taxonomy", "nowhere.tsv"), ("nowhere.tsv",)),
    "missing tree": (("measure", "--tree", "nowhere.nwk"), ("nowhere.nwk",)),
    "missing metadata": (("report", "--metadata", "nowhere.tsv"), ("nowhere.tsv",)),
}


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        (("--delivery", "caesarian"), ("caesarian", "'caesarean'")),
        (("--milk", "goat"), ("goat", "formula")),
        (("--months", "400"), ("--months", "36")),
        (("--weaning", "0"), ("--weaning",)),
        (("--with", "Bifidobacterium infantus"), ("infantus", "infantis")),
        (("--sample", "mother"), ("--pool",)),
        (("--pool", "nowhere.tsv"), ("nowhere.tsv",)),
    ],
)
def test_children_that_cannot_be(
    words: tuple[str, ...], parts: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    check(inside(capsys, "grow", *words), *parts)


@pytest.mark.parametrize("case", SAMPLE)
def test_bad_words(case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (command, *options), parts = SAMPLE[case]
    path = table(tmp_path / "sample.tsv")
    output = _output(command, tmp_path / "out")
    check(inside(capsys, command, str(path), *options, *output), *parts)
    nothing_left(tmp_path, path)


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        (("masure",), ("masure", "--help")),
        (("--verbose",), ("--verbose", "--help")),
        (("run",), ("SAMPLE", "--help")),
        (("plan",), ("PROTOCOL", "--help")),
        (("plan", "FMT on day 3"), ("donor", "'FMT from donor.tsv on day 3'")),
        (("plan", "keto diet", "--start-date", "soon"), ("'soon'", "2026-03-01")),
        (("plan", "keto diet", "--start-date", "2026-13-01"), ("'2026-13-01' is no day",)),
        (("plan", "nowhere.toml"), ("nowhere.toml",)),
        (("plan", "keto diet", "--days", "nan"), ("nan days",)),
        (("explain", "Faecalibacterium prausnitzi"), ("'Faecalibacterium prausnitzii'",)),
        (("explain", "qqqqqqq"), ("qqqqqqq", "drugs")),
        (("explain", "v33"), ("holobiont validate V33",)),
        (("explain", "drgs"), ("'drugs'",)),
        (("explain", ""), ("''",)),
        (("validate", "V9999"), ("V9999",)),
    ],
)
def test_bad_commands(
    words: tuple[str, ...], parts: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    check(inside(capsys, *words), *parts)


def test_several_samples_ask_which(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = table(tmp_path / "sample.tsv", "anna", "ben")
    for command in ("measure", "report"):
        outcome = inside(capsys, command, str(path), *_output(command, tmp_path / "out"))
        check(outcome, "2 samples", "anna", "ben", "--sample", "--all")
        assert outcome.code == 2
    check(inside(capsys, "run", str(path)), "anna", "ben", "--sample")
    nothing_left(tmp_path, path)


@pytest.mark.parametrize(
    ("taxa", "samples", "parts"),
    [
        ({"Homo sapiens": 3.0}, ("giver",), ("donor", "donor.tsv", "known")),
        (TAXA, ("anna", "ben"), ("donor", "2 samples", "anna, ben", "file of its own")),
        ({}, ("giver",), ("donor.tsv", "no row")),
    ],
)
def test_a_donor_that_cannot_give(
    taxa: dict[str, float],
    samples: tuple[str, ...],
    parts: tuple[str, ...],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = table(tmp_path / "sample.tsv")
    donor = table(tmp_path / "donor.tsv", *samples, taxa=taxa)
    given = ("--do", f'FMT from "{donor}" on day 1', "--tsv", str(tmp_path / "out.tsv"))
    check(inside(capsys, "run", str(path), *given), *parts)
    nothing_left(tmp_path, path, donor)


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        (("--route", "mouth"), ("'mouth'", "colonoscopy")),
        (("--by", "buterate"), ("'buterate'", "'butyrate'")),
        (("--grams", "0"), ("0 g", "above zero")),
        (("--grams", "-4"), ("-4 g", "above zero")),
        (("--day", "-4"), ("day -4",)),
        (("--do", "500 mg/day vancomicin for 3 days"), ("vancomicin", "vancomycin")),
    ],
)
def test_transplants_that_cannot_be_given(
    words: tuple[str, ...],
    parts: tuple[str, ...],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """They are told before the recipient is fitted."""
    path = str(table(tmp_path / "sample.tsv"))
    outcome = inside(capsys, "donors", path, path, *words)
    check(outcome, *parts)
    assert outcome.err.count("\n") == 1


def test_what_numpy_says_of_a_failed_search_is_kept(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def search(**_: object) -> None:
        warnings.warn("divide by zero encountered", RuntimeWarning, stacklevel=1)
        raise ResidencyError("this community does not come to rest")

    monkeypatch.setattr("holobiont.cli.app.app", search)
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        check(inside(capsys, "run", "sample.tsv"), "does not come to rest")
        assert told == []
        with pytest.raises(ResidencyError):
            inside(capsys, "--debug", "run", "sample.tsv")
        assert [str(each.message) for each in told] == ["divide by zero encountered"]


def test_a_huge_abundance(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = table(tmp_path / "sample.tsv", taxa={**TAXA, "Bacteroides uniformis": 1e300})
    outcome = inside(capsys, "run", str(path), "--tsv", str(tmp_path / "out.tsv"))
    check(outcome, "sample.tsv")
    nothing_left(tmp_path, path)


@pytest.mark.parametrize("place", ["-", "out"])
def test_one_place_does_not_take_two_outputs(
    place: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = table(tmp_path / "sample.tsv")
    words = ("measure", str(path), "--tsv", place, "--json", place)
    check(inside(capsys, *words), "standard output" if place == "-" else place, "both")
    nothing_left(tmp_path, path)


OUTPUTS = {
    "a folder for a file": (("measure", "--tsv"), "."),
    "a file for a folder": (("report", "-o"), "sample.tsv"),
    "below a file": (("report", "-o"), "sample.tsv/report"),
    "a file below a file": (("run", "--tsv"), "sample.tsv/run.tsv"),
}


@pytest.mark.parametrize("case", OUTPUTS)
def test_an_output_that_cannot_be(
    case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (command, option), place = OUTPUTS[case]
    path = table(tmp_path / "sample.tsv")
    before = path.read_bytes()
    check(inside(capsys, command, str(path), option, str(tmp_path / place)), "file")
    assert path.read_bytes() == before
    nothing_left(tmp_path, path)


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs a folder nobody can write")
def test_an_unwritable_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = table(tmp_path / "sample.tsv")
    check(inside(capsys, "report", str(path), "-o", "/proc/report"), "/proc/report", "choose")
    check(inside(capsys, "demo", "-o", "/proc/report"), "/proc/report", "choose")
    check(inside(capsys, "measure", str(path), "--json", "/proc/x.json"), "/proc/x.json")


def test_a_broken_tree(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, tree = table(tmp_path / "sample.tsv"), tmp_path / "tree.nwk"
    tree.write_text("((a,b,(c;", encoding="utf-8")
    check(inside(capsys, "measure", str(path), "--tree", str(tree)), "tree.nwk", "Newick")
    nothing_left(tmp_path, path, tree)


def test_an_earlier_file_survives_a_failure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    earlier = tmp_path / "out.json"
    earlier.write_text(json.dumps("earlier"), encoding="utf-8")
    bad = table(tmp_path / "sample.tsv", taxa={**TAXA, "Bacteroides uniformis": -1.0})
    check(inside(capsys, "measure", str(bad), "--json", str(earlier)))
    assert json.loads(earlier.read_text(encoding="utf-8")) == "earlier"


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        (("measure", "empty.tsv"), ("empty.tsv",)),
        (("run", "sample.tsv", "--do", "20 g/day inulinn"), ("inulinn",)),
        (("report", "nowhere.tsv", "-o", "out"), ("nowhere.tsv",)),
        (("reprot", "sample.tsv"), ("reprot",)),
    ],
)
def test_in_a_process_of_its_own(
    words: tuple[str, ...], parts: tuple[str, ...], tmp_path: Path
) -> None:
    given = (table(tmp_path / "sample.tsv"), tmp_path / "empty.tsv")
    given[1].touch()
    check(outside(words, tmp_path), *parts)
    nothing_left(tmp_path, *given)
