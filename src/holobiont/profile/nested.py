"""Tables in which every rank sums to the whole, and tables in which rows exclude each other."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

# Reading tolerances: shares of a sum, not biology.
_ROUNDING = 1e-3
_SLACK = 0.02
_FULL = 0.99


def path(label: str) -> str:
    """Return a label's names, highest rank first, joined by bars; blank ones are kept."""
    return "|".join(part.strip() for part in re.split(r"[|;]", label.strip().rstrip("|;")))


def parents(paths: Sequence[str]) -> np.ndarray:
    """Return, for each row, the row of its nearest listed ancestor (-1 when it has none)."""
    position = {item: row for row, item in enumerate(paths)}
    found = np.full(len(paths), -1, dtype=int)
    for row, item in enumerate(paths):
        above = item.rpartition("|")[0]
        while above and above not in position:
            above = above.rpartition("|")[0]
        found[row] = position[above] if above else -1
    return found


def child_sums(values: np.ndarray, above: np.ndarray) -> np.ndarray:
    """Return the summed values of each row's listed children, (rows, samples)."""
    sums = np.zeros_like(values)
    rows = np.flatnonzero(above >= 0)
    np.add.at(sums, above[rows], values[rows])
    return sums


def is_nested(paths: Sequence[str], values: np.ndarray) -> bool:
    """Tell whether the values of higher ranks include those of lower ranks.

    They do when no rank holds less than its children, and the table is either complete up to the
    top, mostly equal to its children's sums, or would otherwise sum to more than the whole.
    """
    above = parents(paths)
    below = child_sums(values, above)
    held = float(below.sum())
    if held <= 0 or _deficit(values, below) > _SLACK:
        return False
    inner = np.unique(above[above >= 0])
    with_children = below[inner] > 0
    gaps = np.abs(values[inner] - below[inner])[with_children]
    equal = float(np.mean(gaps <= _ROUNDING * below[inner][with_children]))
    return _complete(paths, above) or equal >= 0.5 or _too_much(values)


def _deficit(values: np.ndarray, below: np.ndarray) -> float:
    return float(np.maximum(below - values, 0.0)[below > 0].sum() / below.sum())


def _complete(paths: Sequence[str], above: np.ndarray) -> bool:
    tops = min(item.count("|") for item in paths)
    deeper = [row for row, item in enumerate(paths) if item.count("|") > tops]
    return bool(deeper) and bool(np.mean(above[deeper] >= 0) >= 0.9)


def _too_much(values: np.ndarray) -> bool:
    totals, most = values.sum(axis=0), float(values.max(initial=0.0))
    whole = 1.0 if most <= 1.0 + _SLACK else 100.0
    return most <= whole * (1 + _SLACK) and bool(np.median(totals) > whole * (1 + 2 * _SLACK))


def exclusive(paths: Sequence[str], values: np.ndarray) -> np.ndarray:
    """Return what each row of a nested table holds beyond its listed children.

    Where ranks were scaled apart, the lowest rank that holds the whole is kept alone.
    """
    above = parents(paths)
    below = child_sums(values, above)
    rest: np.ndarray = np.maximum(values - below, 0.0)
    rest[(rest <= _ROUNDING * values) & (below > 0)] = 0.0
    if below.sum() and _deficit(values, below) > _ROUNDING:
        return _lowest_full(paths, values, rest)
    return rest


def _lowest_full(paths: Sequence[str], values: np.ndarray, rest: np.ndarray) -> np.ndarray:
    """Return, a sample, the values of the deepest level that holds the whole, else `rest`."""
    depth = np.array([item.count("|") for item in paths])
    whole = values[depth == depth.min()].sum(axis=0)
    chosen: np.ndarray = rest.copy()
    for level in range(depth.min() + 1, depth.max() + 1):
        full = values[depth == level].sum(axis=0) >= _FULL * whole
        chosen[:, full] = np.where(depth[:, None] == level, values, 0.0)[:, full]
    return chosen
