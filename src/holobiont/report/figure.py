"""Layout of the drawn body: ribbons as wide as flows, a wall as open as it leaks, callouts."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from typing import Any

from holobiont.gut.observe import SCFA
from holobiont.report import drawing
from holobiont.report.bodymodel import Body, BodyRow, Fate
from holobiont.report.estimate import Estimate
from holobiont.report.model import Result

_FULL = 100.0
_Point = tuple[float, float]


@lru_cache(maxsize=1)
def sketch() -> dict[str, Any]:
    """Return the sketch of the body."""
    text = files("holobiont.report").joinpath("templates/body.json").read_text("utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


@dataclass(frozen=True)
class Strand:
    """One acid in a ribbon: its outline, as points."""

    acid: str
    points: str


@dataclass(frozen=True)
class Ribbon:
    """A vessel as wide as the acids that flow in it; `usual` are its edges as they were before."""

    strands: tuple[Strand, ...]
    edges: tuple[str, str]
    usual: tuple[str, ...]


@dataclass(frozen=True)
class Callout:
    """What is said of an organ, and the line that leads to it; `top` in percent of the height."""

    id: str
    n: int
    side: str
    title: str
    top: float
    mark: _Point
    end: _Point
    rows: tuple[BodyRow, ...]


@dataclass(frozen=True)
class Wall:
    """The enlarged wall: left edges of its cells, their width, its mucus, and endotoxin below."""

    cells: tuple[float, ...]
    width: float
    mucus: float
    layer: str
    surface: str
    tint: float
    dots: tuple[_Point, ...]


def now(row: BodyRow | Fate) -> Estimate:
    """Return where a row stands in the drawing: under the protocol, if there is one."""
    return row.after or row.before


def callouts(body: Body) -> list[Callout]:
    """Lay out what is said, with the line from each organ to the edge of the drawing."""
    width, height = sketch()["size"]
    known = {row.id: row for axis in body.axes for row in axis.rows}
    return [
        Callout(
            item["id"],
            item["n"],
            item["side"],
            item["title"],
            round(_FULL * item["top"] / height, 2),
            tuple(item["mark"]),
            (0 if item["side"] == "left" else width, item["top"]),
            tuple(replace(known[name], label=label) for name, label in item["rows"]),
        )
        for item in sketch()["callouts"]
    ]


def quiet(body: Body, name: str) -> bool:
    """Return whether nothing with a source reaches a row: its organ is then drawn in dashes."""
    return not body.row(name).reached


def colon(result: Result) -> tuple[drawing.Tube, ...]:
    """Lay out the colon as it is under the protocol: width by contents, color by acids."""
    found = {s.name: now(result.body.row(f"scfa_{s.name}")) for s in result.segments}
    later = [replace(s, scfa=found[s.name]) for s in result.segments]
    return drawing.colon(replace(result, segments=tuple(later)))


def portal(body: Body) -> Ribbon:
    """Lay out what leaves the colon, less what its wall burns on the way."""
    return _ribbon(body, sketch()["portal"], "absorbed", ("burnt",))


def hepatic(body: Body) -> Ribbon:
    """Lay out what the liver lets pass."""
    return _ribbon(body, sketch()["hepatic"], "reached", ())


def liver(body: Body) -> float:
    """Return how deep the liver is colored: by what it keeps."""
    kept = sum(now(body.fate(acid, "kept")).value for acid in SCFA)
    full: float = sketch()["liver_full"]
    return round(min(max(kept, 0.0) / full, 1.0), 2)


def wall(body: Body) -> Wall:
    """Lay out the enlarged wall."""
    s, gap = sketch()["wall"], sketch()["wall"]["gap"]
    open_ = min(gap * _relative(body, "colon_leak"), s["widest"])
    cells = tuple(
        round((i - s["cells"] / 2) * s["pitch"] + open_ / 2, 1) for i in range(s["cells"])
    )
    count = min(round(s["dots"] * _relative(body, "lps_blood")), s["most_dots"])
    dots = tuple(_dot(i, s) for i in range(count))
    mucus = min(s["mucus"] * now(body.row("mucus")).value, s["thickest"])
    tint = min(now(body.row("butyrate_at_cells")).value / s["butyrate_full"], 1.0)
    layer, surface = _mucus(mucus, s)
    width = round(s["pitch"] - open_, 1)
    return Wall(cells, width, round(mucus, 1), layer, surface, round(tint, 2), dots)


def _relative(body: Body, name: str) -> float:
    return max(now(body.row(name)).value / body.row(name).before.value, 0.0)


def _mucus(height: float, s: dict[str, Any]) -> tuple[str, str]:
    """Return the mucus as a slice of the lens, and its wavy surface, about the lens's middle."""
    radius, low = s["radius"], s["top"]
    high = low - height
    outer, inner = (math.sqrt(radius**2 - y**2) for y in (low, high))
    slope = f"A{radius} {radius} 0 0 1"
    layer = (
        f"M{-outer:.1f} {low}{slope} {-inner:.1f} {high:.1f}H{inner:.1f}{slope} {outer:.1f} {low}Z"
    )
    wave = 2 * inner / s["waves"]
    ripples = f"t{wave:.1f} 0" * (s["waves"] - 1)
    return layer, f"M{-inner:.1f} {high:.1f}q{wave / 2:.1f} -3 {wave:.1f} 0{ripples}"


def _dot(i: int, s: dict[str, Any]) -> _Point:
    """Return where a dot of endotoxin is: below one gap after another, each row deeper."""
    gaps = s["cells"] - 1
    column, row = (2 * i) % gaps, i // gaps
    return (column - gaps / 2 + 0.5) * s["pitch"], row * s["pitch"] / 2


def _ribbon(body: Body, line: Sequence[_Point], stage: str, lost: Sequence[str]) -> Ribbon:
    later = _edges(line, [_widths(body, acid, stage, lost, usual=False) for acid in SCFA])
    strands = tuple(Strand(acid, _outline(later[i], later[i + 1])) for i, acid in enumerate(SCFA))
    first = body.fate(SCFA[0], stage)
    sides = _text(later[0]), _text(later[-1])
    if first.after is None:
        return Ribbon(strands, sides, ())
    usual = _edges(line, [_widths(body, acid, stage, lost, usual=True) for acid in SCFA])
    return Ribbon(strands, sides, (_text(usual[0]), _text(usual[-1])))


def _widths(
    body: Body, acid: str, stage: str, lost: Sequence[str], *, usual: bool
) -> tuple[float, float]:
    """Return the width of a strand where its vessel starts and where it ends."""

    def amount(name: str) -> float:
        fate = body.fate(acid, name)
        return max((fate.before if usual else now(fate)).value, 0.0)

    start = amount(stage)
    end = max(start - sum(amount(name) for name in lost), 0.0)
    held = sum(max(now(body.fate(a, stage)).value, 0.0) for a in SCFA)
    scale = min(sketch()["per_mmol"], sketch()["widest"] / max(held, 1.0))
    return scale * start, scale * end


def _edges(line: Sequence[_Point], widths: Sequence[tuple[float, float]]) -> list[list[_Point]]:
    """Return the lines between strands, laid side by side across a center line."""
    count, burnt_by, fed_by, thin = (
        sketch()[name] for name in ("steps", "burnt_by", "fed_by", "thin")
    )
    found: list[list[_Point]] = [[] for _ in range(len(widths) + 1)]
    for k in range(count + 1):
        t = k / count
        (x, y), (nx, ny) = _on(line, t)
        part, fed = min(t / burnt_by, 1.0), min(thin + (1 - thin) * t / fed_by, 1.0)
        across = [fed * (a + (b - a) * part) for a, b in widths]
        side = -sum(across) / 2
        for edge, width in zip(found, [0.0, *across], strict=True):
            side += width
            edge.append((x + side * nx, y + side * ny))
    return found


def _on(line: Sequence[_Point], t: float) -> tuple[_Point, _Point]:
    """Return a point of a cubic curve and the direction across it there."""
    u = 1 - t
    weights = (u**3, 3 * u * u * t, 3 * u * t * t, t**3)
    slopes = (-3 * u * u, 3 * u * u - 6 * u * t, 6 * u * t - 3 * t * t, 3 * t * t)
    x, y = (sum(w * p[i] for w, p in zip(weights, line, strict=True)) for i in (0, 1))
    dx, dy = (sum(w * p[i] for w, p in zip(slopes, line, strict=True)) for i in (0, 1))
    length = math.hypot(dx, dy) or 1.0
    return (x, y), (-dy / length, dx / length)


def _outline(one: Sequence[_Point], other: Sequence[_Point]) -> str:
    return _text([*one, *reversed(other)])


def _text(points: Sequence[_Point]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
