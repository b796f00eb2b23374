"""Numbers and stretches of time as they are written in phrases."""

from __future__ import annotations

import math
import re

NUMBER = r"(?:[-+\u2212]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?|[-+]?(?:nan|inf(?:inity)?)\b)"
"""A number in digits; NaN and infinity too, so that they can be refused by name."""

_WORDS = {
    word: float(count)
    for count, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve".split()
    )
} | {"a": 1.0, "an": 1.0}

COUNT = rf"(?:{NUMBER}|\b(?:{'|'.join(_WORDS)})\b)"
"""A number in digits or a small one in words."""

UNIT_OF_TIME = r"(?:days?|d|nights?|weeks?|wks?|wk|fortnights?|months?|years?|yrs?)"

DAYS = {
    name: float(days)
    for names, days in (
        ("d day days night nights", 1),
        ("week weeks wk wks", 7),
        ("fortnight fortnights", 14),
        ("month months", 30),
        ("year years yr yrs", 365),
    )
    for name in names.split()
}
"""Days in each unit of time; a month counts 30 days and a year 365."""


def to_number(text: str) -> float:
    """Return the value of what `COUNT` matches."""
    word = text.strip().lower().replace("\u2212", "-")
    return _WORDS[word] if word in _WORDS else float(word)


def to_power(text: str) -> float:
    """Return the value of ``10``, ``10^10`` or ``2 x 10^9``; infinity if it is too large."""
    value = 1.0
    for part in re.split(r"\s*[x\u00d7]\s*", text.lower()):
        base, _, power = part.partition("^")
        try:
            value *= to_number(base) ** float(power or 1)
        except OverflowError:
            return math.inf
    return value
