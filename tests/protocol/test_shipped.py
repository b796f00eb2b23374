"""Everything that is shipped can be written in a phrase by its names."""

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


def test_every_name_of_a_phage_leads_to_it(known: Knowledge) -> None:
    for phage in known.phages.values():
        for name in _spelled(phage):
            (step,) = parse(f"1e6 PFU/day {name} for 2 days", known).steps
            assert (step.what, step.noun) == (phage.id, "phage"), name


def test_every_name_of_a_product_or_species_leads_to_it(known: Knowledge) -> None:
    species = [taxon for taxon in known.taxa.values() if taxon.rank in ("species", "strain")]
    others = [taxon for taxon in species if taxon.id not in known.products]
    for entry in (*known.products.values(), *others):
        for name in (entry.id, entry.label):
            (step,) = parse(f"1e6 CFU/day {name} for 2 days", known).steps
            assert (step.what, step.noun) == (entry.id, "live"), name


def test_every_name_of_a_habit_leads_to_it(known: Knowledge) -> None:
    dose = {"time": "1 h/day", "volume": "1 L/day", "state": "", "moment": ""}
    for habit in known.habits.values():
        for name in _spelled(habit):
            (step,) = parse(f"{dose[habit.form]} {name} on day 2", known).steps
            assert (step.what, step.key) == (habit.id, "habit"), name


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
        "amoxicillin 500 mg every 8 h for 7 days, then FMT from donor.tsv on day 10, inulin 12 "
        "g/day from day 0",
        "1e10 CFU/day Bifidobacterium longum for 14 days",
        "lactobacillus_rhamnosus_gg 10 billion CFU twice a day",
        "sleep 4 h/night for 2 nights, 2 L/day water, 30 min/day brisk walking, yoga",
        "Western diet, 10 g/day resistant starch and 5 g/day pectin for 4 weeks",
    ],
)
def test_plain_phrases_are_understood(phrase: str, known: Knowledge) -> None:
    protocol = as_protocol(phrase)
    assert as_protocol(str(protocol), known) == protocol
