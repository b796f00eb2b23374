"""The bytes of a file as text and as a grid of cells, whatever its line ends and encoding."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import re
import zlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from holobiont.errors import InputError, did_you_mean

_LONGEST_CELL = 2**31 - 1
_SUFFIXES = re.compile(
    r"\.(?:gz|tsv|csv|txt|xlsx|biom|qza|profile|report|shared|kreport|bracken|tab|json|hdf5)$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Content:
    """A file's unpacked bytes, and lazily its text and cells.

    Attributes
    ----------
    path : as given
    data : unpacked bytes
    sha256 : checksum of the bytes on disk
    """

    path: Path
    data: bytes
    sha256: str

    @property
    def name(self) -> str:
        """The file's name, for messages."""
        return self.path.name

    @property
    def stem(self) -> str:
        """The file's name without its known suffixes, to name a nameless sample."""
        stem = self.path.name
        while _SUFFIXES.search(stem):
            stem = _SUFFIXES.sub("", stem)
        return stem or self.path.name

    @cached_property
    def text(self) -> str:
        """The text with Unix line ends and no byte order mark."""
        return decode(self.data).replace("\r\n", "\n").replace("\r", "\n")

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The first 200 lines that are not blank."""
        head = self.text[:400_000].split("\n")
        return tuple(line for line in head[:400] if line.strip())[:200]

    @cached_property
    def delimiter(self) -> str:
        """The character between cells."""
        return find_delimiter([line for line in self.lines if not line.startswith("#")][:50])

    @cached_property
    def grid(self) -> tuple[tuple[str, ...], ...]:
        """Header and data rows; leading comments, blank rows and trailing blank cells left out."""
        return split_grid(self.text, self.delimiter)


def sniff_grid(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the rows of a delimited text."""
    lines = [line for line in text.split("\n")[:50] if line.strip() and line[0] != "#"]
    return split_grid(text, find_delimiter(lines))


def load(path: str | Path) -> Content:
    """Return the content of a file, unpacked when gzipped.

    Raises
    ------
    InputError
        If the file is missing, a folder, empty or a damaged archive.
    """
    path = Path(path)
    if path.is_dir():
        raise InputError(f"{path} is a folder: give one file with a taxonomic profile")
    if not path.exists():
        siblings = [p.name for p in path.parent.iterdir()] if path.parent.is_dir() else []
        raise InputError(f"{path} does not exist.{did_you_mean(path.name, siblings)}")
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}") from error
    data = _unpack(raw, path)
    if not data.strip():
        raise InputError(f"{path.name} is empty: give a table of taxa and their abundances")
    return Content(path, data, hashlib.sha256(raw).hexdigest())


def _unpack(raw: bytes, path: Path) -> bytes:
    if not raw.startswith(b"\x1f\x8b"):
        return raw
    try:
        return gzip.decompress(raw)
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(
            f"{path.name} is a damaged gzip file: copy or download it again"
        ) from error


def decode(data: bytes) -> str:
    """Return text from UTF-8 (with or without mark), UTF-16 with mark, or Latin-1."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def find_delimiter(lines: list[str]) -> str:
    """Return the tab, comma or semicolon that splits the lines most evenly."""
    if not lines:
        return "\t"
    with_tab = sum("\t" in line for line in lines)
    if with_tab >= 0.5 * len(lines):
        return "\t"
    return max((",", ";", "\t"), key=lambda mark: _evenness(lines, mark))


def _evenness(lines: list[str], mark: str) -> tuple[float, int]:
    csv.field_size_limit(_LONGEST_CELL)
    widths = [len(row) for row in csv.reader(lines, delimiter=mark) if row]
    if not widths or max(widths) < 2:
        return (0.0, 0)
    usual = max(set(widths), key=widths.count)
    even = widths.count(usual) / len(widths) if usual > 1 else 0.0
    header = abs(widths[0] - usual) <= 1
    return (even if header else 0.5 * even, usual)


def split_grid(text: str, delimiter: str) -> tuple[tuple[str, ...], ...]:
    """Return the table's rows, the header first, all of one width."""
    csv.field_size_limit(_LONGEST_CELL)
    comments: list[list[str]] = []
    rows: list[list[str]] = []
    for row in _csv_rows(text, delimiter):
        if not any(cell.strip() for cell in row):
            continue
        if row[0].startswith("#") and not rows:
            comments.append(row)
        elif not row[0].startswith("#"):
            rows.append(row)
    if not rows:
        return ()
    usual = len(max(rows[1:50], key=len)) if len(rows) > 1 else len(rows[0])
    header = [row for row in comments if len(row) > 1 and abs(len(row) - usual) <= 1]
    if header:
        rows.insert(0, [header[-1][0].lstrip("# "), *header[-1][1:]])
    else:
        _join_broken_header(rows)
    return _rectangle(rows)


def _csv_rows(text: str, delimiter: str) -> list[list[str]]:
    lines = io.StringIO(text, newline="")
    if text.count('"') % 2:  # a stray quotation mark is part of a name
        return list(csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE))
    return list(csv.reader(lines, delimiter=delimiter))


def _join_broken_header(rows: list[list[str]]) -> None:
    """Mend a header cell that holds a line end without being quoted."""
    while len(rows) > 2 and len(rows[0]) < len(rows[2]):
        joined = [*rows[0][:-1], f"{rows[0][-1]} {rows[1][0]}", *rows[1][1:]]
        if len(joined) > len(rows[2]):
            return
        rows[:2] = [joined]


def _rectangle(rows: list[list[str]]) -> tuple[tuple[str, ...], ...]:
    """Pad rows; drop nameless blank columns; give an index column without a name its place."""
    body = max((len(row) for row in rows[1:]), default=len(rows[0]))
    if len(rows[0]) == body - 1 and all(len(row) == body for row in rows[1:]):
        rows[0] = ["", *rows[0]]
    width = max(body, len(rows[0]))
    padded = [row + [""] * (width - len(row)) for row in rows]
    while width > 1 and not any(row[width - 1].strip() for row in padded):
        width -= 1
    return tuple(tuple(row[:width]) for row in padded)
