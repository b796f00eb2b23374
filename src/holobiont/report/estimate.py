"""A number with its interval, and a course of them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Estimate:
    """A number with its unit and 90 % interval.

    Attributes
    ----------
    value : median of the ensemble, or the fitted twin's own value where there is no ensemble
    low, high : 5th and 95th percentile; None where no interval was computed
    """

    value: float
    unit: str
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Course:
    """An output day by day."""

    days: tuple[float, ...]
    value: tuple[float, ...]
    low: tuple[float, ...] | None
    high: tuple[float, ...] | None
