"""pH from electroneutrality: strong ions, ammonium and every weak acid, solved together.

``[Na+ + K+ - Cl-] + [NH4+] + [H+] = [OH-] + sum of dissociated acids`` (Stewart 1983,
10.1139/y83-207). No fitted line: the pH answers to bicarbonate, lactate, ammonia and absorption.
"""

from __future__ import annotations

from typing import Any

import numpy as np

_MMOL_PER_MOL = 1e3
_NEUTRAL = 7.0
_LOWEST, _HIGHEST = 0.0, 14.0
_ITERATIONS = 60
_CLOSE = 1e-11
#: Plain Newton steps to try; one of this size ends them, as the error left is about its square;
#: none is wider than this.
_PLAIN, _QUADRATIC, _WIDE = 12, 1e-6, 1.0
_LN10 = float(np.log(10.0))


def mean_charges(ph: Any, charges: Any, constants: Any) -> tuple[Any, Any]:
    """Return the mean charge of each component at a pH, and its variance.

    Parameters
    ----------
    ph : ndarray, shape (n,)
    charges : ndarray, shape (components,)
        Charge of the component when it carries all its protons.
    constants : ndarray, shape (steps, components, 1)
        Dissociation constants of the successive protons (mol/L); zero where there is none.

    Returns
    -------
    mean, variance : ndarray, shape (components, n)
        The variance times ln 10 is how fast the charge falls with pH.
    """
    per_proton = 10.0**ph
    weight = 1.0
    norm, first, second = 1.0, 0.0, 0.0
    for lost, constant in enumerate(constants, start=1):
        weight = weight * (constant * per_proton)
        norm = norm + weight
        first = first + lost * weight
        second = second + lost * lost * weight
    mean = first / norm
    return charges[:, None] - mean, second / norm - mean * mean


def charge_balance(ph: Any, amounts: Any, charges: Any, constants: Any, water: float) -> Any:
    """Return the excess of positive charge (mmol/L) at a pH, and its slope per pH unit.

    `amounts` are total concentrations (mmol/L), shape (components, n); `water` is pKw.
    """
    mean, variance = mean_charges(ph, charges, constants)
    hydrogen = _MMOL_PER_MOL * 10.0 ** (-ph)
    hydroxide = _MMOL_PER_MOL * 10.0 ** (ph - water)
    excess = hydrogen - hydroxide + (amounts * mean).sum(axis=0)
    slope = -np.log(10.0) * (hydrogen + hydroxide + (amounts * variance).sum(axis=0))
    return excess, slope


def ph(*concentrations: Any, charges: Any, constants: Any, water: float) -> Any:
    """Solve the charge balance for the pH, by Newton steps, kept inside a bracket if need be.

    The excess of charge falls with pH everywhere, so the root is unique. A step that does not
    halve the last one is replaced by bisection: between two buffers Newton alone may go back and
    forth for ever.
    """
    amounts = np.stack(concentrations)
    found = _newton(amounts, charges @ amounts, constants, water)
    return _bracketed(amounts, charges, constants, water) if found is None else found


def _newton(amounts: Any, strong: Any, constants: Any, water: float) -> Any:
    """Take Newton steps of bounded size; return None when they do not end.

    The same balance as in `charge_balance`, with all that does not depend on the pH done once;
    `strong` is the charge (mmol/L) of the components with all their protons.
    """
    lost = np.arange(len(constants) + 1.0)
    steps = np.cumprod(np.concatenate([np.ones_like(constants[:1]), constants]), axis=0)
    moments = lost ** np.arange(3.0)[:, None]
    guess = np.full(amounts.shape[1:], _NEUTRAL)
    for _ in range(_PLAIN):
        per_proton = 10.0**guess
        weights = steps * (per_proton ** lost[:, None])[:, None, :]
        norm, first, second = (moments @ weights.reshape(lost.size, -1)).reshape(3, *amounts.shape)
        mean = first / norm
        hydrogen = _MMOL_PER_MOL / per_proton
        hydroxide = _MMOL_PER_MOL * 10.0**-water * per_proton
        excess = hydrogen - hydroxide + strong - np.add.reduce(amounts * mean)
        spread = np.add.reduce(amounts * (second / norm - mean * mean))
        step = excess / (_LN10 * (hydrogen + hydroxide + spread))
        step = np.minimum(np.maximum(step, -_WIDE), _WIDE)
        guess = guess + step
        if float(np.abs(step).max()) < _QUADRATIC:
            return guess
    return None


def _bracketed(amounts: Any, charges: Any, constants: Any, water: float) -> Any:
    """Take Newton steps inside a bracket: between two buffers they may go astray otherwise."""
    guess = np.full(amounts.shape[1:], _NEUTRAL)
    low, high = np.full(guess.shape, _LOWEST), np.full(guess.shape, _HIGHEST)
    last = high - low
    for _ in range(_ITERATIONS):
        excess, slope = charge_balance(guess, amounts, charges, constants, water)
        above = excess > 0
        low, high = np.where(above, guess, low), np.where(above, high, guess)
        step = -excess / slope
        new, size = guess + step, np.abs(step)
        good = (new >= low) & (new <= high) & (2.0 * size <= last) | (size < _CLOSE)
        new = np.where(good, new, (low + high) / 2)
        last = np.abs(new - guess)
        guess = new
        if last.max() < _CLOSE:
            break
    return guess


def ph_gradient(*concentrations: Any, charges: Any, constants: Any, water: float) -> Any:
    """Return d pH / d concentration (implicit function), shape (components, n)."""
    amounts = np.stack(concentrations)
    root = ph(*concentrations, charges=charges, constants=constants, water=water)
    mean, _ = mean_charges(root, charges, constants)
    _, slope = charge_balance(root, amounts, charges, constants, water)
    return -mean / slope
