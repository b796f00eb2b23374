"""What a phrase can name, and what it says of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from holobiont.knowledge.schema import Physiology, Quantity
    from holobiont.protocol.dose import Dose


@dataclass(frozen=True)
class Named:
    """A thing that has no file of its own in the knowledge, with the doses people take of it."""

    id: str
    label: str
    synonyms: tuple[str, ...] = ()
    usual_dose: Quantity | None = None
    max_dose: Quantity | None = None


def dosed(body: Physiology, key: str, things: Iterable[Any]) -> dict[str, Named]:
    """Return things by id with the doses, usual and largest, that a key of the body has for all."""
    usual, largest = body.quantity(f"{key}.usual"), body.quantity(f"{key}.largest")
    return {each.id: Named(each.id, each.label, each.synonyms, usual, largest) for each in things}


@dataclass(frozen=True)
class Said:
    """What a phrase or a table says of a step besides its name.

    Attributes
    ----------
    start, end : float, float or None
        First and last day; None goes on without end.
    dose : Dose or None
    every : float or None
        Days from one day on which it is taken to the next; None is every day.
    adherence : float
        Part of the doses that are really taken, above 0 and up to 1.
    details : mapping
        Whatever only some kinds of step have, by name: ``route``, ``donor``, ``prep``.
    """

    start: float = 0.0
    end: float | None = None
    dose: Dose | None = None
    every: float | None = None
    adherence: float = 1.0
    details: Mapping[str, str] = field(default_factory=dict)
