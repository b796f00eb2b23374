"""Rows on who stays: strains that a method finds, and finds again."""

from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from holobiont.errors import KnowledgeError
from holobiont.knowledge import load
from holobiont.twin import Trajectory
from holobiont.validation import experiments, validate
from holobiont.validation.check import check
from holobiont.validation.experiment import Target
from holobiont.validation.observables.guests import _found, strains_retained
from holobiont.validation.read import _HERE, read_experiment
from tests.twin.people import six

ROW = "V51"


@cache
def course(dispersal: bool = True) -> Trajectory:
    who = six().with_dispersal() if dispersal else six()
    return who.run(days=1825.0, every=365.0, exact=False)


def retained(k: int, templates: float) -> float:
    read = {"value": templates, "unit": "1", "spread": [0, 1e15], "source": "FA13"}
    read |= {"status": "verified", "grade": "B"}
    what = Target.model_validate({"kind": "strains_retained", "inputs": {"templates": read}})
    return strains_retained(course(), k, what)[0]


def test_who_reads_everything_counts_strains() -> None:
    strains = course().strains
    assert strains is not None
    assert retained(0, 1e14) == pytest.approx(100)
    here = strains.parts(0.0)[strains.at_home] > 0
    left = strains.parts(1825.0)[strains.at_home] > 1e-9
    assert retained(-1, 1e14) == pytest.approx(100 * left.sum() / here.sum(), abs=2)


def test_fewer_strains_are_found_again_the_later_and_the_less_is_read() -> None:
    years = [int(np.flatnonzero(course().days == 365.0 * y)[0]) for y in range(6)]
    found = [retained(k, 1e9) for k in years]
    assert found == sorted(found, reverse=True)
    assert found[-1] < found[0]
    assert retained(0, 30) < retained(0, 3000) < 100


@given(share=st.floats(0, 1), more=st.floats(1, 10), deep=st.floats(1, 1e6), sd=st.floats(0, 1))
def test_more_of_a_strain_is_found_more_often(
    share: float, more: float, deep: float, sd: float
) -> None:
    few, many = _found(np.array([share, share * more]), deep, sd)
    assert 0 <= few <= many <= 1 + 1e-12
    assert _found(np.zeros(1), deep, sd) == 0


def test_without_dispersal_nothing_can_be_said() -> None:
    what = experiments()[ROW].observable[0]
    assert np.isnan(strains_retained(course(dispersal=False), 0, what)[0])


def test_a_row_that_follows_no_strains_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "X01.toml"
    text = (_HERE / f"{ROW}.toml").read_text("utf-8")
    path.write_text(text.replace("dispersal = true\n", ""), encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"dispersal = true"):
        check(read_experiment(path), load())


@pytest.mark.slow
def test_the_row_of_five_years_gives_the_same_again() -> None:
    profile = six().mapped.profile
    (row,) = validate([ROW], [profile])
    (again,) = validate([ROW], [profile], jobs=2)
    assert 0 < row.predicted[0] < 100
    assert row == again
