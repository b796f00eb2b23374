"""Units, converted once at the door.

Inside the package every number is in house units: mmol, L, g, h, cm, degC, atm, kcal and
cells; a percentage is a fraction. The units that may be written by a person or a knowledge file
are listed in ``units.txt``, a pint definition file whose base units are the house units.
Volume has a dimension of its own (L), apart from length (cm).
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from holobiont.errors import InputError, did_you_mean

_NUMBER = r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?"
_AMOUNT = re.compile(rf"^\s*(?P<value>{_NUMBER})\s*(?P<unit>\S.*?)?\s*$")
_NAME = re.compile(r"[A-Za-z]+\d*")
_SPELLING = re.compile(r"(?!.*//)[A-Za-z0-9\s%./*^()-]*")
_CACHE_SIZE = 4096


@dataclass(frozen=True)
class Amount:
    """A number with the unit it was written in."""

    value: float
    unit: str

    @property
    def internal(self) -> float:
        """The value in house units."""
        return to_internal(self.value, self.unit)

    def __str__(self) -> str:
        """Return the amount as a person writes it."""
        return f"{self.value:g} {self.unit}"


@cache
def _registry() -> Any:
    """Build the pint registry of the house, on first use."""
    import pint

    registry: Any = pint.UnitRegistry(None, autoconvert_offset_to_baseunit=True)
    text = resources.files("holobiont").joinpath("units.txt").read_text(encoding="utf-8")
    registry.load_definitions(text.splitlines())
    return registry


@cache
def unit_names() -> tuple[str, ...]:
    """Return every unit name and alias that is understood, sorted."""
    hidden = ("delta_", "\N{GREEK CAPITAL LETTER DELTA}")
    return tuple(sorted(name for name in _registry()._units if not name.startswith(hidden)))


def _unknown(unit: str, part: str | None = None) -> InputError:
    culprit = part or unit
    hint = did_you_mean(culprit, unit_names())
    where = f" in {unit!r}" if culprit != unit else ""
    return InputError(f"The unit {culprit!r}{where} is not known.{hint}")


def _parse(unit: str) -> Any:
    """Return the pint unit of a unit string; complain about the first unknown name in it."""
    for part in _NAME.findall(unit):
        if part not in _registry()._units:
            raise _unknown(unit, part)
    if not _SPELLING.fullmatch(unit):
        raise _unknown(unit)
    try:
        return _registry().parse_units(unit.strip() or "1")
    except Exception as error:
        raise _unknown(unit) from error


@lru_cache(maxsize=_CACHE_SIZE)
def affine(unit: str) -> tuple[float, float]:
    """Return ``(scale, shift)`` with ``internal = scale * value + shift`` for a unit string.

    Raises
    ------
    InputError
        If the unit is not known; the sentence names the nearest known unit.
    """
    parsed = _parse(unit)
    quantity = _registry().Quantity
    shift = float(quantity(0.0, parsed).to_base_units().magnitude)
    scale = float(quantity(1.0, parsed).to_base_units().magnitude) - shift
    return scale, shift


@lru_cache(maxsize=_CACHE_SIZE)
def house_unit(unit: str) -> str:
    """Return the house unit a unit string is converted to, for example ``"mmol/h"``."""
    base = _registry().Quantity(1.0, _parse(unit)).to_base_units().units
    return "1" if base.dimensionless else f"{base:C}".replace("**", "")


def to_internal(value: float, unit: str) -> float:
    """Convert a value from a unit to house units.

    Parameters
    ----------
    value
        The number as written.
    unit
        Its unit, for example ``"mmol/d"``, ``"%"``, ``"umol/cm2/h"`` or ``"1"``.

    Returns
    -------
    float
        The number in mmol, L, g, h, cm, degC, atm, kcal, cells and their ratios.
    """
    scale, shift = affine(unit)
    return scale * value + shift


def from_internal(value: float, unit: str) -> float:
    """Convert a value in house units to a unit; the inverse of `to_internal`."""
    scale, shift = affine(unit)
    return (value - shift) / scale


def same_dimension(first: str, second: str) -> bool:
    """Return whether two units measure the same kind of thing."""
    return house_unit(first) == house_unit(second)


def parse_amount(text: str) -> Amount:
    """Read an amount such as ``"20 g/day"``, ``"500 mg"`` or ``"1e10 CFU per day"``.

    Raises
    ------
    InputError
        If there is no number, the number is not finite, the unit is missing or not known.
    """
    found = _AMOUNT.match(text)
    if found is None:
        raise InputError(f"{text!r} is not an amount: write a number and a unit, as in '20 g/day'.")
    value, unit = float(found["value"]), _spell(found["unit"] or "")
    if unit.startswith(","):
        raise InputError(f"Write the decimals of {text!r} with a point, as in '1.5 g/day'.")
    if not math.isfinite(value):
        raise InputError(f"The number in {text!r} is too large to be an amount.")
    if not unit:
        raise InputError(f"The amount {text!r} has no unit: write for example '{value:g} g/day'.")
    affine(unit)
    return Amount(value, unit)


def _spell(unit: str) -> str:
    """Turn "g per day" and "g a day" into "g/day", and the micro sign into "u"."""
    unit = re.sub(r"\s+(?:per|a|each|every)\s+", "/", unit.strip())
    unit = re.sub(r"\s+daily$", "/day", unit)
    return unit.replace("\N{MICRO SIGN}", "u").replace("\N{GREEK SMALL LETTER MU}", "u")
