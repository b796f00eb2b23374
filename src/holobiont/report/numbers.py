"""Numbers as people read them: a few significant digits, with sign and unit."""

from __future__ import annotations

import math
import re

from holobiont.report.estimate import Estimate

_DIGITS = 3
_LARGE = 1e6
_TINY = 1e-3
_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_A_DAY = re.compile(r"/d\b")
_SPACE, _MINUS = "\u00a0", "\u2212"


def number(value: float, digits: int = _DIGITS) -> str:
    """Write a number with a few significant digits: ``12.3``, ``1,230``, ``2.1 × 10¹¹``."""
    if not math.isfinite(value):
        return "not known"
    size = float(f"{abs(value):.{digits}g}")
    if size < _TINY:
        return "0" if size < _TINY**2 else f"<{_TINY:g}" if value > 0 else f">{_MINUS}{_TINY:g}"
    if size >= _LARGE:
        exponent = math.floor(math.log10(size))
        power = str(exponent).translate(_SUPERSCRIPT)
        return f"{value / 10**exponent:.2g}{_SPACE}×{_SPACE}10{power}".replace("-", _MINUS)
    places = max(0, digits - 1 - math.floor(math.log10(size)))
    text = f"{round(value, places) if places else float(f'{value:.{digits}g}'):,.{places}f}"
    return text.replace("-", _MINUS)


def signed(value: float, digits: int = 2) -> str:
    """Write a number with its sign."""
    text = number(value, digits)
    return f"+{text}" if value > 0 and text[0].isdigit() and text != "0" else text


def percent(share: float, digits: int = 2) -> str:
    """Write a share as a percentage."""
    return f"{number(100 * share, digits)}%"


def brief(value: float) -> str:
    """Write a number without needless zeros: ``28``, ``0.1``."""
    return f"{value:,.10g}"


def interval(estimate: Estimate, digits: int = 2) -> str:
    """Write the interval: ``50 to 70``; says where there is none."""
    if estimate.low is None or estimate.high is None:
        return "interval not computed"
    return f"{number(estimate.low, digits)} to {number(estimate.high, digits)}"


def with_unit(value: float, unit: str, digits: int = 2) -> str:
    """Write a number with its unit; pure numbers and pH have none."""
    text = number(value, digits)
    if unit in ("1", "pH"):
        return text
    return f"{text}{unit}" if unit.startswith("%") else f"{text}{_SPACE}{shown(unit)}"


def shown(unit: str) -> str:
    """Write a unit as people do: micro is a Greek letter, a day a word."""
    micro = f"µ{unit[1:]}" if unit.startswith(("um", "ug")) else unit
    return _A_DAY.sub("/day", micro)
