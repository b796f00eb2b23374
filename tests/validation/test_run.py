"""A few experiments, run: the rest takes long and has a command of its own."""

from pathlib import Path

import numpy as np
import pytest

from holobiont.culture import culture
from holobiont.errors import InputError, KnowledgeError
from holobiont.knowledge import load
from holobiont.profile import Profile
from holobiont.validation import as_json, experiments, validate, virtual_people
from holobiont.validation.observables import relative_growth

KNOWLEDGE = load()


def test_people_are_drawn_alike_by_the_same_seed_only() -> None:
    assert virtual_people(KNOWLEDGE, 3) == virtual_people(KNOWLEDGE, 3)
    assert virtual_people(KNOWLEDGE, 3) == virtual_people(KNOWLEDGE, 5)[:3]
    assert virtual_people(KNOWLEDGE, 3) != virtual_people(KNOWLEDGE, 3, seed=1)
    with pytest.raises(InputError):
        virtual_people(KNOWLEDGE, 0)


def test_people_are_on_average_as_published() -> None:
    crowd = virtual_people(KNOWLEDGE, 300)
    for genus, mean in (("Bacteroides", 0.13), ("Bifidobacterium", 0.05), ("Akkermansia", 0.015)):
        shares = [person.at_rank("genus").get(genus, 0.0) for person in crowd]
        assert np.mean(shares) == pytest.approx(mean, rel=0.6)


LATER = """domain = "d"
experiment = "e"
measured = "m"
unit = "1"
source = "AR25"
status = "verified"
not_yet = "symptoms are not simulated"
"""


def test_what_needs_no_people_and_what_cannot_be_run_yet_is_shown(tmp_path: Path) -> None:
    later = tmp_path / "X2.toml"
    later.write_text(LATER, encoding="utf-8")
    done: list[tuple[int, int]] = []
    rows = validate(["V53", str(later)], progress=lambda a, b: done.append((a, b)))
    assert [row.id for row in rows] == ["V53", "X2"]
    assert done == []
    (what,) = experiments()["V53"].observable
    assert list(rows[0].predicted) == relative_growth(KNOWLEDGE, what)
    assert rows[1].verdict == "not yet"
    assert rows[1].predicted == ()
    assert "symptoms" in rows[1].note


def test_one_person_gives_every_part_of_each_row_and_the_same_again() -> None:
    crowd = virtual_people(KNOWLEDGE, 1)
    done: list[tuple[int, int]] = []
    ids = [key for key, e in experiments().items() if e.setup.diet == "british_1976"]
    ids = [key for key in ids if not experiments()[key].setup.physiology and key.startswith("V")]
    rows = validate(ids, crowd, lambda a, b: done.append((a, b)))
    assert done == [(1, 1)]
    for row in rows:
        assert len(row.predicted) == len(row.interval) == len(row.low), row.id
        assert all(
            low <= v <= high for v, (low, high) in zip(row.predicted, row.interval, strict=True)
        )
        inside = all(a <= v <= b for v, a, b in zip(row.predicted, row.low, row.high, strict=True))
        assert row.verdict == "miss" or inside
    by_id = {row.id: row for row in rows}
    assert sum(by_id["V02"].predicted[:3]) == pytest.approx(100)
    assert rows == validate(ids, crowd)


def test_a_body_with_other_numbers_answers_differently() -> None:
    other = KNOWLEDGE.override({"water.inflow": 1.9})
    assert other.hash != KNOWLEDGE.hash
    assert other.physiology.quantity("water.inflow").value == 1.9
    assert KNOWLEDGE.physiology.quantity("water.inflow").value != 1.9


def test_results_do_not_depend_on_the_number_of_processes() -> None:
    alone = validate(["V11"], people=2)
    assert alone == validate(["V11"], people=2, jobs=2)


@pytest.mark.slow
def test_a_row_alone_is_as_among_others() -> None:
    alone = as_json(validate(["V19"], people=1))["rows"]
    assert alone == as_json(validate(["V11", "V19", "V25"], people=1))["rows"][1:2]


def test_parts_that_do_not_fit_are_named(tmp_path: Path) -> None:
    text = (
        'domain = "d"\nexperiment = "e"\nmeasured = "m"\nunit = "1"\nsource = "AR25"\n'
        'status = "verified"\nparts = ["one"]\n[expected]\nlow = [0]\nhigh = [9]\n'
        '[observable]\nkind = "ph"\n'
    )
    (tmp_path / "X1.toml").write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError, match="parts names 1 numbers, but its observables give 3"):
        validate([str(tmp_path / "X1.toml")], people=1)


LACKING = """
domain = "d"
experiment = "e"
measured = "m"
unit = "1"
source = "AR25"
status = "verified"
parts = ["what is not there", "water"]
expected = {low = [0, LOW], high = [1, 1]}
observable = [{kind = "p_cresol", not_yet = "no p-cresol"}, {kind = "water_absorbed"}]
"""


@pytest.mark.parametrize(("low", "verdict"), [("0", "not yet"), ("1", "miss")])
def test_a_row_that_lacks_a_part_never_passes(tmp_path: Path, low: str, verdict: str) -> None:
    (tmp_path / "X1.toml").write_text(LACKING.replace("LOW", low), encoding="utf-8")
    (row,) = validate([str(tmp_path / "X1.toml")], people=1)
    assert row.verdict == verdict
    assert np.isnan(row.predicted[0])
    assert 0 < row.predicted[1] < 1
    assert row.note == "no p-cresol."


def test_a_twin_keeps_its_profile_as_anyone_would_guess() -> None:
    (row,) = validate(["V12"], people=1)
    assert row.naive is not None
    assert row.predicted == pytest.approx(row.naive.predicted, rel=0.1, abs=0.2)


CROSSFED = """
domain = "d"
experiment = "e"
measured = "m"
unit = "1"
source = "CL21"
status = "verified"
parts = ["butyrate", "bifidobacteria", "growth"]
compare = "change"
expected = {low = [-inf, 0, -inf], high = [inf, 100, 0]}
observable = [
  {kind = "concentration", species = ["butyrate"], arms = ["alone", "together"]},
  {kind = "group_shares", groups = [["Bifidobacterium"]], arms = ["alone", "together"]},
  {kind = "growth", compare = "log10", arms = ["alone", "acid"]},
]
[culture]
medium = "dm38"
hours = 24
pool = ["Anaerostipes caccae", "Agathobacter rectalis", "Roseburia intestinalis"]
size = 1
n = 3
[[arms]]
name = "alone"
[[arms]]
name = "together"
culture = {add = ["Bifidobacterium longum"], shares = {"Bifidobacterium longum" = 2}}
[[arms]]
name = "acid"
culture = {ph = 5.2, hold_ph = true}
"""


def _butyrate(community: dict[str, float]) -> float:
    seen = culture(community, medium="dm38", hours=24, knowledge=KNOWLEDGE)
    return float(seen.concentration("butyrate")[-1])


@pytest.mark.slow
def test_cultures_are_compared_with_themselves(tmp_path: Path) -> None:
    (tmp_path / "X1.toml").write_text(CROSSFED, encoding="utf-8")
    path = str(tmp_path / "X1.toml")
    done: list[tuple[int, int]] = []
    (row,) = validate([path], progress=lambda a, b: done.append((a, b)))
    assert done[-1] == (9, 9)
    assert row.verdict == "pass"
    gained = [
        _butyrate({name: 1, "Bifidobacterium longum": 2}) - _butyrate({name: 1})
        for name in ("Anaerostipes caccae", "Agathobacter rectalis", "Roseburia intestinalis")
    ]
    assert row.predicted[0] == pytest.approx(np.median(gained))
    assert row.interval[0] == pytest.approx(np.percentile(gained, (5, 95)))
    assert [row] == validate([path], virtual_people(KNOWLEDGE, 1), jobs=2)
    (fewer,) = validate([path], people=2, seed=1, progress=lambda a, b: done.append((a, b)))
    assert done[-1] == (6, 6)
    assert fewer.predicted != row.predicted


def test_people_whom_no_diet_keeps_give_a_miss_that_says_why() -> None:
    name = "Nonsensia absurda"
    nobody = Profile("stranger", (name,), ("species",), (f"s__{name}",), np.array([1.0]))
    (row,) = validate(["V01"], [nobody])
    assert row.verdict == "miss"
    assert row.predicted == ()
    assert "stranger" in row.note
