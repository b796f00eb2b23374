"""Where the ecosystem lives: the segments of a colon, or a vessel."""

from __future__ import annotations

from dataclasses import dataclass

from holobiont.knowledge import Knowledge

SEGMENTS = ("proximal", "transverse", "distal")


@dataclass(frozen=True)
class Segment:
    """One well-mixed compartment.

    Attributes
    ----------
    passage : float
        Share of the contents that moves on per hour, net of what returns (1/h).
    mixing : float
        Contents that go back to the segment before, over what moves on net.
    water : float
        Water held at rest (L): at this volume the contents move on at their rate.
    drying : float
        Share of the water that solids do not hold which the wall absorbs per hour (1/h).
    clearance : float
        Volume of contents cleared of acetate by absorption (L/h).
    secretion : float
        Share of the colon's mucin that is secreted here.
    """

    name: str
    passage: float = 0.0
    mixing: float = 0.0
    water: float = 1.0
    drying: float = 0.0
    clearance: float = 0.0
    secretion: float = 0.0


@dataclass(frozen=True)
class Habitat:
    """Segments in order of flow, and whether they belong to a body.

    Attributes
    ----------
    emptying : float
        Rate at which the small intestine empties into the first segment (1/h); 0 in a vessel.
    """

    segments: tuple[Segment, ...]
    emptying: float = 0.0

    @property
    def in_body(self) -> bool:
        """True for a colon."""
        return self.emptying > 0

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the segments."""
        return tuple(segment.name for segment in self.segments)

    @property
    def walls(self) -> tuple[str, ...]:
        """Names of the mucus at the wall of each segment of a body."""
        return tuple(f"{name} mucus" for name in self.names) if self.in_body else ()

    @property
    def last(self) -> str:
        """Name of the segment that a stool sample shows."""
        return self.segments[-1].name


def colon(knowledge: Knowledge, transit: float | None = None) -> Habitat:
    """Build the three segments of a colon.

    Absorption is permeability x wall area x concentration. The area is that of a cylinder of the
    segment's length holding the contents that MRI sees (PR14); one permeability, chosen so that
    the whole colon absorbs acids at the measured first-order rate, acts on each segment's own area
    over volume, which is why no single rate constant describes the three.

    Parameters
    ----------
    transit : float, optional
        Colonic transit time (h); the knowledge's value when not given.
    """
    body = knowledge.physiology.value
    hours = transit or body("transit.colon")
    water = water_content(knowledge)
    lengths = {s: body(f"colon.{s}.length") for s in SEGMENTS}
    volume = {s: body(f"colon.{s}.volume") for s in SEGMENTS}
    area = {s: (lengths[s] * volume[s]) ** 0.5 for s in SEGMENTS}
    whole = body("absorption.scfa_rate") * sum(volume.values())
    segments = tuple(
        Segment(
            name=s,
            passage=1.0 / (hours * body(f"colon.{s}.transit_share")),
            mixing=body("transit.mixing"),
            water=water[s],
            drying=body("water.absorption"),
            clearance=whole * area[s] / sum(area.values()),
            secretion=lengths[s] / sum(lengths.values()),
        )
        for s in SEGMENTS
    )
    return Habitat(segments, emptying=body("transit.ileum_rate"))


def water_content(knowledge: Knowledge) -> dict[str, float]:
    """Water that each segment holds at the reference transit (L): inflow against outflow.

    The wall leaves what the solids of a typical adult hold.
    """
    body = knowledge.physiology.value
    flow, held = body("water.inflow"), {}
    for s in SEGMENTS:
        passage = 1.0 / (body("transit.colon") * body(f"colon.{s}.transit_share"))
        free = 1.0 - body("water.held") * body(f"community.solids.{s}")
        held[s] = flow / (passage + body("water.absorption") * free)
        flow = held[s] * passage
    return held


def vessel(name: str = "vessel") -> Habitat:
    """Build a closed batch vessel."""
    return Habitat((Segment(name),))
