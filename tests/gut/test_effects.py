"""Drugs hold water, bind what is dissolved and undo each other, and nothing is lost."""

import numpy as np
import pytest
from hypothesis import given, settings

from holobiont.gut.blueprint import ABSORBED, STOOL, UNDONE, WATER, Blueprint
from holobiont.gut.community import network
from holobiont.gut.medicate import medicated
from holobiont.knowledge import load
from tests.gut.communities import CORE, SEEDS, community, random_state

DRUGS = load().drugs


def with_drugs(*names: str) -> Blueprint:
    return medicated(community(CORE), [DRUGS[name] for name in names])[0]


def changed(b: Blueprint, x: np.ndarray, drug: str, grams: float) -> np.ndarray:
    """What some grams of a drug in the first segment change in the rates."""
    more = x.copy()
    more[b.at(drug, b.habitat.names[0])] += grams
    net = network(b)
    return np.asarray(net.rhs(more) - net.rhs(x))


@settings(max_examples=8, deadline=None)
@given(SEEDS)
def test_no_element_and_no_drug_is_lost(seed: int) -> None:
    b = with_drugs("polyethylene_glycol", "cholestyramine", "ceftriaxone", "ribaxamase")
    rate = network(b).rhs(random_state(b, seed))
    _, matrix = b.element_matrix
    moved = np.abs(matrix) @ np.abs(rate)
    assert np.abs(matrix @ rate) == pytest.approx(np.zeros(len(moved)), abs=1e-9 * moved.max())


def test_the_wall_leaves_the_water_that_a_drug_holds() -> None:
    b = with_drugs("polyethylene_glycol")
    first = b.habitat.names[0]
    osmole = DRUGS["polyethylene_glycol"].effect.osmole
    assert osmole is not None
    kept = changed(b, random_state(b, 3), "polyethylene_glycol", 2.0)
    expected = b.habitat.segments[0].drying * osmole.internal * 2.0
    assert kept[b.at(WATER, first)] == pytest.approx(expected)
    assert kept[b.at(WATER, ABSORBED)] == pytest.approx(-expected)


def test_a_resin_binds_bile_acids_and_is_used_up() -> None:
    b = with_drugs("cholestyramine")
    first, x = b.habitat.names[0], random_state(b, 5)
    x[b.at("deoxycholate", first)] = 0.4
    bound = changed(b, x, "cholestyramine", 1.0)
    assert bound[b.at("deoxycholate", first)] < 0
    assert bound[b.at("deoxycholate", STOOL)] > 0
    assert bound[b.at("cholestyramine", UNDONE)] > 0
    assert bound[b.at("acetate", first)] == pytest.approx(0)


def test_an_enzyme_undoes_the_drugs_that_it_names() -> None:
    b = with_drugs("ceftriaxone", "vancomycin", "ribaxamase")
    first, x = b.habitat.names[0], random_state(b, 7)
    x[b.at("ceftriaxone", first)] = x[b.at("vancomycin", first)] = 0.1
    undone = changed(b, x, "ribaxamase", 1e-3)
    assert undone[b.at("ceftriaxone", UNDONE)] > 0
    assert undone[b.at("vancomycin", UNDONE)] == pytest.approx(0)
