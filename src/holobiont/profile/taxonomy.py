"""Taxonomies given apart from the table, sample metadata and trees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from holobiont.errors import InputError
from holobiont.profile import lineage as lin
from holobiont.profile import names
from holobiont.profile.content import Content, decode, load, sniff_grid
from holobiont.profile.formats import qiime2
from holobiont.profile.formats.plain import rank_columns, unprefixed

Grid = Sequence[Sequence[str]]
_COLUMNS = ("taxon", "taxonomy", "lineage", "consensus lineage", "classification")


def read_taxonomy(path: str | Path) -> dict[str, str]:
    """Return {identifier: lineage} of a taxonomy file.

    QIIME 2 (.qza or .tsv), mothur (.cons.taxonomy) and tables with a column a rank are read.

    Raises
    ------
    InputError
        If the file is not a taxonomy.
    """
    content = load(path)
    grid = _grid(content, "FeatureData[Taxonomy]", "taxonomy.tsv")
    if not grid or len(grid[0]) < 2:
        raise InputError(f"{content.name} is not a taxonomy: two columns at least are needed")
    header = [names.tidy(cell).casefold() for cell in grid[0]]
    column = next((header.index(title) for title in _COLUMNS if title in header), None)
    if column is not None:
        return {names.tidy(row[0]): lin.parse(row[column]) for row in grid[1:]}
    ranks = rank_columns(grid)
    if len(ranks) >= 2:
        return _from_ranks(grid, ranks)
    if ";" in grid[0][1] or "__" in grid[0][1]:
        return {names.tidy(row[0]): lin.parse(row[1]) for row in grid}
    raise InputError(
        f"{content.name} is not a taxonomy: it has no column {_COLUMNS[0]!r} or "
        f"{_COLUMNS[1]!r}, and no columns named after ranks"
    )


def _from_ranks(grid: Grid, ranks: Mapping[int, str]) -> dict[str, str]:
    order = sorted(ranks, key=lambda column: lin.RANKS.index(ranks[column]))
    found = {
        names.tidy(row[0]): lin.build([(ranks[c], unprefixed(row[c])) for c in order])
        for row in grid[1:]
    }
    wanted = {"otu", "asv", "id"}
    titled = [c for c, cell in enumerate(grid[0]) if cell.strip().casefold() in wanted]
    for column in titled:
        found.update({names.tidy(row[column]): found[names.tidy(row[0])] for row in grid[1:]})
    return found


def _grid(content: Content, kind: str, member: str) -> Grid:
    if not content.data.startswith(b"PK"):
        return content.grid
    if qiime2.kind(content) != kind:
        raise InputError(f"{content.name} is an archive of type {qiime2.kind(content)}, not {kind}")
    text = decode(qiime2.member(content, member)).replace("\r\n", "\n").replace("\r", "\n")
    return sniff_grid(text)


def read_metadata(path: str | Path) -> dict[str, dict[str, str]]:
    """Return {sample: {column: text}} of a table whose first column names the samples."""
    content = load(path)
    grid = content.grid
    if len(grid) < 2 or len(grid[0]) < 2:
        raise InputError(f"{content.name} is not a table of samples and their metadata")
    header = [names.tidy(cell) for cell in grid[0]]
    return {
        names.tidy(row[0]): {
            title: cell.strip() for title, cell in zip(header[1:], row[1:], strict=True) if title
        }
        for row in grid[1:]
    }


def check_tree(path: str | Path) -> None:
    """Raise InputError unless a file is a Newick tree or a QIIME 2 phylogeny."""
    content = load(path)
    if content.data.startswith(b"PK"):
        found = qiime2.kind(content) or "unknown"
        if found.startswith("Phylogeny"):
            return
        raise InputError(f"{content.name} is an archive of type {found}, not a phylogenetic tree")
    text = content.text.strip()
    if not (text.startswith("(") and text.endswith(";")):
        raise InputError(f"{content.name} is not a tree in Newick format")


def read_tree(path: str | Path) -> Any:
    """Return the scikit-bio ``TreeNode`` of a Newick file or a QIIME 2 phylogeny."""
    from skbio import TreeNode
    from skbio.io import FileFormatError

    check_tree(path)
    content = load(path)
    packed = content.data.startswith(b"PK")
    text = decode(qiime2.member(content, "tree.nwk")) if packed else content.text
    try:
        return TreeNode.read([text.strip()], format="newick", verify=False)
    except (ValueError, FileFormatError):
        raise InputError(
            f"{content.name} is not a tree in Newick format: check its brackets and quotes"
        ) from None
