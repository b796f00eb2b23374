"""Published samples that a measure is judged on: they are no part of the package, but given."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from holobiont.engine.law import Index
from holobiont.errors import InputError, did_you_mean
from holobiont.knowledge import Knowledge
from holobiont.knowledge.measures import MeasureKnowledge, load_measures
from holobiont.knowledge.schema import Record, Table
from holobiont.knowledge.schema.base import empty
from holobiont.profile import Profile, read
from holobiont.profile.measures.gmhi import gmhi
from holobiont.profile.measures.model import Measure
from holobiont.profile.measures.view import Synonyms, View, synonyms, view

if TYPE_CHECKING:
    from holobiont.validation.experiment import Target

Yes = NDArray[np.bool_]
Found = tuple[list[float], list[tuple[float, float]]]
_RESAMPLED = 400
_MIDDLE = (5, 95)
#: Indices that tell the healthy from others: above zero reads as healthy.
HEALTH: Mapping[str, Callable[[View, MeasureKnowledge], Measure]] = {"gmhi": gmhi}


class Samples(Record):
    """Where published samples are, in the folder of data that is given.

    `table` holds the shares of taxa, `about` a row for each sample, with its id in the column
    `name` and what it is in the column `group`; those that are `healthy` are told from all others.
    Samples whose column holds one of some words are left out (`without`).
    """

    table: str
    about: str
    name: str
    group: str
    healthy: str
    without: Table[tuple[str, ...]] = Field(default_factory=empty)

    def lacking(self, folder: Path | None) -> str:
        """Return what is needed to judge them; nothing where it is there."""
        if folder is None:
            return f"{self.table} and {self.about} are needed: give their folder with --data"
        gone = [name for name in (self.table, self.about) if not (folder / name).is_file()]
        return f"{folder} lacks {' and '.join(gone)}: give their folder with --data" if gone else ""


def groups(samples: Samples, folder: Path) -> dict[str, bool]:
    """Return whether each sample is of a healthy person, of those that are not left out.

    Where a column is there twice, the first counts.

    Raises
    ------
    InputError
        If a column is missing; gives the nearest.
    """
    path = folder / samples.about
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, *rows = list(csv.reader(file))
    at = {}
    for column in (samples.name, samples.group, *samples.without):
        if column not in head:
            hint = did_you_mean(column, head)
            raise InputError(f"{path} has no column {column!r}, which tells its samples.{hint}")
        at[column] = head.index(column)
    kept = [
        row
        for row in rows
        if not any(word in row[at[c]] for c, words in samples.without.items() for word in words)
    ]
    return {row[at[samples.name]]: row[at[samples.group]] == samples.healthy for row in kept}


def balanced_accuracy(samples: Samples, folder: Path, what: Target, knowledge: Knowledge) -> Found:
    """Return the mean of the shares of healthy and of other samples that indices read rightly.

    An index that is not above zero, or has none of its species to go by, does not read as healthy.

    Raises
    ------
    InputError
        If the files do not fit each other.
    """
    known = groups(samples, folder)
    found = {name: p for name, p in read(folder / samples.table).items() if name in known}
    healthy = np.array([known[name] for name in found], dtype=bool)
    if healthy.all() or not healthy.any():
        raise InputError(
            f"{folder / samples.table} holds {healthy.sum()} healthy samples and "
            f"{(~healthy).sum()} others that {samples.about} tells of: both are needed."
        )
    alike = synonyms(knowledge.taxa.values())
    read_as = [_reads(name, found, load_measures(), alike) for name in what.indices]
    rng = np.random.default_rng(0)
    draws = [_resampled(healthy, rng) for _ in range(_RESAMPLED)]
    spans = [
        np.percentile([_accuracy(called[d], healthy[d]) for d in draws], _MIDDLE)
        for called in read_as
    ]
    middle = [_accuracy(called, healthy) for called in read_as]
    return middle, [(float(low), float(high)) for low, high in spans]


def _reads(
    index: str, found: Mapping[str, Profile], facts: MeasureKnowledge, alike: Synonyms
) -> Yes:
    values = [HEALTH[index](view(sample, alike), facts).value for sample in found.values()]
    return np.array([value is not None and value > 0 for value in values], dtype=bool)


def _accuracy(called: Yes, healthy: Yes) -> float:
    return float((called[healthy].mean() + (~called[~healthy]).mean()) / 2)


def _resampled(healthy: Yes, rng: np.random.Generator) -> Index:
    """Draw as many healthy samples, and as many others, as there are."""
    drawn = [rng.choice(np.flatnonzero(kind), kind.sum()) for kind in (healthy, ~healthy)]
    return np.concatenate(drawn)


Judge = Callable[[Samples, Path, "Target", Knowledge], Found]
#: What can be measured of published samples.
OF_SAMPLES: Mapping[str, Judge] = {"balanced_accuracy": balanced_accuracy}


def judged(
    samples: Samples | None, folder: Path | None, what: Target, knowledge: Knowledge
) -> Found:
    """Return a number for each part of an observable, and the middle 90 % of resampled samples."""
    assert samples is not None and folder is not None
    return OF_SAMPLES[what.kind](samples, folder, what, knowledge)
