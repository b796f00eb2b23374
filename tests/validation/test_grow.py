"""A community is grown once, and its culture measured."""

import numpy as np
import pytest

from holobiont.culture import CultureResult
from holobiont.knowledge import load
from holobiont.validation.culture import Culture
from holobiont.validation.dish import Dish, dishes
from holobiont.validation.experiment import Arm, Experiment, Observable, Target, When
from holobiont.validation.grow import grow, grown, medium
from holobiont.validation.measure import Cell
from holobiont.validation.observables import OF_A_CULTURE

KNOWLEDGE = load()
CACCAE, LONGUM = "Anaerostipes caccae", "Bifidobacterium longum"


def dish(*names: str, **how: object) -> Dish:
    culture = Culture.model_validate({"medium": "dm38", "hours": 24, "listed": [names], **how})
    return dishes(culture, 1, 0)[0]


@pytest.fixture(scope="module")
def seen() -> CultureResult:
    return grown(dish(CACCAE, LONGUM), KNOWLEDGE)


def of(seen: CultureResult, kind: str, k: int = -1, **what: object) -> list[float]:
    return OF_A_CULTURE[kind](
        seen, k % len(seen.hours), Target.model_validate({"kind": kind, **what})
    )


def test_acids_add_up(seen: CultureResult) -> None:
    acids = ["butyrate", "acetate", "lactate"]
    levels = [of(seen, "concentration", species=[acid])[0] for acid in acids]
    assert of(seen, "concentration", species=acids) == [pytest.approx(sum(levels))]
    shares = of(seen, "molar_shares", species=acids)
    assert shares == pytest.approx([100 * level / sum(levels) for level in levels])
    assert of(seen, "fraction", species=acids[:1], total=acids) == [pytest.approx(shares[0])]


def test_what_is_released_counts_from_the_start_and_gas_too(seen: CultureResult) -> None:
    assert of(seen, "released", 0) == [0]
    hydrogen = of(seen, "released", species=["hydrogen"])[0]
    here = of(seen, "concentration", species=["hydrogen"])[0]
    gas = of(seen, "gas", species=["hydrogen"])[0]
    assert hydrogen == pytest.approx(gas + here, rel=1e-3)
    assert hydrogen > gas > here > 0
    lactate = of(seen, "released", species=["lactate"])[0]
    assert lactate == pytest.approx(seen.concentration("lactate")[-1] - 28.3, rel=1e-3)


def test_what_is_used_up_is_nothing(seen: CultureResult) -> None:
    assert of(seen, "concentration", 0, species=["simple_sugar"])[0] > 1
    assert of(seen, "concentration", species=["simple_sugar"]) == [0.0]


def test_members_make_up_the_biomass(seen: CultureResult) -> None:
    groups = [[CACCAE], ["Bifidobacterium"]]
    assert sum(of(seen, "group_shares", groups=groups)) == pytest.approx(100)
    each, (total,) = of(seen, "biomass", groups=groups), of(seen, "biomass")
    assert sum(each) == pytest.approx(total)
    assert of(seen, "diversity", indices=["richness"]) == [2]


def test_growth_is_no_faster_than_the_fastest_of_a_taxon(seen: CultureResult) -> None:
    (rate,) = of(seen, "growth", groups=[[LONGUM]])
    assert 0 < rate <= KNOWLEDGE.taxa["bifidobacterium_longum"].growth.mu_max.internal * 1.001
    assert np.isnan(of(seen, "growth", 0)[0])


def test_a_medium_is_changed_where_a_culture_says_so() -> None:
    more = {"value": 3, "unit": "mM", "spread": [3, 3], "source": "assumed",
            "status": "assumed", "grade": "C"}  # fmt: skip
    how = Culture.model_validate({"medium": "dm38", "ph": 6.2, "contents": {"sulfate": more}})
    broth = medium(how, KNOWLEDGE)
    assert (broth.ph.internal, broth.contents["sulfate"].value) == (6.2, 3)
    assert broth.contents["lactate"] == KNOWLEDGE.medium("dm38").contents["lactate"]


def test_a_held_ph_stays_and_a_started_one_moves() -> None:
    held = grown(dish(CACCAE, ph=6.2, hold_ph=True), KNOWLEDGE)
    assert held.ph == pytest.approx(6.2)
    free = grown(dish(CACCAE, ph=6.2), KNOWLEDGE)
    assert free.ph[0] == pytest.approx(6.2, abs=1e-6)
    assert free.ph[-1] < 6.0


def row(*observables: Observable) -> Experiment:
    return Experiment(
        id="X1",
        domain="d",
        experiment="e",
        measured="m",
        unit="1",
        parts=("a",) * len(observables),
        culture=Culture(medium="dm38", hours=24, listed=((CACCAE,),)),
        arms=(Arm(),),
        observable=observables,
        expected={"low": (0,) * len(observables), "high": (1,) * len(observables)},
        source="CL21",
        status="verified",
    )


def test_numbers_are_those_of_the_end_and_hours_can_be_asked_for() -> None:
    butyrate = {"kind": "concentration", "species": ("butyrate",)}
    half = Observable(**butyrate, when=When(change=0.5))
    e = row(Observable(**butyrate), half, Observable(**butyrate, against=Target(kind="ph")))
    alone = dish(CACCAE)
    (found,) = grow((alone, (Cell(e, 0),)), KNOWLEDGE)
    seen = grown(alone, KNOWLEDGE)
    assert found.numbers[0] == [pytest.approx(seen.concentration("butyrate")[-1])]
    assert 0 < found.numbers[1][0] < 24
    assert found.numbers[2] == [found.numbers[0][0], pytest.approx(seen.ph[-1])]


def test_a_culture_that_cannot_be_grown_says_why_in_every_cell() -> None:
    e = row(Observable(kind="ph"))
    found = grow((dish("Nonsensia absurda"), (Cell(e, 0), Cell(e, 0))), KNOWLEDGE)
    assert [m.numbers for m in found] == [{}, {}]
    assert all("Nonsensia absurda" in m.failure for m in found)
