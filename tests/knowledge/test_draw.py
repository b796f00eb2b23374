"""A drawn version stays in the ranges, repeats by seed, and leaves the rest alone."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from holobiont.knowledge import load
from holobiont.knowledge.draw import draw

KNOWLEDGE = load()
TAXA = ("faecalibacterium_prausnitzii", "ruminococcus_bromii")
SEEDS = st.integers(0, 2**32 - 1)


@settings(max_examples=15)
@given(SEEDS)
def test_every_number_stays_in_its_range(seed: int) -> None:
    drawn = draw(KNOWLEDGE, np.random.default_rng(seed), TAXA)
    for key, quantity in drawn.physiology.quantities.items():
        low, high = quantity.spread
        assert low - 1e-9 * abs(low) <= quantity.value <= high + 1e-9 * abs(high), key
    for name in KNOWLEDGE.polymers:
        for field in ("k_hydrolysis", "K_contois"):
            quantity = getattr(drawn.polymers[name], field)
            assert quantity.spread[0] * 0.999999 <= quantity.value <= quantity.spread[1] * 1.000001
    for taxon in TAXA:
        corners = [q.value for q in drawn.taxa[taxon].ph.corners()]
        assert corners == sorted(corners)
        old = [q.value for q in KNOWLEDGE.taxa[taxon].ph.corners()]
        assert np.allclose(np.diff(corners), np.diff(old))


@settings(max_examples=5)
@given(SEEDS)
def test_a_seed_gives_one_version(seed: int) -> None:
    one, two = (draw(KNOWLEDGE, np.random.default_rng(seed), TAXA) for _ in range(2))
    assert dict(one.physiology.quantities) == dict(two.physiology.quantities)
    assert one.taxa[TAXA[0]] == two.taxa[TAXA[0]]
    other = draw(KNOWLEDGE, np.random.default_rng(seed + 1), TAXA)
    assert dict(one.physiology.quantities) != dict(other.physiology.quantities)


def test_chemistry_diets_and_plain_foods_stay() -> None:
    drawn = draw(KNOWLEDGE, np.random.default_rng(0), TAXA)
    for name in ("compounds", "pathways", "diets", "references"):
        assert getattr(drawn, name) is getattr(KNOWLEDGE, name)
    assert drawn.foods["inulin"] is KNOWLEDGE.foods["inulin"]
    assert drawn.taxa[TAXA[0]] != KNOWLEDGE.taxa[TAXA[0]]


def test_taxa_that_may_come_are_drawn_when_they_are_asked_for() -> None:
    """The same whoever is asked for first, and without a trace in what else is drawn."""
    one, two = (draw(KNOWLEDGE, np.random.default_rng(0), TAXA) for _ in range(2))
    first = one.taxa["escherichia_coli"], one.taxa["roseburia_hominis"]
    other = two.taxa["roseburia_hominis"], two.taxa["escherichia_coli"]
    assert first == other[::-1]
    assert first[0].growth.mu_max != KNOWLEDGE.taxa["escherichia_coli"].growth.mu_max
    assert len(one.taxa) == len(KNOWLEDGE.taxa)
    assert list(one.taxa) == list(KNOWLEDGE.taxa)


def test_what_lives_in_food_is_drawn_within_its_range() -> None:
    drawn = draw(KNOWLEDGE, np.random.default_rng(0), TAXA)
    for name, cells in drawn.foods["yogurt"].live.items():
        low, high = KNOWLEDGE.foods["yogurt"].live[name].spread
        assert low <= cells.value <= high
    assert drawn.survival["Lactococcus"] != KNOWLEDGE.survival["Lactococcus"]
    assert drawn.products["mixture_8"].viability != KNOWLEDGE.products["mixture_8"].viability


def test_half_the_draws_lie_on_either_side() -> None:
    rng = np.random.default_rng(1)
    key = "biomass.per_atp"
    middle = KNOWLEDGE.physiology.quantity(key).value
    above = [draw(KNOWLEDGE, rng).physiology.quantity(key).value > middle for _ in range(60)]
    assert 15 < sum(above) < 45
