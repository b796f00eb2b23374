"""Bracken's table of re-estimated reads, of one sample or combined."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from holobiont.errors import InputError
from holobiont.profile import lineage as lin
from holobiont.profile import names
from holobiont.profile.abundances import Abundances
from holobiont.profile.content import Content
from holobiont.profile.formats import cells

_RANKS = dict(zip("DPCOFGS", lin.RANKS, strict=True))


def matches(content: Content) -> bool:
    """Return whether the header is Bracken's."""
    grid = content.grid
    return bool(grid) and [cell.strip() for cell in grid[0][:3]] == [
        "name",
        "taxonomy_id",
        "taxonomy_lvl",
    ]


def parse(content: Content, taxonomy: Mapping[str, str]) -> Abundances:
    """Return the re-estimated reads."""
    del taxonomy
    header, rows = [cell.strip() for cell in content.grid[0]], content.grid[1:]
    if "new_est_reads" in header:
        columns, samples = [header.index("new_est_reads")], [content.stem]
    else:
        columns = [c for c, title in enumerate(header) if title.endswith("_num")]
        samples = [header[c].removesuffix("_num") for c in columns]
    if not columns or not rows:
        raise InputError(f"{content.name} is a Bracken table without reads")
    labels = [names.tidy(row[0]) for row in rows]
    body = [[row[c] for c in columns] for row in rows]
    values, notes = cells.matrix(body, labels, samples, content.name)
    return Abundances(
        samples=tuple(samples),
        labels=tuple(labels),
        lineages=tuple(_lineage(row) for row in rows),
        values=values,
        unit="counts",
        nested=False,
        notes=notes,
        columns=("name", *[header[c] for c in columns[:3]]),
        format="Bracken",
    )


def _lineage(row: Sequence[str]) -> str:
    rank, name = _RANKS.get(row[2].strip()[:1], ""), names.clean(row[0])
    if rank == "species":
        return lin.build([("genus", names.genus_of(name)), ("species", name)])
    return lin.build([(rank, name)]) if rank else lin.parse(row[0])
