import pytest

from holobiont.knowledge import load

KNOWLEDGE = load()
DIETS = sorted(KNOWLEDGE.diets)

#: Milk holds no fiber, and more protein that resists digestion.
MILKS = {"breast_milk", "formula"}


def fermentable(diet: str) -> float:
    portions = KNOWLEDGE.diets[diet].to_colon
    return sum(q.value for name, q in portions.items() if KNOWLEDGE.is_carbohydrate(name))


@pytest.mark.parametrize(
    ("diet", "expected"), [("british_1976", 35.7), ("western_us", 24.6), ("hadza", 57.6)]
)
def test_fermentable_carbohydrate_is_the_published_one(diet: str, expected: float) -> None:
    """Arnoldini 2025, doi 10.1016/j.cell.2025.07.005."""
    assert fermentable(diet) == pytest.approx(expected, rel=0.01)


@pytest.mark.parametrize(
    ("diet", "expected"), [("british_1976", 35.7), ("western_us", 24.6), ("hadza", 57.6)]
)
def test_the_published_total_follows_from_the_intakes(diet: str, expected: float) -> None:
    """Half of fiber and 0.13 of starch, the standard of Arnoldini 2025."""
    d = KNOWLEDGE.diets[diet]
    starch = d.carbohydrate.value - d.sugar.value - d.fiber.value
    assert 0.5 * d.fiber.value + 0.13 * starch == pytest.approx(expected, rel=0.02)


@pytest.mark.parametrize(
    "diet",
    ["high_fiber", "low_fodmap", "mediterranean", "plant_based", "ultra_processed", "vegan"],
)
def test_other_totals_follow_from_the_intakes_too(diet: str) -> None:
    """Half of fiber and 0.13 of starch; 0.3 and 0.10 to 0.75 and 0.15."""
    d = KNOWLEDGE.diets[diet]
    starch = d.carbohydrate.value - d.sugar.value - d.fiber.value
    found = [a * d.fiber.value + b * starch for a, b in ((0.5, 0.13), (0.3, 0.1), (0.75, 0.15))]
    total = d.fermentable_carbohydrate
    assert [total.value, *total.spread] == pytest.approx(found, abs=0.06)
    assert fermentable(diet) == pytest.approx(total.value, rel=0.01)


@pytest.mark.parametrize("diet", sorted(set(DIETS) - MILKS))
def test_fiber_is_kept(diet: str) -> None:
    """Fiber is fermented or inert; starch comes on top."""
    d = KNOWLEDGE.diets[diet]
    starch = d.to_colon["resistant_starch"].value
    inert = d.to_colon["inert_fiber"].value if "inert_fiber" in d.to_colon else 0.0
    assert fermentable(diet) - starch + inert == pytest.approx(d.fiber.value, abs=0.02)
    assert 0 < starch < d.carbohydrate.value - d.sugar.value - d.fiber.value


@pytest.mark.parametrize("diet", DIETS)
def test_protein_and_energy(diet: str) -> None:
    d = KNOWLEDGE.diets[diet]
    escaping = 0.1 if diet in MILKS else 0.07
    assert d.to_colon["protein"].value == pytest.approx(escaping * d.protein.value, abs=0.03)
    energy = 4 * d.carbohydrate.value + 4 * d.protein.value + 9 * d.fat.value
    assert energy == pytest.approx(d.energy_kcal.value, rel=0.2)


def test_diets_are_ordered_by_what_they_feed() -> None:
    order = ["animal_based", "ketogenic", "ultra_processed", "western_us", "british_1976", "hadza"]
    totals = [fermentable(diet) for diet in order]
    assert totals == sorted(totals)
    duncan = [fermentable(f"duncan_{arm}") for arm in ("low", "moderate", "maintenance")]
    assert duncan == sorted(duncan)


@pytest.mark.parametrize("food", sorted(KNOWLEDGE.foods))
def test_a_gram_of_food_brings_at_most_a_gram(food: str) -> None:
    item = KNOWLEDGE.foods[food]
    brought = sum(q.internal for q in item.per_gram.values())
    assert brought <= 1 + 1e-9
    assert brought > 0 or item.effects
    assert item.max_dose.internal > 0


@pytest.mark.parametrize(
    "name", ["inulin", "FOS", "GOS", "resistant starch", "pectin", "psyllium", "garlic", "oats"]
)
def test_common_foods_are_there(name: str) -> None:
    assert KNOWLEDGE.food(name)
