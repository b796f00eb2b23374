"""The comparison with phages in fecal cultures: its reading, and the data where they are."""

import importlib
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from tests.shared import shared_data


def module() -> ModuleType:
    return importlib.import_module("phages")


def test_missing_data_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert module().main(["--data", str(tmp_path)]) == 1
    said = capsys.readouterr()
    assert said.err.count("\n") == 1
    assert str(tmp_path) in said.err


def test_counts_are_means_of_replicates() -> None:
    found = module().read(shared_data("phage_pinto2022"))
    assert found.values["CFU"]["Exp3", "AS"][-1] == pytest.approx((5.63 + 5.55) / 2)
    assert np.isnan(found.values["CFU"]["Exp1", "C"]).all()
    prey = [found.values["CFU"][p, "S"][-1] for p in module().PEOPLE]
    both = [found.values["CFU"][p, "AS"][-1] for p in module().PEOPLE]
    assert np.mean(prey) == pytest.approx(6.83, abs=0.01)
    assert np.mean(both) == pytest.approx(6.16, abs=0.01)
    assert all(sum(shares.values()) < 1.01 for shares in found.genera.values())


def test_prey_grows_and_a_phage_without_prey_fades() -> None:
    phages = module()
    measured = phages.read(shared_data("phage_pinto2022"))
    known = phages.load()
    alone = phages.grow(measured, "Exp2", "S", "stec_phage", known)
    idle = phages.grow(measured, "Exp2", "A", "stec_phage", known)
    off = phages.told(alone, "CFU", "stec_phage")[2] - measured.values["CFU"]["Exp2", "S"][2]
    assert abs(off) < 0.5
    assert (np.diff(phages.told(idle, "PFU", "stec_phage")) < 0).all()
