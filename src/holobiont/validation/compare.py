"""From what was measured in people, or cultures, to one number, with its interval, for each part.

Where everyone goes through all arms, each person is compared with themselves, and the interval
holds the middle 90 % of the people. A slope, a standardized difference, a prevalence, a standard
deviation and whatever compares groups of different people is one number for all of them; its
interval holds the middle 90 % of what resampled people give (bootstrap). Communities in vessels
stand for people.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from holobiont.engine.law import Array
from holobiont.validation.experiment import Compare, Observable, Statistic

_MIDDLE = (5, 95)
#: How often people, or samples, are drawn again for an interval.
RESAMPLED = 400
_LEAST = 2
Found = tuple[list[float], list[tuple[float, float]]]


@dataclass(frozen=True)
class Design:
    """How an observable is compared.

    Attributes
    ----------
    what : Observable
    compare, statistic
    same_people : bool
        Whether rows of all arms are the same people.
    groups : tuple of str
        Group of each arm; the first is what others are compared with.
    """

    what: Observable
    compare: Compare
    statistic: Statistic
    same_people: bool
    groups: tuple[str, ...]

    @property
    def each(self) -> bool:
        """Whether each person gives a number of their own."""
        if self.statistic in ("sd", "prevalence") or self.compare in (
            "smd",
            "slope",
            "correlation",
        ):
            return False
        alone = len(set(self.groups)) == len(self.groups)
        return alone and (self.compare == "level" or self.same_people)


def summary(design: Design, arms: Sequence[Array]) -> Found:
    """Return the middle and the interval of every part.

    Parameters
    ----------
    arms : sequence of ndarray, shape (people, numbers)
        A row of NaN for those who gave no result.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        if design.each:
            return _over_people(design, arms)
        return _over_all(design, arms)


def _over_people(design: Design, arms: Sequence[Array]) -> Found:
    if design.compare == "level":
        columns = [column for arm in arms for column in arm.T]
    else:
        pairs = [(arms[0], arm) for arm in arms[1:]]
        columns = [c for first, arm in pairs for c in compared(design.compare, first, arm).T]
    middle = [center(design.statistic, column) for column in columns]
    return middle, [interval(column) for column in columns]


def _over_all(design: Design, arms: Sequence[Array]) -> Found:
    rng = np.random.default_rng(0)
    middle = _of_all(design, arms)
    draws = [_of_all(design, _resampled(design, arms, rng)) for _ in range(RESAMPLED)]
    return middle, [interval(column) for column in np.array(draws).T]


def _resampled(design: Design, arms: Sequence[Array], rng: np.random.Generator) -> list[Array]:
    if design.same_people:
        rows = rng.integers(len(arms[0]), size=len(arms[0]))
        return [arm[rows] for arm in arms]
    return [arm[rng.integers(len(arm), size=len(arm))] for arm in arms]


def _of_all(design: Design, arms: Sequence[Array]) -> list[float]:
    if design.compare in ("slope", "correlation"):
        return _lines(design.compare, np.concatenate(arms))
    groups = [
        np.concatenate([a for a, g in zip(arms, design.groups, strict=True) if g == name])
        for name in dict.fromkeys(design.groups)
    ]
    if design.compare == "smd":
        return [d for other in groups[1:] for d in _smd(groups[0], other)]
    sums = [np.array([_counted(design, column) for column in group.T]) for group in groups]
    if design.compare == "level":
        return [float(value) for values in sums for value in values]
    pairs = [compared(design.compare, sums[0], values) for values in sums[1:]]
    return [float(value) for values in pairs for value in values]


def _counted(design: Design, column: Array) -> float:
    """Return the statistic of a column; a prevalence in percent of those with a result."""
    if design.statistic != "prevalence":
        return center(design.statistic, column)
    known = column[~np.isnan(column)]
    if not len(known):
        return float("nan")
    what = design.what
    limit = what.above if what.above is not None else what.below
    assert limit is not None
    hit = known >= limit if what.above is not None else known <= limit
    return 100.0 * float(np.mean(hit))


def compared(compare: Compare, first: Array, other: Array) -> Array:
    """Compare two arms, number by number."""
    match compare:
        case "ratio":
            found = other / first
        case "percent":
            found = 100.0 * (other / first - 1.0)
        case "log10":
            found = np.log10(other / first)
        case "sign":
            found = np.sign(other - first)
        case _:
            found = other - first
    return np.asarray(found)


def _smd(first: Array, other: Array) -> list[float]:
    """Difference of means over the pooled standard deviation (Cohen's d), column by column."""
    found = []
    for a, b in zip(first.T, other.T, strict=True):
        x, y = a[np.isfinite(a)], b[np.isfinite(b)]
        if min(len(x), len(y)) < _LEAST:
            found.append(float("nan"))
            continue
        squares = ((x - x.mean()) ** 2).sum() + ((y - y.mean()) ** 2).sum()
        spread = np.sqrt(squares / (len(x) + len(y) - 2))
        found.append(float((y.mean() - x.mean()) / spread) if spread > 0 else float("nan"))
    return found


def _lines(compare: Compare, rows: Array) -> list[float]:
    """Slope or correlation of the first half of the columns against the second half."""
    half = rows.shape[1] // 2
    found = []
    for y, x in zip(rows.T[:half], rows.T[half:], strict=True):
        good = np.isfinite(x) & np.isfinite(y)
        dx, dy = x[good] - x[good].mean(), y[good] - y[good].mean()
        scale = (dx**2).sum() if compare == "slope" else np.sqrt((dx**2).sum() * (dy**2).sum())
        found.append(float((dx * dy).sum() / scale) if scale > 0 else float("nan"))
    return found


def center(statistic: Statistic, column: Array) -> float:
    """Mean, median or standard deviation of the numbers there are; NaN when they are too few."""
    known = column[~np.isnan(column)]
    if len(known) < (_LEAST if statistic == "sd" else 1):
        return float("nan")
    if statistic == "sd":
        return float(np.std(known, ddof=1))
    return float(np.mean(known) if statistic == "mean" else np.median(known))


def interval(column: Array) -> tuple[float, float]:
    """Return the 5 % and 95 % points of the numbers there are."""
    known = column[~np.isnan(column)]
    if not len(known):
        return float("nan"), float("nan")
    exact = np.isfinite(known).all()
    low, high = np.percentile(known, _MIDDLE, method="linear" if exact else "nearest")
    return float(low), float(high)
