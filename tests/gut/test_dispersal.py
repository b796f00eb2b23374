"""Who comes and stays: the best of those that came before, and never by what else happens."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from holobiont.gut.dispersal import Odds, Strain, came_before, established, niches, seeded, settlers

YEAR = 8766.0


def odds(rate: float, before: float = 2.0, cells: float = 1e12) -> Odds:
    return Odds(rate / YEAR, before, 0.5, cells, 0.03)


def drawn(rate: float, years: float, seed: int, before: float = 2.0) -> list[Strain]:
    rng = seeded("a person", seed)
    return list(settlers("x", 0, odds(rate, before), lambda f: 0.1 * f, years * YEAR, rng))


def runs(count: int, rate: float, years: float, before: float = 2.0) -> Iterator[list[Strain]]:
    return (drawn(rate, years, seed, before) for seed in range(count))


@given(seed=st.integers(0, 99), years=st.floats(0, 50))
def test_without_arrivals_everybody_stays(seed: int, years: float) -> None:
    assert drawn(0.0, years, seed) == [Strain("x", 0)]


@given(seed=st.integers(0, 999), rate=st.floats(0.1, 20), years=st.floats(0.1, 30))
def test_each_who_settles_is_fitter_than_the_last_and_later(
    seed: int, rate: float, years: float
) -> None:
    found = drawn(rate, years, seed)
    for one, other in pairwise(found):
        assert one.fitness < other.fitness
        assert one.hour < other.hour <= years * YEAR
        assert other.number == one.number + 1


@given(seed=st.integers(0, 999), years=st.floats(0.1, 20), more=st.floats(0, 20))
def test_a_longer_run_begins_as_a_shorter_one(seed: int, years: float, more: float) -> None:
    short, long = drawn(3.0, years, seed), drawn(3.0, years + more, seed)
    assert long[: len(short)] == short


def test_one_that_comes_wins_as_often_as_the_number_says() -> None:
    before = came_before(0.3)
    count = 4000
    first = [drawn(1.0, 200.0, seed, before) for seed in range(count)]
    # Among draws alike, the n-th that comes is the best so far with chance 1 / (before + n).
    expected = sum(1.0 / (before + n) for n in range(1, 201))
    assert np.mean([len(each) - 1 for each in first]) == pytest.approx(expected, rel=0.05)


def test_losses_slow_down_with_time() -> None:
    found = list(runs(3000, 1.0, 20.0))
    lost = np.array([each[1].hour / YEAR if len(each) > 1 else np.inf for each in found])
    early = (lost < 2).mean() / 2
    late = ((lost >= 10) & (lost < 20)).sum() / 10 / (lost >= 10).sum()
    assert late < 0.6 * early


def test_a_few_cells_of_a_better_strain_often_die_out() -> None:
    assert established(0.0, 0.03, 1e9) == established(-0.1, 0.03, 1e9) == 0.0
    assert established(0.003, 0.03, 1) == pytest.approx(0.1)
    assert established(0.003, 0.03, 1e4) == pytest.approx(1.0)


@given(gain=st.floats(1e-9, 1), birth=st.floats(1e-9, 1), cells=st.floats(0.1, 1e12))
def test_what_is_founded_is_a_probability_that_grows_with_cells(
    gain: float, birth: float, cells: float
) -> None:
    p = established(gain, birth, cells)
    assert 0 <= p <= established(gain, birth, 2 * cells) <= 1


@given(seed=st.integers(0, 9999), mean=st.floats(1, 10))
def test_niches_make_up_a_taxon(seed: int, mean: float) -> None:
    parts = niches(seeded(seed), mean)
    assert sum(parts) == pytest.approx(1)
    assert min(parts) > 0


def test_there_are_as_many_niches_as_the_mean_says() -> None:
    counts = [len(niches(seeded("n", seed), 1.93)) for seed in range(3000)]
    assert np.mean(counts) == pytest.approx(1.93, rel=0.05)


def test_names_of_strains_tell_them_apart() -> None:
    assert Strain("coli", 1).id == "coli 2"
    assert Strain("coli", 1, 3).id == "coli 2 (newcomer 3)"
    assert seeded(1, 12).random() != seeded(11, 2).random()
