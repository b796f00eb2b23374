"""Long tables: one row a sample and taxon, turned into a table of taxa by samples."""

from __future__ import annotations

import re
from collections.abc import Sequence

from holobiont.errors import InputError
from holobiont.profile import names
from holobiont.profile.formats import cells

Grid = Sequence[Sequence[str]]
_SAMPLE = re.compile(r"^#?(?:sample|subject|patient|person|individual|participant)", re.IGNORECASE)
_TAXON = frozenset(
    {"taxon", "taxa", "taxonomy", "lineage", "clade_name", "clade", "species", "genus", "name",
     "organism", "otu", "asv"}
)  # fmt: skip
_VALUE = re.compile(
    r"abundance|count|reads|percent|share|fraction|value|cells|proportion", re.IGNORECASE
)


def widened(grid: Grid, name: str) -> Grid:
    """Return a long table as taxa in rows and samples in columns; any other table as it is.

    Raises
    ------
    InputError
        If a taxon stands twice in a sample.
    """
    columns = _columns(grid)
    if columns is None:
        return grid
    sample_column, taxon_column, value_column = columns
    table: dict[str, dict[str, str]] = {}
    samples: dict[str, None] = {}
    for row in grid[1:]:
        taxon, sample = names.tidy(row[taxon_column]), names.tidy(row[sample_column])
        samples[sample] = None
        if sample in table.setdefault(taxon, {}):
            raise InputError(
                f"{name} lists {taxon!r} more than once in sample {sample!r}: sum these rows"
            )
        table[taxon][sample] = row[value_column]
    rows = [[taxon, *(found.get(s, "0") for s in samples)] for taxon, found in table.items()]
    return [["taxon", *samples], *rows]


def _columns(grid: Grid) -> tuple[int, int, int] | None:
    """Return the columns of sample, taxon and value of a long table."""
    titles = [names.tidy(title) for title in grid[0]]
    number = [
        column
        for column in range(len(titles))
        if cells.mostly_numbers(row[column] for row in grid[1:])
    ]
    sample = [column for column, title in enumerate(titles) if _SAMPLE.match(title)]
    taxon = [column for column, title in enumerate(titles) if title.casefold() in _TAXON]
    value = [column for column in number if _VALUE.search(titles[column])]
    taxon = [column for column in taxon if column not in number]
    if not (sample and taxon and len(value) == 1) or value[0] in (sample[0], taxon[0]):
        return None
    return sample[0], taxon[0], value[0]
