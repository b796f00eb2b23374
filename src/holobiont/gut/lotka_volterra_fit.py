"""Lotka-Volterra numbers from counts over time, by ridge regression (Stein et al. 2013).

The slope of ln(x) between two samples is linear in growth, interactions and susceptibilities:

    (ln x(t + h) - ln x(t)) / h = mu + M x(t) + E u(t)
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from holobiont.engine.law import Array
from holobiont.errors import InputError
from holobiont.gut.lotka_volterra import LotkaVolterra


@dataclass(frozen=True)
class Observations:
    """What was seen at the start of steps, and how fast it changed over them.

    Attributes
    ----------
    slopes : ndarray, shape (steps, n)
        Of ln(amount), 1/time.
    amounts : ndarray, shape (steps, n)
    signals : ndarray, shape (steps, signals)
        Strength of each during the step.
    """

    slopes: Array
    amounts: Array
    signals: Array

    @classmethod
    def of(cls, times: Array, amounts: Array, signals: Array) -> Observations:
        """Take the steps between the samples of one subject; amounts must be positive.

        Parameters
        ----------
        times : ndarray, shape (samples,)
        amounts : ndarray, shape (samples, n)
        signals : ndarray, shape (samples, signals)
            From each sample to the next.
        """
        if (np.asarray(amounts) <= 0).any():
            raise InputError(
                "amounts of zero have no logarithm: raise them to what can be detected"
            )
        slopes = np.diff(np.log(amounts), axis=0) / np.diff(times)[:, None]
        return cls(slopes, amounts[:-1], signals[:-1])

    @classmethod
    def pool(cls, parts: Iterable[Observations]) -> Observations:
        """Put the steps of several subjects together."""
        each = list(parts)
        return cls(
            np.concatenate([p.slopes for p in each]),
            np.concatenate([p.amounts for p in each]),
            np.concatenate([p.signals for p in each]),
        )


@dataclass(frozen=True)
class Penalties:
    """How dear squares of interactions, growth and susceptibilities are."""

    interactions: float
    growth: float
    susceptibility: float


def fit(
    names: tuple[str, ...], signals: tuple[str, ...], seen: Observations, penalties: Penalties
) -> LotkaVolterra:
    """Return the community of least penalized squares.

    Raises
    ------
    InputError
        When numbers of columns do not agree with `names` and `signals`.
    """
    n, k = len(names), len(signals)
    if seen.slopes.shape[1] != n or seen.amounts.shape[1] != n or seen.signals.shape[1] != k:
        raise InputError(f"observations must have {n} members and {k} signals in columns")
    z = np.column_stack([seen.amounts, np.ones(len(seen.amounts)), seen.signals])
    dear = [penalties.interactions] * n + [penalties.growth] + [penalties.susceptibility] * k
    found = np.linalg.solve(z.T @ z + np.diag(dear), z.T @ seen.slopes).T
    return LotkaVolterra(names, found[:, n], found[:, :n], signals, found[:, n + 1 :])
