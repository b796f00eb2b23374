"""Mice through diet and drugs, and who recovers: what can be checked without the tables."""

import importlib
import zipfile
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from holobiont.gut.lotka_volterra import LotkaVolterra, Pulse
from tests.shared import shared_data


def module(name: str) -> ModuleType:
    return importlib.import_module(name)


def mouse(days: list[float], amounts: np.ndarray) -> object:
    pulses = (Pulse("fat", 2.0, 4.0), Pulse("drug", 6.0, 7.0))
    return module("measured.mdsine").Mouse("m", np.array(days), amounts, pulses)


def test_a_workbook_is_read_without_its_drawings(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.title = "first"
    book.active.append(["name", 1.5, None, "ö & x"])
    book.active.append([None, 2])
    book.create_sheet("second").append(["alone"])
    book.save(tmp_path / "b.xlsx")
    broken = tmp_path / "broken.xlsx"
    with zipfile.ZipFile(tmp_path / "b.xlsx") as old, zipfile.ZipFile(broken, "w") as new:
        for name in old.namelist():
            if "theme" not in name and "styles" not in name:
                new.writestr(name, old.read(name))
    found = module("measured.workbook").sheets(broken)
    assert list(found) == ["first", "second"]
    assert found["first"][0] == ["name", 1.5, None, "ö & x"]
    assert found["first"][1] == [None, 2.0]
    assert found["second"] == [["alone"]]


def test_auc_is_the_chance_of_being_ranked_higher() -> None:
    auc = module("measured.chng").auc
    outcome = np.array([True, True, False, False])
    assert auc(np.array([4.0, 3.0, 2.0, 1.0]), outcome) == 1.0
    assert auc(np.array([1.0, 2.0, 3.0, 4.0]), outcome) == 0.0
    assert auc(np.ones(4), outcome) == 0.5
    assert auc(np.array([4.0, 1.0, 3.0, 2.0]), outcome) == 0.5
    assert np.isnan(auc(np.ones(4), np.ones(4, dtype=bool)))


def test_the_range_of_an_auc_holds_it_and_narrows_with_people() -> None:
    chng, rng = module("measured.chng"), np.random.default_rng(3)
    widths = []
    for n in (20, 400):
        outcome = np.arange(n) % 2 == 0
        values = rng.normal(outcome.astype(float), 1.0)
        low, high = chng.interval(values, outcome)
        assert low < chng.auc(values, outcome) < high
        widths.append(high - low)
    assert widths[1] < 0.5 * widths[0]


def test_capacity_knows_who_breaks_fibers_down() -> None:
    chng = module("measured.chng")
    names = ["Bacteroides_thetaiotaomicron", "Escherichia_coli"]
    eats, starves = (chng._profile("x", names, row) for row in ([90.0, 10.0], [10.0, 90.0]))
    assert chng.capacity(eats) > 2 * chng.capacity(starves) > 0


def test_names_of_no_species_count_as_the_genus() -> None:
    profile = module("measured.chng")._profile(
        "x", ["Roseburia_unclassified", "Dorea_longicatena", "Blautia_wexlerae"], [1.0, 3.0]
    )
    assert profile.names == ("Dorea longicatena", "Roseburia")
    assert profile.ranks == ("species", "genus")
    assert profile.shares.tolist() == [0.75, 0.25]


def test_variants_of_two_letters_are_one(tmp_path: Path) -> None:
    import gzip

    path = tmp_path / "names.tsv.gz"
    rows = [
        "\tsequence\tPhylum\tGenus",
        "a\tAAAAAAAA\tP\tG",
        "b\tAAAAAATT\tP\tG",
        "c\tAAAAATTT\tP\tNA",
    ]
    with gzip.open(path, "wt") as file:
        file.write("\n".join(rows))
    found, genera = module("measured.mdsine")._groups(["a", "b", "c"], path)
    assert found == [0, 0, 1]
    assert genera == ["G", "P"]


def test_windows_start_at_the_last_sample_before_a_change() -> None:
    mdsine = module("measured.mdsine")
    one = mouse([0.0, 1.5, 3.0, 5.0, 6.0, 8.0], np.ones((6, 1)))
    assert mdsine._windows(one) == [[1, 2, 3, 4], [4, 5]]
    assert one.signals(("fat", "drug"))[:, 0].tolist() == [0, 0, 1, 0, 0, 0]


def test_errors_of_a_forecast_are_those_of_logarithms() -> None:
    mdsine = module("measured.mdsine")
    amounts = np.array([[1e8], [1e9], [1e3]])
    one, at = mouse([0.0, 1.0, 2.0], amounts), [0, 1, 2]
    still = np.full((3, 1), 8.0)
    assert mdsine.rmse(still, one, at, np.array([12.0])) == pytest.approx([np.sqrt((1 + 9) / 2)])
    assert np.isinf(mdsine.rmse(None, one, at, np.array([12.0]))).all()


def test_endless_growth_is_no_forecast() -> None:
    mdsine = module("measured.mdsine")
    help_ = np.array([[-0.1, 5.0], [5.0, -0.1]])
    friends = LotkaVolterra(("a", "b"), np.ones(2), help_, ("fat", "drug"), np.zeros((2, 2)))
    one = mouse([0.0, 10.0, 20.0], np.full((3, 2), mdsine.UNIT))
    assert mdsine.forecast(friends, one, [0, 1, 2]) is None


def test_a_mouse_is_forecast_better_than_by_no_change() -> None:
    folder = shared_data("gnoto_mdsine2")
    mdsine = module("measured.mdsine")
    study = mdsine.read(folder.parent)
    assert len(study.mice) == 4
    assert 80 < len(study.taxa) < 200
    left, *rest = study.mice
    at = mdsine._windows(left)[1]
    model = mdsine.learn(study, rest, mdsine.Penalties(100.0, 1.0, 1.0))
    limit = mdsine.most(rest)
    ours = np.median(mdsine.rmse(mdsine.forecast(model, left, at), left, at, limit))
    still = np.tile(left.logs[at[0]], (len(at), 1))
    assert ours < 0.8 * np.median(mdsine.rmse(still, left, at, limit))
