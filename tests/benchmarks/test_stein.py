"""The published mice, clindamycin and C. difficile: reproduced to their digits."""

import importlib
from types import ModuleType

import numpy as np
import pytest

from tests.shared import shared_data


@pytest.fixture(scope="module")
def stein() -> ModuleType:
    return importlib.import_module("measured.stein")


@pytest.fixture(scope="module")
def study(stein: ModuleType):
    folder = shared_data("glv_stein2013")
    return stein.read(folder.parent)


def test_regression_gives_the_published_numbers(stein: ModuleType, study) -> None:
    found = stein.regress(study, study.mice)
    for what in ("growth", "interactions", "susceptibility"):
        published = getattr(study.published, what)
        assert getattr(found, what) == pytest.approx(published, rel=1e-4, abs=6e-5)


def test_trajectories_agree_with_another_solver(stein: ModuleType, study) -> None:
    assert stein.difference(study) < 1e-6


def test_two_states_are_stable_and_one_has_the_pathogen(stein: ModuleType, study) -> None:
    stable = [s for s in stein.steady_states(study.published) if s.stable]
    assert len(stable) == 2
    assert sorted(s.amounts[study.pathogen] > 0 for s in stable) == [False, True]


def test_untreated_mice_resist_and_treated_ones_are_colonized(stein: ModuleType, study) -> None:
    for mouse in study.mice:
        drug = mouse.group != 1
        end = stein.ends(study.published, mouse.amounts[0], study.spores, drug=drug)
        assert (end[study.pathogen] > 1.0) == drug, mouse.name


def test_the_drug_is_what_opens_the_gut_of_one_untreated_mouse(stein: ModuleType, study) -> None:
    mouse = next(m for m in study.mice if m.name == 5)
    ends = [
        stein.ends(study.published, mouse.amounts[0], 1e-10, drug=drug)[study.pathogen]
        for drug in (False, True)
    ]
    assert ends[0] < 1e-6
    assert ends[1] > 1.0


def test_a_mouse_is_forecast_without_having_been_seen(stein: ModuleType, study) -> None:
    mouse = study.mice[0]
    rest = stein.regress(study, study.mice[1:])
    error = stein.rmse(stein.forecast(study, rest, mouse), mouse)
    still = stein.rmse(np.tile(mouse.amounts[0], (len(mouse.days), 1)), mouse)
    assert error < still
