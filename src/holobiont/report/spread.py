"""From the numbers of many twins to medians, intervals and probabilities."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from holobiont.engine.law import Array
from holobiont.report.estimate import Course, Estimate
from holobiont.report.reading import Reading

_LOW, _MIDDLE, _HIGH = 5.0, 50.0, 95.0
_FLAT = 1e-9


@dataclass(frozen=True)
class Ensemble:
    """The fitted twin's reading, and those of the twins drawn around it."""

    fitted: Reading
    drawn: tuple[Reading, ...]

    def estimate(self, take: Callable[[Reading], float], unit: str) -> Estimate:
        """Return median and 90 % interval of a number."""
        if not self.drawn:
            return Estimate(take(self.fitted), unit)
        low, middle, high = _percentiles([take(one) for one in self.drawn])
        return Estimate(float(middle), unit, float(low), float(high))

    def agreement(self, take: Callable[[Reading], float]) -> float | None:
        """Return the share of the drawn twins in which a difference has the median's sign."""
        if not self.drawn:
            return None
        values = np.array([take(one) for one in self.drawn])
        middle = float(np.median(values))
        if abs(middle) < _FLAT:
            return float(np.mean(np.abs(values) < _FLAT))
        return float(np.mean(np.sign(values) == np.sign(middle)))

    def course(self, take: Callable[[Reading], Array]) -> Course:
        """Return median and 90 % band of a course."""
        days = tuple(float(day) for day in self.fitted.days)
        if not self.drawn:
            return Course(days, _floats(take(self.fitted)), None, None)
        low, middle, high = _percentiles([take(one) for one in self.drawn])
        return Course(days, _floats(middle), _floats(low), _floats(high))


def _percentiles(values: Sequence[float | Array]) -> Array:
    return np.asarray(np.percentile(np.array(values), (_LOW, _MIDDLE, _HIGH), axis=0))


def _floats(values: Array) -> tuple[float, ...]:
    return tuple(float(value) for value in values)
