"""BIOM 1.0 (JSON) and 2.1 (HDF5) tables, also those that leave groups out.

The layout is read directly (https://biom-format.org/documentation/biom_format.html), since
readers that insist on every group of the standard fail on files which real tools write.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from holobiont.errors import InputError
from holobiont.profile import lineage as lin
from holobiont.profile import names
from holobiont.profile.abundances import Abundances
from holobiont.profile.content import Content
from holobiont.profile.formats import refused
from holobiont.profile.formats.plain import feature_note, lineage_of

HDF5 = b"\x89HDF\r\n\x1a\n"
_KEYS = ("taxonomy", "Taxon", "taxon", "Taxonomy", "Consensus Lineage", "ConsensusLineage")


def matches(content: Content) -> bool:
    """Return whether the file is HDF5, or JSON that says it is BIOM."""
    if content.data.startswith(HDF5):
        return True
    head = content.data[:4096].lstrip()
    return head.startswith(b"{") and b"iological Observation Matrix" in content.data


def parse(content: Content, taxonomy: Mapping[str, str]) -> Abundances:
    """Return the abundances of a BIOM table."""
    return from_bytes(content.data, content.name, taxonomy)


def from_bytes(data: bytes, name: str, taxonomy: Mapping[str, str]) -> Abundances:
    """Return the abundances of the bytes of a BIOM table.

    Raises
    ------
    InputError
        If the bytes are damaged, no BIOM table, or a table of genes.
    """
    read = _read_hdf5 if data.startswith(HDF5) else _read_json
    try:
        ids, samples, values, paths, metadata, kind = read(data)
    except (KeyError, ValueError, TypeError, IndexError, OSError) as error:
        raise InputError(
            f"{name} is not a complete BIOM table ({error}): export it again, or save it as TSV"
        ) from error
    refused.refuse_genes(ids, name)
    lineages = [
        taxonomy[item] if item in taxonomy else _lineage(item, path, taxonomy)
        for item, path in zip(ids, paths, strict=True)
    ]
    ranked = [kind == "taxpasta" and bool(path) for path in paths]
    labels = [
        "|".join(path) if rank else item
        for item, path, rank in zip(ids, map(_names, paths), ranked, strict=True)
    ]
    return Abundances(
        samples=tuple(samples),
        labels=tuple(labels),
        lineages=tuple(lineages),
        values=values,
        nested=None if any(ranked) or not any(paths) else False,
        metadata=metadata,
        notes=feature_note(lineages),
        columns=("observation ids", *samples[:3]),
        format="BIOM 2.1" if data.startswith(HDF5) else "BIOM 1.0",
    )


Path = Sequence[tuple[str | None, str]]
Parts = tuple[list[str], list[str], np.ndarray, list[Path], tuple[Mapping[str, str], ...], str]


def _names(path: Path) -> list[str]:
    return [name for _, name in path if name]


def _lineage(item: str, path: Path, taxonomy: Mapping[str, str]) -> str:
    if not path:
        return lineage_of(item, taxonomy)
    if all(rank is not None for rank, _ in path):
        return lin.build([(rank or "", name) for rank, name in path])
    return lin.parse(";".join(name.strip().strip('"') for _, name in path))


def _read_json(data: bytes) -> Parts:
    raw = json.loads(data)
    shape = tuple(raw["shape"])
    values = np.zeros(shape)
    if raw["matrix_type"] == "dense":
        values[...] = np.asarray(raw["data"], dtype=float)
    elif raw["data"]:
        triples = np.asarray(raw["data"], dtype=float)
        values[triples[:, 0].astype(int), triples[:, 1].astype(int)] = triples[:, 2]
    ids = [str(row["id"]) for row in raw["rows"]]
    samples = [str(column["id"]) for column in raw["columns"]]
    if (len(ids), len(samples)) != shape:
        raise ValueError("ids and matrix differ in size")
    paths = [_path_of(row.get("metadata") or {}) for row in raw["rows"]]
    metadata = tuple(
        {str(k): _as_text(v) for k, v in (column.get("metadata") or {}).items()}
        for column in raw["columns"]
    )
    return ids, samples, values, paths, metadata, str(raw.get("generated_by", "")).split("=")[0]


def _path_of(metadata: Mapping[str, Any]) -> Path:
    for key in _KEYS:
        if metadata.get(key):
            found = metadata[key]
            parts = re.split(r"[;|]", found) if isinstance(found, str) else [str(x) for x in found]
            return [(None, part) for part in parts]
    ranked = [(lin.standard_rank(key), _as_text(value)) for key, value in metadata.items()]
    return [(rank, value) for rank, value in ranked if rank]


def _as_text(value: Any) -> str:
    return value.decode(errors="replace") if isinstance(value, bytes) else str(value)


def _read_hdf5(data: bytes) -> Parts:
    import h5py

    with h5py.File(io.BytesIO(data), "r") as file:
        ids = [_as_text(item) for item in file["observation/ids"][:]]
        samples = [_as_text(item) for item in file["sample/ids"][:]]
        values = _matrix(file, len(ids), len(samples))
        paths, kind = _hdf5_paths(file, len(ids))
        stored = file.get("sample/metadata") or {}
        metadata = tuple(
            {key: _as_text(stored[key][i]) for key in stored if stored[key].ndim == 1}
            for i in range(len(samples))
        )
    return ids, samples, values, paths, metadata, kind


def _matrix(file: Any, rows: int, columns: int) -> np.ndarray:
    """Return the matrix from whichever of its two copies agrees with the identifiers."""
    for side, n, m in (("sample", columns, rows), ("observation", rows, columns)):
        group = file.get(f"{side}/matrix")
        if group is None or group["indptr"].shape[0] != n + 1:
            continue
        values, indices, starts = (group[key][:] for key in ("data", "indices", "indptr"))
        if indices.size and (indices.max() >= m or starts[-1] != values.size):
            continue
        dense = np.zeros((n, m))
        dense[np.repeat(np.arange(n), np.diff(starts)), indices] = values
        return dense.T.copy() if side == "sample" else dense
    raise ValueError("neither copy of the matrix fits the identifiers")


def _hdf5_paths(file: Any, rows: int) -> tuple[list[Path], str]:
    group = file.get("observation/metadata") or {}
    key = next((key for key in _KEYS if key in group), None)
    kind = _as_text(np.ravel(file.attrs.get("generated-by", ""))[0]).split("=")[0]
    if key is None or group[key].shape[0] != rows:
        return [()] * rows, kind
    stored = group[key][:]
    ranks = _taxpasta_ranks(file)
    if stored.ndim == 1:
        split = [re.split(r"[;|]", _as_text(item)) for item in stored]
    else:
        split = [[_as_text(part) for part in item] for item in stored]
    if ranks and len(ranks) == len(split[0]):
        return [list(zip(ranks, parts, strict=True)) for parts in split], "taxpasta"
    return [[(None, part) for part in parts] if any(parts) else () for parts in split], kind


def _taxpasta_ranks(file: Any) -> list[str]:
    """Return the rank of each taxonomy column, "" for ranks that are not standard."""
    stored = file.get("observation/group-metadata/ranks")
    if stored is None:
        return []
    words = _as_text(np.ravel(stored[()])[0]).split(";")
    return [lin.standard_rank(names.tidy(word)) or "" for word in words]
