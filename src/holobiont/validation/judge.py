"""Judge a measure on published samples."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from holobiont.engine.law import Index
from holobiont.errors import InputError
from holobiont.knowledge import Knowledge
from holobiont.knowledge.measures import MeasureKnowledge, load_measures
from holobiont.profile import Profile, read
from holobiont.profile.measures.gmhi import gmhi
from holobiont.profile.measures.model import Measure
from holobiont.profile.measures.view import Synonyms, View, synonyms, view
from holobiont.validation.compare import RESAMPLED, Found, interval
from holobiont.validation.experiment import Target
from holobiont.validation.samples import Samples, groups

Yes = NDArray[np.bool_]
Judge = Callable[[Samples, Path, Target, Knowledge], Found]
#: Indices that tell the healthy from others: above zero reads as healthy.
HEALTH: Mapping[str, Callable[[View, MeasureKnowledge], Measure]] = {"gmhi": gmhi}


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
    draws = [_resampled(healthy, rng) for _ in range(RESAMPLED)]
    spread = [np.array([_accuracy(called[d], healthy[d]) for d in draws]) for called in read_as]
    return [_accuracy(called, healthy) for called in read_as], [interval(s) for s in spread]


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


#: What can be measured of published samples.
OF_SAMPLES: Mapping[str, Judge] = {"balanced_accuracy": balanced_accuracy}


def judged(
    samples: Samples | None, folder: Path | None, what: Target, knowledge: Knowledge
) -> Found:
    """Return a number for each part of an observable, and the middle 90 % of resampled samples."""
    assert samples is not None and folder is not None
    return OF_SAMPLES[what.kind](samples, folder, what, knowledge)
