"""Changes seen in subjects beside predicted ones, and beside what anyone could say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from scipy.stats import spearmanr

Array = np.ndarray
_RESAMPLED = 2000
_LEVELS = (5.0, 95.0)
#: Smaller changes than this have no direction.
_NOTHING = 1e-6
#: A model that moves less than this part of what is seen stands still.
_STILL = 0.05
LEGEND = """\
n       subjects; seen and model: medians over them, the seen one with its 90 % range
        (resampled subjects)
dir     % of subjects whose direction is that of the model | of the mean of all others
error   median absolute error of the model | of no change | of the mean of all others
rho     Spearman of predicted with seen over subjects
verdict ok: the model's median is in the range; small, large: right direction, other size;
        wrong: other direction; still: next to no change; moves: changes where none is seen;
        * has less error than both baselines"""


@dataclass(frozen=True)
class Change:
    """One quantity: what each subject showed, and what was predicted for it."""

    name: str
    seen: Array
    model: Array

    @classmethod
    def of(cls, name: str, pairs: Iterable[tuple[float, float]]) -> Change:
        """Keep the subjects for which both are known."""
        values = np.array(list(pairs), dtype=float).reshape(-1, 2)
        values = values[np.isfinite(values).all(axis=1)]
        return cls(name, values[:, 0], values[:, 1])


def others(seen: Array) -> Array:
    """Return the mean of all other subjects, for each."""
    n = len(seen)
    return np.full(n, np.nan) if n < 2 else (seen.sum() - seen) / (n - 1)


def resampled(seen: Array, seed: int = 0) -> tuple[float, float]:
    """Return the 90 % range of the median over resampled subjects."""
    rng = np.random.default_rng(seed)
    drawn = seen[rng.integers(0, len(seen), (_RESAMPLED, len(seen)))]
    low, high = np.percentile(np.median(drawn, axis=1), _LEVELS)
    return float(low), float(high)


def agreement(predicted: Array, seen: Array) -> float:
    """Return the % of subjects whose direction is the predicted one."""
    moved = np.abs(seen) > _NOTHING
    if not moved.any():
        return float("nan")
    return 100.0 * float(np.mean(_direction(predicted[moved]) == _direction(seen[moved])))


def _direction(values: Array) -> Array:
    return np.where(np.abs(values) > _NOTHING, np.sign(values), 0.0)


def errors(change: Change) -> tuple[float, float, float]:
    """Return the median absolute errors of the model, of no change, and of the others' mean."""
    seen = change.seen
    guesses = (change.model, np.zeros_like(seen), others(seen))
    first, second, third = (float(np.median(np.abs(guess - seen))) for guess in guesses)
    return first, second, third


def correlation(change: Change) -> float:
    """Return Spearman's rho; NaN where either side does not differ."""
    if len(change.seen) < 4 or min(np.ptp(change.seen), np.ptp(change.model)) < _NOTHING:
        return float("nan")
    return float(spearmanr(change.model, change.seen)[0])


def verdict(change: Change) -> str:
    """Return what the model's median is, against the range of the seen one."""
    low, high = resampled(change.seen)
    model, seen = float(np.median(change.model)), float(np.median(change.seen))
    if low <= model <= high:
        word = "ok"
    elif low <= 0.0 <= high:
        word = "moves"
    elif abs(model) < _STILL * abs(seen):
        word = "still"
    elif model * seen < 0:
        word = "wrong"
    else:
        word = "small" if abs(model) < abs(seen) else "large"
    mine, none, mean = errors(change)
    return word + ("*" if mine < min(none, mean) else "")


def lines(title: str, changes: Iterable[Change], least: int = 3) -> list[str]:
    """Return a table of at most 80 columns."""
    found = [
        f"{title}",
        f"{'':<16}{'n':>3}{'seen':>6}{'':13}{'model':>6}{'dir':>8}{'error':>15}{'rho':>6}",
    ]
    shown = [change for change in changes if len(change.seen) >= least]
    found += [_line(change) for change in shown]
    return [*found, *_summary(shown)]


def _line(change: Change) -> str:
    low, high = resampled(change.seen)
    seen, model = np.median(change.seen), np.median(change.model)
    same = (agreement(change.model, change.seen), agreement(others(change.seen), change.seen))
    parts = [
        f"{change.name[:15]:<16}{len(change.seen):>3}{short(seen):>6}",
        f"{short(low) + '..' + short(high):>13}{short(model):>6}",
        f"{same[0]:>4.0f}{same[1]:>4.0f}",
        "".join(f"{short(e):>5}" for e in errors(change)),
        f"{_rho(change):>6} {verdict(change)}",
    ]
    return "".join(parts).rstrip()


def _rho(change: Change) -> str:
    rho = correlation(change)
    return "-" if np.isnan(rho) else f"{rho:.2f}"


def _summary(changes: list[Change]) -> list[str]:
    if not changes:
        return ["  nothing to compare"]
    words = [verdict(change) for change in changes]
    better = [sum(errors(c)[0] < errors(c)[k] for c in changes) for k in (1, 2)]
    rising = [c for c, word in zip(changes, words, strict=True) if _moved(c) and word]
    right = sum(np.median(c.model) * np.median(c.seen) > 0 for c in rising)
    return [
        f"  of {len(changes)}: {sum(w.startswith('ok') for w in words)} ok; less error than no"
        f" change in {better[0]}, than the others' mean in {better[1]};",
        f"  of {len(rising)} with a change that is seen, the direction is right in {right}",
    ]


def _moved(change: Change) -> bool:
    low, high = resampled(change.seen)
    return low > 0 or high < 0


def short(value: float) -> str:
    """Write a number in at most five characters or so."""
    if not np.isfinite(value):
        return "-"
    if abs(value) >= 100:
        return f"{value:.0f}"
    text = f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"
    return text if text.strip("-0.") else "0"
