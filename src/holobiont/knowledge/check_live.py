"""Check what lives in products and foods, and who survives being swallowed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from holobiont.errors import KnowledgeError
from holobiont.knowledge.closest import groups_of
from holobiont.knowledge.read import known
from holobiont.knowledge.schema import Quantity
from holobiont.quantity import same_dimension

if TYPE_CHECKING:
    from holobiont.knowledge.store import Knowledge

_PART, _DOSE, _COUNT = "1", "CFU/d", "CFU/g"


def check_live(knowledge: Knowledge) -> None:
    """Check names, units and parts of products, living foods and survival.

    Raises
    ------
    KnowledgeError
        Naming the file, the key and the nearest valid name.
    """
    for product in knowledge.products.values():
        file = f"products/{product.id}.toml"
        _taxa(product.organisms, _PART, knowledge, file, "organisms")
        for key in ("usual_dose", "max_dose"):
            _like(getattr(product, key), _DOSE, file, key)
        for key in ("viability", "survival"):
            if getattr(product, key) is not None:
                _part(getattr(product, key), file, key)
    for food in knowledge.foods.values():
        _taxa(food.live, _COUNT, knowledge, f"foods/{food.id}.toml", "live")
    _check_survival(knowledge)


def _check_survival(knowledge: Knowledge) -> None:
    groups = {n.casefold(): n for t in knowledge.taxa.values() for n in groups_of(t)}
    for name, each in knowledge.survival.items():
        _part(each.colon, "survival.toml", f"{name}.colon")
        if name.casefold() not in groups:
            known(name, sorted(groups.values()), "survival.toml", name, "taxon or clade")
    said = {name.casefold() for name in knowledge.survival}
    swallowed = {t for p in knowledge.products.values() for t in p.organisms}
    swallowed |= {t for food in knowledge.foods.values() for t in food.live}
    for taxon in sorted(swallowed):
        names = groups_of(knowledge.taxa[taxon])
        if not any(name.casefold() in said for name in names):
            raise KnowledgeError(
                f"survival.toml: nothing is said of {taxon}, which is swallowed alive: name it, a "
                "clade of it, or its domain."
            )


def _taxa(
    parts: Mapping[str, Quantity], unit: str, knowledge: Knowledge, file: str, key: str
) -> None:
    for name, quantity in parts.items():
        known(name, knowledge.taxa, file, key, "taxon")
        _like(quantity, unit, file, f"{key}.{name}")


def _part(quantity: Quantity, file: str, key: str) -> None:
    _like(quantity, _PART, file, key)
    if not 0 < quantity.internal <= 1:
        raise KnowledgeError(f"{file}: {key}: {quantity.value:g} is no part above 0 and up to 1.")


def _like(quantity: Quantity, unit: str, file: str, key: str) -> None:
    if not same_dimension(quantity.unit, unit):
        raise KnowledgeError(f"{file}: {key}.unit: {quantity.unit!r} should be like {unit!r}.")
