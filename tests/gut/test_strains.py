"""Strains: who escapes which phage, at what cost, and what is born of whom."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holobiont.errors import InputError
from holobiont.gut.members import members_of
from holobiont.gut.strains import MOST, infects, offspring, standing, strains
from holobiont.knowledge import load

KNOWLEDGE = load()
PHAGES = st.lists(st.sampled_from(sorted(KNOWLEDGE.phages)), min_size=1, max_size=3, unique=True)
HOSTS = ("escherichia_coli", "bacteroides", "akkermansia_muciniphila")


@given(PHAGES)
def test_strains_divide_their_host(names: list[str]) -> None:
    phages = [KNOWLEDGE.phages[name] for name in names]
    wild = members_of(KNOWLEDGE, HOSTS)
    members = (*wild, *strains(wild, phages))
    assert len({m.id for m in members}) == len(members)
    for one in wild:
        family = [m for m in members if m.origin == one.id]
        parts = [standing(members, phages, m) for m in family]
        assert min(parts) >= 0
        assert sum(parts) == pytest.approx(1.0)
        assert all(m.pace <= one.pace for m in family)


@given(PHAGES)
def test_everything_born_is_somebodys(names: list[str]) -> None:
    phages = [KNOWLEDGE.phages[name] for name in names]
    wild = members_of(KNOWLEDGE, HOSTS)
    members = (*wild, *strains(wild, phages))
    by_id = {m.id: m for m in members}
    for i, one in enumerate(members):
        born = offspring(members, phages, i)
        assert sum(born.values()) == pytest.approx(1.0)
        assert {by_id[m].origin for m in born} == {one.origin}
        assert born[one.id] > 0.9


def test_each_phage_is_escaped_by_itself() -> None:
    phages = [KNOWLEDGE.phages[name] for name in ("t4_like", "lambda_like")]
    found = list(strains(members_of(KNOWLEDGE, ["escherichia_coli"]), phages))
    prey = [{p.id for p in phages if infects(p, m)} for m in found]
    assert len(found) == 5
    assert prey.count({"t4_like"}) == 2
    assert prey.count({"lambda_like"}) == 1
    assert prey.count(set()) == 2


def test_resistance_costs_growth_and_a_prophage_none() -> None:
    phage = KNOWLEDGE.phages["lambda_like"]
    found = list(strains(members_of(KNOWLEDGE, ["escherichia_coli"]), [phage]))
    pace = {bool(m.resists): m.pace for m in found}
    assert pace == {True: 1.0 - phage.resistance.cost.internal, False: 1.0}


def test_too_many_phages_of_one_host_are_refused() -> None:
    one = KNOWLEDGE.phages["t4_like"]
    many = [one.model_copy(update={"id": f"phage_{k}"}) for k in range(MOST + 1)]
    with pytest.raises(InputError, match="cocktail"):
        list(strains(members_of(KNOWLEDGE, ["escherichia_coli"]), many))
