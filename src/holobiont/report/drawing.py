"""Where things stand on the page: layout of the figures, in percent or drawing units."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from holobiont.report.estimate import Course, Estimate
from holobiont.report.model import (
    Change,
    Family,
    Output,
    OutputChange,
    Result,
    Segment,
    TaxonChange,
)

_FULL = 100.0
_ROOM = 1.08


@dataclass(frozen=True)
class Scale:
    """A linear or logarithmic axis, mapped to 0..100 %."""

    low: float
    high: float
    log: bool = False

    def at(self, value: float) -> float:
        """Position of a value (%), held inside the axis."""
        held = min(max(value, self.low), self.high)
        if self.log:
            return _FULL * math.log(held / self.low) / math.log(self.high / self.low)
        return _FULL * (held - self.low) / (self.high - self.low)

    def span(self, low: float, high: float) -> tuple[float, float]:
        """Start and width (%) of an interval."""
        start = self.at(low)
        return start, max(self.at(high) - start, 0.0)

    @property
    def ticks(self) -> list[tuple[float, float]]:
        """Powers of ten with their positions (%), for a logarithmic axis."""
        first, last = round(math.log10(self.low)), round(math.log10(self.high))
        return [(10.0**power, self.at(10.0**power)) for power in range(first, last + 1)]


def decades(values: Sequence[float], floor: float, highest: float) -> Scale:
    """Return a logarithmic axis of whole decades that holds the values."""
    shown = [value for value in values if value > 0] or [1.0]
    low = max(10.0 ** math.floor(math.log10(min(shown))), floor)
    high = min(10.0 ** math.ceil(math.log10(max(shown))), highest)
    return Scale(low, max(high, low * 10), log=True)


@dataclass(frozen=True)
class Circle:
    """A pouch of the drawn colon."""

    x: float
    y: float
    r: float


@dataclass(frozen=True)
class Fold:
    """A fold between two pouches, as a line."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True)
class Tube:
    """A drawn segment: its pouches, folds, color strength and where its label stands."""

    segment: Segment
    circles: tuple[Circle, ...]
    folds: tuple[Fold, ...]
    strength: float
    label: tuple[float, float]


@lru_cache(maxsize=1)
def _sketch() -> dict[str, Any]:
    """Return the sketch of the colon: lines, labels, widths and depth of color."""
    text = files("holobiont.report").joinpath("templates/colon.json").read_text("utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def colon(result: Result) -> tuple[Tube, ...]:
    """Lay out the drawing of the colon: width by contents, color by acids."""
    sketch = _sketch()
    return tuple(
        _tube(segment, lines, label)
        for segment, lines, label in zip(
            result.segments, sketch["lines"], sketch["labels"], strict=True
        )
    )


_Point = tuple[float, float]


def _tube(segment: Segment, lines: Sequence[tuple[_Point, _Point, _Point]], label: _Point) -> Tube:
    points = [_curve(line, t / 100) for line in lines for t in range(100)]
    length = sum(math.dist(a, b) for a, b in pairwise(points))
    sketch = _sketch()
    radius = sketch["width"] * math.sqrt(max(segment.water.value, 0.0) / length)
    radius = min(max(radius, sketch["thinnest"]), sketch["thickest"])
    count = max(2, round(length / radius))
    chosen = [
        points[min(round(i * (len(points) - 1) / count), len(points) - 1)] for i in range(count + 1)
    ]
    circles = tuple(Circle(round(x, 1), round(y, 1), round(radius, 1)) for x, y in chosen)
    folds = tuple(_fold(a, b, radius, i) for i, (a, b) in enumerate(pairwise(chosen)))
    return Tube(
        segment,
        circles,
        folds,
        round(min(segment.scfa.value / sketch["deepest_mM"], 1.0), 2),
        label,
    )


def _curve(line: tuple[_Point, _Point, _Point], t: float) -> _Point:
    (x0, y0), (x1, y1), (x2, y2) = line
    a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t**2
    return a * x0 + b * x1 + c * x2, a * y0 + b * y1 + c * y2


def _fold(a: _Point, b: _Point, radius: float, i: int) -> Fold:
    """Return a fold, reaching in from alternating sides."""
    mx, my = (a[0] + b[0]) / 2, (a[1] + b[1]) / 2
    gap = math.dist(a, b) or 1.0
    nx, ny = -(b[1] - a[1]) / gap, (b[0] - a[0]) / gap
    half = math.sqrt(max(radius**2 - (gap / 2) ** 2, 0.0))
    side = 1 if i % 2 else -1
    ends = (mx + side * nx * half, my + side * ny * half)
    inner = (mx + side * nx * half / 2, my + side * ny * half / 2)
    return Fold(*(round(value, 1) for value in (*ends, *inner)))


@dataclass(frozen=True)
class Slice:
    """A part of a bar: start and width in percent."""

    name: str
    start: float
    width: float
    estimate: Estimate | None = None
    share: float = 0.0


def acids(result: Result) -> list[tuple[Segment, list[Slice], tuple[float, float] | None]]:
    """Lay out the stacked acids of every segment, with their usual total."""
    tops = [s.scfa.high or s.scfa.value for s in result.segments]
    scale = Scale(0.0, _ROOM * max([*tops, _sketch()["deepest_mM"]]))
    rows = []
    for segment in result.segments:
        start, slices = 0.0, []
        for name in ("acetate", "propionate", "butyrate"):
            estimate: Estimate = getattr(segment, name)
            width = scale.at(estimate.value)
            slices.append(Slice(name, start, width, estimate))
            start += width
        usual = result.usual.get(f"scfa_{segment.name}")
        rows.append((segment, slices, scale.span(usual.low, usual.high) if usual else None))
    return rows


def kin(families: Sequence[Family], shown: int = 10) -> list[tuple[Family, list[Slice]]]:
    """Lay out the largest families, each bar cut into its taxa."""
    top = max((family.share for family in families), default=1.0)
    rows = []
    for family in families[:shown]:
        start, slices = 0.0, []
        for name, share in family.taxa:
            width = _FULL * share / top
            slices.append(Slice(name, start, width, share=share))
            start += width
        rows.append((family, slices))
    return rows


def making(outputs: Sequence[Output]) -> Scale:
    """Return the axis of what is made."""
    numbers = [o.estimate.value for o in outputs]
    numbers += [o.usual.high for o in outputs if o.usual]
    return decades(numbers, 0.1, 1e4)


def taxa_axis(taxa: Sequence[TaxonChange]) -> Scale:
    """Return the axis of the taxa that change."""
    return decades([e.value for t in taxa for e in (t.before, t.after)], 0.01, 100.0)


@dataclass(frozen=True)
class Panel:
    """A small course: line and band as points of a 100 x 100 drawing."""

    change: OutputChange
    line: str
    band: str
    top: float
    end: float


def panels(change: Change) -> list[Panel]:
    """Lay out the courses of the outputs."""
    return [_panel(item, change) for item in change.outputs]


def _panel(item: OutputChange, change: Change) -> Panel:
    course = item.course
    top = _nice(_ROOM * max([*(course.high or ()), *course.value, 1e-9]))
    x, y = Scale(0.0, max(course.days[-1], 1e-9)), Scale(0.0, top)
    return Panel(
        item,
        _points(x, y, course, course.value),
        _band(x, y, course),
        top,
        round(x.at(change.day), 2),
    )


def _points(x: Scale, y: Scale, course: Course, values: Sequence[float]) -> str:
    pairs = zip(course.days, values, strict=True)
    return " ".join(f"{x.at(day):.2f},{_FULL - y.at(value):.2f}" for day, value in pairs)


def _band(x: Scale, y: Scale, course: Course) -> str:
    if course.low is None or course.high is None:
        return ""
    back = _points(x, y, course, course.low).split()
    return " ".join([_points(x, y, course, course.high), *reversed(back)])


def _nice(value: float) -> float:
    """Return the next round number."""
    step = 10.0 ** math.floor(math.log10(value))
    return next(
        step * factor for factor in (1, 1.5, 2, 3, 4, 5, 6, 8, 10) if step * factor >= value
    )
