"""Experiments on a body: which modules, what is done to them, and what they become."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from holobiont.errors import HolobiontError
from holobiont.host import BodyCourse, Event, Host, pulse
from holobiont.host.registry import body as assembled
from holobiont.knowledge import Knowledge
from holobiont.knowledge.schema import Record, Table
from holobiont.knowledge.schema.base import empty
from holobiont.validation.otherwise import Otherwise

if TYPE_CHECKING:
    from holobiont.validation.measure import Cell, Measured


class Pulse(Record):
    """An input that is set for some hours, and then back to what it was before."""

    input: str
    value: float
    start: float = Field(default=0.0, ge=0)
    hours: float = Field(gt=0)


class Dose(Record):
    """An amount that is added to a state."""

    state: str
    amount: float
    at: float = Field(default=0.0, ge=0)


class Body(Otherwise):
    """A body of `modules`, and what is done to it.

    It comes to rest first, or runs for `before` hours, under its `usual` inputs; then `inputs` are
    set, `pulses` and `doses` follow, and it is watched for `hours`, every so many hours. `without`
    cuts couplings, states or modules, `hypotheses` lets couplings act that have no source.
    """

    modules: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    hypotheses: bool = False
    before: float | None = Field(default=None, gt=0)
    usual: Table[float] = Field(default_factory=empty)
    inputs: Table[float] = Field(default_factory=empty)
    pulses: tuple[Pulse, ...] = ()
    doses: tuple[Dose, ...] = ()
    hours: float | None = Field(default=None, gt=0)
    every: float | None = Field(default=None, gt=0)


@dataclass(frozen=True)
class Volunteer:
    """A body in an arm of an experiment; there is one, as nothing of it is drawn."""

    experiment: str
    arm: int
    how: Body = field(compare=False)

    def __str__(self) -> str:
        """Name the arm."""
        return f"the body of arm {self.arm + 1}"


def rested(how: Body, knowledge: Knowledge) -> Host:
    """Return the body before anything is done to it."""
    host = assembled(how.modules, knowledge, how.without, how.hypotheses).set(how.usual)
    return host.settled() if how.before is None else host.run(how.before).end


def course(how: Body, knowledge: Knowledge) -> BodyCourse:
    """Return what becomes of a body.

    Raises
    ------
    UsageError
        If a name is not known.
    SolverError
        If it does not come to rest, or the solver cannot reach the end.
    """
    host = rested(how, knowledge)
    events = [Event(dose.at, dose.state, dose.amount, "add") for dose in how.doses]
    for p in how.pulses:
        usual = how.inputs.get(p.input, host.value(p.input))
        events += pulse(p.input, p.value, p.start, p.hours, usual)
    return host.run(how.hours or _DAY, how.inputs, events, how.every)


_DAY = 24.0


def live(task: tuple[Volunteer, tuple[Cell, ...]], knowledge: Knowledge) -> list[Measured]:
    """Run a body once, and measure all cells, in order."""
    from holobiont.validation.measure import Measured
    from holobiont.validation.observables import OF_A_BODY

    who, cells = task
    try:
        seen = course(who.how, knowledge)
    except HolobiontError as error:
        return [Measured({}, {}, f"{who}: {error}") for _ in cells]
    return [
        Measured({i: OF_A_BODY[what.kind](seen, what) for i, what in cell.wanted}, {})
        for cell in cells
    ]
