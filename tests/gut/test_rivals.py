"""Strains of one taxon hold each other back, as if they were one."""

from dataclasses import replace

import numpy as np
from hypothesis import given

from holobiont.gut.blueprint import Blueprint
from holobiont.gut.community import network
from holobiont.gut.rivals import RIVALRY, rivals
from tests.gut.communities import SEEDS, community, random_state

LONGUM = "bifidobacterium_longum"


def with_strain() -> Blueprint:
    b = community()
    own = b.members[b.member_ids.index(LONGUM)]
    return replace(b, members=(*b.members, replace(own, id="other")))


def test_only_strains_of_one_taxon_are_rivals() -> None:
    b = with_strain()
    assert {(a.id, o.id) for a, o in rivals(b.members)} == {(LONGUM, "other"), ("other", LONGUM)}
    assert not list(rivals(community().members))
    parts = (*b.members, replace(b.members[0], id="part", host=b.members[0].id))
    assert len(list(rivals(parts))) == 2


def test_nobody_without_kin_has_the_law() -> None:
    assert RIVALRY not in {p.law.name for p in network(community()).processes}


@given(seed=SEEDS)
def test_two_equal_strains_lose_what_one_of_both_would(seed: int) -> None:
    """Crowding and rivalry together go by the density of both."""
    b = with_strain()
    made = network(b)
    names = ("crowding", RIVALRY)
    rates = {
        p.law.name: {"rate": np.full(p.law.size, 0.1)}
        for p in made.processes
        if p.law.name in names
    }
    made = made.with_params(rates)
    x = random_state(b, seed)
    fluxes, lost = made.fluxes(x), 0.0
    place = b.habitat.names[0]
    ours = {b.at(LONGUM, place), b.at("other", place)}
    for process in made.processes:
        if process.law.name in names:
            here = np.isin(process.law.reads[0], list(ours))
            lost += fluxes[made.flux_slices[process.law.name]][here].sum()
    total = sum(x[i] for i in ours)
    assert np.isclose(lost, 0.1 * total**2 / x[b.at("water", place)])
