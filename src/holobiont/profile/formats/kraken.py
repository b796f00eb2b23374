"""Kraken2 reports, also as Bracken rewrites them: an indented tree with reads."""

from __future__ import annotations

import re
from collections.abc import Mapping

import numpy as np

from holobiont.errors import InputError
from holobiont.profile import lineage as lin
from holobiont.profile.abundances import Abundances
from holobiont.profile.content import Content

_LINE = re.compile(
    r"^\s*\d+(?:\.\d+)?\t\s*(\d+)\t\s*(\d+)\t(?:\d+\t\d+\t)?"
    r"\s*([URDKPCOFGS]\d*|-)\t\s*-?\d+\t( *)(.+)$"
)
_CODES = dict(zip("DPCOFGS", lin.RANKS, strict=True))


def matches(content: Content) -> bool:
    """Return whether most lines are those of a report."""
    lines = [line for line in content.lines if not line.startswith("#")][:50]
    return bool(lines) and sum(bool(_LINE.match(line)) for line in lines) > 0.8 * len(lines)


def parse(content: Content, taxonomy: Mapping[str, str]) -> Abundances:
    """Return the reads assigned to each taxon itself, strains summed into their species."""
    del taxonomy
    reads: dict[str, float] = {}
    stack: list[tuple[int, str, str]] = []
    for line in content.text.split("\n"):
        match = _LINE.match(line.rstrip())
        if not match:
            if line.strip() and not line.startswith("#"):
                raise InputError(f"{content.name} is a Kraken report with a damaged line: {line!r}")
            continue
        depth = len(match[4])
        while stack and stack[-1][0] >= depth:
            stack.pop()
        stack.append((depth, _CODES.get(match[3], ""), match[5]))
        lineage = lin.build([(rank, name) for _, rank, name in stack if rank])
        reads[lineage] = reads.get(lineage, 0.0) + float(match[2])
    return Abundances(
        samples=(content.stem,),
        labels=tuple(reads),
        lineages=tuple(reads),
        values=np.array(list(reads.values()))[:, None],
        unit="counts",
        nested=False,
        columns=("name", "reads assigned directly"),
        format="Kraken report",
    )
