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

_PRODUCTS = (
    _drug(
        "lactobacillus_rhamnosus_gg",
        "Lactobacillus rhamnosus GG",
        Amount(1e10, "CFU/day"),
        Amount(1e12, "CFU/day"),
        "LGG",
    ),
)
_TAXA = (
    SimpleNamespace(
        id="bifidobacterium_longum",
        label="Bifidobacterium longum",
        rank="species",
        synonyms=("B. longum",),
    ),
    SimpleNamespace(id="blautia", label="Blautia", rank="genus", synonyms=()),
)
_PHAGES = (_diet("ecoli_cocktail", "E. coli phage cocktail", "coliphage cocktail"),)


def _habit(name: str, label: str, form: str, largest: Amount | None, *synonyms: str) -> Any:
    usual = largest and Amount(largest.value / 2, largest.unit)
    return SimpleNamespace(
        id=name, label=label, form=form, usual_dose=usual, max_dose=largest, synonyms=synonyms
    )


_HABITS = (
    _habit("sleep", "sleep", "time", Amount(16, "h")),
    _habit("brisk_walking", "brisk walking", "time", Amount(8, "h"), "walking"),
    _habit("water", "water", "volume", Amount(6, "L/day"), "drinking water"),
    _habit("chronic_stress", "chronic stress", "state", None, "stress"),
    _habit("mindfulness", "mindfulness-based stress reduction", "state", None, "MBSR"),
    _habit("public_speech", "public speech", "moment", None, "speech before an audience"),
)
_BODY = {
    "dose.live.usual": Amount(1e10, "CFU/d"),
    "dose.live.largest": Amount(1e13, "CFU/d"),
    "dose.phage.usual": Amount(1e9, "PFU/d"),
    "dose.phage.largest": Amount(1e13, "PFU/d"),
    "dose.fmt.usual": Amount(50, "g"),
    "dose.fmt.largest": Amount(500, "g"),
}

KNOWN: Any = SimpleNamespace(
    foods={food.id: food for food in _FOODS},
    drugs={drug.id: drug for drug in _DRUGS},
    diets={diet.id: diet for diet in _DIETS},
    products={product.id: product for product in _PRODUCTS},
    taxa={taxon.id: taxon for taxon in _TAXA},
    phages={phage.id: phage for phage in _PHAGES},
    habits={habit.id: habit for habit in _HABITS},
    physiology=SimpleNamespace(quantity=_BODY.__getitem__),
)
