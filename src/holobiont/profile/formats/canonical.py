"""Our own table: one profile, exact to the last digit, readable in a spreadsheet."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from holobiont.errors import InputError
from holobiont.profile.content import Content
from holobiont.profile.profile import Profile, Source

_MARK = "#holobiont profile 1"
_COLUMNS = "lineage\tname\trank\tshare"
_SCALARS = ("sample", "unit", "unclassified", "load", "reads", "notes", "metadata")


def matches(content: Content) -> bool:
    """Return whether the file starts with our mark."""
    return content.text.startswith(_MARK)


def write(profile: Profile, path: Path) -> Path:
    """Write a profile; every text is kept exactly, numbers with all their digits."""
    head = {key: getattr(profile, key) for key in _SCALARS} | {"metadata": dict(profile.metadata)}
    lines = [_MARK, *(f"#{key}\t{json.dumps(value)}" for key, value in head.items()), _COLUMNS]
    rows = zip(profile.lineages, profile.names, profile.ranks, profile.shares, strict=True)
    for lineage, name, rank, share in rows:
        lines.append("\t".join((*map(_field, (lineage, name, rank)), repr(float(share)))))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    return path


def read(content: Content) -> Profile:
    """Return the profile of a canonical table."""
    head: dict[str, Any] = {}
    rows: list[tuple[str, str, str, float]] = []
    try:
        for line in content.text.split("\n")[1:]:
            cells = line.split("\t")
            if line.startswith("#"):
                head[cells[0][1:]] = json.loads(cells[1])
            elif line and line != _COLUMNS:
                rows.append((*map(_text, cells[:3]), float(cells[3])))  # type: ignore[arg-type]
        return _profile(head, rows, content)
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise InputError(f"{content.name} is a damaged profile of ours ({error})") from error


def _profile(
    head: dict[str, Any], rows: list[tuple[str, str, str, float]], content: Content
) -> Profile:
    source = Source(str(content.path), content.sha256, "holobiont", tuple(_COLUMNS.split("\t")))
    return Profile(
        sample=head["sample"],
        lineages=tuple(row[0] for row in rows),
        names=tuple(row[1] for row in rows),
        ranks=tuple(row[2] for row in rows),
        shares=np.array([row[3] for row in rows]),
        unclassified=head["unclassified"],
        unit=head["unit"],
        load=head["load"],
        reads=head["reads"],
        source=source,
        metadata=head["metadata"],
        notes=tuple(head["notes"]),
    )


def _field(text: str) -> str:
    plain = text and text[0] not in '#"' and not set(text) & set("\t\n\r")
    return text if plain and text.isprintable() else json.dumps(text)


def _text(cell: str) -> str:
    return str(json.loads(cell)) if cell.startswith('"') else cell
