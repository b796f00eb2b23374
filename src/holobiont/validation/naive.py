"""What anyone could say without a model, beside what the model says."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan

from holobiont.errors import KnowledgeError
from holobiont.validation.experiment import Compare, Experiment
from holobiont.validation.rows import Expectation, inside

_ALIKE = {"ratio": 1.0}


def expectation(
    experiment: Experiment, compares: Sequence[Compare], profile: Sequence[float]
) -> Expectation | None:
    """Return the naive expectation of an experiment, judged like the prediction.

    Parameters
    ----------
    compares : sequence of str
        How each part is compared: arms that are alike have a ratio of one, and no difference.
    profile : sequence of float
        What the profiles alone show of each part.
    """
    naive = experiment.naive
    if naive is None:
        return None
    values = {
        "no change": tuple(_ALIKE.get(compare, 0.0) for compare in compares),
        "profile": tuple(profile),
        "given": naive.values,
    }[naive.kind]
    low, high = experiment.expected.low, experiment.expected.high
    if len(values) != len(low):
        raise KnowledgeError(
            f"{experiment.id}.toml: naive has {len(values)} numbers, but there are {len(low)} parts"
        )
    parts = [part for part in zip(values, low, high, strict=True) if not isnan(part[0])]
    agrees = all(inside(*part) for part in parts)
    label = naive.label or naive.kind
    return Expectation(label, values, "pass" if agrees else "miss", naive.source)
