"""Whatever is wrong in a file, loading either works or says so in one sentence."""

import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from holobiont.errors import KnowledgeError
from holobiont.knowledge import load

DATA = load().folder
FILES = [
    "compounds.toml",
    "polymers.toml",
    "pathways.toml",
    "guilds.toml",
    "traits.toml",
    "physiology.toml",
    "references.toml",
    "diets/hadza.toml",
    "foods/legumes.toml",
    "taxa/faecalibacterium_prausnitzii.toml",
]
VALUES = [5, -1, 1.5, "x", "", [], [1], {}, {"value": 1}, True, False, float("nan"), float("inf")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("knowledge")
    for name in {*FILES, "elements.toml"}:
        (copy / name).parent.mkdir(exist_ok=True)
        shutil.copy(DATA / name, copy / name)
    return copy


def tables(item: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if item:
        yield item
    for inner in item.values():
        if isinstance(inner, dict):
            yield from tables(inner)


def toml(item: Any) -> str:
    match item:
        case bool():
            return str(item).lower()
        case str():
            return '"' + item.replace("\\", "\\\\").replace('"', '\\"') + '"'
        case list():
            return "[" + ", ".join(map(toml, item)) + "]"
        case dict():
            return "{" + ", ".join(f'"{key}" = {toml(value)}' for key, value in item.items()) + "}"
        case _:
            return repr(item)


def damage(raw: dict[str, Any], data: st.DataObject) -> None:
    table = data.draw(st.sampled_from(list(tables(raw))))
    key = data.draw(st.sampled_from(list(table)))
    match data.draw(st.sampled_from(["replace", "remove", "rename", "add"])):
        case "replace":
            table[key] = data.draw(st.sampled_from(VALUES))
        case "remove":
            del table[key]
        case "rename":
            table[key + "x"] = table.pop(key)
        case _:
            table["zz"] = data.draw(st.sampled_from(VALUES))


@pytest.mark.slow
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_damage_is_accepted_or_refused_in_a_sentence(folder: Path, data: st.DataObject) -> None:
    path = folder / data.draw(st.sampled_from(FILES))
    text = path.read_text(encoding="utf-8")
    raw = tomllib.loads(text)
    damage(raw, data)
    path.write_text("\n".join(f'"{key}" = {toml(item)}' for key, item in raw.items()), "utf-8")
    load.cache_clear()
    try:
        load(folder)
    except KnowledgeError as error:
        assert "\n" not in str(error)
        assert str(error).endswith((".", "?"))
    finally:
        path.write_text(text, encoding="utf-8")
