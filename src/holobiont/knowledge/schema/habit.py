"""How people live: what sleep, exercise, water and stress do to the state of a person."""

from __future__ import annotations

from typing import Final, Literal, Self, get_args

from pydantic import model_validator

from holobiont.knowledge.schema.base import Quantity, Record, Table

HostState = Literal["sleep", "exercise", "stress", "water"]
HOST_STATES: Final[tuple[str, ...]] = get_args(HostState)


class Habit(Record):
    """A way of living, or something that happens to a person, and the states of theirs it moves.

    `form` says how it is measured: hours a day (``time``), liters a day (``volume``), as what holds
    without an amount (``state``), or as what happens at one moment (``moment``). `effects` gives
    the change of each state: of an hour or liter a day where it is measured in those, of the whole
    otherwise. The states are ``sleep`` [h/d], ``exercise`` [MET h/d], ``water`` drunk [L/d], and
    ``stress``, in standard deviations of what people perceive. `lasts` is how long a moment is.
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
    note: str = ""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        unknown = [name for name in self.effects if name not in HOST_STATES]
        if unknown:
            raise ValueError(f"effects: {unknown[0]!r} is not one of {', '.join(HOST_STATES)}")
        if (self.form in ("time", "volume")) != (self.max_dose is not None):
            raise ValueError("what is measured in hours or liters, and only that, has a max_dose")
        if (self.form == "moment") != (self.lasts is not None):
            raise ValueError("what happens at one moment, and only that, has a 'lasts'")
        return self
