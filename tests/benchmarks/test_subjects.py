"""Comparisons by subject: what can be checked without the published tables."""

import gzip
import importlib
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from holobiont.knowledge import load


def module(name: str) -> ModuleType:
    return importlib.import_module(name)


@pytest.mark.parametrize(
    "name",
    [
        "alimintest",
        "healey",
        "david",
        "liu",
        "kang",
        "caporaso",
        "stein",
        "mdsine",
        "chng",
        "gespic",
        "hmp2",
    ],
)
def test_missing_data_is_one_sentence(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert module("subjects").main([name, "--data", str(tmp_path)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert str(tmp_path) in said.err


def test_cultures_are_compared_elsewhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert module("subjects").main(["pinto", "--data", str(tmp_path)]) == 0
    assert "phages.py" in capsys.readouterr().out


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_tables_of_any_line_end_and_letters(tmp_path: Path, end: str, packed: bool) -> None:
    raw = end.join(["a;pH fécal", "1,5;NA", ""]).encode("latin-1")
    path = tmp_path / ("t.csv.gz" if packed else "t.csv")
    path.write_bytes(gzip.compress(raw) if packed else raw)
    tables = module("measured.tables")
    (row,) = tables.table(path, ";")
    assert tables.number(row["a"]) == 1.5
    assert np.isnan(tables.number(row["pH fécal"]))


def test_diets_lie_on_the_line_of_two_known_ones() -> None:
    food, knowledge = module("measured.food"), load()
    usual, rich = knowledge.diets["western_us"], knowledge.diets["high_fiber"]
    for diet in (usual, rich):
        same = food.of_fiber(knowledge, "x", diet.fiber.value)
        assert {k: q.value for k, q in same.to_colon.items()} == pytest.approx(
            {k: q.value for k, q in diet.to_colon.items()}
        )
    low, high = (food.of_fiber(knowledge, f"x{g}", g) for g in (10.0, 40.0))
    assert low.to_colon["pectin"].value < usual.to_colon["pectin"].value
    assert high.to_colon["pectin"].value > usual.to_colon["pectin"].value
    assert food.known(knowledge, low).diet("x10.0") == low


def test_verdicts() -> None:
    changes = module("measured.changes")
    seen = np.array([1.0, 1.1, 0.9, 1.0, 1.05, 0.95])

    def of(model: float, measured: np.ndarray = seen) -> str:
        change = changes.Change.of("x", [(s, model) for s in measured])
        return str(changes.verdict(change)).rstrip("*")

    given = (1.0, 0.5, 2.0, 0.0, -1.0)
    assert [of(model) for model in given] == ["ok", "small", "large", "still", "wrong"]
    assert of(3.0, np.array([-1.0, 1.0, -0.8, 0.8, 0.1, -0.1])) == "moves"


def test_a_star_needs_less_error_than_both_baselines() -> None:
    changes = module("measured.changes")
    seen = np.array([-2.0, -1.0, 1.0, 2.0])
    knows = changes.Change("x", seen, 0.9 * seen)
    assert changes.verdict(knows).endswith("*")
    assert not changes.verdict(changes.Change("x", seen, np.zeros(4))).endswith("*")
    assert changes.agreement(knows.model, seen) == 100.0
    assert changes.correlation(knows) == pytest.approx(1.0)


def test_the_mean_of_others_leaves_the_subject_out() -> None:
    changes = module("measured.changes")
    assert changes.others(np.array([1.0, 2.0, 6.0])).tolist() == [4.0, 3.5, 1.5]


def test_lines_fit_80_columns() -> None:
    changes = module("measured.changes")
    rows = [changes.Change("a long name of a genus", np.arange(5) - 99.0, np.arange(5) + 99.0)]
    assert max(map(len, changes.lines("t", rows))) <= 80


def test_unknown_values_leave_a_subject_out() -> None:
    change = module("measured.changes").Change.of("x", [(1.0, float("nan")), (2.0, 3.0)])
    assert change.seen.tolist() == [2.0]


def test_distance_of_compositions() -> None:
    distance = module("measured.tables").bray_curtis
    assert distance({"a": 1.0}, {"a": 1.0}) == 0.0
    assert distance({"a": 1.0}, {"b": 1.0}) == 1.0
    assert distance({"a": 0.5, "b": 0.5}, {"a": 1.0}) == pytest.approx(0.5)


def test_time_to_half() -> None:
    half_time = module("measured.liu").half_time
    assert half_time([0, 1, 2, 4], [0.0, 1.0, 4.0, 3.0]) == pytest.approx(1 + 1 / 3)
    assert half_time([0, 2], [0.0, -1.0]) == pytest.approx(1.0)
    assert np.isnan(half_time([0, 2], [0.0, 0.0]))


def test_spread_between_stools_is_found_again() -> None:
    rng = np.random.default_rng(0)
    shares = np.array([0.3, 0.2, 0.1, 0.05]) * np.exp(0.5 * rng.standard_normal((400, 4)))
    series = module("measured.caporaso")
    days, reads = np.arange(400.0), np.full(400, 1e7)
    for whole in (False, True):
        found = series.spread(shares, reads, series.pairs(days, 1), whole=whole)
        assert found == pytest.approx(np.full(4, 0.5), abs=0.08)
    assert abs(series.autocorrelation(days, shares)) < 0.1


def test_rare_reads_are_no_spread() -> None:
    rng = np.random.default_rng(0)
    reads = np.full(400, 2000.0)
    shares = rng.poisson(0.02 * 2000, (400, 3)) / 2000
    series = module("measured.caporaso")
    found = series.spread(shares, reads, series.pairs(np.arange(400.0), 1))
    assert max(found) < 0.08
