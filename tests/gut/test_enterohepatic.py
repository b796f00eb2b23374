"""The deoxycholate of bile follows what the colon takes up; as many bile acids come as always."""

import numpy as np
import pytest
from hypothesis import given, settings

from holobiont.engine.network import Network
from holobiont.gut import enterohepatic
from holobiont.gut.blueprint import BODY, CIRCULATING, SUPPLY, Blueprint
from holobiont.gut.traces import CONJUGATES, bile
from holobiont.knowledge import load
from tests.gut.communities import SEEDS, community, even, fed, random_state
from tests.twin import people

BODY_OF = load().physiology
SECONDARY = tuple(f"{c}{CIRCULATING}" for c in CONJUGATES)


@pytest.fixture(scope="module")
def b() -> Blueprint:
    return community()


@pytest.fixture(scope="module")
def network(b: Blueprint) -> Network:
    return fed(b, even(b))[0]


def only(b: Blueprint, network: Network, name: str, x: np.ndarray) -> dict[tuple[str, str], float]:
    """Return what one process alone changes (per h), by state."""
    process = next(p for p in network.processes if p.law.name == name)
    flux = process.law.value(network.extend(x))
    change = np.bincount(
        process.states, process.coefficients * flux[process.instances], len(b.states)
    )
    return dict(zip(b.states, change.tolist(), strict=True))


def test_bile_acids_are_counted_in_mmol_a_day() -> None:
    assert BODY_OF.quantity("bile.inflow").unit == "mmol/d"
    assert BODY_OF.quantity("water.inflow").unit == "L/d"


def coming(b: Blueprint, network: Network, x: np.ndarray) -> dict[str, float]:
    """What comes to the first segment by bile (mmol/h)."""
    sent, more = (only(b, network, name, x) for name in ("bile_return", "bile_made"))
    first = b.habitat.names[0]
    assert all(sent[n, SUPPLY] + more[n, SUPPLY] <= 0 for n in bile(b.knowledge))
    return {n: sent[n, first] + more[n, first] for n in (*bile(b.knowledge), "sodium")}


def test_a_pool_of_the_usual_size_leaves_the_usual_mixture(b: Blueprint, network: Network) -> None:
    x = random_state(b, 1)
    x[b.at(CIRCULATING, BODY)] = enterohepatic.usual(b)
    usual = bile(b.knowledge)
    assert coming(b, network, x) == pytest.approx({**usual, "sodium": sum(usual.values())})


@given(SEEDS)
@settings(deadline=None, max_examples=10)
def test_what_returns_takes_the_place_of_primary_ones(seed: int) -> None:
    b = community()
    network, _ = fed(b, even(b))
    x, most = random_state(b, seed), sum(bile(b.knowledge).values())
    lost = BODY_OF.value("bile.turnover") * x[b.at(CIRCULATING, BODY)]
    come = coming(b, network, x)
    assert sum(come[n] for n in SECONDARY) == pytest.approx(lost)
    assert sum(come[n] for n in bile(b.knowledge)) == pytest.approx(max(most, lost))


def test_the_liver_returns_its_part_of_what_crosses_the_wall(
    b: Blueprint, network: Network
) -> None:
    x = random_state(b, 3)
    filled = only(b, network, "bile_uptake", x)[CIRCULATING, BODY]
    crossed = only(b, network, "absorption", x)[CIRCULATING, "absorbed"]
    assert filled == pytest.approx(BODY_OF.value("bile.returned") * crossed)


def test_at_rest_the_pool_is_as_large_as_measured() -> None:
    twin = people.six()
    held = twin.residency.x[twin.blueprint.at(CIRCULATING, BODY)]
    filled = only(twin.blueprint, twin.network, "bile_uptake", twin.residency.x)
    assert BODY_OF.value("bile.turnover") * held == pytest.approx(filled[CIRCULATING, BODY])
    # 10.5 umol/kg in healthy volunteers, here of a body of 70 kg.
    assert 0.2 < enterohepatic.usual(twin.blueprint) / (10.5e-3 * 70) < 1.5


@pytest.mark.slow
def test_it_runs_down_while_nothing_makes_it_and_no_element_is_lost() -> None:
    twin = people.twin(1)
    course = twin.run("125 mg vancomycin every 6 h for 8 days", days=8)
    at = course.twin.blueprint.at(CIRCULATING, BODY)
    assert course.conservation.worst < 1e-9
    assert course.x[-1, at] < 0.5 * course.x[0, at]
    slowest = np.exp(-BODY_OF.value("bile.turnover") * 24 * np.diff(course.days))
    assert (course.x[1:, at] >= 0.999 * slowest * course.x[:-1, at]).all()
