"""What changes under a protocol: from the usual day to its last day, with interval."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from holobiont.engine.law import Array
from holobiont.protocol import Protocol, Step
from holobiont.report.bodymodel import Done
from holobiont.report.model import Change, OutputChange, TaxonChange
from holobiont.report.outputs import LABELS, UNITS
from holobiont.report.reading import Reading
from holobiont.report.spread import Ensemble

#: Outputs whose course is followed.
FOLLOWED = (
    "butyrate",
    "propionate",
    "acetate",
    "bcfa",
    "lactate",
    "hydrogen",
    "methane",
    "hydrogen_sulfide",
    "energy",
    "stool_wet",
)
_SHOWN_TAXA = 12
_PERCENT = 100.0
_SLACK = 1e-9


def change(protocol: Protocol, ensemble: Ensemble) -> Change | None:
    """Return what a protocol changes; None where nothing is done."""
    if not len(protocol):
        return None
    k = last_day(protocol, ensemble.fitted.days)
    return Change(
        str(protocol),
        float(ensemble.fitted.days[-1]),
        float(ensemble.fitted.days[k]),
        tuple(_output(name, k, ensemble) for name in FOLLOWED),
        tuple(_taxon(name, k, ensemble) for name in _most_changed(k, ensemble)),
        tuple(_done(step) for step in protocol),
    )


def _done(step: Step) -> Done:
    end = step.start_day if step.momentary else step.end_day
    return Done(
        step.subject(),
        step.noun,
        step.start_day,
        end,
        step.momentary,
        step.every_days,
        step.adherence,
    )


def last_day(protocol: Protocol, days: Array) -> int:
    """Position of the last day on which something of the protocol holds, or shows."""
    ends = [None if step.momentary else step.end_day for step in protocol]
    end = max((float("inf") if day is None else day for day in ends), default=float("inf"))
    return int(np.searchsorted(days, end + _SLACK) - 1)


def _output(name: str, k: int, ensemble: Ensemble) -> OutputChange:
    def before(reading: Reading) -> float:
        return reading.day[name]

    def after(reading: Reading) -> float:
        return float(reading.course[name][k])

    def course(reading: Reading) -> Array:
        return np.concatenate([[reading.day[name]], reading.course[name][1:]])

    unit, difference = UNITS[name], _difference(before, after)
    return OutputChange(
        name,
        LABELS[name],
        ensemble.estimate(before, unit),
        ensemble.estimate(after, unit),
        ensemble.estimate(difference, unit),
        ensemble.agreement(difference),
        ensemble.course(course),
    )


def _taxon(name: str, k: int, ensemble: Ensemble) -> TaxonChange:
    fitted = ensemble.fitted

    def before(reading: Reading) -> float:
        return _PERCENT * _share(reading, name, reading.resting)

    def after(reading: Reading) -> float:
        return _PERCENT * _share(reading, name, reading.shares[k])

    difference = _difference(before, after)
    return TaxonChange(
        name,
        fitted.names[fitted.members.index(name)],
        ensemble.estimate(before, "%"),
        ensemble.estimate(after, "%"),
        ensemble.estimate(difference, "%"),
        ensemble.agreement(difference),
    )


def _difference(
    before: Callable[[Reading], float], after: Callable[[Reading], float]
) -> Callable[[Reading], float]:
    return lambda reading: after(reading) - before(reading)


def _share(reading: Reading, name: str, shares: Array) -> float:
    if name not in reading.members:
        return 0.0
    return float(shares[reading.members.index(name)])


def _most_changed(k: int, ensemble: Ensemble) -> list[str]:
    """Return the members whose share changes most in the median."""
    readings = ensemble.drawn or (ensemble.fitted,)
    sizes = {
        name: abs(
            float(
                np.median(
                    [_share(r, name, r.shares[k]) - _share(r, name, r.resting) for r in readings]
                )
            )
        )
        for name in ensemble.fitted.members
    }
    return sorted(sizes, key=lambda name: (-sizes[name], name))[:_SHOWN_TAXA]
