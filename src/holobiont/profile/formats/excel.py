"""Excel workbooks (.xlsx): every sheet that holds taxa, read like a CSV table."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from holobiont.errors import InputError
from holobiont.profile.abundances import Abundances
from holobiont.profile.content import Content
from holobiont.profile.formats import plain

_AS_LARGE = 0.5  # a further sheet counts if it lists at least half as many taxa as the largest


def matches(content: Content) -> bool:
    """Return whether the file is a zip archive with a workbook inside."""
    if not content.data.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content.data)) as archive:
            return any(name.startswith("xl/") for name in archive.namelist())
    except zipfile.BadZipFile:
        return False


def parse(content: Content, taxonomy: Mapping[str, str]) -> Abundances:
    """Return the samples of all sheets that hold a full table of taxa."""
    tables: dict[str, Abundances] = {}
    reasons: list[str] = []
    for title, grid in _sheets(content).items():
        try:
            tables[title] = plain.from_grid(grid, f"{content.name} ({title})", title, taxonomy)
        except InputError as error:
            reasons.append(str(error))
    if not tables:
        raise InputError(f"{reasons[0] if reasons else content.name + ' holds no sheet'}")
    most = max(len(table.labels) for table in tables.values())
    kept = {t: table for t, table in tables.items() if len(table.labels) >= _AS_LARGE * most}
    if len(kept) == 1:
        return replace(next(iter(kept.values())), format="Excel")
    return _joined(kept)


def _sheets(content: Content) -> dict[str, list[list[str]]]:
    try:
        from openpyxl import load_workbook
    except ImportError as error:
        raise InputError(
            f"{content.name} is an Excel file, and openpyxl is not installed: run pip install "
            "openpyxl, or save the sheet as CSV"
        ) from error
    book = load_workbook(io.BytesIO(content.data), read_only=True, data_only=True)
    sheets: dict[str, list[list[str]]] = {}
    for sheet in book.worksheets:
        sheet.reset_dimensions()
        rows = [[_text(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
        rows = [row for row in rows if any(cell.strip() for cell in row)]
        width = max((len(row) for row in rows), default=0)
        sheets[sheet.title] = [row + [""] * (width - len(row)) for row in rows]
    return sheets


def _text(cell: Any) -> str:
    return "" if cell is None else str(cell)


def _joined(tables: Mapping[str, Abundances]) -> Abundances:
    """Put the samples of several sheets side by side; a taxon a sheet does not list is zero."""
    lineages: dict[str, str] = {}
    for table in tables.values():
        lineages.update(zip(table.labels, table.lineages, strict=True))
    labels = sorted(lineages)
    position = {label: row for row, label in enumerate(labels)}
    blocks = [_block(table, position) for table in tables.values()]
    titles = ", ".join(tables)
    return Abundances(
        samples=tuple(sample for table in tables.values() for sample in table.samples),
        labels=tuple(labels),
        lineages=tuple(lineages[label] for label in labels),
        values=np.hstack(blocks),
        metadata=tuple(_metadata(tables)),
        notes=(f"the samples of {len(tables)} sheets are read together: {titles}",),
        columns=next(iter(tables.values())).columns,
        format="Excel",
    )


def _block(table: Abundances, position: Mapping[str, int]) -> np.ndarray:
    block = np.zeros((len(position), len(table.samples)))
    np.add.at(block, [position[label] for label in table.labels], table.values)
    return block


def _metadata(tables: Mapping[str, Abundances]) -> Sequence[Mapping[str, str]]:
    found: list[Mapping[str, str]] = []
    for title, table in tables.items():
        for index in range(len(table.samples)):
            own = table.metadata[index] if table.metadata else {}
            found.append({**own, "sheet": title})
    return found
