"""Strains in one niche: parts of a whole, the fitter gaining, as the full network has it."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holobiont.engine.solve import Tolerance, integrate
from holobiont.gut.dispersal import Strain
from holobiont.gut.residency import LIMIT
from holobiont.gut.takeover import Contest, Niche, boost
from holobiont.twin.newcomers import newcomer, with_newcomers
from tests.twin.people import six

gains = st.lists(st.floats(1e-4, 0.1), min_size=0, max_size=4)


def niche(steps: list[float], waits: list[float], cells: float = 1e12, new: float = 1e4) -> Niche:
    found, gain, hour = [Strain("x", 0)], 0.0, 0.0
    for i, (step, wait) in enumerate(zip(steps, waits, strict=False), start=1):
        gain, hour = gain + step, hour + wait
        found.append(Strain("x", 0, i, hour, gain, gain))
    return Niche(tuple(found), 1.0, cells, new)


@given(
    steps=gains, waits=st.lists(st.floats(0, 5e3), min_size=4, max_size=4), hour=st.floats(0, 1e5)
)
def test_parts_add_up_and_nobody_is_there_before_it_comes(
    steps: list[float], waits: list[float], hour: float
) -> None:
    one = niche(steps, waits)
    parts = one.parts(hour)
    assert parts.sum() == pytest.approx(1)
    assert parts.min() >= 0
    for strain, part in zip(one.strains, parts, strict=True):
        assert part == 0 or strain.hour <= hour


@given(steps=gains, waits=st.lists(st.floats(0, 5e3), min_size=4, max_size=4))
def test_who_reigns_is_the_largest_part(steps: list[float], waits: list[float]) -> None:
    one = niche(steps, waits)
    starts = [at for at, _ in one.reigns]
    assert starts == sorted(starts)
    for (at, strain), end in zip(one.reigns, [*starts[1:], starts[-1] + 1e4], strict=True):
        if end > at + 1e-3:
            parts = one.parts((at + end) / 2)
            assert parts[one.strains.index(strain)] == pytest.approx(parts.max(), rel=1e-6)
    assert one.reigns[-1][1] == one.strains[-1]


def test_a_strain_comes_as_the_cells_that_it_is_and_who_is_out_of_cells_is_gone() -> None:
    one = niche([0.01], [1000.0])
    assert one.parts(1000.0)[1] == pytest.approx(1e-8, rel=1e-3)
    odds = one.parts(2500.0)
    assert np.log(odds[1] / odds[0]) == pytest.approx(np.log(1e-8) + 15.0)
    assert one.parts(1e5).tolist() == [0.0, 1.0]


def test_a_taxon_eats_as_the_strains_that_lead_its_niches_do() -> None:
    two = (replace(niche([0.01], [0.0]), part=0.25), replace(niche([], []), part=0.75))
    assert boost(two, 0.0) == pytest.approx(0.0)
    assert boost(two, 1e5) == pytest.approx(np.log(0.25 * np.exp(0.01) + 0.75))


@cache
def contest() -> Contest:
    home = six().residency
    fitness = np.stack([home.fitness, home.mucosal])
    return Contest(six().blueprint, home.network, home.x, fitness, LIMIT)


@settings(max_examples=10)
@given(row=st.integers(0, 5), low=st.floats(-1, 1), more=st.floats(0.05, 1))
def test_the_fitter_gain_more(row: int, low: float, more: float) -> None:
    assert contest().advantage(row)(0.0) == pytest.approx(0.0, abs=1e-9)
    gain = [contest().advantage(row)(fitness) for fitness in (low, low + more)]
    assert gain[0] <= gain[1] + 1e-12


def test_who_is_at_home_holds_its_own_but_for_what_washes_in() -> None:
    for row in range(6):
        own = np.linalg.eigvals(contest().matrix(row)).real.max()
        assert -0.02 * contest().growth(row) < own <= 1e-6


def test_a_strain_gains_in_the_whole_gut_as_fast_as_at_rest() -> None:
    """The rule of thumb beside the full network, in which the strain is a member of its own."""
    old, name = six(), "phocaeicola_vulgatus"
    row = old.blueprint.member_ids.index(name)
    fitness = (old.residency.fitness[row] + 0.2, old.residency.mucosal[row] + 0.2)
    twin = with_newcomers(
        old, [newcomer(old, name, strain="other", fitness=fitness[0], mucosal=fitness[1])]
    )
    b, other = twin.blueprint, f"{name} (other)"
    x = twin.residency.x.copy()
    for place in (*b.habitat.names, *b.habitat.walls):
        x[b.at(other, place)] = 1e-6 * x[b.at(name, place)]
    hours = np.array([0.0, 100.0, 200.0])
    solved = integrate(twin.network, x, hours, Tolerance(relative=1e-7, absolute=1e-12))
    last = b.habitat.last
    odds = np.log(solved.x[:, b.at(other, last)] / solved.x[:, b.at(name, last)])
    expected = contest().advantage(row)(0.2)
    assert (odds[2] - odds[1]) / 100.0 == pytest.approx(expected, rel=0.05)
