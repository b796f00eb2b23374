"""How people live: what sleep, exercise, water and stress do to the state of a person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal, Self, get_args

from pydantic import model_validator

from holobiont.knowledge.schema.base import Quantity, Record, Table

HostState = Literal["sleep", "exercise", "stress", "water", "alcohol", "emulsifier", "energy"]
HOST_STATES: Final[tuple[str, ...]] = get_args(HostState)


def only_states(effects: Iterable[str]) -> None:
    """Raise ValueError for what is no state of a person."""
    for name in effects:
        if name not in HOST_STATES:
            raise ValueError(f"effects: {name!r} is not one of {', '.join(HOST_STATES)}")


class Habit(Record):
    """A way of living, or something that happens to a person, and the states of theirs it moves.

    `form` says how it is measured: hours a day (``time``), liters a day (``volume``), as what holds
    without an amount (``state``), or as what happens at one moment (``moment``). `effects` gives
    the change of each state: of an hour or liter a day where it is measured in those, of the whole
    otherwise. The states are ``sleep`` [h/d], ``exercise`` [MET h/d], ``water`` drunk [L/d],
    ``stress``, in standard deviations of what people perceive, ``alcohol`` and ``emulsifier``
    [g/d], which foods move, and ``energy`` eaten beyond the usual [kcal/d], which diets move.
    `lasts` is how long a moment is, and `source` is what the description rests on.
    """

    id: str
    label: str
    form: Literal["time", "volume", "state", "moment"]
    synonyms: tuple[str, ...] = ()
    description: str = ""
    effects: Table[Quantity]
    usual_dose: Quantity | None = None
    max_dose: Quantity | None = None
    lasts: Quantity | None = None
    source: str = ""
    note: str = ""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        only_states(self.effects)
        if (self.form in ("time", "volume")) != (self.max_dose is not None):
            raise ValueError("what is measured in hours or liters, and only that, has a max_dose")
        if (self.form == "moment") != (self.lasts is not None):
            raise ValueError("what happens at one moment, and only that, has a 'lasts'")
        return self
