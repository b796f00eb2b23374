"""Ex vivo and synthetic cultures: predicted beside measured acids, and beside naive baselines.

    python benchmarks/exvivo.py --data DIR [--only stool|synthetic] [--limit N]

DIR holds ``scfa_quinnbohmann2024`` (tables of Quinn-Bohmann et al. 2024,
10.1038/s41564-024-01728-4: stool of two donors with inulin and of ten donors with
fructo-oligosaccharides, pectin or nothing) and ``butyrate_clark2021`` (Clark et al. 2021,
10.1038/s41467-021-22938-y: communities of 1 to 23 species in a defined medium).

Nothing is regressed on these data; the same taxa, pathways and kinetics as in a colon are used.
They are not blind tests, though: monocultures of the second set showed what some species make and
which part of the medium they ferment, and the levels of the ten donors' cultures set their dose,
the density of the slurry and the pace of pectin's hydrolysis.

Acids of the stool cultures are net production, in the tables per hour of culture and here in mM, so
they are compared with predicted net production. Where species are known, the same is predicted once
more with only their genera. Columns:

    pooled    Pearson and Spearman over all cultures
    within    the same after the mean of each treatment is taken off: what people differ in
    left out  the same, predictor scaled by a line through all other subjects; `rmse` its error

Levels are in mM. Those of the ten donors are compared as percent of the three acids as well.

Baselines: the share of known butyrate producers, the mean of the treatment over all other subjects
(it learns, the model does not), and persistence (the donor's own culture without fiber).
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
from cultures import Sample, Study, study_a, study_b, synthetic
from scores import Predicted, by_subject, in_percent, report


def predict(study: Study) -> Predicted:
    """Grow every culture; return the acids that compare with the measured ones."""
    found, began = [], time.perf_counter()
    for i, sample in enumerate(study.samples):
        result = study.grow(sample)
        levels = {a: study.acid(result, a) for a in study.acids}
        found.append({**levels, "biomass": float(result.biomass[-1])})
        if sys.stderr.isatty():
            print(f"\r{i + 1}/{len(study.samples)}", end="", file=sys.stderr)
    spent = time.perf_counter() - began
    print(f"  {len(study.samples)} cultures in {spent:.0f} s", file=sys.stderr)
    return found


def compare(study: Study, path: Path | None, *, replicates: bool) -> None:
    predicted = predict(study)
    report(study, predicted)
    if replicates:
        report(*in_percent(study, predicted))
        report(*by_subject(study, predicted))
    save(path, study.samples, predicted)


def some(study: Study, limit: int | None) -> Study:
    """Keep a random few."""
    if not limit:
        return study
    keep = np.random.default_rng(0).permutation(len(study.samples))[:limit]
    return replace(study, samples=[study.samples[i] for i in sorted(keep)])


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--only", choices=("stool", "synthetic"))
    parser.add_argument("--limit", type=int, help="at most so many synthetic communities")
    parser.add_argument("--save", type=Path, help="write every culture as TSV")
    options = parser.parse_args()
    print("Pearson and Spearman correlation with what was measured. Nothing is regressed on it.")
    if options.only != "synthetic":
        folder = options.data / "scfa_quinnbohmann2024"
        compare(study_b(folder), options.save, replicates=True)
        species = study_a(folder)
        compare(species, options.save, replicates=False)
        compare(species.changed("The same by genus", Sample.at_genus), None, replicates=False)
    if options.only != "stool":
        path = options.data / "butyrate_clark2021" / "2020_02_28_MasterDF.csv.gz"
        species = some(synthetic(path), options.limit)
        compare(species, options.save, replicates=False)
        compare(species.changed("The same by genus", Sample.at_genus), None, replicates=False)


def save(path: Path | None, samples: list[Sample], predicted: Predicted) -> None:
    if path is None:
        return
    with path.open("a", encoding="utf-8") as file:
        for s, p in zip(samples, predicted, strict=True):
            for acid, value in s.measured.items():
                file.write(f"{s.name}\t{s.treatment}\t{acid}\t{value:.4g}\t{p[acid]:.4g}\n")


if __name__ == "__main__":
    main()
