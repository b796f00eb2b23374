"""taxpasta's standardised tables, of one or several samples."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from holobiont.errors import InputError
from holobiont.profile import lineage as lin
from holobiont.profile import names
from holobiont.profile.abundances import Abundances
from holobiont.profile.content import Content
from holobiont.profile.formats import cells
from holobiont.profile.formats.plain import feature_note

_ABOUT = ("taxonomy_id", "name", "rank", "lineage", "id_lineage", "rank_lineage")


def matches(content: Content) -> bool:
    """Return whether the first column is taxpasta's ``taxonomy_id``."""
    return bool(content.grid) and content.grid[0][0].strip() == "taxonomy_id"


def parse(content: Content, taxonomy: Mapping[str, str]) -> Abundances:
    """Return the counts with the best naming the table holds."""
    header, rows = [cell.strip() for cell in content.grid[0]], content.grid[1:]
    columns = [c for c, title in enumerate(header) if title not in _ABOUT]
    if not columns or not rows:
        raise InputError(f"{content.name} is a taxpasta table without counts")
    samples = [content.stem if header[c] == "count" else header[c] for c in columns]
    records = [dict(zip(header, row, strict=True)) for row in rows]
    labels = [_label(record) for record in records]
    body = [[row[c] for c in columns] for row in rows]
    values, notes = cells.matrix(body, labels, samples, content.name)
    lineages = [_lineage(record, taxonomy) for record in records]
    return Abundances(
        samples=tuple(samples),
        labels=tuple(labels),
        lineages=tuple(lineages),
        values=values,
        notes=(*notes, *feature_note(lineages)),
        columns=("taxonomy_id", *samples[:3]),
        format="taxpasta",
    )


def _label(record: Mapping[str, str]) -> str:
    return record.get("lineage") or record.get("name") or f"NCBI:txid{record['taxonomy_id']}"


def _lineage(record: Mapping[str, str], taxonomy: Mapping[str, str]) -> str:
    if record["taxonomy_id"] in taxonomy:
        return taxonomy[record["taxonomy_id"]]
    if record["taxonomy_id"].strip() in {"0", "-1"}:
        return ""
    name, rank = names.clean(record.get("name", "")), record.get("rank", "")
    path: Sequence[str] = record.get("lineage", "").split(";")
    ranks = record.get("rank_lineage", "").split(";")
    if len(path) == len(ranks) and any(ranks):
        standard_ranks = [lin.standard_rank(item) or "" for item in ranks]
        return lin.build(list(zip(standard_ranks, path, strict=True)))
    if name and (standard := lin.standard_rank(rank)):
        genus = [("genus", names.genus_of(name))] if standard == "species" else []
        return lin.build([*genus, (standard, name)])
    return lin.parse(name) if name else f"NCBI:txid{record['taxonomy_id']}"
