"""What enters is what is eaten and secreted, gram for gram."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from holobiont.gut import supply
from holobiont.gut.blueprint import WATER
from holobiont.gut.community import intake_targets
from holobiont.knowledge import load
from tests.gut.communities import community, even

KNOWLEDGE = load()
BODY = KNOWLEDGE.physiology.value
B = community()


def grams(entry: supply.Entry) -> float:
    return sum(rate * B.grams(species) for (species, _), rate in entry.items())


@pytest.mark.parametrize("diet", sorted(KNOWLEDGE.diets))
def test_grams_of_a_diet_come_in_as_mmol(diet: str) -> None:
    eaten = supply.diet_grams(B, KNOWLEDGE.diets[diet])
    assert grams(supply.food(B, eaten)) == pytest.approx(sum(eaten.values()))
    assert all(amount >= 0 for amount in eaten.values())
    listed = sum(q.internal for q in KNOWLEDGE.diets[diet].to_colon.values())
    sugar = KNOWLEDGE.diets[diet].sugar.internal * BODY("food.sugar_escape")
    assert sum(eaten.values()) == pytest.approx(listed + sugar)


@given(st.sampled_from(sorted(KNOWLEDGE.foods)), st.floats(0.01, 100))
def test_a_food_brings_its_grams(name: str, amount: float) -> None:
    food = KNOWLEDGE.foods[name]
    brought = supply.food_grams(food, amount)
    assert sum(brought.values()) <= amount * (1 + 1e-9)
    per_gram = sum(q.internal for q in food.per_gram.values())
    assert grams(supply.food(B, brought)) == pytest.approx(amount * per_gram)


def test_the_body_gives_its_mucin_water_and_protein() -> None:
    given_ = supply.secretions(B)
    mucin = sum(rate for (species, _), rate in given_.items() if species == "mucin")
    assert mucin * B.grams("mucin") == pytest.approx(BODY("secretion.mucin"))
    protein = sum(given_[name, "proximal"] * B.grams(name) for name in ("protein", "peptide"))
    assert protein == pytest.approx(BODY("secretion.protein"))
    nitrogen = sum(rate for (species, _), rate in given_.items() if species == "ammonia")
    assert nitrogen == pytest.approx(BODY("secretion.urea_nitrogen"))
    assert all(rate >= 0 for rate in given_.values())


def test_settlers_come_in_the_proportions_of_the_stool() -> None:
    shares = np.linspace(1, 2, len(B.members))
    shares /= shares.sum()
    entry = supply.settlers(B, shares)
    total = sum(entry.values())
    assert [entry[m, "proximal"] / total for m in B.member_ids] == pytest.approx(shares.tolist())
    assert total == pytest.approx(BODY("community.immigration") * BODY("biomass.cell_mass"))


def test_entries_add_up_and_unknown_places_are_refused() -> None:
    once = supply.rates(B, supply.secretions(B))
    assert np.allclose(supply.rates(B, supply.secretions(B), supply.secretions(B)), 2 * once)
    assert once.shape == (len(intake_targets(B)),)
    with pytest.raises(KeyError, match="nothing can enter"):
        supply.rates(B, {("inulin", "distal"): 1.0})


def test_a_day_is_food_secretions_and_settlers() -> None:
    diet, shares = KNOWLEDGE.diets["western_us"], even(B)
    parts = (
        supply.food(B, supply.diet_grams(B, diet)),
        supply.effluent(B, supply.diet_grams(B, diet)),
        supply.secretions(B),
        supply.settlers(B, shares),
    )
    apart = sum(supply.rates(B, part) for part in parts)
    assert np.allclose(supply.daily(B, diet, shares), apart, rtol=1e-12)


def test_more_solids_bring_more_water_with_its_salts() -> None:
    solids = BODY("water.reference_solids")
    usual = supply.effluent(B, {"cellulose": solids})
    more = supply.effluent(B, {"cellulose": 2 * solids})
    assert usual[WATER, "proximal"] == pytest.approx(BODY("water.inflow"))
    extra = more[WATER, "proximal"] - usual[WATER, "proximal"]
    assert extra == pytest.approx(BODY("water.per_solid") * solids)
    salt = [entry["sodium", "proximal"] / entry[WATER, "proximal"] for entry in (usual, more)]
    assert salt[0] == pytest.approx(salt[1])
    fasting = supply.effluent(B, {})[WATER, "proximal"]
    assert 0 < fasting < usual[WATER, "proximal"]
