"""Every state has one place, and one composition."""

import numpy as np
import pytest

from holobiont.gut.blueprint import BIOMASS, INERT, STOOL, WATER, vector
from holobiont.gut.community import network
from holobiont.knowledge import load
from tests.gut.communities import community, in_vessel

KNOWLEDGE = load()


@pytest.mark.parametrize("make", [community, in_vessel])
def test_states_are_unique_and_found(make: object) -> None:
    b = community() if make is community else in_vessel()
    assert len(set(b.states)) == len(b.states)
    assert [b.at(*state) for state in b.states] == list(range(len(b.states)))


def test_derived_quantities_lie_where_the_blueprint_says() -> None:
    for b in (community(), in_vessel()):
        slices = network(b).slices
        for name, start in b.offsets.items():
            if name != "end":
                assert slices[name].start == start
        assert max(s.stop for s in slices.values()) == b.offsets["end"]


def test_amounts_become_a_vector() -> None:
    b = community()
    x = vector(b, {(WATER, "proximal"): 0.2, ("acetate", STOOL): 3.0})
    assert x[b.at(WATER, "proximal")] == 0.2
    assert x[b.at("acetate", STOOL)] == 3.0
    assert x.sum() == pytest.approx(3.2)


def test_a_unit_of_each_state_weighs_what_its_elements_weigh() -> None:
    """Grams by molar mass and grams by elements are the same, for water, cells and fiber too."""
    b = community()
    for species in (*b.contents, BIOMASS, *b.member_ids):
        mass = sum(
            KNOWLEDGE.elements[e].mass.internal * n for e, n in b.composition(species).items()
        )
        assert mass * b.unit(species) == pytest.approx(b.grams(species), rel=1e-9)
    assert b.composition(INERT) == b.composition("cellulose")
    assert b.unit(b.member_ids[0]) == b.grams(BIOMASS)


def test_the_element_matrix_has_a_column_for_every_state() -> None:
    b = community()
    names, matrix = b.element_matrix
    assert {"C", "H", "N", "O", "S"} <= set(names)
    assert matrix.shape == (len(names), len(b.states))
    assert np.all(matrix >= 0)
    assert np.all(matrix.sum(axis=0) > 0)
