"""mothur .shared tables; their taxonomy (.cons.taxonomy) is given apart."""

from __future__ import annotations

from collections.abc import Mapping

from holobiont.errors import InputError
from holobiont.profile.abundances import Abundances
from holobiont.profile.content import Content
from holobiont.profile.formats import cells
from holobiont.profile.formats.plain import feature_note, lineage_of

_USUAL = "0.03"  # mothur's label of OTUs at 97 % identity


def matches(content: Content) -> bool:
    """Return whether the header starts with mothur's three columns."""
    grid = content.grid
    head = [cell.strip().casefold() for cell in grid[0][:3]] if grid else []
    return head == ["label", "group", "numotus"]


def parse(content: Content, taxonomy: Mapping[str, str]) -> Abundances:
    """Return the counts of one clustering level, 0.03 where there are several."""
    header, rows = content.grid[0], content.grid[1:]
    levels = list(dict.fromkeys(row[0].strip() for row in rows))
    if not levels:
        raise InputError(f"{content.name} is a mothur table without any group")
    level = _USUAL if _USUAL in levels else levels[-1]
    rows = tuple(row for row in rows if row[0].strip() == level)
    keep = [c for c in range(3, len(header)) if header[c].strip()]
    labels, samples = [header[c].strip() for c in keep], [row[1].strip() for row in rows]
    body = [[row[c].strip() or "0" for c in keep] for row in rows]
    values, notes = cells.matrix(body, samples, labels, content.name)
    lineages = [lineage_of(label, taxonomy) for label in labels]
    several = f"of {len(levels)} clustering levels, {level} is read"
    return Abundances(
        samples=tuple(samples),
        labels=tuple(labels),
        lineages=tuple(lineages),
        values=values.T.copy(),
        unit="counts",
        nested=False,
        notes=(*((several,) if len(levels) > 1 else ()), *notes, *feature_note(lineages)),
        columns=("Group", *labels[:3]),
        format="mothur shared",
    )
