"""The stored scoreboard: written once, compared often."""

import json
import math
from dataclasses import replace
from pathlib import Path

import pytest

from holobiont.errors import InputError
from holobiont.validation import Expectation, Row, experiments
from holobiont.validation import scoreboard as board

DOCS = Path(__file__).parents[2] / "docs"
ONE = Row("V05", "baseline", "British diet", "products", "mmol/d", ("products",), (454.123456789,),
          ((400.0, 500.0),), (330.0,), (590.0,), "pass", "AR25", digest="a")  # fmt: skip
TWO = Row("V29", "transit", "slow | fast", "output", "fold", ("a", "b"), (math.nan, 1.2),
          ((math.nan, math.nan), (1.1, 1.3)), (1.2, 1.0), (4.0, math.inf), "not yet", "RG16",
          "no a yet.", "mixed", Expectation("no change", (1.0, 1.0), "miss"), "b")  # fmt: skip
THREE = Row("V33", "bile", "vancomycin", "bile acids", "%", (), (), (), (-100.0,), (-50.0,),
            "not yet", "VR14", "no bile acids.", digest="c")  # fmt: skip
ROWS = (ONE, TWO, THREE)
CONTENT = board.stored(ROWS, ROWS, board.Made(20, 0, "0" * 64))
DIGESTS = {row.id: row.digest for row in ROWS}


def test_what_is_stored_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "scoreboard.json"
    path.write_text(board.as_text(CONTENT), encoding="utf-8")
    assert board.read_stored(path) == json.loads(board.as_text(CONTENT))
    assert CONTENT["rows"][0]["predicted"] == 454.123
    assert CONTENT["check"]["verdicts"] == {"V05": "pass", "V29": "not yet", "V33": "not yet"}
    for text in ("[]", "{", "{}"):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(InputError, match="--scoreboard"):
            board.read_stored(path)
    with pytest.raises(InputError):
        board.read_stored(tmp_path / "none.json")


def test_the_page_shows_every_row_and_part() -> None:
    page = board.page(CONTENT)
    for words in (
        "**V05** pass",
        "| 454 | 400 to 500 | 330 to 590 |",
        "| not yet |  | 1.2 to 4 |",
        "| above 1 |",
        "no change: miss",
        "slow \\| fast",
        "**V33** not yet",
        "| **all** | 1 | 0 | 2 |",
    ):
        assert words in page
    lines = [line for line in page.splitlines() if line.startswith("| ")]
    assert {line.replace("\\|", "").count("|") for line in lines} == {5, 7}


def test_a_page_or_a_file_that_lags_behind_is_named() -> None:
    page = board.page(CONTENT)
    assert board.stale(CONTENT, DIGESTS, page) == []
    assert "page" in board.stale(CONTENT, DIGESTS, page + "by hand")[0]
    assert "V05" in board.stale(CONTENT, DIGESTS | {"V05": "other"}, page)[0]
    assert "V99" in board.stale(CONTENT, DIGESTS | {"V99": "new"}, page)[0]
    fewer = {key: value for key, value in DIGESTS.items() if key != "V33"}
    assert "V33" in board.stale(CONTENT, fewer, page)[0]


CHANGELOG = "# Changelog\n\n## [Unreleased]\n\n- {}\n\n## [0.1.0]\n\n- V29, V33\n"


@pytest.mark.parametrize(
    ("row", "note", "lost"),
    [
        (ONE, "nothing", []),
        (replace(ONE, verdict="miss"), "nothing", ["V05"]),
        (replace(ONE, verdict="not yet"), "V050 and V5", ["V05"]),
        (replace(ONE, verdict="miss"), "V05 misses now, because", []),
        (replace(TWO, verdict="miss"), "nothing", []),
        (replace(TWO, verdict="pass"), "nothing", []),
    ],
)
def test_a_pass_is_not_lost_in_silence(row: Row, note: str, lost: list[str]) -> None:
    found = board.changes(CONTENT, [row], CHANGELOG.format(note))
    assert [change.id for change in found if change.lost] == lost
    assert [change.id for change in found] == ([row.id] if row not in ROWS else [])
    assert all(row.verdict in str(change) for change in found)


def test_a_changelog_without_the_section_excuses_nothing() -> None:
    changed = board.changes(CONTENT, [replace(ONE, verdict="miss")], "V05\n")
    assert [change.lost for change in changed] == [True]


@pytest.mark.skipif(
    not (DOCS / "scoreboard.json").exists(), reason="no scoreboard is stored: make scoreboard"
)
def test_the_page_of_this_project_is_up_to_date() -> None:
    content = board.read_stored(DOCS / "scoreboard.json")
    digests = {e.id: e.digest for e in experiments().values()}
    page = (DOCS / "scoreboard.md").read_text(encoding="utf-8")
    assert board.stale(content, digests, page) == [], "make scoreboard"
    assert content["check"]["people"] == board.CHECKED
