"""Gnotobiotic mice through high-fat diet, vancomycin and gentamicin (10.1038/s41564-025-02112-6).

Four mice with the stool of one healthy donor, 75 samples each over 64 days: reads and total cells
(qPCR), so amounts per gram. Variants that differ in at most two letters count as one; kept are
those above 0.01 % in seven samples in a row in two mice. One mouse is left out and forecast:

  gLV         Lotka-Volterra numbers by ridge regression on the three others (as Stein et al. 2013),
              run on the engine of the model; penalties chosen by leaving each of the three out
  alone       the same without interactions: growth, self-limitation and susceptibility only
  mean        the mean of log10 of the three others on the same day
  no change   what the mouse had at the start of the forecast

`course` starts at the first sample (so colonization is forecast too), `windows` at the last sample
before each change of food or drug, up to the next one. Errors are root mean squares in log10 over
the samples of each taxon, medians over taxa; amounts below what can be detected (10^5 per gram) and
above ten times the largest that others had count as those limits. The published median errors of
MDSINE2 and of its competitors lie between 0.67 and 1.0 for the course.
"""

from __future__ import annotations

import csv
import gzip
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from pathlib import Path

import numpy as np

from holobiont.engine.solve import SolverError, Tolerance
from holobiont.gut.lotka_volterra import LotkaVolterra, Pulse
from holobiont.gut.lotka_volterra_fit import Observations, Penalties, fit
from measured.tables import folder, table

Array = np.ndarray
FOLDER = "gnoto_mdsine2"
#: What can be detected (per gram), the unit of the regression, and what a forecast may not pass.
LEAST, UNIT, ABOVE = 1e5, 1e10, 10.0
_SHARE, _ROW, _MICE, _LETTERS = 1e-4, 7, 2, 2
_GRID = (10.0, 100.0, 1000.0, 10_000.0)
_LOOSE = Tolerance(1e-5, 1e-5, max_steps=2_000)


@dataclass(frozen=True)
class Mouse:
    """Days and amounts (per gram) of one mouse, and when what was given."""

    name: str
    days: Array
    amounts: Array
    pulses: tuple[Pulse, ...]

    def signals(self, names: Sequence[str]) -> Array:
        """Whether each signal is there after each sample, shape (samples, signals)."""
        found = np.zeros((len(self.days), len(names)))
        for pulse in self.pulses:
            there = (self.days >= pulse.start) & (self.days < pulse.end)
            found[there, names.index(pulse.signal)] = pulse.strength
        return found

    @cached_property
    def logs(self) -> Array:
        """log10 of the amounts, none below what can be detected."""
        return np.log10(np.maximum(self.amounts, LEAST))


@dataclass(frozen=True)
class Study:
    """The mice, and names of taxa: of each a number and its genus."""

    taxa: tuple[str, ...]
    genera: tuple[str, ...]
    signals: tuple[str, ...]
    mice: tuple[Mouse, ...]


def read(data: Path) -> Study:
    """Read counts, cells, sequences and windows."""
    path = folder(data, FOLDER) / "healthy"
    found = {r["sampleID"]: r for r in table(path / "metadata.tsv.gz", "\t")}
    cells = {r["sampleID"]: _mean(r) for r in table(path / "qpcr.tsv.gz", "\t")}
    windows = table(path / "perturbations.tsv.gz", "\t")
    names, samples, counts = _counts(path / "counts.tsv.gz")
    groups, genera = _groups(names, path / "silva_species.tsv.gz")
    merged = np.zeros((max(groups) + 1, len(samples)))
    np.add.at(merged, groups, counts)
    shares = merged / merged.sum(axis=0)
    mice = []
    for mouse in sorted({w["subject"] for w in windows}):
        mine = [s for s in samples if found[s]["subject"] == mouse]
        mine.sort(key=lambda s: float(found[s]["time"]))
        at = [samples.index(s) for s in mine]
        pulses = tuple(
            Pulse(w["name"], float(w["start"]), float(w["end"]))
            for w in windows
            if w["subject"] == mouse
        )
        days = np.array([float(found[s]["time"]) for s in mine])
        mice.append(Mouse(mouse, days, (shares[:, at] * [cells[s] for s in mine]).T, pulses))
    kept = _steady(shares, samples, {m.name: m for m in mice}, found)
    signals = tuple(dict.fromkeys(p.signal for p in mice[0].pulses))
    some = tuple(Mouse(m.name, m.days, m.amounts[:, kept], m.pulses) for m in mice)
    taxa = tuple(f"{k} {genera[k]}" for k in kept)
    return Study(taxa, tuple(genera[k] for k in kept), signals, some)


def _mean(row: dict[str, str]) -> float:
    """Return the geometric mean of the measurements."""
    values = [float(v) for k, v in row.items() if k.startswith("measurement") and v]
    return float(np.exp(np.mean(np.log(values)))) if values else float("nan")


def _counts(path: Path) -> tuple[list[str], list[str], Array]:
    with gzip.open(path, "rt") as file:
        heads, *rows = [row for row in csv.reader(file, delimiter="\t") if row]
    return [r[0] for r in rows], heads[-len(rows[0]) + 1 :], np.array([r[1:] for r in rows], float)


def _groups(names: Sequence[str], path: Path) -> tuple[list[int], list[str]]:
    """Join each variant with the first one that differs in a few letters; return also genera."""
    with gzip.open(path, "rt") as file:
        heads, *body = csv.reader(file, delimiter="\t")
    rows = {row[0]: row for row in body}
    firsts: list[Array] = []
    genera: list[str] = []
    found = []
    for name in names:
        letters = np.frombuffer(rows[name][1].encode(), dtype=np.uint8)
        same = (
            k
            for k, other in enumerate(firsts)
            if other.size == letters.size and (other != letters).sum() <= _LETTERS
        )
        at = next(same, len(firsts))
        if at == len(firsts):
            firsts.append(letters)
            genera.append(_closest(dict(zip(heads, rows[name], strict=False))))
        found.append(at)
    return found, genera


def _closest(row: dict[str, str]) -> str:
    """Return the lowest rank down to the genus that has a name."""
    ranks = ("Genus", "Family", "Order", "Class", "Phylum", "Kingdom")
    return next((row[r] for r in ranks if row.get(r) and row[r] != "NA"), "unknown")


def _steady(shares: Array, samples: list[str], mice: dict[str, Mouse], found: dict) -> list[int]:
    """Return the taxa that are seen in a row of samples in enough mice."""
    count = np.zeros(len(shares), dtype=int)
    for name in mice:
        at = [i for i, s in enumerate(samples) if found[s]["subject"] == name]
        at.sort(key=lambda i: float(found[samples[i]]["time"]))
        there = shares[:, at] >= _SHARE
        runs = np.lib.stride_tricks.sliding_window_view(there, _ROW, axis=1)
        count += runs.all(axis=2).any(axis=1)
    return [int(k) for k in np.flatnonzero(count >= _MICE)]


def learn(study: Study, mice: Iterable[Mouse], penalties: Penalties) -> LotkaVolterra:
    """Fit Lotka-Volterra numbers to some mice, in `UNIT` per gram and day."""
    parts = [
        Observations.of(m.days, np.maximum(m.amounts, LEAST) / UNIT, m.signals(study.signals))
        for m in mice
    ]
    return fit(study.taxa, study.signals, Observations.pool(parts), penalties)


def lonely(study: Study, mice: Iterable[Mouse], penalties: Penalties) -> LotkaVolterra:
    """Fit the same taxon by taxon, as if it were alone."""
    some = list(mice)
    n, k = len(study.taxa), len(study.signals)
    growth, own, drugs = np.zeros(n), np.zeros((n, n)), np.zeros((n, k))
    for i, name in enumerate(study.taxa):
        parts = [
            Observations.of(
                m.days, np.maximum(m.amounts[:, [i]], LEAST) / UNIT, m.signals(study.signals)
            )
            for m in some
        ]
        one = fit((name,), study.signals, Observations.pool(parts), penalties)
        growth[i], own[i, i] = one.growth[0], one.interactions[0, 0]
        drugs[i] = one.susceptibility[0]
    return LotkaVolterra(study.taxa, growth, own, study.signals, drugs)


Learner = Callable[[Study, Iterable[Mouse], Penalties], LotkaVolterra]


@contextmanager
def hushed() -> Iterator[None]:
    """Keep back what the solver writes to standard error as it gives up."""
    kept = os.dup(2)
    with open(os.devnull, "w") as nowhere:
        os.dup2(nowhere.fileno(), 2)
        try:
            yield
        finally:
            os.dup2(kept, 2)
            os.close(kept)


def forecast(community: LotkaVolterra, mouse: Mouse, at: Sequence[int]) -> Array | None:
    """Return log10 at samples of a mouse from the first of them; None where it grows endlessly."""
    start = np.maximum(mouse.amounts[at[0]], LEAST) / UNIT
    try:
        with hushed():
            found = community.run(start, mouse.days[at], mouse.pulses, tolerance=_LOOSE)
    except SolverError:
        return None
    with np.errstate(divide="ignore", over="ignore"):
        return np.log10(np.maximum(found * UNIT, LEAST))


def rmse(guess: Array | None, mouse: Mouse, at: Sequence[int], most: Array) -> Array:
    """Return the error of each taxon over samples but the first; infinite for no forecast."""
    if guess is None or not np.isfinite(guess).all():
        return np.full(mouse.amounts.shape[1], np.inf)
    off = np.minimum(guess, most)[1:] - mouse.logs[at][1:]
    return np.sqrt((off**2).mean(axis=0))


def most(mice: Iterable[Mouse]) -> Array:
    """Return the limit above for each taxon."""
    return np.max([m.logs.max(axis=0) for m in mice], axis=0) + np.log10(ABOVE)


def chosen(study: Study, rest: Sequence[Mouse], learner: Learner) -> Penalties:
    """Choose penalties by leaving out each of the mice that are learnt from."""
    best, found = np.inf, Penalties(_GRID[-1], 1.0, 1.0)
    for dear, mild in product(_GRID, (0.1, 1.0, 10.0)):
        penalties = Penalties(dear, mild, mild)
        errors = []
        for mouse in rest:
            others = [m for m in rest if m is not mouse]
            community = learner(study, others, penalties)
            for at in _windows(mouse):
                guess = forecast(community, mouse, at)
                errors.append(np.median(rmse(guess, mouse, at, most(rest))))
        if float(np.mean(errors)) < best:
            best, found = float(np.mean(errors)), penalties
    return found


def _windows(mouse: Mouse) -> list[list[int]]:
    """Return samples from the last one before each change to the next change."""
    starts = sorted(p.start for p in mouse.pulses)
    ends = [*starts[1:], float(mouse.days[-1])]
    found = []
    for a, b in zip(starts, ends, strict=True):
        first = int(np.flatnonzero(mouse.days <= a)[-1])
        found.append([i for i in range(first, len(mouse.days)) if mouse.days[i] <= b])
    return found


def mean(mouse: Mouse, rest: Iterable[Mouse]) -> Array:
    """Return the mean of log10 of the others on the mouse's days."""
    parts = [
        np.stack([np.interp(mouse.days, m.days, column) for column in m.logs.T], axis=1)
        for m in rest
    ]
    return np.mean(parts, axis=0)


def report(data: Path, people: int | None, jobs: int) -> list[str]:
    """Return errors by mouse and window."""
    study = read(data)
    heads = ("gLV", "alone", "mean", "no change")
    lines = [
        f"{len(study.taxa)} taxa, {len(study.mice)} mice, "
        f"{sum(len(m.days) for m in study.mice)} samples",
        f"  {'left out':<28}" + "".join(f"{head:>11}" for head in heads),
    ]
    every: dict[str, list[list[float]]] = {}
    for mouse in study.mice[:people]:
        rest = [m for m in study.mice if m is not mouse]
        models = [learner(study, rest, chosen(study, rest, learner)) for learner in (learn, lonely)]
        spans = {"course": list(range(len(mouse.days)))}
        names = [p.signal for p in sorted(mouse.pulses, key=lambda p: p.start)]
        spans |= dict(zip(names, _windows(mouse), strict=True))
        for name, at in spans.items():
            guesses = [forecast(model, mouse, at) for model in models]
            guesses += [mean(mouse, rest)[at], np.tile(mouse.logs[at[0]], (len(at), 1))]
            errors = [float(np.median(rmse(g, mouse, at, most(rest)))) for g in guesses]
            every.setdefault(name, []).append(errors)
            lines.append(_line(f"{mouse.name}: {name}", errors))
    means = {name: np.median(rows, axis=0) for name, rows in every.items()}
    return lines + [_line(f"median: {name}", list(row)) for name, row in means.items()]


def _line(what: str, errors: Iterable[float]) -> str:
    cells = "".join(f"{e:>11.2f}" if np.isfinite(e) else f"{'grows':>11}" for e in errors)
    return f"  {what:<28}{cells}"
