"""Names that taxonomy has changed, or that other databases use, by rank."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import get_args

from holobiont.errors import KnowledgeError
from holobiont.knowledge.read import Raw, known, read_toml
from holobiont.knowledge.schema import FrozenMap
from holobiont.knowledge.schema.life import Rank

NAME = "synonyms.toml"


def renamed(root: Path) -> Mapping[str, Mapping[str, str]]:
    """Read ``synonyms.toml``: rank to {old or foreign name: current name}.

    Raises
    ------
    KnowledgeError
        If a rank is unknown, a name is not a string, or a current name is itself an old one.
    """
    path = root / NAME
    raw = read_toml(path, NAME) if path.is_file() else {}
    for rank, names in raw.items():
        known(rank, get_args(Rank), NAME, rank, "rank")
        _check(rank, names)
    return FrozenMap({rank: FrozenMap(names) for rank, names in raw.items()})


def _check(rank: str, names: Raw) -> None:
    if not isinstance(names, dict):
        raise KnowledgeError(f"{NAME}: {rank} should be a table of old = new names.")
    for old, new in names.items():
        if not isinstance(new, str) or not new:
            raise KnowledgeError(f"{NAME}: {rank}.{old} should be a name (found {new!r}).")
        if new in names:
            raise KnowledgeError(f"{NAME}: {rank}.{old} leads to {new!r}, itself an old name.")
