"""``holobiont validate``: options, files and exit codes."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

import holobiont.validation
from holobiont.validation import Row, experiments
from tests.cli.commands import inside

QUICK = "V53"


def test_rows_are_written_and_drawn(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [tmp_path / name for name in ("rows.json", "rows.svg", "rows.html")]
    for picture in files[1:]:
        done = inside(capsys, "validate", QUICK, "--json", str(files[0]), "--plot", str(picture))
        assert (done.code, done.err) == (0, "")
        assert QUICK in done.out
        assert QUICK in picture.read_text("utf-8")
    assert json.loads(files[0].read_text("utf-8"))["rows"][0]["id"] == QUICK


def test_a_file_of_ones_own_is_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = Path(holobiont.validation.__file__).parent / "experiments" / f"{QUICK}.toml"
    path = tmp_path / "X1.toml"
    path.write_bytes(source.read_bytes())
    assert "X1" in inside(capsys, "validate", str(path)).out
    path.write_text(path.read_text("utf-8").replace("kind =", "knd ="), encoding="utf-8")
    done = inside(capsys, "validate", str(path))
    assert done.code == 1
    assert "'kind'" in done.err


def test_the_folder_of_data_is_an_option_or_in_the_environment(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HOLOBIONT_DATA", raising=False)
    assert "--data" in inside(capsys, "validate", "HV43").out
    by_option = inside(capsys, "validate", "HV43", "--data", str(tmp_path)).out
    assert "lacks" in by_option
    monkeypatch.setenv("HOLOBIONT_DATA", str(tmp_path))
    assert inside(capsys, "validate", "HV43").out == by_option


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("V53", "--plot", "rows.png"), ".svg or .html"),
        (("V53", "--plot", "-"), ".svg or .html"),
        (("V53", "--scoreboard", "x"), "leave IDs"),
        (("--against", "x.json", "--people", "3"), "leave IDs, --people"),
    ],
)
def test_contradictions_are_refused(
    words: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    done = inside(capsys, "validate", *words)
    assert done.code == 2
    assert said in done.err


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> dict[str, Row]:
    """Make the experiments give known rows, without a simulation."""
    verdicts = {
        key: Row(key, e.domain, e.experiment, e.measured, e.unit, e.parts, (), (), (), (),
                 "pass" if key == "V05" else "not yet", e.source, digest=e.digest)
        for key, e in experiments().items()
    }  # fmt: skip

    def repeat(ids: object, *rest: object, **options: object) -> list[Row]:
        del ids, rest, options
        return list(verdicts.values())

    monkeypatch.setattr("holobiont.validation.validate", repeat)
    return verdicts


def test_a_scoreboard_is_made_and_held_against(
    tmp_path: Path, few: dict[str, Row], capsys: pytest.CaptureFixture[str]
) -> None:
    folder, log = tmp_path / "docs", tmp_path / "CHANGELOG.md"
    log.write_text("## [Unreleased]\n\n- nothing\n", encoding="utf-8")
    assert inside(capsys, "validate", "--people", "2", "--scoreboard", str(folder)).code == 0
    assert {path.name for path in folder.iterdir()} == {
        "scoreboard.json",
        "scoreboard.md",
        "scoreboard.svg",
    }
    against = ("validate", "--against", str(folder / "scoreboard.json"), "--changelog", str(log))
    done = inside(capsys, *against)
    assert (done.code, done.out) == (0, "all verdicts as stored\n")

    few["V05"] = replace(few["V05"], verdict="miss")
    done = inside(capsys, *against)
    assert done.code == 1
    assert "V05: pass before, miss now" in done.out
    assert "V05 passed and does not any more" in done.err
    log.write_text("## [Unreleased]\n\n- V05 misses, because\n", encoding="utf-8")
    assert inside(capsys, *against).code == 0

    page = folder / "scoreboard.md"
    page.write_text(page.read_text("utf-8") + "by hand\n", encoding="utf-8")
    done = inside(capsys, *against)
    assert done.code == 1
    assert "make scoreboard" in done.err
    log.unlink()
    assert "--changelog" in inside(capsys, *against).err


def test_a_row_without_its_data_is_kept_and_said_to_wait(
    tmp_path: Path, few: dict[str, Row], capsys: pytest.CaptureFixture[str]
) -> None:
    log = tmp_path / "CHANGELOG.md"
    log.write_text("## [Unreleased]\n", encoding="utf-8")
    make = ("validate", "--people", "2", "--scoreboard", str(tmp_path / "docs"))
    stored = tmp_path / "docs" / "scoreboard.json"
    lacking = replace(few["HV43"], low=(0.7,), high=(0.8,), needs="a table is needed")
    few["HV43"] = replace(
        lacking, verdict="pass", predicted=(0.74,), interval=((0.73, 0.75),), needs=""
    )
    assert inside(capsys, *make).code == 0
    few["HV43"] = lacking
    done = inside(capsys, "validate", "--against", str(stored), "--changelog", str(log))
    assert (done.code, done.out) == (0, "HV43: not repeated, a table is needed\n")
    assert inside(capsys, *make).code == 0
    content = json.loads(stored.read_text("utf-8"))
    (row,) = (row for row in content["rows"] if row["id"] == "HV43")
    assert (row["verdict"], row["predicted"]) == ("pass", 0.74)
    assert content["check"]["verdicts"]["HV43"] == "pass"
    assert "not at hand" in stored.with_suffix(".md").read_text("utf-8")
