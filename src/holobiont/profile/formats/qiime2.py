"""QIIME 2 archives (.qza): feature tables; other kinds are refused by name."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import replace

from holobiont.errors import InputError
from holobiont.profile.abundances import Abundances
from holobiont.profile.content import Content
from holobiont.profile.formats import biom

_INSTEAD = {
    "FeatureData[Taxonomy]": "is a taxonomy: give the feature table, and this file as taxonomy",
    "FeatureData[Sequence]": "holds sequences: give the feature table (FeatureTable[Frequency])",
    "Phylogeny": "is a phylogenetic tree: give the feature table, and this file as tree",
    "FeatureTable[PresenceAbsence]": "says only which features are present: give their counts",
    "FeatureTable[Composition]": "holds transformed values: give FeatureTable[Frequency]",
    "Visualization": "is a visualization: give the feature table (.qza) it was made from",
    "MicomMedium": "is a growth medium: give the feature table (FeatureTable[Frequency])",
    "SampleData": "holds data about samples: give the feature table (FeatureTable[Frequency])",
}


def matches(content: Content) -> bool:
    """Return whether the file is a zip archive with QIIME 2's metadata."""
    return content.data.startswith(b"PK") and kind(content) is not None


def kind(content: Content) -> str | None:
    """Return the semantic type of an archive, None if it is not QIIME 2's."""
    try:
        with zipfile.ZipFile(io.BytesIO(content.data)) as archive:
            top = [item for item in archive.namelist() if re.match(r"^[^/]+/metadata.yaml$", item)]
            text = archive.read(top[0]).decode() if top else ""
    except zipfile.BadZipFile as error:
        raise InputError(f"{content.name} is a damaged archive: export it again") from error
    match = re.search(r"^type:\s*(\S.*)$", text, re.MULTILINE)
    return match[1].strip() if match else None


def member(content: Content, ending: str) -> bytes:
    """Return the file inside an archive whose name ends so."""
    with zipfile.ZipFile(io.BytesIO(content.data)) as archive:
        for name in archive.namelist():
            if "/data/" in name and name.endswith(ending):
                return archive.read(name)
    raise InputError(f"{content.name} is a QIIME 2 archive without {ending}: export it again")


def parse(content: Content, taxonomy: Mapping[str, str]) -> Abundances:
    """Return the abundances of a feature table."""
    found = kind(content) or ""
    for start, instead in _INSTEAD.items():
        if found.startswith(start):
            raise InputError(f"{content.name} is a QIIME 2 archive of type {found}: it {instead}")
    if not found.startswith("FeatureTable"):
        raise InputError(
            f"{content.name} is a QIIME 2 archive of type {found}: give a FeatureTable[Frequency]"
        )
    table = biom.from_bytes(member(content, ".biom"), content.name, taxonomy)
    return replace(table, format=f"QIIME 2 {found}")
