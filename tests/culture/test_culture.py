"""A culture keeps its elements, stays positive, and does not care how its members are listed."""

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from holobiont.culture import Options, culture
from holobiont.errors import HolobiontError, InputError
from holobiont.knowledge import load
from holobiont.knowledge.schema import FrozenMap

KNOWLEDGE = load()
PEOPLE = {
    "bacteroides_thetaiotaomicron": 0.3,
    "faecalibacterium_prausnitzii": 0.2,
    "agathobacter_rectalis": 0.2,
    "bifidobacterium_longum": 0.2,
    "methanobrevibacter_smithii": 0.1,
}
FIBERS = ("inulin", "pectin", "resistant_starch", "arabinoxylan", "beta_glucan")
SMALL = -1e-6


# Each example is a simulation: shrinking one that fails would take minutes.
@settings(max_examples=8, phases=[Phase.explicit, Phase.generate])
@given(
    weights=st.lists(st.floats(0.01, 1), min_size=5, max_size=5),
    fiber=st.sampled_from(FIBERS),
    grams=st.floats(0.1, 20),
    dose=st.floats(0.01, 2),
)
def test_elements_are_kept_and_nothing_is_negative(
    weights: list[float], fiber: str, grams: float, dose: float
) -> None:
    community = dict(zip(PEOPLE, weights, strict=True))
    found = culture(community, substrate={fiber: grams}, inoculum=dose, hours=12)
    assert found.conservation.worst < 1e-6
    assert found.x.min() > SMALL
    fiber_left = found.x[:, found.blueprint.at(fiber, "vessel")]
    assert np.all(np.diff(fiber_left) < -SMALL)
    assert np.all(np.diff(found.biomass) > SMALL)


def test_cells_without_nitrogen_ferment_and_do_not_grow() -> None:
    """Sugar goes on turning into acids when ammonia is gone (10.1128/mr.59.1.48-62.1995)."""
    found = culture({"bifidobacterium_longum": 1.0}, medium="dm38", hours=24)
    short = int(np.argmax(found.concentration("ammonia") < 0.05))
    assert 0 < short < len(found.hours) - 1
    assert found.concentration("acetate")[-1] > 1.3 * found.concentration("acetate")[short]
    assert found.biomass[-1] < 1.05 * found.biomass[short]
    assert found.conservation.worst < 1e-6


def test_inhibited_cells_do_not_ferment_in_place_of_growing() -> None:
    """Deoxycholate takes from what C. difficile ferments what it takes from its growth."""
    made = {}
    for bile in (0.0, 8.0):
        contents = {**KNOWLEDGE.media["dm38"].contents}
        q = contents["sulfate"]
        contents["deoxycholate"] = q.model_copy(update={"value": bile, "spread": (0.0, 9.0)})
        broth = KNOWLEDGE.media["dm38"].model_copy(update={"contents": FrozenMap(contents)})
        made[bile] = culture(
            {"clostridioides_difficile": 1.0}, medium=broth, inoculum=0.1, hours=2
        ).made("acetate")
    assert 0 < made[8.0] < 0.3 * made[0.0]


def test_the_order_of_members_changes_nothing() -> None:
    turned = dict(reversed(PEOPLE.items()))
    first = culture(PEOPLE, substrate={"inulin": 5}, hours=12)
    second = culture(turned, substrate={"inulin": 5}, hours=12)
    assert second.members == first.members[::-1]
    assert np.allclose(second.shares[:, ::-1], first.shares, rtol=1e-3, atol=1e-6)
    for name in ("acetate", "butyrate", "propionate"):
        assert second.made(name) == pytest.approx(first.made(name), rel=1e-3)


def test_more_fiber_makes_more_acid_and_a_lower_ph() -> None:
    doses = (0, 2, 5, 10)
    found = [culture(PEOPLE, substrate={"inulin": dose}, hours=24) for dose in doses]
    made = [sum(c.made(acid) for acid in ("acetate", "propionate", "butyrate")) for c in found]
    assert made == sorted(made)
    final = [c.ph[-1] for c in found]
    assert final == sorted(final, reverse=True)


@pytest.mark.parametrize("medium", sorted(KNOWLEDGE.media))
def test_every_medium_starts_at_its_ph(medium: str) -> None:
    found = culture(PEOPLE, medium=medium, hours=0.1)
    assert found.ph[0] == pytest.approx(KNOWLEDGE.media[medium].ph.value, abs=1e-6)


def test_a_held_ph_stays_and_acid_stops_those_who_cannot_bear_it() -> None:
    at = {
        ph: culture(
            {"bacteroides_thetaiotaomicron": 1},
            substrate={"simple_sugar": 5},
            hours=6,
            options=Options(ph=ph),
        )
        for ph in (5.0, 7.0)
    }
    assert np.allclose(at[7.0].ph, 7.0)
    assert at[5.0].biomass[-1] == pytest.approx(at[5.0].biomass[0], rel=1e-3)
    assert at[7.0].biomass[-1] > 2 * at[7.0].biomass[0]


def test_gases_share_out_as_their_volatility_says() -> None:
    found = culture(PEOPLE, substrate={"inulin": 10}, hours=48)
    medium = found.medium
    for name in ("hydrogen", "methane"):
        volatility = KNOWLEDGE.compounds[name].volatility
        assert volatility is not None
        above = found.gas(name)[-1] / medium.headspace.internal
        assert above == pytest.approx(found.concentration(name)[-1] * volatility.internal, rel=0.1)
    assert found.made("methane") > 0


def test_a_fitter_member_gains() -> None:
    plain = culture(PEOPLE, substrate={"inulin": 5}, hours=12)
    chosen = plain.members[0]
    fitter = culture(
        PEOPLE, substrate={"inulin": 5}, hours=12, options=Options(fitness={chosen: 1.0})
    )
    assert fitter.shares[-1, 0] > plain.shares[-1, 0]


def test_genera_and_old_names_are_understood() -> None:
    found = culture({"Bacteroides": 1, "Eubacterium rectale": 1, "Roseburia": 2}, hours=0.1)
    assert set(found.members) == {"bacteroides", "agathobacter_rectalis", "roseburia"}
    assert found.shares[0].sum() == pytest.approx(1)
    assert found.shares[0, found.members.index("roseburia")] == pytest.approx(0.5)


def test_a_food_brings_its_parts() -> None:
    found = culture(PEOPLE, substrate={"wheat bran": 10}, hours=0.1)
    assert found.concentration("arabinoxylan")[0] > 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"substrate": {"inulinn": 5}}, "inulin"),
        ({"substrate": {"inulin": -5}}, "-5"),
        ({"medium": "basel"}, "basal"),
        ({"inoculum": 0}, "inoculum"),
        ({"hours": float("nan")}, "hours"),
        ({"community": {"bacteroides": -1}}, "bacteroides"),
        ({"community": {}}, "no taxon"),
        ({"community": {"Xyzzy plugh": 1}}, "Xyzzy"),
    ],
)
def test_mistakes_are_one_sentence(change: dict, words: str) -> None:
    given_ = {"community": PEOPLE, **change}
    with pytest.raises(HolobiontError, match=words) as error:
        culture(given_.pop("community"), **given_)
    assert isinstance(error.value, InputError)
    assert "\n" not in str(error.value)
