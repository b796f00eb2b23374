"""What a protocol says of how a person lives, as inputs of the body (`host.habits`)."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from holobiont.host import Event, pulse
from holobiont.knowledge import Knowledge
from holobiont.knowledge.schema import FrozenMap, Quantity
from holobiont.protocol import Activity, Circumstance, DietChange, Drink, Occasion, Protocol, Step
from holobiont.protocol.intake import Intake

_HOURS = 24.0
_SLEEP, _STRESS = "sleep", "stress"
MODULE = "habits"
#: State of a person that habits and foods move: the input of the body that sets it, and its state.
STATES: Mapping[str, tuple[str, str]] = FrozenMap(
    {
        _SLEEP: ("hours_slept", "sleep"),
        "exercise": ("exertion", "exercise"),
        "water": ("water_drunk", "water"),
        _STRESS: ("perceived_stress", "strain"),
        "alcohol": ("alcohol_drunk", "alcohol"),
        "emulsifier": ("emulsifier_eaten", "emulsifier"),
        "energy": ("energy_added", "energy"),
    }
)
HABITS = (Activity, Drink, Circumstance, Occasion)


@dataclass(frozen=True)
class Habits:
    """How a person lives while a protocol is followed."""

    protocol: Protocol
    knowledge: Knowledge

    @property
    def states(self) -> tuple[str, ...]:
        """States of the person that some step moves."""
        moved = {name for step in self.protocol for name in moves(step, self.knowledge)}
        return tuple(name for name in STATES if name in moved)

    @property
    def inputs(self) -> tuple[str, ...]:
        """Inputs of the body that some step sets."""
        return tuple(STATES[name][0] for name in self.states)

    def over(self, begin: float, end: float) -> dict[str, float]:
        """Return inputs of the body, as means over some days."""
        edges = sorted({begin, end, *self._changes(begin, end)})
        pieces = list(itertools.pairwise(edges))
        found = dict.fromkeys(self.inputs, 0.0)
        for start, stop in pieces:
            part = (stop - start) / (end - begin)
            for name, value in self.at(start).items():
                found[name] += part * value
        return found

    def at(self, day: float) -> dict[str, float]:
        """Return inputs of the body on a day."""
        usual = self.knowledge.host[MODULE].inputs
        found = {name: usual[name].value for name in self.inputs}
        for step in self.protocol.active(day):
            for state, effect in moves(step, self.knowledge).items():
                name = STATES[state][0]
                if not step.momentary:
                    found[name] += _amount(step, effect, found[name] if state == _SLEEP else 0.0)
        return found

    def moments(self, begin: float, end: float) -> Iterator[Event]:
        """Yield what happens within some days, in hours from their beginning."""
        for step in self.protocol:
            if isinstance(step, Occasion) and begin <= step.start_day < end:
                habit = self.knowledge.habits[step.habit]
                before = self.at(step.start_day)
                lasts = 0.0 if habit.lasts is None else habit.lasts.internal
                start = (step.start_day - begin) * _HOURS
                for state, effect in habit.effects.items():
                    name = STATES[state][0]
                    there = min(lasts, (end - begin) * _HOURS - start)
                    level = before[name] + effect.value
                    yield from pulse(name, level, start, there, before[name])

    def _changes(self, begin: float, end: float) -> Iterable[float]:
        days = (day for step in self.protocol for day in step.changes(end))
        return (day for day in days if begin < day < end)


def moves(step: Step, knowledge: Knowledge) -> Mapping[str, Quantity]:
    """Return the states of a person that a step moves, and by how much for its unit."""
    if isinstance(step, Intake):
        return knowledge.foods[step.food].effects
    if isinstance(step, DietChange):
        return knowledge.diets[step.diet].effects
    return knowledge.habits[step.habit].effects if isinstance(step, HABITS) else {}


def _amount(step: Step, effect: Quantity, usual: float) -> float:
    """Return what a step adds to an input: hours of sleep come in place of the usual ones."""
    if isinstance(step, Circumstance | DietChange):
        return effect.value * step.adherence
    if isinstance(step, Activity):
        return effect.value * step.taken - usual * step.adherence
    assert isinstance(step, Drink | Intake)
    return effect.value * step.taken
