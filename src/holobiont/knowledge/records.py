"""Read the records of a knowledge folder, each kind from its file or files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from holobiont.errors import KnowledgeError
from holobiont.knowledge.formula import elements
from holobiont.knowledge.inherit import overridden, resolve_guilds
from holobiont.knowledge.read import Raw, build, is_quantity, known, read_toml
from holobiont.knowledge.schema import (
    Coupling,
    Development,
    FrozenMap,
    Guild,
    HostModel,
    Physiology,
    Record,
    Taxon,
)

R = TypeVar("R", bound=Record)

_DERIVED = ("id", "code", "molar_mass")
DEVELOPMENT = "development"
COUPLINGS = "couplings"


def _tables(root: Path, name: str) -> Raw:
    """Read a file of one table a record; an absent file is empty."""
    path = root / f"{name}.toml"
    raw = read_toml(path, path.name) if path.is_file() else {}
    for key, row in raw.items():
        _check_table(row, path.name, f"{key}.")
    return raw


def _check_table(row: Any, file: str, key: str) -> None:
    if not isinstance(row, dict):
        raise KnowledgeError(f"{file}: {key.strip('.')} should be a table.")
    for derived in _DERIVED:
        if derived in row:
            raise KnowledgeError(f"{file}: {key}{derived} is worked out, and must not be given.")


def table(root: Path, name: str, model: type[R], identity: str = "id") -> Mapping[str, R]:
    """Read a file of one table a record."""
    raw = _tables(root, name)
    file = f"{name}.toml"
    return FrozenMap({k: build(model, {**row, identity: k}, file, k) for k, row in raw.items()})


def matter(root: Path, name: str, model: type[R], weights: Mapping[str, float]) -> Mapping[str, R]:
    """Read compounds or polymers; work out their molar mass [g/mmol]."""
    file, found = f"{name}.toml", {}
    for key, row in _tables(root, name).items():
        mass = _molar_mass(str(row.get("formula", "")), weights, file, key)
        extra = {"id": key, "molar_mass": mass, "label": row.get("label", row.get("name"))}
        found[key] = build(model, {**row, **extra}, file, key)
    return FrozenMap(found)


def _molar_mass(formula: str, weights: Mapping[str, float], file: str, key: str) -> float:
    try:
        atoms = elements(formula)
    except KnowledgeError as error:
        raise KnowledgeError(f"{file}: {key}.formula: {error}") from error
    for symbol in atoms:
        known(symbol, weights, file, f"{key}.formula", "element")
    return sum(count * weights[symbol] for symbol, count in atoms.items())


def _files(root: Path, name: str) -> Iterator[tuple[str, str, Raw]]:
    """Yield id, file name and content of every file of a folder."""
    for path in sorted((root / name).glob("*.toml")):
        file = f"{name}/{path.name}"
        raw = read_toml(path, file)
        _check_table(raw, file, "")
        yield path.stem, file, raw


def folder(root: Path, name: str, model: type[R]) -> Mapping[str, R]:
    """Read a folder of one file a record."""
    files = _files(root, name)
    return FrozenMap({key: build(model, {**raw, "id": key}, file) for key, file, raw in files})


def guilds(root: Path) -> tuple[Mapping[str, Guild], Mapping[str, Raw]]:
    """Read the guilds; return them as records, and as tables for their taxa to inherit."""
    raw = resolve_guilds(_tables(root, "guilds"), "guilds.toml")
    found = {key: build(Guild, {**row, "id": key}, "guilds.toml", key) for key, row in raw.items()}
    return FrozenMap(found), raw


def taxa(root: Path, guilds: Mapping[str, Raw]) -> Mapping[str, Taxon]:
    """Read the taxa, each resolved with the tables of its guild."""
    found = {}
    for key, file, raw in _files(root, "taxa"):
        if "guild" not in raw:
            raise KnowledgeError(f"{file}: guild is missing.")
        known(raw["guild"], guilds, file, "guild", "guild")
        merged = {**overridden(guilds[raw["guild"]], raw), "id": key}
        merged.setdefault("label", raw.get("name"))
        found[key] = build(Taxon, merged, file)
    return FrozenMap(found)


def physiology(root: Path) -> Physiology:
    """Read the physiology; nested tables become dotted keys."""
    quantities: dict[str, Raw] = {}
    descriptions: dict[str, str] = {}
    for key, row in _tables(root, "physiology").items():
        _flatten(row, key, quantities, descriptions)
    raw = {"quantities": quantities, "descriptions": descriptions}
    return build(Physiology, raw, "physiology.toml")


def development(root: Path) -> Development | None:
    """Read how a child grows up; None where the folder does not say."""
    path = root / f"{DEVELOPMENT}.toml"
    return build(Development, read_toml(path, path.name), path.name) if path.is_file() else None


def host(root: Path) -> tuple[Mapping[str, HostModel], Mapping[str, Coupling]]:
    """Read the modules of the body, one file each, and the couplings between them."""
    models: dict[str, HostModel] = {}
    couplings: dict[str, Coupling] = {}
    for key, file, raw in _files(root, "host"):
        if key != COUPLINGS:
            models[key] = build(HostModel, {**raw, "id": key}, file)
            continue
        for name, row in raw.items():
            _check_table(row, file, f"{name}.")
            couplings[name] = build(Coupling, {**row, "id": name}, file, name)
    return FrozenMap(models), FrozenMap(couplings)


def _flatten(row: Raw, key: str, quantities: dict[str, Raw], texts: dict[str, str]) -> None:
    if is_quantity(row):
        quantities[key] = {name: item for name, item in row.items() if name != "description"}
        if "description" in row:
            texts[key] = row["description"]
        return
    for name, item in row.items():
        if isinstance(item, dict):
            _flatten(item, f"{key}.{name}", quantities, texts)
        elif name == "description":
            texts[key] = item
        else:
            raise KnowledgeError(
                f"physiology.toml: {key}.{name} should be a quantity "
                "{value, unit, spread, source, status, grade}."
            )
