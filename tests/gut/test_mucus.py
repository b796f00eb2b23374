"""The mucus: a refuge from passage, fed by mucin and solutes, aired by the epithelium."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from holobiont.engine.law import Array
from holobiont.engine.solve import integrate
from holobiont.gut import kinetics, observe
from holobiont.gut.blueprint import ABSORBED, OXYGEN, STOOL, SUPPLY, Blueprint
from holobiont.gut.residency import Residency, reside
from tests.gut.communities import CORE, community, fed

TAXA = (*CORE, "escherichia_coli")
SHARES = np.array([0.3, 0.2, 0.15, 0.05, 0.1, 0.02, 0.01, 0.16, 0.01])
POSITIVE = st.floats(1e-3, 1e3)


@pytest.fixture(scope="module")
def home() -> tuple[Blueprint, Residency]:
    b = community(TAXA)
    network, start = fed(b, SHARES)
    return b, reside(b, network, SHARES, start)


def after(found: Residency, days: float, **changes: dict[str, object]) -> Array:
    """Follow the community while some constants are other than at home."""
    network = found.network.with_params(changes)
    scale = np.maximum(np.abs(found.x), 1e-3)
    return integrate(network, found.x, [0.0, 24.0 * days], scale=scale).x[-1]


def residents(b: Blueprint, x: Array) -> Array:
    """Return the biomass in the mucus, shape (members, segments)."""
    return np.stack([x[b.all_at(b.member_ids, wall)] for wall in b.habitat.walls], axis=1)


def intake(b: Blueprint, found: Residency, species: str, amount: float) -> dict[str, object]:
    """Add an inflow (mmol/h) in the first segment."""
    from holobiont.gut.community import intake_targets

    rate = found.network.processes[0].law.params["rate"].copy()
    rate[intake_targets(b).index((species, b.habitat.names[0]))] += amount
    return {"rate": rate}


def test_mucus_holds_a_small_part_of_the_community(home: tuple[Blueprint, Residency]) -> None:
    b, found = home
    lumen = found.x[b.all_at(b.member_ids, b.habitat.names[0])].sum()
    here = residents(b, found.x)
    assert (here > 0).all()
    assert 0.005 * lumen < here[:, 0].sum() < 0.3 * lumen


def test_those_with_affinity_are_enriched(home: tuple[Blueprint, Residency]) -> None:
    b, found = home
    here = residents(b, found.x).sum(axis=1)
    over = dict(zip(b.member_ids, here / here.sum() / SHARES, strict=True))
    assert over["akkermansia_muciniphila"] > 1 > over["bifidobacterium_longum"] * 0.5
    assert over["akkermansia_muciniphila"] > over["bacteroides_thetaiotaomicron"]


def test_less_butyrate_lets_more_oxygen_in(home: tuple[Blueprint, Residency]) -> None:
    b, found = home
    blind = after(found, 5, oxygenation={"half": 1e9})
    for wall in b.habitat.walls:
        assert blind[b.at(OXYGEN, wall)] > 1.2 * found.x[b.at(OXYGEN, wall)]


def test_oxygen_and_nitrate_feed_those_who_respire(home: tuple[Blueprint, Residency]) -> None:
    b, found = home
    i = b.member_ids.index("escherichia_coli")
    base = observe.shares(b, found.x)[i]
    aired = after(found, 14, oxygenation={"half": 1e9})
    inflamed = after(found, 14, intake=intake(b, found, "nitrate", 0.2))
    assert observe.shares(b, aired)[i] > 1.05 * base
    assert observe.shares(b, inflamed)[i] > 1.05 * base


def test_oxygen_is_all_used_in_the_mucus(home: tuple[Blueprint, Residency]) -> None:
    b, found = home
    flows = observe.daily_all(b, found.network, found.x)
    assert flows[OXYGEN, SUPPLY] < 0
    assert (OXYGEN, STOOL) not in flows
    assert (OXYGEN, ABSORBED) not in flows


@given(POSITIVE, POSITIVE, POSITIVE, POSITIVE, POSITIVE)
def test_a_leak_stops_at_what_the_tissue_lets_through(
    fuel: float, clearance: float, level: float, half: float, more: float
) -> None:
    held = level * half / (half + fuel)
    constants = {"clearance": clearance, "level": level, "half": half}
    assert kinetics.oxygenation(held, fuel, **constants) == pytest.approx(0.0, abs=1e-9 * clearance)
    assert kinetics.oxygenation(0.0, fuel, **constants) > 0
    assert kinetics.oxygenation(0.0, fuel + more, **constants) < kinetics.oxygenation(
        0.0, fuel, **constants
    )


@given(POSITIVE, POSITIVE, POSITIVE, POSITIVE)
def test_shedding_doubles_when_the_room_is_full(
    amount: float, rate: float, room: float, more: float
) -> None:
    empty = kinetics.shedding(amount, 0.0, rate=rate, room=room)
    assert empty == pytest.approx(rate * amount)
    assert kinetics.shedding(amount, room, rate=rate, room=room) == pytest.approx(2 * empty)
    assert kinetics.shedding(amount, room + more, rate=rate, room=room) > 2 * empty


def test_a_vessel_has_no_mucus() -> None:
    from holobiont.gut.habitat import vessel

    assert vessel().walls == ()
