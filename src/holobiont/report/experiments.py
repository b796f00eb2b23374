"""Published experiments drawn: predicted interval beside expected range, part by part."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

from holobiont.report.drawing import Scale
from holobiont.report.page import environment
from holobiont.validation import Row
from holobiont.validation.rows import Verdict, counts, expected, inside

_ROOM = 1.15
_LINE, _PART, _GAP, _HEAD = 24, 22, 16, 118


@dataclass(frozen=True)
class Mark:
    """A part of an experiment, laid out on its own axis (%).

    Attributes
    ----------
    band : (start, width)
        The expected range.
    interval : (start, width), optional
        The predicted interval.
    dot : float, optional
        The prediction; `beyond` is -1 or 1 where it lies off the axis.
    naive : float, optional
        The naive expectation.
    """

    name: str
    verdict: Verdict
    band: tuple[float, float]
    interval: tuple[float, float] | None
    dot: float | None
    beyond: int
    naive: float | None
    predicted: str
    expected: str


@dataclass(frozen=True)
class Entry:
    """An experiment and its parts."""

    row: Row
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Domain:
    """Experiments of one domain, with the score."""

    name: str
    score: str
    entries: tuple[Entry, ...]


def domains(rows: Sequence[Row]) -> tuple[Domain, ...]:
    """Lay out all experiments by domain."""
    return tuple(
        Domain(
            name,
            _score(by["pass"], by["miss"], by["not yet"]),
            tuple(Entry(row, marks(row)) for row in rows if row.domain == name),
        )
        for name, by in counts(rows).items()
    )


def _score(passed: int, missed: int, waiting: int) -> str:
    judged = f"{passed} of {passed + missed} pass" if passed + missed else ""
    return ", ".join(filter(None, (judged, f"{waiting} not yet" if waiting else "")))


def marks(row: Row) -> tuple[Mark, ...]:
    """Lay out the parts of an experiment that have a prediction."""
    naive = row.naive.predicted if row.naive else (math.nan,) * len(row.parts)
    if not row.predicted:
        return ()
    parts = zip(row.parts, row.predicted, row.interval, row.low, row.high, naive, strict=True)
    return tuple(_mark(*part) for part in parts)


def _mark(
    name: str,
    value: float,
    interval: tuple[float, float],
    low: float,
    high: float,
    naive: float,
) -> Mark:
    shown = [v for v in (value, *interval, naive) if math.isfinite(v)]
    scale = axis(low, high, shown)
    known = not math.isnan(value)
    verdict: Verdict = "not yet" if not known else "pass" if inside(value, low, high) else "miss"
    between = f"{value:.3g} [{interval[0]:.3g}, {interval[1]:.3g}]" if known else "not yet"
    return Mark(
        name,
        verdict,
        _rounded(scale.span(max(low, scale.low), min(high, scale.high))),
        _rounded(scale.span(*interval)) if known else None,
        round(scale.at(value), 2) if known else None,
        0 if not known else (value > scale.high) - (value < scale.low),
        None if math.isnan(naive) else round(scale.at(naive), 2),
        between,
        expected(low, high),
    )


def axis(low: float, high: float, shown: Sequence[float]) -> Scale:
    """Return the axis of a part: a closed range fills its middle third, an open one a half."""
    if math.isfinite(low) and math.isfinite(high):
        span = (high - low) or abs(high) or 1.0
        return Scale(low - span, high + span)
    edge = low if math.isfinite(low) else high if math.isfinite(high) else 0.0
    reach = _ROOM * max([abs(value - edge) for value in shown], default=0.0) or 1.0
    return Scale(edge - reach, edge + reach)


def _rounded(pair: tuple[float, float]) -> tuple[float, float]:
    return round(pair[0], 2), round(pair[1], 2)


def as_html(rows: Sequence[Row], made: str = "") -> str:
    """Draw experiments as one self-contained page, for any width, light or dark."""
    template = environment().get_template("experiments.html.jinja")
    style = files("holobiont.report").joinpath("templates/style.css").read_text("utf-8")
    return str(template.render(domains=domains(rows), total=_total(rows), made=made, style=style))


@dataclass(frozen=True)
class Placed:
    """A line of the picture: where it stands, and what it shows."""

    y: int
    domain: Domain | None = None
    entry: Entry | None = None
    mark: Mark | None = None


def placed(rows: Sequence[Row]) -> tuple[tuple[Placed, ...], int]:
    """Lay out the lines of a picture from top to bottom; return them and the height."""
    y, lines = _HEAD, []
    for domain in domains(rows):
        y += _GAP
        lines.append(Placed(y, domain=domain))
        y += _LINE + _GAP // 2
        for entry in domain.entries:
            lines.append(Placed(y, entry=entry))
            y += _LINE
            for mark in entry.marks:
                lines.append(Placed(y, mark=mark))
                y += _PART
    return tuple(lines), y + _GAP


def as_svg(rows: Sequence[Row], made: str = "") -> str:
    """Draw experiments as one picture, light or dark."""
    lines, height = placed(rows)
    template = environment().get_template("experiments.svg.jinja")
    return str(template.render(lines=lines, height=height, total=_total(rows), made=made))


def _total(rows: Sequence[Row]) -> str:
    found = [row.verdict for row in rows]
    return _score(*(found.count(verdict) for verdict in ("pass", "miss", "not yet")))
