"""Jumps between solves keep every element in the ledgers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from holobiont.engine.ledger import balance
from holobiont.gut.blueprint import NECROMASS, STOOL, WATER, Blueprint
from holobiont.gut.inoculate import ROUTES, cleansed, placed, prepared
from tests.gut.communities import SEEDS, community, random_state

WORST = 1e-12


def amounts(b: Blueprint) -> dict[str, float]:
    return {WATER: 0.04, "acetate": 3.0, NECROMASS: 2.0, b.member_ids[0]: 0.5, b.member_ids[3]: 0.1}


@given(seed=SEEDS)
def test_a_purgative_moves_everything_to_the_stool(seed: int) -> None:
    b = community()
    x = random_state(b, seed)
    new = cleansed(b, x)
    left = 1.0 - b.knowledge.physiology.value("cleansing.lumen")
    assert balance(*b.element_matrix, x, new).worst < WORST
    place = b.habitat.names[1]
    assert new[b.at("acetate", place)] == pytest.approx(left * x[b.at("acetate", place)])
    assert new[b.at(WATER, STOOL)] > x[b.at(WATER, STOOL)]
    first, wall = b.member_ids[0], b.habitat.walls[0]
    stays = 1.0 - b.knowledge.physiology.value("cleansing.mucus")
    assert new[b.at(first, wall)] == pytest.approx(stays * x[b.at(first, wall)])


@given(seed=SEEDS, route=st.sampled_from(sorted(ROUTES)))
def test_what_is_placed_is_taken_from_the_supply(seed: int, route: str) -> None:
    b = community()
    x = random_state(b, seed)
    new = placed(b, x, amounts(b), route)
    assert balance(*b.element_matrix, x, new).worst < WORST
    gained = (new - x)[b.across("acetate")]
    assert gained.sum() == pytest.approx(3.0)
    where = {"colonoscopy": [1, 1, 1], "enema": [0, 0, 1]}.get(route, [1, 0, 0])
    assert np.array_equal(gained > 0, np.array(where, dtype=bool))


@pytest.mark.parametrize("route", ROUTES)
def test_cells_that_die_are_debris(route: str) -> None:
    b = community()
    given = amounts(b)
    made = prepared(b, given, route)
    gram = b.grams(NECROMASS)

    def solid(found: dict[str, float]) -> float:
        return gram * found[NECROMASS] + sum(found[m] for m in (b.member_ids[0], b.member_ids[3]))

    lost = b.knowledge.physiology.value("transplant.retained") if route == "enema" else 1.0
    assert solid(made) == pytest.approx(lost * solid(given))
    assert made[b.member_ids[0]] < given[b.member_ids[0]]
