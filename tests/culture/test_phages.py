"""Phages in a culture: killing, resistance, balance, and mistakes in one sentence."""

import numpy as np
import pytest

from holobiont.culture import CultureResult, Options, culture
from holobiont.errors import InputError

COLI = "escherichia_coli"
PEOPLE = {COLI: 0.01, "bacteroides_thetaiotaomicron": 0.99}


def grown(**phages: float) -> CultureResult:
    options = Options(phages=phages, every=2.0, ph=6.8)
    food = {"simple_sugar": 3.0}
    return culture(PEOPLE, substrate=food, inoculum=1e-3, hours=24, options=options)


def test_a_phage_kills_and_the_resistant_remain() -> None:
    free, hunted = grown(), grown(t4_like=1e6)
    counts = hunted.cells(COLI, "t4_like")
    assert hunted.titer("t4_like")[0] == pytest.approx(1e6)
    assert hunted.titer("t4_like")[-1] > 1e7
    assert counts.min() < 1e-2 * counts[0]
    assert counts[-1] > 1.5 * counts.min()
    assert counts[-1] < 0.1 * free.cells(COLI, "t4_like")[-1]
    at = [hunted.members.index(m.id) for m in hunted.blueprint.members if m.origin == COLI]
    wild, resistant = hunted.shares[-1, at]
    assert resistant > 100 * wild
    assert hunted.conservation.worst < 1e-6


def test_others_are_left_alone() -> None:
    free, hunted = grown(), grown(t4_like=1e6)
    name = "bacteroides_thetaiotaomicron"
    assert hunted.concentration(name)[-1] == pytest.approx(free.concentration(name)[-1], rel=0.1)


def test_a_culture_without_phages_has_no_strains() -> None:
    assert grown().members == tuple(PEOPLE)
    assert "PFU" not in str(grown())


def test_the_table_tells_of_particles() -> None:
    assert "t4_like (PFU/mL)" in str(grown(T4=1e6))


def test_more_phages_at_once_are_harder_to_escape() -> None:
    one, two = grown(t4_like=1e6), grown(t4_like=1e6, stec_phage=1e6)
    assert two.cells(COLI, "t4_like")[-1] < 0.1 * one.cells(COLI, "t4_like")[-1]
    assert np.isfinite(two.x).all()


@pytest.mark.parametrize(
    ("phages", "words"),
    [({"t5_like": 1e6}, "t4"), ({"t4_like": -1.0}, "-1"), ({"t4_like": float("nan")}, "nan")],
)
def test_mistakes_are_one_sentence(phages: dict[str, float], words: str) -> None:
    with pytest.raises(InputError, match=words) as error:
        culture(PEOPLE, options=Options(phages=phages))
    assert "\n" not in str(error.value)
