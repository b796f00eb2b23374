"""Every element balances: in catabolism, in anabolism, and in growth, for all pathways."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holobiont.errors import KnowledgeError
from holobiont.gut.energetics import (
    Reaction,
    anabolism,
    cached_reaction,
    catabolism,
    electrons,
    growth_reaction,
)
from holobiont.knowledge import Knowledge, load

KNOWLEDGE = load()


def substrates(knowledge: Knowledge, pathway: str) -> list[str]:
    """List every compound that a pathway can break down."""
    found = []
    for substrate in knowledge.compounds:
        try:
            catabolism(knowledge, knowledge.pathways[pathway], substrate)
        except KnowledgeError:
            continue
        found.append(substrate)
    return found


#: An entry only leads a sugar into another's pathway.
PATHWAYS = [p for p in KNOWLEDGE.pathways if not p.endswith("_entry")]
ALL = [(p, s) for p in PATHWAYS for s in substrates(KNOWLEDGE, p)]
PAIRS = st.sampled_from(ALL)


def imbalance(reaction: Reaction) -> float:
    """Return the largest element left over, relative to what of it moved."""
    totals: dict[str, float] = {}
    moved: dict[str, float] = {}
    for name, amount in reaction.items():
        for element, count in KNOWLEDGE.compounds[name].elements.items():
            totals[element] = totals.get(element, 0.0) + amount * count
            moved[element] = moved.get(element, 0.0) + abs(amount * count)
    return max(abs(total) / moved[element] for element, total in totals.items())


def test_every_pathway_serves_some_substrate() -> None:
    assert {p for p, _ in ALL} == set(PATHWAYS)


@pytest.mark.parametrize(("pathway", "substrate"), ALL)
def test_catabolism_balances(pathway: str, substrate: str) -> None:
    reaction, atp = catabolism(KNOWLEDGE, KNOWLEDGE.pathways[pathway], substrate)
    assert imbalance(reaction) < 1e-12
    assert reaction[substrate] == pytest.approx(-1)
    assert atp > 0


@pytest.mark.parametrize("substrate", sorted({s for _, s in ALL} - {"carbon_dioxide"}))
def test_anabolism_balances(substrate: str) -> None:
    reaction = anabolism(KNOWLEDGE, substrate)
    assert imbalance(reaction) < 1e-12
    assert reaction["biomass"] == 1


@given(PAIRS)
def test_growth_balances_per_gram(pair: tuple[str, str]) -> None:
    pathway = KNOWLEDGE.pathways[pair[0]]
    reaction = growth_reaction(KNOWLEDGE, pathway, pair[1])
    biomass = 1.0 / KNOWLEDGE.compounds["biomass"].gram_per_mmol
    assert imbalance({**reaction, "biomass": biomass}) < 1e-9
    assert reaction[pair[1]] < 0
    assert dict(cached_reaction(KNOWLEDGE, *pair)) == reaction


@given(PAIRS)
def test_electrons_are_kept_too(pair: tuple[str, str]) -> None:
    """Follows from the elements, and would betray a wrong valence."""
    reaction, _ = catabolism(KNOWLEDGE, KNOWLEDGE.pathways[pair[0]], pair[1])
    flow = {n: a * electrons(KNOWLEDGE.compounds[n].elements) for n, a in reaction.items()}
    assert sum(flow.values()) == pytest.approx(0, abs=1e-9 * sum(map(abs, flow.values())))


def test_known_degrees_of_reduction() -> None:
    found = {n: electrons(KNOWLEDGE.compounds[n].elements) for n in KNOWLEDGE.compounds}
    expected = {"acetate": 8, "butyrate": 20, "methane": 8, "hydrogen": 2, "simple_sugar": 24}
    assert {n: found[n] for n in expected} == expected
    assert all(found[n] == 0 for n in ("carbon_dioxide", "water", "ammonia", "hydrogen_sulfide"))


def test_a_pathway_refuses_what_it_cannot_use() -> None:
    with pytest.raises(KnowledgeError, match="cannot use 'methane'"):
        catabolism(KNOWLEDGE, KNOWLEDGE.pathways["butyrate_roseburia"], "methane")
