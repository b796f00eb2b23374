"""What the commands say of conditions."""

import json
from pathlib import Path

import pytest

from tests.cli.commands import inside, table


def test_explain_tells_a_condition_with_its_papers_and_nulls(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = inside(capsys, "explain", "depression")
    assert found.code == 0
    assert found.out.startswith("depression, condition")
    for part in (
        "On the way to it",
        "C-reactive protein: higher is worse",
        "Tried, and nothing found",
        "Prebiotics: no effect found on depressive symptoms",
        "Observed, or without a control",
        "no cause is claimed",
        "Kynurenine over tryptophan: studies disagree",
        "10.1016/j.neubiorev.2019.03.023",
    ):
        assert part in found.out, part
    assert max(map(len, found.out.splitlines())) <= 80


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("autistic spectrum", ()),
        ("probiotics", ("intervention that was studied", "schizophrenia", "no effect found")),
        ("fmt", ("recurrent infection", "irritable bowel syndrome")),
        ("LR19", ("findings from it on", "anxiety, depression")),
    ],
)
def test_explain_knows_interventions_and_papers(
    name: str, parts: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    found = inside(capsys, "explain", name)
    if not parts:
        assert found.code == 2
        assert "Did you mean" in found.err
        return
    assert found.code == 0
    flat = " ".join(found.out.split())
    assert all(part in flat for part in parts)
    assert max(map(len, found.out.splitlines())) <= 80


def test_explain_without_a_name_lists_the_conditions(capsys: pytest.CaptureFixture[str]) -> None:
    found = inside(capsys, "explain")
    assert found.code == 0
    for part in ("depression", "28 findings", "ibs", "heart and vessels"):
        assert part in found.out
    assert max(map(len, found.out.splitlines())) <= 80


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    return table(tmp_path / "sample.tsv")


def test_outcomes_puts_the_model_beside_the_studies(
    sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("outcomes", str(sample), "--do", "10 g/day inulin for 2 days")
    found = inside(capsys, *words, "--condition", "constipation")
    assert found.code == 0, found.err
    flat = " ".join(found.out.split())
    for part in ("Model: ", "Studied: what is done", "no effect found on stool weight", "(SF11)"):
        assert part in flat
    assert max(map(len, found.out.splitlines())) <= 80
    written = inside(capsys, *words, "--json", "-")
    every = json.loads(written.out)
    assert {"depression", "anxiety", "constipation"} <= set(every)
    assert "autism" not in every
    lived = {one["subject"]: one["start"] for one in every["depression"]}
    assert lived["tryptophan of plasma"]["unit"] == "uM"
    assert lived["C-reactive protein"] is None
    kinds = {one["about"] for told in every.values() for one in told}
    assert {"mediator", "effect", "association"} <= kinds


def test_versions_give_intervals(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("outcomes", str(sample), "--do", "10 g/day inulin for 1 day", "--members", "2")
    found = inside(capsys, *words, "--condition", "constipation", "--json", "-")
    (form, *_) = json.loads(found.out)["constipation"]
    assert form["start"]["low"] <= form["start"]["value"] <= form["start"]["high"]


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("--condition", "depresion"), "Did you mean 'depression'"),
        ((), "name a condition"),
        (("--do", "10 g/day inuln"), "inulin"),
    ],
)
def test_mistakes_are_told_in_one_sentence(
    words: tuple[str, ...], part: str, sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = inside(capsys, "outcomes", str(sample), *words)
    assert found.code in (1, 2)
    assert found.out == ""
    assert found.err.startswith("Error: ") and part in found.err
