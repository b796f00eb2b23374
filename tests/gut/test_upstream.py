"""Who comes back after a drug comes from an ileum that met it too."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from holobiont.engine.law import Array
from holobiont.engine.network import Network
from holobiont.gut import potency, supply, upstream
from holobiont.gut.blueprint import BODY, ILEUM, Blueprint
from holobiont.gut.community import network
from holobiont.gut.medicate import medicated
from holobiont.knowledge import load
from tests.gut.communities import CORE, community

KNOWLEDGE = load()
TAXA = (*CORE, "escherichia_coli")
LAW = {
    "swallowed": 0.1,
    "secreted": 0.05,
    "rest": 1e-3,
    "tolerant": 1e-4,
    "vigor": 0.15,
    "none": 1e-30,
    "mic": 1e-4,
    "kappa": 1.2,
    "least": -2.0,
    "most": 0.6,
    "growing": 1.0,
}
SHARES = np.full(len(TAXA), 1.0 / len(TAXA))


def with_drug(name: str) -> Blueprint:
    return medicated(community(TAXA), [KNOWLEDGE.drugs[name]])[0]


def lost(biomass: float, amount: float, held: float = 0.0, enzyme: float = 0.0) -> float:
    return float(potency.upstream_killing(biomass, amount, held, enzyme, guard=50.0, **LAW))


def test_at_rest_as_much_washes_in_as_without_drugs() -> None:
    plain, b = community(TAXA), with_drug("clindamycin")
    rest = upstream.at_rest(b, SHARES)
    net = network(b).with_params(upstream.settled(b, rest))
    x = np.zeros(len(b.states))
    x[b.across("water")] = 0.2
    x[b.all_at(b.member_ids, ILEUM)] = rest
    rate = net.rhs(x)
    assert rate[b.all_at(b.member_ids, ILEUM)] == pytest.approx(np.zeros(len(TAXA)), abs=1e-12)
    usual = supply.settlers(plain, SHARES)
    first = b.habitat.names[0]
    for member in b.member_ids:
        adhering = net.flux_slices["upstream_washing"]
        assert usual[member, first] == pytest.approx(
            net.fluxes(x)[adhering][b.member_ids.index(member)]
        )
    assert supply.settlers(b, SHARES) == {}


def test_drugs_that_kill_nobody_leave_the_ileum_alone() -> None:
    b = with_drug("loperamide")
    assert (b.member_ids[0], ILEUM) not in b.states
    assert supply.settlers(b, SHARES)


@given(st.floats(0, 10), st.floats(0, 10), st.floats(1e-5, 1e-3))
def test_more_of_a_drug_never_kills_less(one: float, two: float, biomass: float) -> None:
    few, many = sorted((one, two))
    assert 0 <= lost(biomass, few) <= lost(biomass, many) * (1 + 1e-12)
    assert lost(biomass, few, many) >= lost(biomass, few) * (1 - 1e-12)


@given(st.floats(0, 100))
def test_some_rest_where_no_drug_reaches_them(amount: float) -> None:
    floor = LAW["tolerant"] * LAW["rest"]
    assert lost(floor, amount) == 0
    assert lost(0.5 * floor, amount) == 0


def test_a_swallowed_enzyme_keeps_the_drug_from_them() -> None:
    assert lost(1e-3, 1e-3, enzyme=1.0) < 0.5 * lost(1e-3, 1e-3)


def test_who_is_gone_does_not_come_back() -> None:
    assert float(potency.regrowth(0.0, 1.0, rate=0.03, rest=1e-3)) == 0
    assert float(potency.regrowth(1e-4, 1.0, rate=0.03, rest=1e-3)) > 0
    below = -1e-9  # as a solver may find it
    assert float(potency.regrowth(below, 1.0, rate=0.03, rest=1e-11)) == 0
    assert float(potency.outgrown(below, 0.0, rate=0.01)) == 0


def growing(*amounts: float) -> float:
    names = ("swallowed", "secreted", "mic", "kappa", "least", "most")
    how = {f"{name}_{d}": LAW[name] for name in names for d in range(len(amounts))}
    how |= {f"guard_{d}": 50.0 for d in range(len(amounts))}
    met = [state for amount in amounts for state in (amount, 0.0, 0.0)]
    return float(potency.growing_upstream(*met, none=LAW["none"], **how))


def test_nobody_grows_in_the_ileum_from_the_mic_on() -> None:
    at_mic = LAW["mic"] / LAW["swallowed"]
    assert growing(0.0) == pytest.approx(1.0)
    assert 0.0 < growing(0.5 * at_mic) < 1.0
    assert growing(at_mic) == pytest.approx(0.0, abs=1e-12)
    assert growing(100 * at_mic) == 0.0


@given(st.floats(0, 1e-3), st.floats(0, 1e-3))
def test_two_drugs_leave_of_growth_what_each_leaves_of_it(one: float, two: float) -> None:
    assert growing(one, two) == pytest.approx(growing(one) * growing(two))


def resting(drug: str) -> tuple[Blueprint, Network, Array, Array]:
    """Return residents at rest (g), and states with nobody there yet."""
    b = with_drug(drug)
    rest = upstream.at_rest(b, SHARES)
    x = np.zeros(len(b.states))
    x[b.across("water")] = 0.2
    return b, network(b).with_params(upstream.settled(b, rest)), rest, x


def test_who_rests_is_shed_with_the_epithelium_and_only_while_there_is_a_drug() -> None:
    b, net, rest, x = resting("vancomycin")
    held = KNOWLEDGE.physiology.value("community.tolerant") * rest
    x[b.all_at(b.member_ids, ILEUM)] = held
    row = b.member_ids.index("agathobacter_rectalis")
    at = b.at("agathobacter_rectalis", ILEUM)
    pace = KNOWLEDGE.physiology.value
    without = net.rhs(x)[at] / held[row]
    assert without == pytest.approx(pace("community.upstream_growth"), rel=1e-3)
    x[b.at("vancomycin", ILEUM)] = 0.5
    assert net.rhs(x)[at] / held[row] == pytest.approx(-pace("community.upstream_renewal"))
    washed = net.fluxes(x)[net.flux_slices["upstream_outgrown"]]
    assert washed[row] == pytest.approx(pace("community.upstream_renewal") * held[row])


def test_what_the_body_holds_reaches_them_with_bile() -> None:
    b, net, rest, x = resting("clindamycin")
    x[b.all_at(b.member_ids, ILEUM)] = rest
    x[b.at("clindamycin", BODY)] = 0.02
    rate = net.rhs(x)
    assert rate[b.at("agathobacter_rectalis", ILEUM)] < 0
    hardly = rate[b.at("escherichia_coli", ILEUM)] / rest[b.member_ids.index("escherichia_coli")]
    most = rate[b.at("agathobacter_rectalis", ILEUM)] / rest[0]
    assert abs(hardly) < 0.05 * abs(most)
