"""Scores of predicted beside measured values: correlations and what is left out by subject."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from cultures import Sample, Study
from scipy.stats import pearsonr, spearmanr

Predicted = list[dict[str, float]]


def left_out_mean(samples: list[Sample], acid: str) -> np.ndarray:
    """Mean of the treatment over all other subjects."""
    found = []
    for s in samples:
        others = [t for t in samples if t.treatment == s.treatment and t.subject != s.subject]
        found.append(np.mean([t.measured[acid] for t in others]) if others else np.nan)
    return np.array(found)


def left_out_line(samples: list[Sample], acid: str, values: np.ndarray) -> np.ndarray:
    """What a line through all other subjects makes of a predictor."""
    measured = np.array([s.measured[acid] for s in samples])
    subjects = np.array([s.subject for s in samples])
    found = np.full(len(samples), np.nan)
    for subject in dict.fromkeys(subjects):
        rest = (subjects != subject) & np.isfinite(values)
        if rest.sum() > 2 and np.ptp(values[rest]) > 0:
            line = np.polyfit(values[rest], measured[rest], 1)
            found[subjects == subject] = np.polyval(line, values[subjects == subject])
    return found


def own_blank(samples: list[Sample], acid: str) -> np.ndarray:
    """Mean of the same subject's cultures without fiber: nothing changes with the fiber."""
    blank: dict[str, list[float]] = defaultdict(list)
    for s in samples:
        if s.treatment in ("Blank", "PBS"):
            blank[s.subject].append(s.measured[acid])
    return np.array([np.mean(blank[s.subject]) if s.subject in blank else np.nan for s in samples])


def centered(values: np.ndarray, treatments: np.ndarray) -> np.ndarray:
    """Less the mean of the treatment: what people differ in."""
    found = values.astype(float).copy()
    for t in np.unique(treatments):
        known = found[treatments == t]
        found[treatments == t] -= np.nanmean(known) if np.isfinite(known).any() else np.nan
    return found


def correlation(predicted: np.ndarray, measured: np.ndarray) -> str:
    ok = np.isfinite(predicted) & np.isfinite(measured)
    p, m = predicted[ok], measured[ok]
    if ok.sum() < 3 or np.ptp(p) < 1e-9 or np.ptp(m) < 1e-9:
        return "-"
    return f"{pearsonr(p, m)[0]:6.2f} {spearmanr(p, m)[0]:6.2f}"


def error(predicted: np.ndarray, measured: np.ndarray) -> str:
    ok = np.isfinite(predicted)
    return f"{np.sqrt(np.mean((predicted[ok] - measured[ok]) ** 2)):6.2f}" if ok.any() else "-"


def report(study: Study, predicted: Predicted) -> None:
    """Print Pearson and Spearman of the model and of the baselines."""
    samples = study.samples
    treatments = np.array([s.treatment for s in samples])
    names = list(dict.fromkeys(treatments))
    head = ("pooled", "within", "left out", "rmse", *names)
    print(f"\n{study.title}\n{'':<30}" + "".join(f"{t[:14]:>15}" for t in head))
    for acid in study.acids:
        measured = np.array([s.measured[acid] for s in samples])
        levels = np.array([p[acid] for p in predicted])
        for name, values in _predictors(study, acid, levels).items():
            learned = name == "treatment mean"
            line = values if learned else left_out_line(samples, acid, values)
            cells = [correlation(values, measured)]
            apart = (centered(values, treatments), centered(measured, treatments))
            cells.append("-" if learned else correlation(*apart))
            cells += [correlation(line, measured), error(line, measured)]
            for t in names:
                at = treatments == t
                cells.append("-" if learned else correlation(values[at], measured[at]))
            print(f"{acid:<12}{name:<18}" + "".join(f"{c:>15}" for c in cells))
        means = [
            f"{t}: {levels[treatments == t].mean():.1f} / {measured[treatments == t].mean():.1f}"
            for t in names
        ]
        print(f"{'':<12}mean predicted / measured  {'  '.join(means)}")


def _predictors(study: Study, acid: str, levels: np.ndarray) -> dict[str, np.ndarray]:
    samples = study.samples
    rows = {"model": levels}
    if acid == "butyrate":
        rows["producers' share"] = np.array([s.naive for s in samples])
    rows["treatment mean"] = left_out_mean(samples, acid)
    blank = own_blank(samples, acid)
    if np.isfinite(blank).any():
        rows["own blank"] = blank
    return rows


def in_percent(study: Study, predicted: Predicted) -> tuple[Study, Predicted]:
    """Give each acid as percent of all that are compared.

    How much a culture makes in all hangs on how dense its slurry was, which no table tells.
    """
    samples = [replace(s, measured=_percent(s.measured, study.acids)) for s in study.samples]
    title = "The same, each acid as percent of the three"
    return replace(study, title=title, samples=samples), [
        _percent(p, study.acids) for p in predicted
    ]


def _percent(levels: Mapping[str, float], acids: tuple[str, ...]) -> dict[str, float]:
    total = sum(levels[acid] for acid in acids)
    return {acid: 100.0 * levels[acid] / total for acid in acids}


def by_subject(study: Study, predicted: Predicted) -> tuple[Study, Predicted]:
    """Average replicates: one point for each subject and treatment."""
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i, s in enumerate(study.samples):
        groups[s.subject, s.treatment].append(i)
    kept, means = [], []
    for (subject, treatment), at in groups.items():
        first = study.samples[at[0]]
        measured = {
            a: float(np.mean([study.samples[i].measured[a] for i in at])) for a in first.measured
        }
        naive = float(np.mean([study.samples[i].naive for i in at]))
        name = f"{treatment}_{subject}"
        kept.append(Sample(name, subject, treatment, first.shares, measured, naive))
        means.append({k: float(np.mean([predicted[i][k] for i in at])) for k in predicted[at[0]]})
    title = "The same, replicates averaged"
    shown = Study(title, kept, study.acids, study.medium, study.doses, study.hours, net=study.net)
    return shown, means
