"""Colonization resistance of mice after seven antibiotics against what grew in them.

Mice got an antibiotic, and a day after it spores of Clostridioides difficile (Schubert et al. 2015,
10.1128/mBio.00974-15). The stool of the day of the challenge is taken for a community at rest in a
human colon; its growth rate of the invader when rare stands beside the counts of a day later, and
beside what anyone could say: the mean of the other mice on the same antibiotic, how much
Enterobacteriaceae there is, and how little diversity.

    .venv/bin/python benchmarks/resistance.py --data DIR [--mice N]

`DIR` holds ``cdiff_mouse_schubert2015`` with the published tables, which are no part of this
repository. Nothing is fitted to the counts. A mouse's gut, bile acids and food differ from a
person's: only the order of mice and of antibiotics is asked for.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from measured.tables import folder, table
from scores import correlation

from holobiont.errors import HolobiontError
from holobiont.profile import Profile
from holobiont.profile import lineage as lin
from holobiont.twin import Twin
from holobiont.twin.invasion import invasion

INVADER = "clostridioides_difficile"
RANKS = ("domain", "phylum", "class", "order", "family", "genus")
#: What is not found counts as the limit of detection (log10).
_LEAST = 2.0
_RANK = {letter: rank for rank, letter in lin.PREFIXES.items()}


@dataclass(frozen=True)
class Mouse:
    """A mouse on the day of the challenge: what it had got, what lived in it, what grew (log10)."""

    name: str
    antibiotic: str
    profile: Profile
    grew: float


def mice(data: Path) -> list[Mouse]:
    """Read the mice whose stool of day 0 was sequenced and that were counted a day later."""
    home = folder(data, "cdiff_mouse_schubert2015")
    names = {r["OTU"]: r["Taxonomy"] for r in table(home / "otu.cons.taxonomy.gz", "\t")}
    about = {row[0]: row for row in _rows(home / "abx_cdiff_metadata.tsv.gz")}
    found = []
    for sample in table(home / "otu.subsample.shared.gz", "\t"):
        row = about.get(sample["Group"])
        if row is None or row[4] != "0":
            continue
        counted = [r for r in about.values() if r[2:4] == row[2:4] and r[4] == "1"]
        counts = [float(r[1]) for r in counted if r[1] not in ("NA", "")]
        if counts:
            profile = _profile(sample, names)
            grew = float(np.log10(max(counts[0], 10.0**_LEAST)))
            found.append(Mouse(sample["Group"], row[5].strip(), profile, grew))
    return found


def _rows(path: Path) -> list[list[str]]:
    """Read the table of samples, whose head lacks the name of its first column."""
    import gzip

    lines = gzip.decompress(path.read_bytes()).decode("utf-8").splitlines()
    return [line.split("\t") for line in lines[1:]]


def _profile(sample: dict[str, str], names: dict[str, str]) -> Profile:
    """Make a profile of the genera of a sample; what has no genus stays at its family."""
    summed: dict[str, float] = {}
    for otu, text in names.items():
        count = float(sample.get(otu) or 0.0)
        if count:
            lineage = _lineage(text)
            summed[lineage] = summed.get(lineage, 0.0) + count
    last = [text.split("|")[-1].split("__") for text in summed]
    ranks = tuple(_RANK[letter] for letter, _ in last)
    clean = tuple(name for _, name in last)
    values = np.array(list(summed.values()))
    return Profile(sample["Group"], clean, ranks, tuple(summed), values / values.sum())


def _lineage(text: str) -> str:
    parts = [part.split("(")[0] for part in text.strip(";").split(";")]
    pairs = [
        (rank, "Escherichia" if name == "Escherichia/Shigella" else name)
        for rank, name in zip(RANKS, parts, strict=False)
        if name and "unclassified" not in name
    ]
    return lin.build(pairs)


def predicted(mouse: Mouse) -> float:
    """Growth of the invader when rare (1/d); NaN where the community finds no rest."""
    try:
        twin = Twin.fit(mouse.profile)
        return float(invasion(twin, INVADER, days=1, every=1, brakes=()).exponent[0])
    except HolobiontError:
        return float("nan")


def entero(mouse: Mouse) -> float:
    """Share of Enterobacteriaceae."""
    pairs = zip(mouse.profile.lineages, mouse.profile.shares, strict=True)
    return float(sum(share for text, share in pairs if "Enterobacteriaceae" in text))


def shannon(mouse: Mouse) -> float:
    shares = mouse.profile.shares[mouse.profile.shares > 0]
    return float(-(shares * np.log(shares)).sum())


def others(all_mice: list[Mouse]) -> np.ndarray:
    """Mean of the other mice on the same antibiotic."""
    found = []
    for mouse in all_mice:
        rest = [m.grew for m in all_mice if m.antibiotic == mouse.antibiotic and m is not mouse]
        found.append(np.mean(rest) if rest else np.nan)
    return np.array(found)


def main() -> None:
    parser = argparse.ArgumentParser(description="Resistance of mice after antibiotics.")
    parser.add_argument("--data", type=Path, required=True, help="folder of the published tables")
    parser.add_argument("--mice", type=int, default=None, help="how many of each antibiotic")
    given = parser.parse_args()
    everyone = mice(given.data)
    kinds = list(dict.fromkeys(m.antibiotic for m in everyone))
    chosen = [m for k in kinds for m in [x for x in everyone if x.antibiotic == k][: given.mice]]
    grew = np.array([m.grew for m in chosen])
    rates = np.array([predicted(m) for m in chosen])
    told = {
        "growth when rare (the model)": rates,
        "others on the same antibiotic": others(chosen),
        "share of Enterobacteriaceae": np.array([entero(m) for m in chosen]),
        "diversity, less of it": -np.array([shannon(m) for m in chosen]),
    }
    print(f"{len(chosen)} mice, {int(np.isnan(rates).sum())} without a steady state")
    print(f"{'log10 CFU a day later against':<34}Pearson, Spearman")
    for name, values in told.items():
        print(f"{name:<34}{correlation(values, grew)}")
    print(f"\n{'antibiotic':<12}{'mice':>5}{'log10 CFU':>11}{'exponent (1/d)':>16}")
    for kind in kinds:
        own = np.array([m.antibiotic == kind for m in chosen])
        middle = np.nanmedian(rates[own]) if np.isfinite(rates[own]).any() else np.nan
        print(f"{kind:<12}{own.sum():>5}{np.median(grew[own]):>11.1f}{middle:>16.2f}")


if __name__ == "__main__":
    main()
