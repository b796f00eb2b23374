"""How much stool differs from day to day (Caporaso 2011, David 2014b: four daily series).

The ensemble of a twin draws, for each version, another stool of the same person: every share
times the exponential of a normal number with `community.daily_sd`. Here that number is measured.
Taxa of a mean share above 0.1 % count; of each, the variance of ln(share) between two stools some
days apart, less what counting so few reads gives by itself, halved; then the median over taxa.
The variance is that of the middle of the differences (1.4826 times their median, squared), since
the model draws from a normal law; `rms` is from all, with rare days. `all` is between any two
stools, which is what one stool leaves open. The months abroad of A and all since the infection of
B are left out (10.1186/gb-2014-15-7-r89). Stools three weeks apart under a placebo (`healey`) are
beside them.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np

from holobiont.knowledge import load
from holobiont.profile import ProfileSet, read
from measured import healey
from measured.changes import short
from measured.tables import folder, table

FOLDER = "timeseries_david_caporaso"
SERIES = {
    "Caporaso F4": "caporaso_F4FecesL6.tsv.gz",
    "Caporaso M3": "caporaso_M3FecesL6.tsv.gz",
    "David A": "david2014_subjectA_genus_counts.tsv.gz",
    "David B": "david2014_subjectB_genus_counts.tsv.gz",
}
DATES = {
    "David A": "david2014_subjectA_metadata.tsv.gz",
    "David B": "david2014_subjectB_metadata.tsv.gz",
}
#: First and last day that count, where not all do.
QUIET = {"David A": (123.0, 365.0), "David B": (0.0, 150.0)}
#: Half of normal numbers lie within one standard deviation over this of the mean.
_NORMAL = 1.4826
LAGS = (1, 3, 7, 21)
KEY = "community.daily_sd"
_LEAST, _READS = 1e-3, 1000
#: Pairs of stools that a taxon needs.
_PAIRS = 10
Array = np.ndarray


def days_of(path: Path, name: str, samples: Iterable[str]) -> dict[str, float]:
    """Return the day of each sample, from the table of dates or from its name."""
    if name in DATES:
        rows = table(path / DATES[name], "\t")
        first = next(iter(rows[0]))
        return {row[first]: float(row["collection-day"]) for row in rows if row["collection-day"]}
    return {sample: float(sample.rsplit("_", 1)[-1]) for sample in samples}


def matrix(profiles: ProfileSet, days: dict[str, float]) -> tuple[Array, Array, Array]:
    """Return days (k,), shares (k, taxa) and reads (k,), in order, of samples with enough reads."""
    _, shares = profiles.matrix()
    kept = [
        (days[p.sample], i)
        for i, p in enumerate(profiles.profiles)
        if p.sample in days and (p.reads or 0) >= _READS
    ]
    order = [i for _, i in sorted(kept)]
    reads = np.array([profiles.profiles[i].reads or 0.0 for i in order])
    return np.array(sorted(day for day, _ in kept)), shares[order], reads


def quiet(name: str, days: Array, shares: Array, reads: Array) -> tuple[Array, Array, Array]:
    """Return the days that count."""
    first, last = QUIET.get(name, (-np.inf, np.inf))
    kept = (days >= first) & (days <= last)
    return days[kept], shares[kept], reads[kept]


def spread(shares: Array, reads: Array, pair: tuple[Array, Array], *, whole: bool = False) -> Array:
    """Return, for each common taxon, the standard deviation of ln(share) between stools.

    `pair` holds the positions of both stools of each pair, which must hold the taxon; the variance
    that counting gives, 1 / reads of the taxon in each, is taken off. With `whole`, from the mean
    square, otherwise from the median difference.
    """
    first, second = pair
    found = []
    for taxon in np.flatnonzero(shares.mean(axis=0) >= _LEAST):
        one, two = shares[first, taxon], shares[second, taxon]
        both = (one > 0) & (two > 0)
        if both.sum() < _PAIRS:
            continue
        apart = np.log(one[both] / two[both])
        counted = 1 / (one[both] * reads[first][both]) + 1 / (two[both] * reads[second][both])
        middle = (_NORMAL * np.median(np.abs(apart))) ** 2
        variance = (np.mean(apart**2) if whole else middle) - np.mean(counted)
        found.append(np.sqrt(max(0.0, float(variance) / 2.0)))
    return np.array(found)


def pairs(days: Array, lag: float | None) -> tuple[Array, Array]:
    """Return the positions of all pairs of stools so many days apart; of any two when None."""
    first, second = np.triu_indices(len(days), 1)
    if lag is None:
        return first, second
    at = np.abs(days[second] - days[first] - lag) < 0.5
    return first[at], second[at]


def autocorrelation(days: Array, shares: Array) -> float:
    """Return the median over taxa of the correlation of ln(share) with that of the next day."""
    first, second = pairs(days, 1)
    found = []
    for taxon in np.flatnonzero(shares.mean(axis=0) >= _LEAST):
        both = (shares[first, taxon] > 0) & (shares[second, taxon] > 0)
        if both.sum() < _PAIRS:
            continue
        found.append(np.corrcoef(*np.log(shares[np.stack([first, second])[:, both], taxon]))[0, 1])
    return float(np.median(found)) if found else float("nan")


def report(data: Path, people: int | None, jobs: int) -> list[str]:
    """Return the table: one person a line."""
    del jobs
    path = folder(data, FOLDER)
    assumed = load().physiology.quantity(KEY)
    head = "".join(f"{f'{lag} d':>7}" for lag in LAGS)
    result = [
        "\nStandard deviation of ln(share) between stools, median over taxa above 0.1 %",
        f"{'':<14}{'stools':>7}{'taxa':>6}{head}{'all':>7}{'25..75 %':>12}{'rms':>6}{'r(1 d)':>7}",
    ]
    whole = []
    for name, file in list(SERIES.items())[:people]:
        profiles = read(path / file)
        days, shares, reads = quiet(name, *matrix(profiles, days_of(path, name, profiles)))
        every = spread(shares, reads, pairs(days, None))
        rare = _median(spread(shares, reads, pairs(days, None), whole=True))
        lags = [_median(spread(shares, reads, pairs(days, lag))) for lag in LAGS]
        cells = "".join(f"{short(value):>7}" for value in lags)
        low, high = np.percentile(every, (25, 75))
        whole.append([*lags, _median(every)])
        result.append(
            f"{name:<14}{len(days):>7}{len(every):>6}{cells}{short(_median(every)):>7}"
            f"{f'{low:.2f}..{high:.2f}':>12}{rare:>6.2f}{autocorrelation(days, shares):>7.2f}"
        )
    middle = np.nanmedian(np.array(whole), axis=0)
    result.append(f"{'median':<27}" + "".join(f"{short(value):>7}" for value in middle))
    result.append(
        f"model: {KEY} = {assumed.value:g} ({assumed.spread[0]:g} to {assumed.spread[1]:g},"
        f" {assumed.status}); its days are independent, r(1 d) = 0"
    )
    return [*result, *placebo(data, people)]


def _median(values: Array) -> float:
    return float(np.median(values)) if len(values) else float("nan")


def placebo(data: Path, people: int | None) -> list[str]:
    """Return the same of people under a placebo, three weeks apart, where that table is there."""
    if not (data / healey.FOLDER).is_dir():
        return []
    arm = [c for c in healey.cases(data, people) if c.arm == "Placebo"]
    found = [value for case in arm for value in _apart(case)]
    names = sorted({name for name, _ in found})
    each = [[v for n, v in found if n == name] for name in names]
    spreads = [_NORMAL * np.median(np.abs(v)) / np.sqrt(2) for v in each if len(v) >= _PAIRS]
    return [
        f"\nPlacebo, stools 21 days apart: {short(_median(np.array(spreads)))}"
        f" ({len(arm)} people, {len(spreads)} genera; with counting noise)"
    ]


def _apart(case: healey.Case) -> list[tuple[str, float]]:
    return [
        (name, float(np.log(case.after[name] / share)))
        for name, share in case.before.items()
        if min(share, case.after.get(name, 0.0)) >= _LEAST
    ]
