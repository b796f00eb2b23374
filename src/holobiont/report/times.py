"""A protocol drawn above its courses: when each step holds, on the days of what happens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from holobiont.report.bodymodel import Done
from holobiont.report.drawing import Scale
from holobiont.report.estimate import Course
from holobiont.report.model import Change, Result
from holobiont.report.numbers import brief

#: Outputs and rows of the body that are drawn below the steps.
OUTPUTS = ("butyrate", "stool_wet")
ROWS = ("colon_leak", "ldl", "tmao")
_FULL = 100.0
#: Room above and below a curve, as a part of its span; ticks along the days at most.
_ROOM, _FLAT, _TICKS = 0.1, 0.02, 6
_STEPS = (0.25, 0.5, 1, 2, 7, 14, 28, 56, 91, 182, 364)


@dataclass(frozen=True)
class Lane:
    """A step on its days, in percent of the width."""

    label: str
    start: float
    width: float
    momentary: bool
    thin: bool
    strength: float
    when: str


@dataclass(frozen=True)
class Curve:
    """A course as points of a 100 x 100 drawing, with where it starts and where it stands."""

    label: str
    unit: str
    line: str
    band: str
    first: float
    last: float
    low: float
    high: float


@dataclass(frozen=True)
class Times:
    """Steps above curves; `shades` are the days on which anything holds."""

    ticks: tuple[tuple[float, float], ...]
    steps: tuple[Lane, ...]
    shades: tuple[tuple[float, float], ...]
    rows: tuple[Curve, ...]
    end: float

    @property
    def on_some_days(self) -> bool:
        """Whether a step does not hold on each of its days."""
        return any(step.thin for step in self.steps)


def times(result: Result) -> Times:
    """Lay out what was done above what happened."""
    change = result.change
    assert change is not None
    days = Scale(0.0, max(change.days, 1e-9))
    lanes = tuple(_lane(step, days) for step in change.steps)
    shades = tuple((lane.start, lane.width) for lane in lanes if not lane.momentary)
    end = round(days.at(change.day), 2)
    return Times(_ticks(days), lanes, shades, tuple(_curves(result, change, days)), end)


def _lane(step: Done, days: Scale) -> Lane:
    stop = days.high if step.end is None else step.end
    start, width = days.span(step.start, stop)
    thin, strength = step.every_days is not None, step.adherence
    label = step.label if strength == 1 else f"{step.label} ({brief(_FULL * strength)}% kept to)"
    return Lane(
        label,
        round(start, 2),
        round(width, 2),
        step.momentary,
        thin,
        round(strength, 2),
        _when(step),
    )


def _when(step: Done) -> str:
    if step.momentary:
        return f"day {brief(step.start)}"
    rhythm = f", every {brief(step.every_days)} days" if step.every_days is not None else ""
    if step.end is None:
        return f"from day {brief(step.start)}{rhythm}"
    return f"days {brief(step.start)} to {brief(step.end)}{rhythm}"


def _ticks(days: Scale) -> tuple[tuple[float, float], ...]:
    apart = next((s for s in _STEPS if days.high / s <= _TICKS), days.high / _TICKS)
    count = int(days.high / apart + 1e-9)
    return tuple((apart * i, round(days.at(apart * i), 2)) for i in range(count + 1))


def _curves(result: Result, change: Change, days: Scale) -> Iterator[Curve]:
    known = {item.id: item for item in change.outputs}
    for name in OUTPUTS:
        item = known[name]
        yield _curve(item.label, item.before.unit, item.course, change.day, days)
    for axis in result.body.axes:
        for row in axis.rows:
            if row.id in ROWS and row.course is not None:
                yield _curve(row.label, row.before.unit, row.course, change.day, days)


def _curve(label: str, unit: str, course: Course, day: float, days: Scale) -> Curve:
    ends = [*course.value, *(course.low or ()), *(course.high or ())]
    span = max(max(ends) - min(ends), _FLAT * max(map(abs, ends)), 1e-9)
    middle = (max(ends) + min(ends)) / 2
    half = span * (0.5 + _ROOM)
    axis = Scale(middle - half, middle + half)
    line = _points(days, axis, course.days, course.value)
    band = ""
    if course.low is not None and course.high is not None:
        back = _points(days, axis, course.days, course.low).split()
        forth = _points(days, axis, course.days, course.high)
        band = " ".join([forth, *reversed(back)])
    at = max(i for i, each in enumerate(course.days) if each <= day + 1e-9)
    return Curve(label, unit, line, band, course.value[0], course.value[at], axis.low, axis.high)


def _points(days: Scale, axis: Scale, when: Sequence[float], values: Sequence[float]) -> str:
    pairs = zip(when, values, strict=True)
    return " ".join(f"{days.at(day):.2f},{_FULL - axis.at(value):.2f}" for day, value in pairs)
