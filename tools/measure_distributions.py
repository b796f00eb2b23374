"""Compute how the measures are spread in reference cohorts and write the result as knowledge.

    python tools/measure_distributions.py DATA_FOLDER

DATA_FOLDER holds `ibdmdb_week0/` (species, shotgun; its non-IBD participants are used) and
`qmp_tito2024/` (16S, summed to genera; its participants without lesions are used). Only quantiles
are written. Run it again when a measure, a producer group or the traits of a taxon change.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np

from holobiont.knowledge import load
from holobiont.knowledge.measures import load_measures
from holobiont.profile.measures import measure
from holobiont.profile.profile import Profile
from holobiont.profile.read import read

_OUT = Path("src/holobiont/knowledge/data/measures/distributions_computed.toml")
_HEAD = "# Made by tools/measure_distributions.py; do not edit by hand.\n"


def main(folder: Path) -> None:
    """Write the distributions of both cohorts."""
    species = _values(_ibdmdb(folder))
    genus = _values(_tito(folder))
    blocks = [_HEAD]
    cohort = "participants without IBD of the IBDMDB, MetaPhlAn 2"
    blocks += _blocks(species, "species", cohort, "LP19")
    cohort = "adults without colonic lesions, 16S at genus rank"
    blocks += _blocks(genus, "genus", cohort, "TI24")
    _OUT.write_text("\n".join(blocks), encoding="utf-8")


def _ibdmdb(folder: Path) -> list[Profile]:
    profiles = read(folder / "ibdmdb_week0" / "taxonomic_profiles_pcl_week0.csv.gz")
    return [p for p in profiles.values() if p.metadata.get("diagnosis") == "nonIBD"]


def _tito(folder: Path) -> list[Profile]:
    import pandas as pd

    home = folder / "qmp_tito2024"
    people = pd.read_csv(home / "tito2024_samples.tsv.gz", sep="\t", index_col=0)
    controls = set(people.index[people["diagnosis"] == "CTL"])
    profiles = read(home / "tito2024_qmp.tsv.gz")
    return [_at_genus(p) for name, p in profiles.items() if name in controls]


def _at_genus(profile: Profile) -> Profile:
    shares: dict[str, float] = {}
    for lineage, share in zip(profile.lineages, profile.shares, strict=True):
        short = "|".join(part for part in lineage.split("|") if not part.startswith("s__"))
        shares[short or lineage] = shares.get(short or lineage, 0.0) + float(share)
    lineages = tuple(shares)
    names = tuple(item.split("|")[-1].split("__")[-1] for item in lineages)
    ranks = tuple("genus" if "g__" in item else "unknown" for item in lineages)
    values = np.array(list(shares.values()))
    return replace(profile, names=names, ranks=ranks, lineages=lineages, shares=values)


def _values(profiles: Iterable[Profile]) -> dict[str, list[float]]:
    knowledge = load()
    values: dict[str, list[float]] = {}
    for profile in profiles:
        for item in measure(profile, knowledge=knowledge):
            if item.value is not None:
                values.setdefault(item.id, []).append(item.value)
    return values


def _blocks(
    values: Mapping[str, list[float]], level: str, cohort: str, source: str
) -> Iterable[str]:
    published = load_measures().distributions
    kept = {d.measure for d in published if d.level == level and d.source != (source,)}
    for name, found in values.items():
        if name not in kept and len(found) > 1:
            yield _block(name, np.array(found), level, cohort, source)


def _block(name: str, found: np.ndarray, level: str, cohort: str, source: str) -> str:
    marks = np.percentile(found, (5, 25, 50, 75, 95))
    numbers = {"mean": found.mean(), "sd": found.std(ddof=1)}
    numbers |= dict(zip(("p05", "p25", "p50", "p75", "p95"), marks, strict=True))
    lines = [f"{key} = {float(f'{value:.4g}')}" for key, value in numbers.items()]
    head = [
        "[[distribution]]",
        f'measure = "{name}"',
        f'level = "{level}"',
        f'cohort = "{cohort}"',
        f"n = {found.size}",
    ]
    return "\n".join([*head, *lines, f'source = "{source}"', 'status = "derived"', ""])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
