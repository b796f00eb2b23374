"""Published cultures: who was in them, on what, and the acids that were measured."""

from __future__ import annotations

import csv
import gzip
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from holobiont.culture import CultureResult, culture
from holobiont.knowledge import load
from holobiont.profile import Profile, map_profile
from holobiont.profile import lineage as lin

ACIDS = ("butyrate", "propionate", "acetate")
#: Genera that are known to make butyrate: the naive predictor sums their shares of the whole.
PRODUCERS = ("Agathobacter", "Anaerostipes", "Coprococcus", "Faecalibacterium", "Roseburia")
SYNTHETIC_PRODUCERS = ("AC", "CC", "ER", "FP", "RI")
#: Whatever a table leaves out of its hundred percent is put in as bacteria of no known genus.
REST = "bacteria"
#: Names that the tables have for species that are known under others.
RENAMED = {"Eubacterium rectale": "Agathobacter rectalis"}
STRAINS = {
    "PC": "Segatella copri", "PJ": "Parabacteroides johnsonii", "BV": "Phocaeicola vulgatus",
    "BF": "Bacteroides fragilis", "BO": "Bacteroides ovatus", "BC": "Bacteroides caccae",
    "BT": "Bacteroides thetaiotaomicron", "BY": "Bacteroides cellulosilyticus",
    "BU": "Bacteroides uniformis", "DP": "Desulfovibrio piger", "BL": "Bifidobacterium longum",
    "BA": "Bifidobacterium adolescentis", "BP": "Bifidobacterium pseudocatenulatum",
    "CA": "Collinsella aerofaciens", "EL": "Eggerthella lenta",
    "FP": "Faecalibacterium prausnitzii", "CH": "Peptacetobacter hiranonis",
    "AC": "Anaerostipes caccae", "BH": "Blautia hydrogenotrophica",
    "CG": "Enterocloster asparagiformis", "ER": "Agathobacter rectalis",
    "RI": "Roseburia intestinalis", "CC": "Coprococcus comes", "DL": "Dorea longicatena",
    "DF": "Dorea formicigenerans", "HB": "Holdemanella biformis",
}  # fmt: skip


@dataclass(frozen=True)
class Sample:
    """A culture: who was in it, on what, what was measured (mM), and the naive predictor."""

    name: str
    subject: str
    treatment: str
    shares: Mapping[str, float]
    measured: Mapping[str, float]
    naive: float

    def at_genus(self) -> Sample:
        """Forget the species."""
        shares: dict[str, float] = defaultdict(float)
        for name, share in self.shares.items():
            shares[name.split()[0]] += share
        return replace(self, shares=dict(shares))


@dataclass(frozen=True)
class Study:
    """Cultures that were grown alike.

    Attributes
    ----------
    doses
        Fiber (g/L) of each treatment; one that is not named got none.
    hours
        Length of the culture; the medium's own when None.
    net
        Whether the acids of the inoculum were subtracted from what was measured.
    """

    title: str
    samples: list[Sample]
    acids: tuple[str, ...]
    medium: str
    doses: Mapping[str, Mapping[str, float]]
    hours: float | None
    net: bool

    def grow(self, sample: Sample) -> CultureResult:
        return culture(
            members(sample.shares),
            substrate=self.doses.get(sample.treatment, {}),
            medium=self.medium,
            hours=self.hours,
            knowledge=load(),
        )

    def acid(self, result: CultureResult, name: str) -> float:
        return result.made(name) if self.net else float(result.concentration(name)[-1])

    def changed(self, title: str, change: Callable[[Sample], Sample]) -> Study:
        return replace(self, title=title, samples=[change(s) for s in self.samples])


def members(shares: Mapping[str, float]) -> dict[str, float]:
    """Known taxa of named bacteria; what is not known counts as bacteria of no known genus."""
    found: dict[str, float] = defaultdict(float)
    named = {n: s for n, s in shares.items() if n != REST and s > 0}
    names = tuple(named)
    ranks = tuple("species" if " " in n else "genus" for n in names)
    lineages = tuple(lin.build(_lineage(n)) for n in names)
    total = sum(named.values())
    values = np.array(list(named.values())) / total
    mapped = map_profile(Profile("culture", names, ranks, lineages, values), load())
    for taxon, share in zip(mapped.taxa, mapped.shares, strict=True):
        found[taxon] += float(share) * total
    found[REST] += shares.get(REST, 0.0) + total * (1.0 - float(mapped.shares.sum()))
    return {taxon: share for taxon, share in found.items() if share > 0}


def _lineage(name: str) -> list[tuple[str, str]]:
    genus = [("genus", name.split(maxsplit=1)[0])]
    return [*genus, ("species", name)] if " " in name else genus


def table(path: Path) -> list[dict[str, str]]:
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


def _naive(shares: Mapping[str, float]) -> float:
    return sum(s for n, s in shares.items() if n.split()[0] in PRODUCERS)


def study_a(folder: Path) -> Study:
    """Two donors, species, inulin; acids in mg/L, divided by 6 h in the table."""
    hours, smallest = 6.0, 0.001
    acids = {"butyrate": "Butyric acid", "propionate": "Propionic acid", "acetate": "Acetic acid"}
    rates = {row["id"]: row for row in table(folder / "studyA_SCFAs.csv")}
    samples = []
    for row in table(folder / "studyA.csv.gz"):
        name = row.pop("sample_id")
        donor, treatment, _ = name.split("_")
        reads = {n.replace("[", "").replace("]", ""): float(v) for n, v in row.items()}
        total = sum(reads.values())
        shares = {RENAMED.get(n, n): r / total for n, r in reads.items() if r > smallest * total}
        measured = {
            acid: float(rates[name][column]) * hours / (1e3 * load().compounds[acid].gram_per_mmol)
            for acid, column in acids.items()
        }
        naive = _naive(shares)
        shares[REST] = 1.0 - sum(shares.values())
        samples.append(Sample(name, donor, treatment, shares, measured, naive))
    title = f"Stool of two donors, by species: {len(samples)} cultures"
    doses = {"inulin": {"inulin": 10.0}}
    return Study(title, samples, ACIDS, "carbonate_phosphate", doses, hours, net=True)


def study_b(folder: Path) -> Study:
    """Ten donors, genera, three treatments; acids in mM, divided by 4 h in the table.

    The dose (50 mg in 4 mL, recalled) is the least that holds the electrons of the acids.
    """
    hours = 4.0
    doses = {"Blank": {}, "FOS": {"fos": 12.5}, "Pectin": {"pectin": 12.5}}
    rates = {row["sample_id"]: row for row in table(folder / "studyB_SCFAs.csv")}
    samples = []
    for row in table(folder / "studyB.csv.gz"):
        name = row.pop("sample_id")
        if name not in rates:
            continue
        treatment, donor, _ = name.split("_")
        shares = {g: float(v) / 100 for g, v in row.items() if g.strip("_") and float(v) > 0}
        measured = {acid: float(rates[name][acid.capitalize()]) * hours for acid in ACIDS}
        naive = _naive(shares)
        shares[REST] = 1.0 - sum(shares.values())
        samples.append(Sample(name, donor, treatment, shares, measured, naive))
    title = f"Stool of ten donors, by genus: {len(samples)} cultures"
    return Study(title, samples, ACIDS, "carbonate_phosphate", doses, hours, net=True)


def synthetic(path: Path) -> Study:
    """Read the synthetic communities: one sample a community, the mean of clean replicates."""
    wells: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in table(path):
        names = row["Treatment"].split("-")
        if row["Contamination?"] == "No" and all(m in STRAINS for m in names):
            wells["-".join(sorted(names))].append(row)
    acids = ("butyrate", "acetate", "lactate", "succinate")
    samples = []
    for name, rows in sorted(wells.items()):
        names = name.split("-")
        measured = {a: float(np.mean([float(r[a.capitalize()]) for r in rows])) for a in acids}
        seen = [
            float(np.mean([float(r[f"{m} Fraction"] or 0) for r in rows]))
            for m in names
            if m in SYNTHETIC_PRODUCERS
        ]
        richness = "alone" if len(names) == 1 else "2-5" if len(names) <= 5 else "6 and more"
        shares = {STRAINS[m]: 1.0 for m in names}
        samples.append(Sample(name, name, richness, shares, measured, float(sum(seen))))
    return Study("Synthetic communities", samples, acids, "dm38", {}, None, net=False)
