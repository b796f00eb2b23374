"""Spores in a culture: they wake by bile and glycine, others hold them back, none are lost."""

import numpy as np
import pytest

from holobiont.culture import CultureResult, Options, culture
from holobiont.errors import InputError

CD = "clostridioides_difficile"
TC, GLY = {"taurocholate": 2.5}, {"glycine": 0.5}


def grown(hours: float = 6.0, cells: float = 1e-9, **substrate: float) -> CultureResult:
    options = Options(spores={CD: 1e6}, ph=6.8)
    return culture({CD: 1.0}, substrate=substrate, inoculum=cells, hours=hours, options=options)


def test_spores_wake_by_taurocholate_with_glycine_and_not_by_one_of_them() -> None:
    both, alone, other = grown(**TC, **GLY), grown(**TC), grown(**GLY)
    assert both.spores(CD)[0] == pytest.approx(1e6)
    assert both.spores(CD)[1] < 0.1 * both.spores(CD)[0]
    for course in (alone, other):
        assert course.spores(CD)[1] > 0.99 * course.spores(CD)[0]
    assert both.biomass[-1] > 100 * alone.biomass[-1]


def test_chenodeoxycholate_holds_them_back_and_more_taurocholate_overcomes_it() -> None:
    free, held = grown(**TC, **GLY), grown(**TC, **GLY, chenodeoxycholate=1.0)
    more = grown(taurocholate=10.0, chenodeoxycholate=1.0, **GLY)
    assert held.spores(CD)[1] > 10 * free.spores(CD)[1]
    assert more.spores(CD)[1] < held.spores(CD)[1]


def test_deoxycholate_wakes_spores_whose_cells_then_hardly_grow() -> None:
    bile, deoxy = grown(**TC, **GLY), grown(deoxycholate=2.0, **GLY)
    assert deoxy.spores(CD)[1] < 0.1 * deoxy.spores(CD)[0]
    assert deoxy.biomass[-1] < 0.3 * bile.biomass[-1]


def test_cells_that_have_stopped_growing_make_spores() -> None:
    course = grown(hours=60.0, cells=0.01)
    late, early = course.spores(CD)[-1], course.spores(CD)[12]
    assert late > 3 * early
    assert late > 1e6
    cells = course.biomass[-1]
    assert course.blueprint.knowledge.taxa[CD].spores is not None
    assert np.isfinite(cells)
    assert cells > 0


def test_no_element_is_lost() -> None:
    assert grown(hours=48.0, **TC, **GLY).conservation.worst < 1e-9


def test_a_culture_without_spores_has_none() -> None:
    course = culture({CD: 1.0}, inoculum=1e-3, hours=4)
    assert not course.blueprint.spores
    assert course.spores(CD).tolist() == [0.0] * len(course.hours)
    assert "spores" not in str(course)
    assert "spores/mL" in str(grown(**TC))


@pytest.mark.parametrize(
    ("spores", "words"),
    [
        ({"escherichia_coli": 1e6}, "no member"),
        ({"bacteroides_fragilis": 1e6}, "is not known"),
        ({CD: -1.0}, "-1"),
        ({CD: float("nan")}, "nan"),
    ],
)
def test_mistakes_are_one_sentence(spores: dict[str, float], words: str) -> None:
    with pytest.raises(InputError, match=words) as error:
        culture({CD: 1.0, "bacteroides_fragilis": 1.0}, options=Options(spores=spores))
    assert str(error.value).count("\n") == 0
