"""MetaPhlAn 3 and 4: one sample with its columns, or a merged table."""

from __future__ import annotations

import re
from collections.abc import Mapping

from holobiont.errors import InputError
from holobiont.profile import lineage as lin
from holobiont.profile import names
from holobiont.profile.abundances import Abundances
from holobiont.profile.content import Content
from holobiont.profile.formats import cells

_FIRST = re.compile(r"^#(?:mpa_v|toy_v|\w+_CHOCOPhlAn)", re.IGNORECASE)
_NOT_SAMPLES = frozenset({"ncbi_tax_id", "clade_taxid", "additional_species", "coverage"})


def matches(content: Content) -> bool:
    """Return whether the file names a MetaPhlAn database or has its ``clade_name`` column."""
    return any(
        _FIRST.match(line) or re.match(r"^#?clade_name\t", line) for line in content.lines[:8]
    )


def parse(content: Content, taxonomy: Mapping[str, str]) -> Abundances:
    """Return the abundances of a MetaPhlAn table."""
    del taxonomy
    header, rows = _table(content)
    single = next((c for c, title in enumerate(header) if title == "relative_abundance"), None)
    if single is not None:
        columns, samples = [single], [_sample_id(content)]
    else:
        columns = [c for c in range(1, len(header)) if not _is_extra(header[c])]
        samples = [header[c] for c in columns]
    if not columns or not rows:
        raise InputError(f"{content.name} is a MetaPhlAn table without any abundance")
    labels = [names.tidy(row[0]) for row in rows]
    body = [[row[c] if c < len(row) else "" for c in columns] for row in rows]
    values, notes = cells.matrix(body, labels, samples, content.name)
    return Abundances(
        samples=tuple(samples),
        labels=tuple(labels),
        lineages=tuple(lin.parse(label) for label in labels),
        values=values,
        unit="relative",
        nested=True,
        notes=notes,
        columns=(header[0], *samples[:3]),
        format="MetaPhlAn" if single is not None else "MetaPhlAn, merged",
    )


def _table(content: Content) -> tuple[list[str], list[list[str]]]:
    header: list[str] = []
    rows: list[list[str]] = []
    for line in content.text.split("\n"):
        parts = [part.strip() for part in line.rstrip("\n").split("\t")]
        first = parts[0].lstrip("#").strip()
        if first.casefold() in {"clade_name", "id", "sampleid", "sample"} and not rows:
            header = [first, *parts[1:]]
        elif line.strip() and not line.startswith("#"):
            rows.append(parts)
    if header[1:] in ([], ["Metaphlan_Analysis"], ["MetaPhlAn_Analysis"], ["Metaphlan2_Analysis"]):
        third = bool(rows) and len(rows[0]) > 2
        header = ["clade_name", "NCBI_tax_id", "relative_abundance"][: 3 if third else 1]
        header += [] if third else ["relative_abundance"]
    return header, rows


def _is_extra(title: str) -> bool:
    low = title.casefold()
    return not low or low in _NOT_SAMPLES or low.startswith("estimated_number_of_reads")


def _sample_id(content: Content) -> str:
    for line in content.lines[:8]:
        match = re.match(r"^#SampleID\t(.+)$", line)
        if match and not re.match(r"^metaphlan\d*_analysis$", match[1].strip(), re.IGNORECASE):
            return names.tidy(match[1])
    return content.stem
