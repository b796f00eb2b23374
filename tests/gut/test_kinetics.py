"""Rate laws: their limits, their corners, and no rate without its substrate."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from holobiont.gut import kinetics

POSITIVE = st.floats(1e-3, 1e3)
GAPS = st.lists(st.floats(0.1, 3), min_size=3, max_size=3)


@given(low=st.floats(3, 6), gaps=GAPS)
def test_the_trapezoid_has_its_four_corners(low: float, gaps: list[float]) -> None:
    corners = np.cumsum([low, *gaps])
    at = kinetics.trapezoid(corners, *corners)
    assert at == pytest.approx([0.0, 1.0, 1.0, 0.0], abs=1e-9)
    between = kinetics.trapezoid((corners[1:] + corners[:-1]) / 2, *corners)
    assert between == pytest.approx([0.5, 1.0, 0.5])
    outside = kinetics.trapezoid(np.array([corners[0] - 1, corners[3] + 1]), *corners)
    assert outside.tolist() == [0.0, 0.0]


@given(ph=st.floats(0, 14), low=st.floats(3, 6), gaps=GAPS)
def test_the_trapezoid_stays_between_zero_and_one(ph: float, low: float, gaps: list[float]) -> None:
    assert 0.0 <= float(kinetics.trapezoid(ph, *np.cumsum([low, *gaps]))) <= 1.0


@given(p=POSITIVE, e=POSITIVE, rate=POSITIVE, half=POSITIVE, part=st.floats(0, 1))
def test_hydrolysis_saturates_in_polymer_and_in_degraders(
    p: float, e: float, rate: float, half: float, part: float
) -> None:
    v = float(kinetics.contois(p, e, part * e, rate=rate, half=half))
    assert 0 <= v <= rate * part * e * (1 + 1e-12)
    assert v <= rate / half * p * (1 + 1e-12)
    assert kinetics.contois(0.0, e, part * e, rate=rate, half=half) == 0
    assert kinetics.contois(p, e, 0.0, rate=rate, half=half) == 0
    rest = float(kinetics.contois(p, e, (1 - part) * e, rate=rate, half=half))
    whole = float(kinetics.contois(p, e, e, rate=rate, half=half))
    assert v + rest == pytest.approx(whole)


def growth(**changes: float) -> float:
    given_ = {
        "biomass": 2.0,
        "substrate": 3.0,
        "plenty": 3.0,
        "helper": 1.0,
        "nutrition": 0.5,
        "ph": 6.5,
        "fitness": 0.3,
        "rate": 0.4,
        "half": 0.8,
        "threshold": 0.0,
        "helper_half": 0.2,
    }
    return float(kinetics.growth(**{**given_, **changes}, corners=(5.0, 6.0, 7.0, 8.0)))


@pytest.mark.parametrize("missing", ["biomass", "substrate", "helper", "nutrition"])
def test_nothing_grows_without_what_it_needs(missing: str) -> None:
    assert growth() > 0
    assert growth(**{missing: 0.0}) == 0


def test_growth_is_what_its_formula_says() -> None:
    eager = np.exp(0.3)
    expected = 2.0 * 0.4 * eager * (3.0 / 0.8) / (1.0 + eager * 3.0) * (1.0 / 1.2) * 0.5
    assert growth() == pytest.approx(expected)
    slower = (1.0 + eager * 3.0) / (0.5 + eager * 3.0)
    assert growth(ph=5.5) == pytest.approx(expected * 0.5 * slower)
    assert growth(ph=4.9) == 0
    assert growth(threshold=3.5) == 0


def test_fitness_helps_the_hungry_and_not_the_full() -> None:
    hungry, full = ({"substrate": s, "plenty": s} for s in (1e-9, 1e9))
    assert growth(**hungry, fitness=1.0) == pytest.approx(np.e * growth(**hungry, fitness=0.0))
    assert growth(**full, fitness=1.0) == pytest.approx(growth(**full, fitness=0.0))


@given(pull=POSITIVE, fastest=POSITIVE)
def test_selfish_growth_is_bounded_by_the_fastest(pull: float, fastest: float) -> None:
    """What is broken down while that is little, and never more than growth allows."""
    alone = {"fitness": 0.0, "half": 0.0, "fastest": fastest, "corners": (5.0, 6.0, 7.0, 8.0)}
    grown = kinetics.selfish_growth(1.0, 1.0, 1.0, 1.0, 6.5, rate=pull, **alone)
    assert grown <= min(pull, fastest) * (1 + 1e-9)
    assert grown >= min(pull, fastest) / 2 * (1 - 1e-9)


@given(x=POSITIVE, volume=POSITIVE, resident=POSITIVE, rate=POSITIVE)
def test_crowding_is_its_rate_at_the_resident_density(
    x: float, volume: float, resident: float, rate: float
) -> None:
    at_home = kinetics.crowding(resident * volume, volume, resident, rate=rate)
    assert at_home == pytest.approx(rate * resident * volume)
    once, twice = (kinetics.crowding(k * x, volume, resident, rate=rate) for k in (1, 2))
    assert twice == pytest.approx(4 * once)


@given(c=POSITIVE, pk=st.floats(2, 10))
def test_half_an_acid_is_undissociated_at_its_constant(c: float, pk: float) -> None:
    assert kinetics.undissociated(c, pk, pk=pk) == pytest.approx(c / 2)
    assert kinetics.undissociated(c, pk - 6, pk=pk) == pytest.approx(c, rel=1e-5)


@given(level=POSITIVE, rate=POSITIVE)
def test_exchange_rests_at_the_level_of_the_blood(level: float, rate: float) -> None:
    assert kinetics.exchange(1.0, level, rate=rate, level=level) == 0
    at_rest = kinetics.anion_exchange(level + 1.0, 1.0, 1.0, clearance=rate, level=level)
    assert at_rest == pytest.approx(0, abs=1e-9 * rate * level)
    assert kinetics.anion_exchange(level / 2, 0.0, 1.0, clearance=rate, level=level) > 0


@given(water=POSITIVE, held=POSITIVE, rate=POSITIVE)
def test_the_wall_takes_nothing_of_what_solids_hold(water: float, held: float, rate: float) -> None:
    free = kinetics.free_share(water, held)
    assert 0 <= free < 1
    assert kinetics.permeation(1.0, free, clearance=rate) == pytest.approx(rate * free)
    assert np.sign(kinetics.drying(water, held, rate=rate)) == np.sign(water - held)
