"""Live products and foods: every organism is known, and it is known who survives."""

import shutil
from pathlib import Path

import pytest

from holobiont.errors import InputError, KnowledgeError
from holobiont.knowledge import load
from holobiont.knowledge.closest import closest

KNOWLEDGE = load()


@pytest.mark.parametrize("product", KNOWLEDGE.products.values(), ids=lambda p: p.id)
def test_a_product_has_parts_that_add_up(product) -> None:  # type: ignore[no-untyped-def]
    assert sum(product.parts.values()) == pytest.approx(1.0)
    assert product.usual_dose.internal <= product.max_dose.internal
    assert product.source


def test_every_fermented_food_that_was_asked_for_lives() -> None:
    for name in ("yogurt", "kefir", "kimchi", "sauerkraut", "kombucha", "natto"):
        assert KNOWLEDGE.food(name).live


def test_everyone_who_may_be_swallowed_survives_by_some_part() -> None:
    table = {name: each.colon.internal for name, each in KNOWLEDGE.survival.items()}
    for taxon in KNOWLEDGE.taxa.values():
        part = closest(table, taxon)
        assert part is not None
        assert 0 < part <= 1


def test_a_product_is_found_by_any_of_its_names() -> None:
    assert KNOWLEDGE.product("LGG").id == "rhamnosus_gg"
    with pytest.raises(InputError, match="live product"):
        KNOWLEDGE.product("lactobacillin")


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("products/rhamnosus_gg.toml", "lacticaseibacillus_rhamnosus =", "rhamnosus =", "taxon"),
        ("products/rhamnosus_gg.toml", 'unit = "CFU/d"', 'unit = "g/d"', "usual_dose"),
        ("products/mixture_8.toml", "value = 1, unit", "value = 0, unit", "above zero|spread"),
        ("foods/yogurt.toml", 'unit = "CFU/g"', 'unit = "g/g"', "live"),
        ("survival.toml", "[Lactococcus]", "[Lactococci]", "taxon or clade"),
        ("survival.toml", "[Bacteria]", "[Akkermansia]", "swallowed alive"),
        ("survival.toml", "value = 0.3,", "value = 30,", "spread|part"),
    ],
)
def test_a_wrong_file_is_refused(tmp_path: Path, file: str, old: str, new: str, told: str) -> None:
    folder = tmp_path / "data"
    shutil.copytree(KNOWLEDGE.folder, folder)
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(KnowledgeError, match=told):
        load(folder)
