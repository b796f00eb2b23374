"""From the numbers of a file to profiles: nested ranks, units, unclassified, empty samples."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from holobiont.errors import InputError
from holobiont.profile import lineage as lin
from holobiont.profile import nested
from holobiont.profile.abundances import Abundances
from holobiont.profile.profile import Profile, ProfileSet, Source

# How numbers are told apart; properties of files, not of guts.
_SUM_TOLERANCE = 0.02
_FEW_READS = 1000
_MORE_THAN_ANY_SEQUENCING_RUN = 1e9
_MORE_THAN_ANY_COUNT = 1e18
_SIGNALS = (
    "the values look like neither counts nor shares: they are taken as signals proportional to "
    "abundance, which is wrong for log scales and arrays"
)
_BLANK = Profile("", ("",), ("unknown",), ("",), np.ones(1))


def assemble(table: Abundances, source: Source) -> ProfileSet:
    """Return the profiles of a table.

    Raises
    ------
    InputError
        If a value is negative, missing or infinite, a taxon is listed twice, or no sample holds
        any taxon.
    """
    name = source.path.rsplit("/", 1)[-1]
    _check_labels(table, name)
    _check_values(table, name)
    samples, notes = _distinct_samples(table.samples)
    lineages, values = _taxa(table)
    loose = np.array([not lineage for lineage in table.lineages], dtype=bool)
    unclassified = table.values[loose].sum(axis=0)
    unit, unit_notes = _unit(table, values, unclassified)
    shared = (*table.notes, *notes, *unit_notes)
    profiles, dropped = [], {}
    for column, sample in enumerate(samples):
        if values[:, column].sum() <= 0:
            dropped[sample] = "no taxon is above zero"
            continue
        metadata = table.metadata[column] if table.metadata else {}
        base = replace(_BLANK, sample=sample, unit=unit, source=source, metadata=metadata,
                       notes=shared)  # fmt: skip
        profiles.append(_profile(base, lineages, values[:, column], float(unclassified[column])))
    if not samples:
        raise InputError(f"{name} holds no sample: no column of numbers belongs to taxa")
    if not profiles:
        raise InputError(
            f"{name}: no taxon is above zero in {_listed(samples)}: check that this is the "
            "table of abundances"
        )
    return ProfileSet(tuple(profiles), dropped, shared)


def _profile(
    base: Profile, lineages: Sequence[str], values: np.ndarray, unclassified: float
) -> Profile:
    """Return `base` (sample, unit, source, metadata, notes) with its taxa."""
    total = float(values.sum())
    present: list[int] = np.flatnonzero(values > 0).tolist()
    rows = sorted(present, key=lambda row: (-values[row], lineages[row]))
    kept = tuple(lineages[row] for row in rows)
    shares = values[rows] / total
    whole = total + unclassified
    return replace(
        base,
        names=tuple(map(lin.name, kept)),
        ranks=tuple(map(lin.rank, kept)),
        lineages=kept,
        shares=shares / shares.sum(),
        unclassified=unclassified / whole,
        load=whole if base.unit == "cells/g" else None,
        reads=total if base.unit == "counts" else None,
        notes=base.notes + _sample_notes(base.unit, total, unclassified),
    )


def _sample_notes(unit: str, total: float, unclassified: float) -> tuple[str, ...]:
    if unit == "counts" and total < _FEW_READS:
        reads = "1 classified read" if total == 1 else f"{total:.0f} classified reads"
        return (f"only {reads}: the shares are uncertain",)
    whole = 1.0 if total + unclassified <= 1 + _SUM_TOLERANCE else 100.0
    if unit == "relative" and abs((total + unclassified) / whole - 1) > _SUM_TOLERANCE:
        return (f"the listed taxa sum to {total:.4g}, not {whole:g}: scaled to sum to 1",)
    return ()


def _taxa(table: Abundances) -> tuple[list[str], np.ndarray]:
    """Return distinct lineages down to species and values that exclude each other."""
    named = [row for row, lineage in enumerate(table.lineages) if lineage]
    named.sort(key=lambda row: (table.lineages[row], table.labels[row]))
    lineages = [table.lineages[row] for row in named]
    paths = [nested.path(table.labels[row]) for row in named]
    values = table.values[named]
    if nested.is_nested(paths, values) if table.nested is None else table.nested:
        values = nested.exclusive(paths, values)
    down_to_species = [lineage.split("|t__", 1)[0] for lineage in lineages]
    return merge(down_to_species, values)


def merge(lineages: Sequence[str], values: np.ndarray) -> tuple[list[str], np.ndarray]:
    """Sum the rows of equal lineage; rows come back in the order of their lineage."""
    if not len(lineages):
        return [], values
    order = sorted(range(len(lineages)), key=lambda row: lineages[row])
    ordered = [lineages[row] for row in order]
    starts = [i for i, item in enumerate(ordered) if i == 0 or item != ordered[i - 1]]
    return [ordered[i] for i in starts], np.add.reduceat(values[order], starts, axis=0)


def _unit(
    table: Abundances, values: np.ndarray, unclassified: np.ndarray
) -> tuple[str, tuple[str, ...]]:
    """Tell the unit from the numbers unless the format fixes it."""
    totals = values.sum(axis=0) + unclassified
    totals = totals[totals > 0]
    if table.unit is not None or not totals.size:
        return table.unit or "relative", ()
    whole = bool(np.all(table.values == np.floor(table.values)))
    if _looks_relative(totals, whole):
        return "relative", ()
    if np.median(totals) >= _MORE_THAN_ANY_SEQUENCING_RUN:
        return "cells/g", ("the values are so large that they are taken as cells per gram",)
    return ("counts", ()) if whole else ("relative", (_SIGNALS,))


def _looks_relative(totals: np.ndarray, whole: bool) -> bool:
    """Tell whether totals are about 1 or 100, or below for tables that leave taxa out."""
    if bool(np.all(np.abs(totals / 100 - 1) <= _SUM_TOLERANCE)):
        return True
    return not whole and bool(totals.max() <= 100 * (1 + _SUM_TOLERANCE))


def _check_labels(table: Abundances, name: str) -> None:
    if not table.distinct:
        return
    seen: dict[str, int] = {}
    for label in table.labels:
        seen[label] = seen.get(label, 0) + 1
    twice = [label for label, count in seen.items() if count > 1]
    if twice:
        raise InputError(
            f"{name} lists {_listed(twice)} more than once: sum these rows or give each its own "
            "name"
        )


def _check_values(table: Abundances, name: str) -> None:
    bad = np.argwhere(~((table.values >= 0) & (table.values < _MORE_THAN_ANY_COUNT)))
    if bad.size:
        row, column = bad[0]
        value = table.values[row, column]
        what = "no number" if np.isnan(value) else f"{value:g}"
        raise InputError(
            f"{name}: taxon {table.labels[row]!r} in sample {table.samples[column]!r} holds "
            f"{what}: abundances are numbers of zero or more, and below {_MORE_THAN_ANY_COUNT:g}"
        )


def _distinct_samples(samples: Sequence[str]) -> tuple[list[str], tuple[str, ...]]:
    taken: dict[str, int] = {}
    distinct, renamed = [], []
    for sample in samples:
        taken[sample] = taken.get(sample, 0) + 1
        distinct.append(sample if taken[sample] == 1 else f"{sample} ({taken[sample]})")
        if taken[sample] == 2:
            renamed.append(sample)
    if not renamed:
        return distinct, ()
    return distinct, (f"sample names {_listed(renamed)} occur more than once: numbered",)


def _listed(items: Sequence[str]) -> str:
    shown = ", ".join(repr(item) for item in items[:3])
    return shown + (f" and {len(items) - 3} more" if len(items) > 3 else "")
