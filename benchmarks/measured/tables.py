"""Published tables as they are: separators, decimal commas, line ends and gaps of all kinds."""

from __future__ import annotations

import csv
import gzip
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np

from holobiont.errors import InputError
from holobiont.knowledge import Knowledge
from holobiont.profile import MappedProfile, Profile, map_profile

Rows = list[dict[str, str]]
Shares = dict[str, float]
#: What tables write where nothing was measured.
GAPS = frozenset({"", "na", "nan", "nr", "nd", "bloq", "aloq"})


def folder(data: Path, name: str) -> Path:
    """Return the folder of a data set, or say in one sentence that it is absent."""
    path = data / name
    if not path.is_dir():
        raise InputError(f"{path} is not a folder: give --data the folder that holds {name}.")
    return path


def table(path: Path, delimiter: str) -> Rows:
    """Read a table, gzipped or not, with any line end, a BOM or Latin-1 letters."""
    raw = path.read_bytes()
    raw = gzip.decompress(raw) if path.suffix == ".gz" else raw
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("latin-1")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return list(csv.DictReader((line for line in lines if line.strip()), delimiter=delimiter))


def number(text: str) -> float:
    """Read a number that may have a decimal comma; NaN where nothing was measured."""
    text = text.strip()
    return float("nan") if text.casefold() in GAPS else float(text.replace(",", "."))


def groups(knowledge: Knowledge, taxa: Iterable[str], shares: Iterable[float]) -> Shares:
    """Sum shares by genus, or by the taxon itself where its genus is not known."""
    found: Shares = defaultdict(float)
    for taxon, share in zip(taxa, shares, strict=True):
        entry = knowledge.taxa[taxon]
        found[entry.lineage.genus or entry.name] += float(share)
    return dict(found)


def seen(knowledge: Knowledge, profile: Profile) -> Shares:
    """Shares of a measured profile by genus, of what the model knows, as the twin has them."""
    mapped = map_profile(profile, knowledge)
    return groups(knowledge, mapped.taxa, mapped.shares / mapped.shares.sum())


def mean_profile(name: str, profiles: Iterable[Profile], knowledge: Knowledge) -> MappedProfile:
    """Return the mean of several samples of one subject, on the taxa of the knowledge."""
    sums: Shares = defaultdict(float)
    mapped = [map_profile(profile, knowledge) for profile in profiles]
    for each in mapped:
        for taxon, share in zip(each.taxa, each.shares, strict=True):
            sums[taxon] += float(share) / len(mapped)
    taxa = tuple(sorted(sums, key=lambda taxon: (-sums[taxon], taxon)))
    shares = np.array([sums[taxon] for taxon in taxa])
    return MappedProfile(mapped[0].profile, taxa, shares, mapped[0].report)


def mean_shares(parts: Iterable[Mapping[str, float]]) -> Shares:
    """Average shares by name; what a part lacks counts as none."""
    parts = list(parts)
    names = sorted({name for part in parts for name in part})
    return {name: float(np.mean([part.get(name, 0.0) for part in parts])) for name in names}


def log_fold(after: Mapping[str, float], before: Mapping[str, float], least: float) -> Shares:
    """Return log2 of the fold of each name; below `least` counts as that."""
    return {
        name: float(np.log2(max(after.get(name, 0.0), least) / max(before.get(name, 0.0), least)))
        for name in sorted({*after, *before})
    }


def common(parts: Iterable[Mapping[str, float]], least: float) -> list[str]:
    """Return the names whose mean share is at least so much, the largest first."""
    means = mean_shares(parts)
    return sorted((n for n, m in means.items() if m >= least), key=lambda n: (-means[n], n))


def bray_curtis(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Return the dissimilarity of two compositions, each adding to one."""
    return 1.0 - sum(min(one.get(n, 0.0), other.get(n, 0.0)) for n in {*one, *other})
