"""CSV and TSV tables of taxa and samples, either way round, with or without metadata columns."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from holobiont.errors import InputError
from holobiont.profile import lineage as lin
from holobiont.profile import names
from holobiont.profile.abundances import Abundances
from holobiont.profile.content import Content
from holobiont.profile.formats import cells, tidy

Grid = Sequence[Sequence[str]]
_FEATURE = re.compile(
    r"^(?:(?:z?otu|asv|sv|feature|denovo|new\.[\w.]+|ncbi:txid|gg_otu)[_\-.: ]?\w*\d+|[0-9a-f]{32}"
    r"|[ACGTN]{20,}|[A-Z]{1,6}\d{5,}(?:\.\d+){2})$",
    re.IGNORECASE,
)
_LINEAGE_COLUMNS = frozenset(
    {"taxonomy", "consensus lineage", "consensuslineage", "lineage", "taxon", "taxa",
     "otu.taxonomy", "consensus_taxonomy", "rank_lineage"}
)  # fmt: skip
_IGNORED_COLUMNS = frozenset(
    {"ncbi_tax_id", "ncbi_taxid", "taxid", "tax_id", "taxonomy_id", "clade_taxid", "numotus",
     "size", "confidence", "additional_species", "otu", "sequence"}
)  # fmt: skip
_HEAD = 300  # rows looked at to tell numbers from words
_LIKELY = 0.5  # least share of labels that look like taxa
_MOSTLY = 0.8
_TOTALS = frozenset({"total", "sum", "totals", "grand total"})


@dataclass(frozen=True)
class Sides:
    """How far the row labels and the column labels look like taxa, 0 to 1."""

    rows: float
    columns: float


def parse(content: Content, taxonomy: Mapping[str, str]) -> Abundances:
    """Return the abundances of a delimited table."""
    return from_grid(content.grid, content.name, content.stem, taxonomy)


def from_grid(grid: Grid, name: str, stem: str, taxonomy: Mapping[str, str]) -> Abundances:
    """Return the abundances of a grid of text cells, header first.

    Raises
    ------
    InputError
        If the grid holds no numbers or no taxon names on either side.
    """
    if not grid or len(grid[0]) < 2:
        raise InputError(
            f"{name} is not a table of taxa and abundances: a tab, comma or semicolon separated "
            "table with at least two columns is needed"
        )
    grid = _with_header(tidy.widened(grid, name), stem)
    if len(grid) < 2:
        raise InputError(f"{name} holds a header but no row of data")
    numeric = [
        column
        for column in range(1, len(grid[0]))
        if cells.mostly_numbers(row[column] for row in grid[1:_HEAD])
    ]
    if not numeric:
        raise InputError(
            f"{name} has no numeric column: it looks like sample metadata or a list of names; "
            "give a table of taxa and their abundances (metadata goes in as metadata)"
        )
    sides = _sides(grid, numeric, taxonomy)
    if max(sides.rows, sides.columns) < _LIKELY:
        raise InputError(
            f"{name} holds numbers but no taxon names, neither in its first column (such as "
            f"{grid[1][0]!r}) nor in its header (such as {grid[0][numeric[0]]!r}): give a table "
            "of taxa and abundances, or the taxonomy of its identifiers as taxonomy"
        )
    if sides.rows >= sides.columns:
        return _taxa_in_rows(grid, name, taxonomy)
    return _taxa_in_columns(grid, numeric, name, taxonomy)


def _with_header(grid: Grid, stem: str) -> Grid:
    """Put a header on a table that starts with a taxon and its numbers."""
    first = grid[0]
    bare = lin.rank(lin.parse(first[0])) != "unknown" and bool(first[0].strip())
    if bare and all(cells.is_number(cell) for cell in first[1:]):
        wide = len(first) > 2
        made = [f"{stem}_{i}" if wide else stem for i in range(1, len(first))]
        return [["", *made], *grid]
    return grid


def _sides(grid: Grid, numeric: Sequence[int], taxonomy: Mapping[str, str]) -> Sides:
    lineage = _lineage_column(grid)
    if lineage is not None or len(rank_columns(grid)) >= 2:
        return Sides(1.0, 0.0)
    rows = _taxon_share([row[0] for row in grid[1:]], taxonomy)
    columns = _taxon_share([grid[0][column] for column in numeric], taxonomy)
    return Sides(rows, columns)


def _taxon_share(labels: Sequence[str], taxonomy: Mapping[str, str]) -> float:
    scores = [_taxon_score(label, taxonomy) for label in labels]
    return sum(scores) / max(1, len(scores))


def _taxon_score(label: str, taxonomy: Mapping[str, str]) -> float:
    text = names.tidy(label)
    if text in taxonomy:
        return 1.0
    found = lin.parse(text)
    if found and lin.rank(found) != "unknown":
        return 1.0 if "__" in text or lin.rank(found) != "genus" else 0.9
    return 0.6 if _FEATURE.match(text) else 0.0


def _lineage_column(grid: Grid) -> int | None:
    for column, title in enumerate(grid[0]):
        named = column and names.tidy(title).casefold() in _LINEAGE_COLUMNS
        if named and not cells.mostly_numbers(row[column] for row in grid[1:]):
            return column
    return None


def rank_columns(grid: Grid) -> dict[int, str]:
    """Return {column: rank} of the text columns named after ranks."""
    found = {column: lin.standard_rank(title) for column, title in enumerate(grid[0])}
    return {
        column: rank
        for column, rank in found.items()
        if rank and not cells.mostly_numbers(row[column] for row in grid[1:])
    }


def _taxa_in_rows(grid: Grid, name: str, taxonomy: Mapping[str, str]) -> Abundances:
    lineage_column, ranks = _lineage_column(grid), rank_columns(grid)
    body = [row for row in grid[1:] if names.tidy(row[0]).casefold() not in _TOTALS]
    notes = ("the row of totals is left out",) if len(body) < len(grid) - 1 else ()
    named_apart = lineage_column is not None or bool(ranks)
    about = [] if named_apart else [row for row in body if _is_about_samples(row)]
    aside = {id(row) for row in about}
    body = [row for row in body if id(row) not in aside]
    samples = [
        column
        for column in range(1, len(grid[0]))
        if column != lineage_column
        and column not in ranks
        and names.tidy(grid[0][column]).casefold() not in _IGNORED_COLUMNS
        and cells.mostly_numbers(row[column] for row in body[:_HEAD])
    ]
    labels = [names.tidy(row[0]) for row in body]
    lineages = _row_lineages(body, labels, lineage_column, ranks, taxonomy)
    titles = [_title(grid[0][column], column) for column in samples]
    rows = [[row[column] for column in samples] for row in body]
    values, cell_notes = cells.matrix(rows, labels, titles, name)
    metadata = tuple(
        {names.tidy(row[0]): row[column].strip() for row in about} for column in samples
    )
    return Abundances(
        samples=tuple(titles),
        labels=tuple(labels),
        lineages=tuple(lineages),
        values=values,
        metadata=metadata,
        notes=(*notes, *cell_notes, *feature_note(lineages)),
        columns=(grid[0][0] or "(first column)", *titles[:3]),
        format="plain table, taxa in rows",
        distinct=not named_apart,
    )


def _is_about_samples(row: Sequence[str]) -> bool:
    """Tell a row of metadata (words, or a name that is no taxon) from a row of a taxon."""
    if cells.mostly_numbers(row[1:_HEAD]):
        return False
    return any(cell.strip() for cell in row[1:]) and _taxon_score(row[0], {}) != 1.0


def _row_lineages(
    body: Grid,
    labels: Sequence[str],
    lineage_column: int | None,
    ranks: Mapping[int, str],
    taxonomy: Mapping[str, str],
) -> list[str]:
    if lineage_column is not None:
        return [lin.parse(row[lineage_column]) for row in body]
    if ranks:
        order = sorted(ranks, key=lambda column: lin.RANKS.index(ranks[column]))
        return [lin.build([(ranks[c], unprefixed(row[c])) for c in order]) for row in body]
    return [lineage_of(label, taxonomy) for label in labels]


def unprefixed(text: str) -> str:
    """Return a name without a rank prefix of any kind (``g__``, ``ID_5__``)."""
    return re.sub(r"^[A-Za-z]{1,2}_?\d*__", "", text.strip())


def lineage_of(label: str, taxonomy: Mapping[str, str]) -> str:
    """Return the lineage of a label, by the given taxonomy where it lists the label."""
    known = taxonomy.get(label)
    return lin.parse(label) if known is None else known


def _taxa_in_columns(
    grid: Grid, numeric: Sequence[int], name: str, taxonomy: Mapping[str, str]
) -> Abundances:
    titles = [names.tidy(cell) for cell in grid[0]]
    taxa = _taxon_columns(titles, numeric, taxonomy)
    id_column = _sample_column(grid, taxa)
    samples = [_title(row[id_column], index) for index, row in enumerate(grid[1:], 1)]
    labels = [titles[column] for column in taxa]
    rows = [[row[column] for column in taxa] for row in grid[1:]]
    values, notes = cells.matrix(rows, samples, labels, name)
    used = {*taxa, id_column}
    others = [c for c, title in enumerate(titles) if title and c not in used]
    metadata = tuple({titles[c]: row[c].strip() for c in others} for row in grid[1:])
    lineages = [lineage_of(label, taxonomy) for label in labels]
    return Abundances(
        samples=tuple(samples),
        labels=tuple(labels),
        lineages=tuple(lineages),
        values=values.T.copy(),
        metadata=metadata,
        notes=(*notes, *feature_note(lineages)),
        columns=(titles[id_column] or "(first column)", *labels[:3]),
        format="plain table, taxa in columns",
        distinct=True,
    )


def _taxon_columns(
    titles: Sequence[str], numeric: Sequence[int], taxonomy: Mapping[str, str]
) -> list[int]:
    """Return the numeric columns that are taxa; the rest are metadata."""
    written_out = [c for c in numeric if re.search(r"(?:^|[|;. ])[a-zD](?:_\d)?__", titles[c])]
    if len(written_out) >= 2:
        sure = set(written_out)
        return [c for c in numeric if c in sure or names.is_unclassified(titles[c])]
    sure = {c for c in numeric if _taxon_score(titles[c], taxonomy) > 0}
    sure |= {c for c in numeric if names.is_unclassified(titles[c])}
    lenient = len(sure) >= _MOSTLY * len(numeric)
    return [
        c
        for c in numeric
        if c in sure
        or ((lenient or titles[c][:1].isupper()) and not names.is_metadata_word(titles[c]))
    ]


def _sample_column(grid: Grid, taxa: Sequence[int]) -> int:
    """Return the first column, or a column of distinct values called sample if that is better."""
    first = [row[0] for row in grid[1:]]
    if len(set(first)) == len(first) and any(not cell.strip().isdigit() for cell in first):
        return 0
    for column, title in enumerate(grid[0]):
        values = [row[column] for row in grid[1:]]
        named = re.search(r"sample|^id$", title, re.IGNORECASE)
        if named and column not in set(taxa) and len(set(values)) == len(values):
            return column
    return 0


def _title(cell: str, position: int) -> str:
    return names.tidy(cell) or f"column {position}"


def feature_note(lineages: Sequence[str]) -> tuple[str, ...]:
    """Return a note if most rows have an identifier but no taxon."""
    unknown = sum(1 for item in lineages if item and lin.rank(item) == "unknown")
    if unknown == 0 or unknown < 0.5 * len(lineages):
        return ()
    return (f"{unknown} rows name no taxon: give their taxonomy to use them",)
