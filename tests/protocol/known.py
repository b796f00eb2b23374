"""A small knowledge with awkward names, so that these tests do not hang on the shipped data."""

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from holobiont.quantity import to_internal


@dataclass(frozen=True)
class Amount:
    value: float
    unit: str

    @property
    def internal(self) -> float:
        return to_internal(self.value, self.unit)


def _food(name: str, label: str, kind: str, largest: Amount, *synonyms: str) -> Any:
    return SimpleNamespace(id=name, label=label, kind=kind, max_dose=largest, synonyms=synonyms)


def _drug(name: str, label: str, usual: Amount, largest: Amount, *synonyms: str) -> Any:
    return SimpleNamespace(
        id=name, label=label, usual_dose=usual, max_dose=largest, synonyms=synonyms
    )


def _diet(name: str, label: str, *synonyms: str) -> Any:
    return SimpleNamespace(id=name, label=label, synonyms=synonyms)


_FOODS = (
    _food("inulin", "inulin", "supplement", Amount(40, "g/day"), "chicory inulin", "fructan"),
    _food("pectin", "pectin", "supplement", Amount(40, "g")),
    _food("beta_glucan", "oat β-glucan", "supplement", Amount(20, "g/day"), "fructan"),
    _food("garlic", "garlic (raw)", "food", Amount(60, "g/day"), "raw garlic"),
    _food("oats", "rolled oats", "food", Amount(300, "g/day"), "porridge oat"),
    _food("bread_and_butter", "bread and butter", "food", Amount(300, "g/day")),
    _food("yogurt", "yogurt", "food", Amount(1, "kg/day")),
)
_DRUGS = (
    _drug("amoxicillin", "Amoxicillin", Amount(1500, "mg/d"), Amount(6, "g/d"), "amoxil"),
    _drug("co_amoxiclav", "Amoxicillin and clavulanate", Amount(1750, "mg/d"), Amount(4, "g/d")),
)
_DIETS = (
    _diet("high_fiber", "High-fiber diet", "fibre-rich diet"),
    _diet("mediterranean", "Mediterranean"),
    _diet("ketogenic", "Ketogenic", "keto"),
    _diet("british_1976", "British household diet, 1976"),
)

KNOWN: Any = SimpleNamespace(
    foods={food.id: food for food in _FOODS},
    drugs={drug.id: drug for drug in _DRUGS},
    diets={diet.id: diet for diet in _DIETS},
)
