"""Drugs act by concentration over the MIC, are found again to the gram, and cost nobody else."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holobiont.gut import potency
from holobiont.gut.blueprint import BODY, CIRCULATING, ILEUM, UNDONE, Blueprint
from holobiont.gut.community import network
from holobiont.gut.drug import SUFFIX
from holobiont.gut.medicate import medicated, with_none
from holobiont.gut.resistance import divided, siblings
from holobiont.gut.susceptible import mic
from holobiont.knowledge import load
from holobiont.knowledge.schema import Drug, Resistant
from tests.gut.communities import CORE, SEEDS, community, random_state

KNOWLEDGE = load()
CIPROFLOXACIN, AMOXICILLIN = KNOWLEDGE.drugs["ciprofloxacin"], KNOWLEDGE.drugs["amoxicillin"]
METRONIDAZOLE = KNOWLEDGE.drugs["metronidazole"]
TAXA = (*CORE, "escherichia_coli")
RATES = st.floats(0.05, 2.0)
TEST = {"mic": 0.01, "kappa": 1.2, "least": -4.0, "growing": 0.6, "none": 1e-30}
BOUND = {"to_bacteria": 0.3, "to_other": 0.1}


def killed(level: float, vigor: float, most: float = 0.8, **changes: float) -> float:
    """Return the loss per hour of a gram at a concentration (g/L) in a liter without solids."""
    constants = {**TEST, **BOUND, **changes}
    return float(potency.killing(1.0, level, 1.0, 0.0, 0.0, vigor, most=most, **constants))


def with_drugs(*drugs: Drug) -> Blueprint:
    return medicated(community(TAXA), drugs)[0]


@given(RATES)
def test_net_growth_ends_at_the_mic_and_falls_to_its_least(most: float) -> None:
    """In the medium of the test, as Regoes et al. define both (RG04)."""
    assert killed(TEST["mic"], most, most) == pytest.approx(most)
    assert most - killed(1e6, most, most) == pytest.approx(TEST["least"], rel=1e-3)


@given(st.lists(st.floats(0.0, 10.0), min_size=2, max_size=6), RATES)
def test_more_of_a_drug_never_kills_less(levels: list[float], vigor: float) -> None:
    lost = [killed(level, vigor) for level in sorted(levels)]
    assert lost[0] >= 0
    assert all(b >= a * (1 - 1e-12) for a, b in pairwise(lost))


@given(RATES)
def test_killing_that_needs_growth_is_in_proportion_to_it(vigor: float) -> None:
    """The number killed in a generation is always the same (TU86)."""
    per_generation = killed(1.0, vigor, growing=1.0) / vigor
    assert per_generation == pytest.approx(killed(1.0, 0.8, growing=1.0) / 0.8)
    assert killed(1.0, 0.0, growing=1.0) == 0
    assert killed(1.0, 0.0, growing=0.0) == pytest.approx(-TEST["least"], rel=0.05)


@given(st.floats(1.0, 4.0), st.floats(4.5, 8.5), RATES)
def test_acid_weakens_a_drug_as_a_higher_mic_does(fold: float, ph: float, vigor: float) -> None:
    here = {**TEST, **BOUND, "most": 0.8, "fold": fold, "tested": 7.2}
    lost = potency.killing_in_acid(1.0, 0.02, 1.0, 0.0, 0.0, vigor, ph, **here)
    higher = TEST["mic"] * fold ** max(7.2 - ph, 0.0)
    assert float(lost) == pytest.approx(killed(0.02, vigor, mic=higher))


@given(st.floats(0, 100), st.floats(0, 100))
def test_what_is_bound_is_not_taken_up(bacteria: float, other: float) -> None:
    free = potency.unbound(1.0, 0.5, bacteria, other, **BOUND)
    taken = potency.uptake(1.0, 0.5, bacteria, other, rate=0.4, **BOUND)
    assert taken == pytest.approx(0.4 * 0.5 * free)
    assert 0 < taken <= 0.4


@given(st.floats(0, 100), st.floats(0, 100))
def test_solids_hold_a_drug_back(bacteria: float, other: float) -> None:
    free = potency.unbound(1.0, 0.5, bacteria, other, **BOUND)
    assert 0 < free <= 2.0
    held = 0.5 + BOUND["to_bacteria"] * bacteria + BOUND["to_other"] * other
    assert free * held == pytest.approx(1.0)


@settings(max_examples=10, deadline=None)
@given(SEEDS)
def test_no_element_and_no_drug_is_lost(seed: int) -> None:
    b = with_drugs(CIPROFLOXACIN, AMOXICILLIN)
    rate = network(b).rhs(random_state(b, seed))
    names, matrix = b.element_matrix
    assert {"ciprofloxacin (g)", "amoxicillin (g)", "C", "N"} <= set(names)
    moved = np.abs(matrix) @ np.abs(rate)
    assert np.abs(matrix @ rate) == pytest.approx(np.zeros(len(names)), abs=1e-9 * moved.max())


@settings(max_examples=5, deadline=None)
@given(SEEDS)
def test_the_derivatives_are_those_of_the_rates(seed: int) -> None:
    b = with_drugs(AMOXICILLIN, CIPROFLOXACIN, METRONIDAZOLE)
    net, x = network(b), random_state(b, seed)
    way = np.random.default_rng(seed).standard_normal(x.size) * x
    step = 1e-6
    seen = (net.rhs(x + step * way) - net.rhs(x - step * way)) / (2 * step)
    told = net.jacobian(x) @ way
    assert told == pytest.approx(seen, rel=1e-4, abs=1e-5 * np.abs(seen).max())


def test_who_takes_no_drug_has_no_place_for_any() -> None:
    b = community(TAXA)
    assert b.drugs == ()
    assert {name for name, place in b.states if place in (BODY, UNDONE)} == {CIRCULATING}
    laws = [p.law.name for p in network(b).processes] + [n.name for n in network(b).derived]
    assert not any("drug" in name or name.endswith(SUFFIX) for name in laws)


def test_of_what_is_swallowed_the_body_gets_its_part() -> None:
    b = with_drugs(AMOXICILLIN)
    x = np.zeros(len(b.states))
    x[b.across("water")] = 0.2
    x[b.at("amoxicillin", ILEUM)] = 1.0
    rate = network(b).rhs(x)
    gone = rate[b.at("amoxicillin", BODY)] / -rate[b.at("amoxicillin", ILEUM)]
    assert gone == pytest.approx(AMOXICILLIN.absorbed.internal)


def test_what_the_colon_absorbs_is_in_the_body() -> None:
    b = with_drugs(METRONIDAZOLE)
    x = np.zeros(len(b.states))
    x[b.across("water")] = 0.2
    x[b.across("metronidazole")] = 1.0
    rate = network(b).rhs(x)
    assert METRONIDAZOLE.from_colon is not None
    taken = METRONIDAZOLE.from_colon.internal * len(b.habitat.names)
    assert rate[b.at("metronidazole", BODY)] == pytest.approx(taken)


def strains_of(share: float) -> Drug:
    """Return a drug of which that part of every Bacteroidales resists."""
    one = next(iter(CIPROFLOXACIN.resistant.values()))
    made = one.prevalence.model_copy(update={"value": share, "spread": (share, share)})
    some = Resistant(prevalence=one.prevalence, mic=one.mic, share=made)
    return CIPROFLOXACIN.model_copy(update={"resistant": {"Bacteroidales": some}})


@given(st.floats(0.01, 0.9))
def test_strains_add_up_to_their_host(share: float) -> None:
    drug, b = strains_of(share), community(TAXA)
    strains = divided(b.members, [drug])
    found: dict[str, float] = {}
    for strain in strains:
        found[strain.parent] = found.get(strain.parent, 0.0) + strain.share
    assert found == pytest.approx(dict.fromkeys(b.member_ids, 1.0))
    resistant = [s.member for s in strains if s.member.host]
    assert {m.taxon.lineage.order for m in resistant} == {"Bacteroidales"}
    for member in resistant:
        host = next(m for m in b.members if m.id == member.origin)
        assert mic(drug, member) > mic(drug, host)


def test_less_than_a_cell_is_no_strain() -> None:
    b = community(TAXA)
    x = random_state(b, 1)
    few, many = (len(medicated(b, [strains_of(part)], x)[1]) for part in (1e-14, 1e-6))
    assert few == len(b.members) < many


def test_without_the_drug_strains_live_as_their_host_does() -> None:
    old = community(TAXA)
    new, strains = medicated(old, [strains_of(0.25)])
    assert {m.origin for m in siblings(new)} == {
        "bacteroides_thetaiotaomicron",
        "alistipes_putredinis",
    }
    x = random_state(old, 7)
    plain, split = network(old), network(new)
    crowded = {"resident": 2.0, "rate": 0.3}
    plain = plain.with_params({"crowding": crowded})
    split = split.with_params({"crowding": crowded, "strain_crowding": crowded})
    before, after = plain.rhs(x), split.rhs(with_none(old, x, new, strains))
    for strain in strains:
        for place in (*old.habitat.names, *old.habitat.walls):
            own = after[new.at(strain.member.id, place)]
            assert own == pytest.approx(strain.share * before[old.at(strain.parent, place)])
