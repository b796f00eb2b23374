"""Read TOML files and turn them into records, with errors that name file and key."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from holobiont.errors import KnowledgeError, did_you_mean
from holobiont.knowledge.schema import FrozenMap, Record

R = TypeVar("R", bound=Record)

Raw = dict[str, Any]
#: The knowledge of the package.
DATA = Path(__file__).parent / "data"
_PROVENANCE = ("source", "status", "grade")


def read_toml(path: Path, name: str) -> Raw:
    """Parse one file and spread its ``[defaults]`` over its quantities."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"{name} is not valid TOML: {error}.") from error
    defaults = raw.pop("defaults", {})
    if not isinstance(defaults, dict):
        raise KnowledgeError(f"{name}: defaults should be a table of source, status and grade.")
    for key in defaults:
        known(key, _PROVENANCE, name, "defaults", "key")
    if defaults:
        _fill(raw, defaults)
    return raw


def is_quantity(item: object) -> bool:
    """Return whether a raw TOML item is a number with a unit."""
    return isinstance(item, dict) and "value" in item


def _fill(raw: Raw, defaults: Raw) -> None:
    if is_quantity(raw):
        for key, value in defaults.items():
            raw.setdefault(key, value)
        return
    for item in raw.values():
        if isinstance(item, dict):
            _fill(item, defaults)


def known(name: object, options: Iterable[str], file: str, key: str, what: str) -> None:
    """Raise unless a name is among the options; the sentence gives the nearest one."""
    options = tuple(options)
    if name not in options:
        hint = did_you_mean(str(name), options)
        raise KnowledgeError(f"{file}: {key}: {name!r} is not a known {what}.{hint}")


def build(model: type[R], raw: Mapping[str, Any], file: str, key: str = "") -> R:
    """Validate one record.

    Raises
    ------
    KnowledgeError
        Naming the file, the key and, for a misspelled key or choice, the nearest valid one.
    """
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        # A misspelled key is also a missing one: the misspelling says more.
        problems = error.errors(include_url=False)
        problem = min(problems, key=lambda found: found["type"] != "extra_forbidden")
        raise KnowledgeError(_sentence(model, problem, file, key)) from error


@lru_cache(maxsize=8)
def read_table(model: type[R], file: str, folder: Path | None = None) -> Mapping[str, R]:
    """Return the records of a file of a knowledge folder by id, the package's own by default.

    Raises
    ------
    KnowledgeError
        If the file is wrong.
    """
    raw = read_toml((folder or DATA) / file, file)
    return FrozenMap({key: build(model, {**row, "id": key}, file, key) for key, row in raw.items()})


def _sentence(model: type[Record], problem: ErrorDetails, file: str, key: str) -> str:
    place = [str(part) for part in problem["loc"]]
    where = f"{file}: {'.'.join([key, *place]).strip('.')}"
    match problem["type"]:
        case "extra_forbidden":
            return f"{where} is not a known key.{did_you_mean(place[-1], _keys(model))}"
        case "missing":
            remedy = "; give it there or under [defaults]" if place[-1] in _PROVENANCE else ""
            return f"{where} is missing{remedy}."
        case "literal_error":
            hint = did_you_mean(str(problem["input"]), _choices(problem))
            choices = problem["ctx"]["expected"]
            return f"{where}: {problem['input']!r} is not one of {choices}.{hint}"
        case "value_error":
            sentence = str(problem["ctx"]["error"])
            return f"{where}: {sentence}{'' if sentence.endswith(('.', '?')) else '.'}"
        case _:
            return f"{where}: {problem['msg']} (found {problem['input']!r})."


def _choices(problem: ErrorDetails) -> list[str]:
    expected = str(problem.get("ctx", {}).get("expected", ""))
    return expected.replace(" or ", ", ").replace("'", "").split(", ")


@cache
def _keys(model: type[BaseModel]) -> tuple[str, ...]:
    """Return every key that a record and the records in it understand."""
    keys: set[str] = set()
    for name, field in model.model_fields.items():
        keys.add(field.alias or name)
        for inner in _models(field.annotation):
            keys.update(_keys(inner))
    return tuple(sorted(keys))


def _models(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in get_args(annotation) for model in _models(part)]
