"""Every food and diet that is shipped can be written in a phrase by each of its names."""

from typing import Any

import pytest

from holobiont.knowledge import Knowledge, load
from holobiont.protocol import as_protocol, parse


@pytest.fixture(scope="module")
def known() -> Knowledge:
    return load()


def _spelled(entry: Any) -> tuple[str, ...]:
    return (entry.id, entry.label, *entry.synonyms)


def test_every_name_of_a_food_leads_to_it(known: Knowledge) -> None:
    for food in known.foods.values():
        for name in _spelled(food):
            (step,) = parse(f"1 g/day {name} for 2 days", known).steps
            assert (step.what, step.noun) == (food.id, food.kind), name


def test_every_name_of_a_drug_leads_to_it(known: Knowledge) -> None:
    for drug in known.drugs.values():
        for name in _spelled(drug):
            (step,) = parse(f"1 mg/day {name} for 2 days", known).steps
            assert (step.what, step.noun) == (drug.id, "drug"), name


def test_every_name_of_a_diet_leads_to_it(known: Knowledge) -> None:
    for diet in known.diets.values():
        for name in _spelled(diet):
            (step,) = parse(f"{name} from day 14", known).steps
            assert (step.what, step.noun) == (diet.id, "diet"), name


@pytest.mark.parametrize(
    "phrase",
    [
        "20 g/day inulin for 4 weeks",
        "high-fibre diet from day 14",
        "ketogenic diet for 4 weeks then mediterranean diet",
        "10 g inulin twice daily",
        "30 g garlic per day from week 2 until day 40",
        "Western diet, 10 g/day resistant starch and 5 g/day pectin for 4 weeks",
    ],
)
def test_plain_phrases_are_understood(phrase: str, known: Knowledge) -> None:
    protocol = as_protocol(phrase)
    assert as_protocol(str(protocol), known) == protocol
