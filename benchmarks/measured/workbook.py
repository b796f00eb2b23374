"""The sheets of an Excel file as rows of cells, without its drawings (which may be missing)."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.etree import ElementTree

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
Cell = str | float | None


def sheets(path: Path) -> dict[str, list[list[Cell]]]:
    """Return the rows of every sheet by name."""
    with zipfile.ZipFile(path) as file:
        texts = _texts(file)
        links = {
            link.attrib["Id"]: link.attrib["Target"].removeprefix("/xl/").removeprefix("xl/")
            for link in ElementTree.fromstring(file.read("xl/_rels/workbook.xml.rels"))
        }
        book = ElementTree.fromstring(file.read("xl/workbook.xml"))
        return {
            sheet.attrib["name"]: _rows(file.read(f"xl/{links[sheet.attrib[_LINK]]}"), texts)
            for sheet in book.iter(f"{_MAIN}sheet")
        }


def _texts(file: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in file.namelist():
        return []
    root = ElementTree.fromstring(file.read("xl/sharedStrings.xml"))
    return ["".join(t.text or "" for t in item.iter(f"{_MAIN}t")) for item in root]


def _rows(raw: bytes, texts: list[str]) -> list[list[Cell]]:
    found = []
    for row in ElementTree.fromstring(raw).iter(f"{_MAIN}row"):
        cells: list[Cell] = []
        for cell in row.iter(f"{_MAIN}c"):
            at = _column(cell.attrib["r"])
            cells += [None] * (at - len(cells))
            cells.append(_value(cell, texts))
        found.append(cells)
    return found


def _column(place: str) -> int:
    at = 0
    for letter in place.rstrip("0123456789"):
        at = 26 * at + ord(letter) - ord("A") + 1
    return at - 1


def _value(cell: ElementTree.Element, texts: list[str]) -> Cell:
    kind, value = cell.attrib.get("t"), cell.find(f"{_MAIN}v")
    if kind == "inlineStr":
        return "".join(t.text or "" for t in cell.iter(f"{_MAIN}t"))
    if value is None or value.text is None:
        return None
    if kind == "s":
        return texts[int(value.text)]
    return value.text if kind in ("str", "e", "b") else float(value.text)
