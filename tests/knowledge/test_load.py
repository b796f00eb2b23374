import pickle
import shutil
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest
from pydantic import ValidationError

from holobiont.errors import InputError, KnowledgeError
from holobiont.knowledge import Quantity, load

DATA = Path(load().folder)


def test_the_same_folder_gives_the_same_object_and_an_equal_copy_the_same_hash(
    tmp_path: Path,
) -> None:
    knowledge = load()
    assert load() is knowledge
    copy = shutil.copytree(DATA, tmp_path / "data")
    for path in copy.rglob("*.toml"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert load(copy).hash == knowledge.hash
    with (copy / "foods" / "garlic.toml").open("a") as file:
        file.write("# another word\n")
    load.cache_clear()
    assert load(copy).hash != knowledge.hash


def test_everything_is_frozen() -> None:
    knowledge = load()
    with pytest.raises(FrozenInstanceError):
        knowledge.hash = ""  # type: ignore[misc]
    with pytest.raises(TypeError):
        knowledge.diets["mine"] = knowledge.diets["hadza"]  # type: ignore[index]
    with pytest.raises(TypeError):
        knowledge.diets["hadza"].to_colon["pectin"] = 1  # type: ignore[index]
    with pytest.raises(ValidationError):
        knowledge.compounds["acetate"].formula = "C"


def test_knowledge_travels_between_processes() -> None:
    knowledge = load()
    copy = pickle.loads(pickle.dumps(knowledge))
    assert copy.hash == knowledge.hash
    assert list(copy.taxa) == list(knowledge.taxa)
    assert copy.compounds["acetate"] == knowledge.compounds["acetate"]


def test_quantities_are_converted_once() -> None:
    quantity = load().diets["british_1976"].fermentable_carbohydrate
    assert quantity.internal == pytest.approx(35.7 / 24)
    assert quantity.internal_spread == pytest.approx((25.8 / 24, 44.6 / 24))
    assert quantity.sources == ("AR25",)


def test_acids_and_bases_state_their_charge() -> None:
    compounds = load().compounds
    assert compounds["acetate"].pKa is not None
    assert compounds["acetate"].pKa.value == (4.76,)
    assert compounds["acetate"].protonated_charge == 0
    assert compounds["ammonia"].protonated_charge == 1
    assert compounds["succinate"].pKa is not None
    assert len(compounds["succinate"].pKa.value) == 2
    assert compounds["sodium"].charge == compounds["sodium"].protonated_charge == 1


def test_physiology_is_read_by_dotted_key() -> None:
    physiology = load().physiology
    assert physiology.value("colon.proximal.volume") == pytest.approx(0.203)
    low, high = physiology.spread("colon.proximal.volume")
    assert low < 0.203 < high
    assert {"volume", "length"} <= physiology.table("colon.proximal").keys()
    with pytest.raises(KnowledgeError, match=r"'colon\.proximal\.volume'"):
        physiology.value("colon.proximal.volum")


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("british_1976", "british_1976"),
        ("High-fibre diet", "high_fiber"),
        ("US mean", "western_us"),
        ("Mediterranean diet", "mediterranean"),
        ("KETO", "ketogenic"),
    ],
)
def test_a_diet_is_found_by_any_of_its_names(name: str, found: str) -> None:
    assert load().diet(name).id == found


def test_an_unknown_name_gives_the_nearest() -> None:
    knowledge = load()
    assert knowledge.food("oligofructose").id == "fos"
    with pytest.raises(InputError, match="'mediterranean'"):
        knowledge.diet("mediteranean")
    with pytest.raises(InputError, match=r"Known: .*western_us"):
        knowledge.diet("zzz")
    with pytest.raises(KnowledgeError, match="'AR25'"):
        knowledge.cite("AR52")
    assert knowledge.cite("AR25").doi == "10.1016/j.cell.2025.07.005"


def test_names_of_diets_and_of_foods_are_unique() -> None:
    for records in (load().diets, load().foods):
        seen: dict[str, str] = {}
        for key, record in records.items():
            for name in {key.replace("_", " "), *(n.casefold() for n in record.synonyms)}:
                assert seen.setdefault(name, key) == key


def test_a_taxon_inherits_its_guild_and_overrides_it() -> None:
    knowledge = load()
    for taxon in knowledge.taxa.values():
        guild = knowledge.guilds[taxon.guild]
        assert guild.uptakes.keys() & taxon.uptakes.keys() or not guild.uptakes
    species = knowledge.taxa["agathobacter_rectalis"]
    assert species.growth.mu_max != knowledge.guilds[species.guild].growth.mu_max
    assert isinstance(species.growth.mu_max, Quantity)
