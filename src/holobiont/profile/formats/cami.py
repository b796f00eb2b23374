"""The CAMI profiling format, as mOTUs and others write it, with one or several samples."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from holobiont.errors import InputError
from holobiont.profile import lineage as lin
from holobiont.profile.abundances import Abundances
from holobiont.profile.content import Content
from holobiont.profile.formats import cells


@dataclass
class _Sample:
    name: str
    ranks: list[str] = field(default_factory=lambda: list(lin.RANKS))
    columns: list[str] = field(default_factory=list)
    values: dict[str, float] = field(default_factory=dict)


def matches(content: Content) -> bool:
    """Return whether the file has the format's ``@@TAXID`` header."""
    return any(line.startswith(("@@TAXID", "@SampleID")) for line in content.lines[:40])


def parse(content: Content, taxonomy: Mapping[str, str]) -> Abundances:
    """Return the percentages of all samples of the file."""
    del taxonomy
    samples, ranks = _samples(content), {}
    for sample in samples:
        ranks.update({path: _lineage(path, sample.ranks) for path in sample.values})
    paths = sorted(ranks)
    values = np.array([[sample.values.get(path, 0.0) for sample in samples] for path in paths])
    return Abundances(
        samples=tuple(sample.name for sample in samples),
        labels=tuple(paths),
        lineages=tuple(ranks[path] for path in paths),
        values=values.reshape(len(paths), len(samples)),
        unit="relative",
        nested=True,
        columns=("TAXPATHSN", "PERCENTAGE"),
        format="CAMI profile",
    )


def _lineage(path: str, ranks: list[str]) -> str:
    standard = [lin.standard_rank(rank) or "strain" for rank in ranks]
    return lin.build(list(zip(standard, path.split("|"), strict=False)))


def _samples(content: Content) -> list[_Sample]:
    found: list[_Sample] = []
    for line in content.text.split("\n"):
        low = line.casefold()
        if low.startswith("@sampleid"):
            name = line.partition(":")[2].strip()
            nameless = name.casefold() in {"", "unnamed sample", "sample"}
            found.append(_Sample(content.stem if nameless else name))
        elif not found:
            continue
        elif low.startswith("@ranks"):
            found[-1].ranks = [rank.strip() for rank in line.partition(":")[2].split("|")]
        elif line.startswith("@@"):
            found[-1].columns = [title.strip() for title in line[2:].split("\t")]
        elif line.strip() and not line.startswith(("#", "@")):
            _add(found[-1], line, content.name)
    if not any(sample.values for sample in found):
        raise InputError(f"{content.name} is a CAMI profile without any taxon")
    return found


def _add(sample: _Sample, line: str, name: str) -> None:
    row = dict(zip(sample.columns, line.split("\t"), strict=False))
    if "TAXPATHSN" not in row or "PERCENTAGE" not in row:
        raise InputError(
            f"{name} is a CAMI profile whose row {line!r} lacks TAXPATHSN or PERCENTAGE"
        )
    path = row["TAXPATHSN"].strip()
    value, _ = cells.matrix([[row["PERCENTAGE"]]], [path], [sample.name], name)
    sample.values[path] = sample.values.get(path, 0.0) + float(value[0, 0])
