"""Files that are not taxonomic profiles: what they are, and what to give instead."""

from __future__ import annotations

import re
from collections.abc import Sequence

from holobiont.errors import InputError
from holobiont.profile.content import Content

_GENES = re.compile(
    r"^(?:UniRef\d+_|UNINTEGRATED|K\d{5}(?:\||:|$)|EC[: ]?\d|\d+\.\d+\.\d+\.(?:\d+|-)$"
    r"|GO:\d+|PF\d{5}|[A-Z0-9+\-]*PWY[A-Z0-9\-]*(?::|\||$)|COG\d{4})"
)
_READS = re.compile(r"^[CU]\t\S+\t\d+\t\d+\t[\d:\sA|]+$")
_INSTEAD = "give a table of taxa and their abundances"


def refuse_genes(labels: Sequence[str], name: str) -> None:
    """Raise if the labels are genes or pathways, as HUMAnN writes them."""
    some = labels[:400]
    if sum(bool(_GENES.match(label)) for label in some) > 0.3 * max(1, len(some)):
        raise InputError(
            f"{name} is a table of genes or pathways (HUMAnN or similar), not of taxa: give the "
            "taxonomic profile of the same sample, such as MetaPhlAn's"
        )


def check_binary(content: Content) -> None:
    """Raise if the bytes are no text."""
    data = content.data
    kinds = {
        b"%PDF": "a PDF document",
        b"\x89PNG": "a picture",
        b"\xff\xd8\xff": "a picture",
        b"RDX": "an R object",
        b"X\n\x00": "an R object",
        b"\xd0\xcf\x11\xe0": "an old Excel file (.xls)",
        b"PAR1": "a Parquet file",
    }
    for magic, kind in kinds.items():
        if data.startswith(magic):
            raise InputError(f"{content.name} is {kind}: save the table as CSV and give that")
    if b"\x00" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError(f"{content.name} is a binary file of an unknown kind: {_INSTEAD}")


def check_text(content: Content) -> None:
    """Raise if the text is of a known kind that holds no profile."""
    text, lines = content.text.lstrip(), content.lines
    if text.startswith("{") or text.startswith("["):
        raise InputError(f"{content.name} is JSON, but not a BIOM table: {_INSTEAD}")
    if text.startswith("<"):
        kind = "an SBML model" if "<sbml" in text[:2000] else "XML or a web page"
        raise InputError(f"{content.name} is {kind}: {_INSTEAD}")
    if _is_sequences(lines):
        raise InputError(
            f"{content.name} holds sequences: classify them first, for example with MetaPhlAn, "
            "Kraken2 or QIIME 2, and give the resulting table"
        )
    if text.startswith("(") and text.rstrip().endswith(";"):
        raise InputError(
            f"{content.name} is a phylogenetic tree: give the table of abundances, and this file "
            "as tree"
        )
    if sum(bool(_READS.match(line)) for line in lines[:20]) > 0.8 * len(lines[:20]):
        raise InputError(
            f"{content.name} is Kraken2's output for each read: give its report (--report)"
        )
    _check_table(content)


def _is_sequences(lines: Sequence[str]) -> bool:
    if lines[0].startswith(">") and len(lines) > 1:
        return True
    return len(lines) > 3 and lines[0].startswith("@") and lines[2].startswith("+")


def _check_table(content: Content) -> None:
    grid = content.grid
    if not grid:
        return
    header = [cell.strip().casefold() for cell in grid[0]]
    refuse_genes([row[0] for row in grid[1:]], content.name)
    refuse_genes([cell for cell in grid[0][1:] if cell], content.name)
    feature_taxonomy = header[0] in {"feature id", "#otuid", "feature-id"} and len(header) <= 4
    if feature_taxonomy or header[:3] == ["otu", "size", "taxonomy"]:
        raise InputError(
            f"{content.name} is a taxonomy: it says what identifiers mean, not how abundant they "
            "are; give the table of abundances, and this file as taxonomy"
        )
    if any(line.startswith("#q2:types") for line in content.lines[:5]):
        raise InputError(
            f"{content.name} is QIIME 2 sample metadata: give the feature table (.qza or .biom), "
            "and this file as metadata"
        )
