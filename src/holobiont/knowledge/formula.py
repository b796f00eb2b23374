"""Chemical formulas, reaction equations and their element balance."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from functools import cache, lru_cache
from typing import Protocol

from holobiont.errors import KnowledgeError

#: Residual count of an element (or charge) below which a reaction counts as balanced.
TOLERANCE = 1e-9

_FORMULA = re.compile(r"(?:[A-Z][a-z]?(?:\d+(?:\.\d+)?)?)+")
_ATOM = re.compile(r"([A-Z][a-z]?)(\d+(?:\.\d+)?)?")
_TERM = re.compile(r"(?:(?P<count>\d+(?:\.\d+)?(?:/\d+)?)\s+)?(?P<name>[a-z][a-z0-9_]*)")


class Species(Protocol):
    """Anything with a composition: a compound or a polymer residue."""

    @property
    def elements(self) -> Mapping[str, float]:
        """Count of each element."""

    @property
    def charge(self) -> float:
        """Charge of the formula as written."""


@cache
def _atoms(formula: str) -> tuple[tuple[str, float], ...]:
    if not _FORMULA.fullmatch(formula):
        raise KnowledgeError(f"{formula!r} is not a formula: write it as in 'C2H4O2' or 'C5H7.9N'.")
    counts: dict[str, float] = {}
    for symbol, count in _ATOM.findall(formula):
        counts[symbol] = counts.get(symbol, 0.0) + float(count or 1)
    return tuple(counts.items())


def elements(formula: str) -> dict[str, float]:
    """Count the elements of a formula; counts may be decimal.

    Examples
    --------
    >>> elements("C2H4O2")
    {'C': 2.0, 'H': 4.0, 'O': 2.0}
    """
    return dict(_atoms(formula))


def parse_equation(text: str) -> dict[str, float]:
    """Read ``"2 hexose + 2 acetate -> 3 butyrate"`` as stoichiometry.

    Parameters
    ----------
    text
        Two sides joined by ``->``; terms joined by ``+``; each an optional count (decimal or a
        fraction such as ``1/3``) and a name.

    Returns
    -------
    dict
        Name to net coefficient [mol per mol of reaction], negative for what is consumed.
    """
    return dict(_parsed(text))


@lru_cache(maxsize=1024)
def _parsed(text: str) -> dict[str, float]:
    sides = text.split("->")
    if len(sides) != len(("left", "right")):
        raise KnowledgeError(f"The equation {text!r} needs exactly one '->'.")
    net: dict[str, Fraction] = {}
    for sign, side in zip((-1, 1), sides, strict=True):
        for term in side.split(" + "):
            name, count = _term(term, text)
            net[name] = net.get(name, Fraction(0)) + sign * count
    return {name: float(count) for name, count in net.items() if count}


def _term(term: str, text: str) -> tuple[str, Fraction]:
    found = _TERM.fullmatch(term.strip())
    if found is None:
        raise KnowledgeError(
            f"The term {term.strip()!r} of the equation {text!r} is not understood: "
            "write a number, a space and a name, joined by ' + '."
        )
    over, _, under = (found["count"] or "1").partition("/")
    return found["name"], Fraction(over) / Fraction(under or "1")


def imbalance(
    stoichiometry: Mapping[str, float], species: Mapping[str, Species]
) -> dict[str, float]:
    """Return what a reaction makes from nothing, per element and for ``"charge"``.

    Parameters
    ----------
    stoichiometry
        Name to coefficient, negative for what is consumed.
    species
        Name to compound, polymer residue or substrate kind.

    Returns
    -------
    dict
        Element (or ``"charge"``) to residual, only where it is not zero.
    """
    residual: dict[str, float] = {}
    for name, coefficient in stoichiometry.items():
        for symbol, count in species[name].elements.items():
            residual[symbol] = residual.get(symbol, 0.0) + coefficient * count
        residual["charge"] = residual.get("charge", 0.0) + coefficient * species[name].charge
    return {symbol: left for symbol, left in residual.items() if abs(left) > TOLERANCE}
