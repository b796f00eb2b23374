"""Steps of a protocol meet what was studied, and nothing that was not."""

from dataclasses import dataclass

from holobiont.knowledge import load
from holobiont.outcomes import matches
from holobiont.outcomes.matching import told
from holobiont.protocol import Protocol, parse

KNOWLEDGE = load()
INTERVENTIONS = KNOWLEDGE.interventions


def related(phrase: str) -> dict[str, str]:
    found = matches(parse(phrase, KNOWLEDGE), INTERVENTIONS)
    return {match.intervention: match.kinship for match in found}


def test_a_food_is_itself_its_groups_and_what_they_are_within() -> None:
    found = related("10 g/day inulin for 4 weeks")
    assert found["inulin"] == "same"
    assert {name for name, kinship in found.items() if kinship == "group"} == {
        "prebiotics",
        "fiber_supplement",
        "biotics",
    }
    assert {found["fos"], found["gos"]} == {"kin"}
    assert "probiotics" not in found


def test_a_drug_is_of_its_class_and_a_diet_of_better_diets() -> None:
    found = related("1500 mg/day amoxicillin for 1 week")
    assert (found["penicillins"], found["antibiotics"], found["quinolones"]) == (
        "group",
        "group",
        "kin",
    )
    assert related("mediterranean diet for 4 weeks") == {
        "mediterranean_diet": "same",
        "diet_improvement": "group",
    }


def test_what_was_studied_under_its_own_name_is_the_same() -> None:
    found = related("high-fiber diet for 4 weeks")
    assert (found["high_fiber"], found["diet_improvement"]) == ("same", "group")
    assert "same" not in related("20 g/day pectin for 4 weeks").values()


def test_nothing_done_meets_nothing() -> None:
    assert matches(Protocol(), INTERVENTIONS) == ()


def test_a_step_matches_an_intervention_once_however_often_it_comes() -> None:
    twice = parse("5 g/day inulin for 1 week, then 10 g/day inulin for 1 week", KNOWLEDGE)
    pairs = [(m.step.what, m.intervention) for m in matches(twice, INTERVENTIONS)]
    assert len(pairs) == len(set(pairs))


@dataclass(frozen=True)
class Capsule:
    """Stands for a step of living cells."""

    what: str
    noun: str = "live"


def test_any_living_cells_are_probiotics_and_kin_of_every_strain_that_was_studied() -> None:
    found = matches((Capsule("unheard_of"),), INTERVENTIONS)  # type: ignore[arg-type]
    kinships = {match.intervention: match.kinship for match in found}
    assert (kinships["probiotics"], kinships["biotics"]) == ("group", "group")
    assert (kinships["jb1"], kinships["eight_strains"]) == ("kin", "kin")
    for condition in KNOWLEDGE.outcomes.values():
        for match in found:
            for effect in condition.effects:
                if told(effect, match) and match.kinship == "kin":
                    assert effect.null or effect.contradictory


def test_the_strain_that_was_studied_is_the_same() -> None:
    found = matches((Capsule("mixture_8"),), INTERVENTIONS)  # type: ignore[arg-type]
    kinships = {match.intervention: match.kinship for match in found}
    assert (kinships["eight_strains"], kinships["probiotics"]) == ("same", "group")


def test_a_transplant_is_what_was_studied() -> None:
    (match,) = matches((Capsule("fmt", "fmt"),), INTERVENTIONS)  # type: ignore[arg-type]
    assert (match.intervention, match.kinship) == ("fmt", "same")
