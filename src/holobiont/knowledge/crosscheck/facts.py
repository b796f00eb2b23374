"""Reading a table of literature facts: organism, compound, activity, reference."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from holobiont.errors import InputError, did_you_mean

COLUMNS = (
    "Species",
    "Small-molecule metabolite or macromolecule",
    "Metabolic activity",
    "Ref. #",
)
ACTIVITIES = {
    "Consumption (import)": "import",
    "Production (export)": "export",
    "Macromolecule degradation": "degradation",
}
_NEGATIVE = "(-)"
_GENUS = "(G)"
_PART = re.compile(r"(import|export):([^;]*)")
_SEPARATORS = (",", "\t", ";")
_WORKBOOK = b"PK"


@dataclass(frozen=True)
class Fact:
    """One statement of the literature.

    Attributes
    ----------
    organism : name as written
    name : compound, up to the first " ("
    activity : "import", "export" or "degradation"
    holds : False where the literature says that it does not
    references : numbers of the papers in the source's own list; "(G)" marks what is said of a genus
    """

    organism: str
    name: str
    activity: str
    holds: bool
    references: tuple[str, ...] = ()

    @property
    def of_genus_only(self) -> bool:
        """Whether all papers speak of the genus and none of the species."""
        return bool(self.references) and all(_GENUS in number for number in self.references)


def read_facts(path: Path) -> tuple[Fact, ...]:
    """Read the table of NJC19 (doi:10.1038/s41597-020-0516-5) as downloaded.

    Parameters
    ----------
    path
        CSV with the columns of `COLUMNS`; "(-)" after an activity marks a negative.

    Raises
    ------
    InputError
        If it is another file; the sentence names the line and the nearest valid name.
    """
    lines = _lines(path)
    return tuple(fact for number, row in _rows(path, lines) for fact in _facts(path, number, row))


def _lines(path: Path) -> list[str]:
    if path.is_dir():
        raise InputError(f"{path} is a folder: give the table of facts (CSV) in it.")
    try:
        content = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise InputError(f"{path} cannot be read ({reason}): check the path.") from error
    if content.startswith(_WORKBOOK):
        raise InputError(f"{path} is a workbook or an archive: give its table as CSV.")
    if b"\0" in content:
        raise InputError(f"{path} is not text: give the table of facts as CSV.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("latin-1")
    return io.StringIO(text, newline=None).read().splitlines()


def _rows(path: Path, lines: Sequence[str]) -> Iterator[tuple[int, Mapping[str, str]]]:
    if not any(line.strip() for line in lines):
        raise InputError(f"{path} is empty: give the table of facts (CSV) of NJC19.")
    mark = max(_SEPARATORS, key=lines[0].count)
    rows = csv.reader(lines, delimiter=mark)
    header = [name.strip() for name in next(rows)]
    for column in COLUMNS:
        if column not in header:
            hint = did_you_mean(column, header) or f" It has {', '.join(header)[:60]}."
            raise InputError(f"{path} has no column {column!r}, so it is not NJC19.{hint}")
    for cells in rows:
        if any(cells):
            yield rows.line_num, dict(zip(header, map(str.strip, cells), strict=False))


def _facts(path: Path, line: int, row: Mapping[str, str]) -> Iterator[Fact]:
    if any(not row.get(column) for column in COLUMNS[:3]):
        raise InputError(f"{path}: line {line} lacks an organism, a compound or an activity.")
    organism, compound, activity = (row[column] for column in COLUMNS[:3])
    for part in activity.split(", "):
        plain = part.removesuffix(_NEGATIVE).strip()
        if plain not in ACTIVITIES:
            hint = did_you_mean(plain, ACTIVITIES)
            raise InputError(f"{path}: line {line}: {plain!r} is not a known activity.{hint}")
        name, kind = compound.partition(" (")[0], ACTIVITIES[plain]
        holds = not part.endswith(_NEGATIVE)
        yield Fact(organism, name, kind, holds, _references(row.get(COLUMNS[3], ""), kind))


def _references(cell: str, activity: str) -> tuple[str, ...]:
    """Return the papers of one activity: "12, 13(G)", or "import:12;export:13" for two."""
    mine = dict(_PART.findall(cell)).get(activity, cell)
    return tuple(filter(None, map(str.strip, mine.split(","))))
