"""Numbers in text cells: decimal commas, limits of quantification, blanks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import numpy as np

from holobiont.errors import InputError

_BELOW = frozenset({"bloq", "blod", "bdl", "bql", "lod", "loq", "nd", "n.d.", "n.d", "blq"})
_LESS = re.compile(r"^<\s*[\d.,]*(?:lod|loq)?$")
_COMMA = re.compile(r"^\s*-?\d*,\d+(?:[eE][+-]?\d+)?\s*$")
_THOUSANDS = re.compile(r"^\s*[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?\s*$")
_NUMBER = re.compile(r"^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*%?\s*$")


def normal(cell: str, thousands: bool = False) -> str:
    """Return a number's text with a decimal point and without thousands marks.

    ``1,234`` is 1.234 unless `thousands`.
    """
    if "," not in cell:
        return cell.strip().removesuffix("%")
    if _THOUSANDS.match(cell) and (thousands or cell.count(",") > 1 or "." in cell):
        return cell.replace(",", "").strip()
    return cell.replace(".", "").replace(",", ".").strip().removesuffix("%")


def is_number(cell: str) -> bool:
    """Return whether a cell holds a number (a decimal comma is one)."""
    return bool(_NUMBER.match(cell) or _COMMA.match(cell) or _THOUSANDS.match(cell))


def is_below(cell: str) -> bool:
    """Return whether a cell says "below the limit of quantification"."""
    word = cell.strip().casefold()
    return word in _BELOW or bool(_LESS.match(word))


def mostly_numbers(column: Iterable[str]) -> bool:
    """Return whether most of the cells with content are numbers (NaN and codes aside)."""
    numbers = words = 0
    for cell in column:
        text = cell.strip()
        if text.isdigit():
            numbers += 1
            continue
        if not text or _is_code(text):
            continue
        if is_number(text):
            numbers += 1
        else:
            words += 1
    return numbers > 0 and numbers > words


def _is_code(text: str) -> bool:
    if text[0] in "0123456789.":
        return False
    low = text.casefold()
    return low in {"na", "nan", "nr", "aloq", "inf", "-inf", "null", "none"} or is_below(text)


def matrix(
    rows: Sequence[Sequence[str]], labels: Sequence[str], columns: Sequence[str], name: str
) -> tuple[np.ndarray, tuple[str, ...]]:
    """Return (rows, columns) of floats and notes on blanks and values below a limit.

    Raises
    ------
    InputError
        Naming row and column of a cell that is not a number.
    """
    values = np.zeros((len(rows), len(columns)))
    blanks = below = 0
    thousands = _marks_thousands(rows)
    for index, row in enumerate(rows):
        try:
            values[index] = [float(cell) for cell in row]
        except ValueError:
            for column, cell in enumerate(row):
                text = cell.strip()
                if not text:
                    blanks += 1
                elif is_below(text):
                    below += 1
                else:
                    where = (labels[index], columns[column], name)
                    values[index, column] = _one(text, thousands, *where)
    notes = []
    if blanks:
        notes.append(f"{blanks} blank cells are taken as zero")
    if below:
        notes.append(f"{below} cells below the limit of quantification are taken as zero")
    return values, tuple(notes)


def _marks_thousands(rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether every comma in the cells can only be, or may be, a mark of thousands."""
    with_comma = [cell for row in rows for cell in row if "," in cell]
    return bool(with_comma) and all(_THOUSANDS.match(cell) for cell in with_comma)


def _one(text: str, thousands: bool, label: str, column: str, name: str) -> float:
    try:
        return float(normal(text, thousands))
    except ValueError:
        raise InputError(
            f"{name}: row {label!r}, column {column!r} holds {text!r}, which is not a number: "
            "give a number of zero or more, or leave the cell blank for zero"
        ) from None
