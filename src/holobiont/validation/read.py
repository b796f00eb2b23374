"""Read experiments from their files."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from holobiont.errors import InputError, KnowledgeError, UsageError, did_you_mean
from holobiont.knowledge.read import build, read_toml
from holobiont.knowledge.schema import FrozenMap
from holobiont.validation.experiment import Experiment

_HERE = Path(__file__).parent / "experiments"
_FILE = ".toml"


def read_experiment(path: Path) -> Experiment:
    """Read one file.

    Raises
    ------
    KnowledgeError
        If it is wrong; the sentence names file and key.
    """
    if not path.is_file():
        raise InputError(f"{path} is not a file: give the file of an experiment.")
    raw = read_toml(path, path.name)
    for key, reason in (("id", "the file's name"), ("digest", "made from the file")):
        if key in raw:
            raise KnowledgeError(f"{path.name}: {key} is {reason}, and must not be given.")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return build(Experiment, {**raw, "id": path.stem, "digest": digest}, path.name)


@lru_cache(maxsize=4)
def experiments(folder: Path = _HERE) -> Mapping[str, Experiment]:
    """Read all experiments of a folder, by id, in the order of their ids.

    Raises
    ------
    KnowledgeError
        If a file is wrong; the sentence names file and key.
    """
    found = (read_experiment(path) for path in sorted(folder.glob(f"*{_FILE}")))
    return FrozenMap({experiment.id: experiment for experiment in found})


def chosen(ids: tuple[str, ...] | None, folder: Path = _HERE) -> tuple[Experiment, ...]:
    """Return the experiments of some ids or files (all when not given).

    Raises
    ------
    UsageError
        If an id is not known; the sentence gives the nearest.
    """
    known = experiments(folder)
    if ids is None:
        return tuple(known.values())
    return tuple(_chosen(name, known) for name in ids)


def _chosen(name: str, known: Mapping[str, Experiment]) -> Experiment:
    if name.endswith(_FILE):
        return read_experiment(Path(name))
    names = {key.casefold(): key for key in known}
    if name.casefold() not in names:
        hint = did_you_mean(name, known)
        raise UsageError(f"{name!r} is not a known experiment.{hint}")
    return known[names[name.casefold()]]
