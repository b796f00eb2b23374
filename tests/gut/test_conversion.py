"""Compounds are turned by those who can, as fast as they and the substrate allow, and kept."""

from functools import lru_cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from holobiont.gut import byproducts, kinetics, observe
from holobiont.gut.blueprint import ABSORBED, STOOL, SUPPLY, Blueprint
from holobiont.gut.conversion import conversion, parts
from holobiont.gut.traces import bile
from holobiont.knowledge import load
from holobiont.profile import Profile
from holobiont.profile.example import example_profile
from holobiont.twin import Twin
from tests.gut.communities import CORE, community

KNOWLEDGE = load()
NUCLEI = KNOWLEDGE.members("bile_acid")
AMOUNTS = st.floats(1e-6, 1e3)


@lru_cache(maxsize=1)
def twin() -> Twin:
    whole = example_profile(KNOWLEDGE)
    shares = whole.shares[:30] / whole.shares[:30].sum()
    made = (whole.names[:30], whole.ranks[:30], whole.lineages[:30])
    return Twin.fit(Profile("made", *made, shares=shares))


@given(AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS, st.floats(1.0, 10.0))
def test_the_law_rises_with_all_and_saturates(
    catalysts: float, substrate: float, helper: float, rate: float, half: float, more: float
) -> None:
    def law(e: float, c: float, h: float) -> float:
        constants = {"rate": rate, "half": half, "helper_half": half}
        return float(kinetics.helped_conversion(e, c, h, **constants))

    now = law(catalysts, substrate, helper)
    assert 0 <= now <= rate * catalysts
    assert law(more * catalysts, substrate, helper) == pytest.approx(more * now)
    assert now <= law(catalysts, more * substrate, helper) * (1 + 1e-9)
    assert now <= law(catalysts, substrate, more * helper) * (1 + 1e-9)
    assert law(0.0, substrate, helper) == law(catalysts, 0.0, helper) == 0
    assert law(catalysts, substrate, 0.0) == 0


@given(AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS)
def test_where_no_helper_is_needed_none_limits(
    catalysts: float, substrate: float, helper: float, rate: float, half: float
) -> None:
    constants = {"rate": rate, "half": half}
    plain = kinetics.conversion(catalysts, substrate, **constants)
    helped = kinetics.helped_conversion(catalysts, substrate, helper, **constants, helper_half=0.0)
    assert helped == pytest.approx(plain)


def test_only_what_uses_hydrogen_waits_for_it() -> None:
    b = community()
    process = conversion(b)
    scarce = process.law.params["helper_half"].reshape(-1, len(b.habitat.names))
    for halves, law in zip(scarce, KNOWLEDGE.conversions.values(), strict=True):
        assert (halves > 0).all() == (law.per_substrate.get("hydrogen", 0) < 0)


@given(st.integers(0, 2**32 - 1))
def test_the_work_is_divided_among_those_who_do_it(seed: int) -> None:
    b = community()
    x = np.random.default_rng(seed).random(len(b.states))
    share = parts(b, x).reshape(len(KNOWLEDGE.conversions), -1, len(CORE))
    for row, law in zip(share, KNOWLEDGE.conversions.values(), strict=True):
        able = np.array([member.activity(law) > 0 for member in b.members])
        assert (row[:, ~able] == 0).all()
        assert row.sum(axis=1) == pytest.approx(1.0 if able.any() else 0.0)


def test_bile_acids_arrive_conjugated() -> None:
    amounts = bile(KNOWLEDGE)
    total = KNOWLEDGE.physiology.value("bile.inflow")
    assert sum(amounts.values()) == pytest.approx(total)
    tauro = sum(amount for name, amount in amounts.items() if name.startswith("tauro"))
    assert tauro / total == pytest.approx(KNOWLEDGE.physiology.value("bile.taurine_share"))


def test_every_steroid_is_found_again() -> None:
    flows = twin().habitual.flows(0)
    entered = -sum(flows[name, SUPPLY] for name in NUCLEI)
    left = sum(flows[name, place] for name in NUCLEI for place in (ABSORBED, STOOL))
    assert entered == pytest.approx(24 * KNOWLEDGE.physiology.value("bile.inflow"))
    assert left == pytest.approx(entered, rel=1e-4)


def test_healthy_stool_holds_secondary_bile_acids_and_little_conjugated() -> None:
    course = twin().habitual
    found = byproducts.byproducts(twin().blueprint, course.flows(0), course.x[0], course.shares[0])
    assert 40 < found["bile_secondary"] < 90
    assert 0 < found["bile_conjugated"] < 10
    assert set(found) >= {name for name, *_ in byproducts.TABLE}


def test_nobody_makes_what_nobody_can() -> None:
    flows = twin().habitual.flows(0)
    members = twin().blueprint.members
    for name, law in KNOWLEDGE.conversions.items():
        if name in KNOWLEDGE.compounds and not any(m.activity(law) for m in members):
            assert observe.released(flows, (name,)) == pytest.approx(0, abs=1e-9)


def test_who_makes_p_cresol_adds_up() -> None:
    course = twin().habitual
    made = course.makers("p_cresol", 0)
    assert min(made.values()) >= 0
    assert sum(made.values()) == pytest.approx(
        observe.released(course.flows(0), ("p_cresol",)), rel=1e-4
    )


def lps(b: Blueprint, factor: float) -> dict[str, float]:
    x = np.zeros(len(b.states))
    for member in b.member_ids:
        x[b.across(member)] = factor
    return observe.endotoxin(b, x)


@given(st.floats(1e-3, 1e3))
def test_lipopolysaccharide_follows_the_gram_negatives(factor: float) -> None:
    without = community(("bifidobacterium_longum", "ruminococcus_bromii"))
    assert lps(without, factor) == {"total": 0, "active": 0}
    mild, strong = (lps(community((name,)), factor) for name in (CORE[0], "escherichia_coli"))
    assert mild["total"] == pytest.approx(strong["total"])
    assert mild["active"] < 0.1 * strong["active"]
    assert strong["total"] == pytest.approx(
        factor * lps(community(("escherichia_coli",)), 1)["total"]
    )
