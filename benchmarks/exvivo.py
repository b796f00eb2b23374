"""Ex vivo and synthetic cultures: predicted beside measured acids, and beside naive baselines.

    python benchmarks/exvivo.py --data DIR [--only stool|synthetic] [--limit N]

DIR holds ``scfa_quinnbohmann2024`` (Quinn-Bohmann et al. 2024, 10.1038/s41564-024-01728-4: stool of
ten donors with fructo-oligosaccharides, pectin or nothing) and ``butyrate_clark2021`` (Clark et
al. 2021, 10.1038/s41467-021-22938-y: communities of 1 to 23 species in a defined medium).

Nothing is fitted to these data; the same taxa, pathways and kinetics as in a colon are used.
Measured acids of the stool cultures are net production: the blanks stand near zero although the
slurry itself holds acids. So they are compared with predicted net production, and blanks are not
subtracted once more. The one baseline that learns, the mean of a treatment, leaves the tested
donor out; persistence (the donor's own blank) is the third.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import sys
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.stats import pearsonr, spearmanr

from holobiont.culture import CultureResult, culture
from holobiont.knowledge import load

ACIDS = ("butyrate", "propionate", "acetate")
#: Genera that are known to make butyrate: the naive predictor sums their shares of the whole.
PRODUCERS = ("Anaerostipes", "Coprococcus", "Faecalibacterium", "Roseburia")
SYNTHETIC_PRODUCERS = ("AC", "CC", "ER", "FP", "RI")
#: Treatment of the stool cultures: fiber (g/L), at the usual 1 % of such cultures.
FIBERS: dict[str, dict[str, float]] = {
    "Blank": {},
    "FOS": {"fructo_oligosaccharide": 10.0},
    "Pectin": {"pectin": 10.0},
}
#: Hours of the stool cultures: the published tables are divided by this to give rates.
HOURS = 4.0
STRAINS = {
    "PC": "Segatella copri", "PJ": "Parabacteroides johnsonii", "BV": "Phocaeicola vulgatus",
    "BF": "Bacteroides fragilis", "BO": "Bacteroides ovatus", "BC": "Bacteroides caccae",
    "BT": "Bacteroides thetaiotaomicron", "BY": "Bacteroides cellulosilyticus",
    "BU": "Bacteroides uniformis", "DP": "Desulfovibrio piger", "BL": "Bifidobacterium longum",
    "BA": "Bifidobacterium adolescentis", "BP": "Bifidobacterium pseudocatenulatum",
    "CA": "Collinsella aerofaciens", "EL": "Eggerthella lenta",
    "FP": "Faecalibacterium prausnitzii", "CH": "Clostridium hiranonis",
    "AC": "Anaerostipes caccae", "BH": "Blautia hydrogenotrophica",
    "CG": "Clostridium asparagiforme", "ER": "Eubacterium rectale",
    "RI": "Roseburia intestinalis", "CC": "Coprococcus comes", "DL": "Dorea longicatena",
    "DF": "Dorea formicigenerans", "HB": "Holdemanella biformis",
}  # fmt: skip


@dataclass(frozen=True)
class Sample:
    """A culture: who was in it, on what, what was measured, and the naive predictor."""

    name: str
    subject: str
    treatment: str
    shares: dict[str, float]
    measured: dict[str, float]
    naive: float


def table(path: Path) -> list[dict[str, str]]:
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


def stool_samples(folder: Path) -> list[Sample]:
    """Read study B: 89 cultures of ten donors."""
    acids: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in table(folder / "studyB_SCFAs.csv"):
        if row["Treatment"] in FIBERS:
            acids[f"{row['Treatment']}_{row['Donor']}"].append(row)
    found = []
    for row in table(folder / "studyB.csv.gz"):
        treatment, donor, replicate = row.pop("sample_id").split("_")
        shares = {g: float(v) for g, v in row.items() if g.strip("_") and float(v) > 0}
        seen = next(
            (r for r in acids[f"{treatment}_{donor}"] if r["sample_id"].endswith(f"_{replicate}")),
            None,
        )
        if seen is None:
            continue
        measured = {acid: float(seen[acid.capitalize()]) for acid in ACIDS}
        naive = sum(shares.get(g, 0.0) for g in PRODUCERS)
        name = f"{treatment}_{donor}_{replicate}"
        found.append(Sample(name, donor, treatment, shares, measured, naive))
    return found


def synthetic_samples(path: Path) -> list[Sample]:
    """Read the synthetic communities: one sample a community, the mean of clean replicates."""
    wells: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in table(path):
        members = row["Treatment"].split("-")
        if row["Contamination?"] == "No" and all(m in STRAINS for m in members):
            wells["-".join(sorted(members))].append(row)
    found = []
    for name, rows in sorted(wells.items()):
        members = name.split("-")
        measured = {
            acid: float(np.mean([float(r[acid.capitalize()]) for r in rows]))
            for acid in ("butyrate", "acetate", "lactate", "succinate")
        }
        seen = {
            m: np.mean([float(r[f"{m} Fraction"] or 0) for r in rows])
            for m in members
            if m in SYNTHETIC_PRODUCERS
        }
        richness = "alone" if len(members) == 1 else "2-5" if len(members) <= 5 else "6 and more"
        shares = {STRAINS[m]: 1.0 for m in members}
        found.append(Sample(name, name, richness, shares, measured, float(sum(seen.values()))))
    return found


def grow(sample: Sample, synthetic: bool) -> CultureResult:
    if synthetic:
        return culture(sample.shares, medium="dm38", knowledge=load())
    return culture(
        sample.shares,
        substrate=FIBERS[sample.treatment],
        medium="carbonate_phosphate",
        hours=HOURS,
        knowledge=load(),
    )


def predict(samples: list[Sample], synthetic: bool) -> list[dict[str, float]]:
    """Grow every culture; return the acids that compare with the measured ones."""
    found, began = [], time.perf_counter()
    for i, sample in enumerate(samples):
        result = grow(sample, synthetic)
        level = {a: float(result.concentration(a)[-1]) for a in sample.measured}
        made = {a: result.made(a) for a in sample.measured}
        found.append({**(level if synthetic else made), "biomass": float(result.biomass[-1])})
        if sys.stderr.isatty():
            print(f"\r{i + 1}/{len(samples)}", end="", file=sys.stderr)
    print(f"  {len(samples)} cultures in {time.perf_counter() - began:.0f} s", file=sys.stderr)
    return found


def left_out_mean(samples: list[Sample], acid: str) -> np.ndarray:
    """Mean of the treatment over all other subjects."""
    return np.array(
        [
            np.mean(
                [
                    t.measured[acid]
                    for t in samples
                    if t.treatment == s.treatment and t.subject != s.subject
                ]
                or [np.nan]
            )
            for s in samples
        ]
    )


def own_blank(samples: list[Sample], acid: str) -> np.ndarray:
    """Mean of the same subject's blanks: nothing changes with the fiber."""
    blank: dict[str, list[float]] = defaultdict(list)
    for s in samples:
        if s.treatment == "Blank":
            blank[s.subject].append(s.measured[acid])
    return np.array([np.mean(blank[s.subject]) if s.subject in blank else np.nan for s in samples])


def correlation(predicted: np.ndarray, measured: np.ndarray) -> str:
    ok = np.isfinite(predicted) & np.isfinite(measured)
    p, m = predicted[ok], measured[ok]
    if ok.sum() < 3 or np.ptp(p) == 0 or np.ptp(m) == 0:
        return f"{'-':>6} {'-':>6}"
    return f"{pearsonr(p, m)[0]:6.2f} {spearmanr(p, m)[0]:6.2f}"


def report(
    title: str, samples: list[Sample], predicted: list[dict[str, float]], acids: tuple[str, ...]
) -> None:
    """Print Pearson and Spearman of the model and of the baselines, pooled and within treatment."""
    treatments = list(dict.fromkeys(s.treatment for s in samples))
    print(
        f"\n{title}\n{'':<12}{'':<18}" + "".join(f"{t[:14]:>16}" for t in ("pooled", *treatments))
    )
    for acid in acids:
        measured = np.array([s.measured[acid] for s in samples])
        rows = {
            "model": np.array([p[acid] for p in predicted]),
            "producers' share": np.array([s.naive for s in samples]),
            "treatment mean": left_out_mean(samples, acid),
            "own blank": own_blank(samples, acid),
        }
        if acid != "butyrate":
            rows.pop("producers' share")
        if not np.isfinite(rows["own blank"]).any():
            rows.pop("own blank")
        for name, values in rows.items():
            cells = [correlation(values, measured)]
            for t in treatments:
                at = np.array([s.treatment == t for s in samples])
                learned = name == "treatment mean"  # within one treatment it says nothing
                cells.append("-" if learned else correlation(values[at], measured[at]))
            print(f"{acid:<12}{name:<18}" + "".join(f"{c:>16}" for c in cells))
        levels = np.array([p[acid] for p in predicted])
        means = []
        for t in treatments:
            at = np.array([s.treatment == t for s in samples])
            means.append(f"{t}: {levels[at].mean():.1f} / {measured[at].mean():.1f}")
        print(f"{'':<12}mean predicted / measured (mM)  {'  '.join(means)}")


def by_subject(
    samples: list[Sample], predicted: list[dict[str, float]]
) -> tuple[list[Sample], list[dict[str, float]]]:
    """Average replicates: one point for each subject and treatment."""
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i, s in enumerate(samples):
        groups[s.subject, s.treatment].append(i)
    kept, means = [], []
    for (subject, treatment), at in groups.items():
        first = samples[at[0]]
        measured = {a: float(np.mean([samples[i].measured[a] for i in at])) for a in first.measured}
        naive = float(np.mean([samples[i].naive for i in at]))
        kept.append(
            Sample(f"{treatment}_{subject}", subject, treatment, first.shares, measured, naive)
        )
        means.append({k: float(np.mean([predicted[i][k] for i in at])) for k in predicted[at[0]]})
    return kept, means


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--only", choices=("stool", "synthetic"))
    parser.add_argument("--limit", type=int, help="at most so many synthetic communities")
    parser.add_argument("--save", type=Path, help="write every culture as TSV")
    options = parser.parse_args()
    print("Pearson and Spearman correlation with what was measured. Nothing is fitted.")
    if options.only != "synthetic":
        samples = stool_samples(options.data / "scfa_quinnbohmann2024")
        predicted = predict(samples, synthetic=False)
        report(f"Stool of ten donors: {len(samples)} cultures", samples, predicted, ACIDS)
        report("The same, replicates averaged", *by_subject(samples, predicted), ACIDS)
        save(options.save, samples, predicted)
    if options.only != "stool":
        path = options.data / "butyrate_clark2021" / "2020_02_28_MasterDF.csv.gz"
        samples = synthetic_samples(path)
        if options.limit:
            keep = np.random.default_rng(0).permutation(len(samples))[: options.limit]
            samples = [samples[i] for i in sorted(keep)]
        predicted = predict(samples, synthetic=True)
        acids = ("butyrate", "acetate", "lactate", "succinate")
        report(f"Synthetic communities: {len(samples)}", samples, predicted, acids)
        save(options.save, samples, predicted)


def save(path: Path | None, samples: list[Sample], predicted: list[dict[str, float]]) -> None:
    if path is None:
        return
    with path.open("a", encoding="utf-8") as file:
        for s, p in zip(samples, predicted, strict=True):
            for acid, value in s.measured.items():
                file.write(f"{s.name}\t{s.treatment}\t{acid}\t{value:.4g}\t{p[acid]:.4g}\n")


if __name__ == "__main__":
    main()
