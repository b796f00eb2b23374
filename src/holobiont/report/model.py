"""What a report shows, as frozen records of plain values."""

from __future__ import annotations

from dataclasses import dataclass, field

from holobiont.report.bodymodel import Body, Done
from holobiont.report.estimate import Course, Estimate


@dataclass(frozen=True)
class Usual:
    """What is usual in a population."""

    value: float
    low: float
    high: float
    population: str
    source: str
    grade: str


@dataclass(frozen=True)
class Resident:
    """A taxon of the sample, and how it lives there."""

    id: str
    name: str
    rank: str
    family: str
    guild: str
    share: float
    makes: tuple[str, ...]
    eats: tuple[str, ...]
    fitness: float | None
    supported: bool


@dataclass(frozen=True)
class Family:
    """A family with its taxa, largest first."""

    name: str
    share: float
    taxa: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Level:
    """Share of the sample that is known at a rank."""

    name: str
    share: float
    rows: int


@dataclass(frozen=True)
class Unmatched:
    """A row of the sample that matched nothing."""

    name: str
    share: float
    nearest: tuple[str, ...]


@dataclass(frozen=True)
class MeasureRow:
    """A measure of the sample with its reference, position and caveat."""

    id: str
    family: str
    label: str
    value: float | None
    unit: str
    reference_low: float | None
    reference_median: float | None
    reference_high: float | None
    reference_cohort: str
    position: str
    caveat: str
    why_not: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Output:
    """Something the ecosystem makes or is, estimated under the usual diet."""

    id: str
    label: str
    group: str
    estimate: Estimate
    usual: Usual | None
    grade: str
    note: str = ""


@dataclass(frozen=True)
class Segment:
    """One segment of the colon."""

    name: str
    ph: Estimate
    acetate: Estimate
    propionate: Estimate
    butyrate: Estimate
    scfa: Estimate
    biomass: Estimate
    water: Estimate


@dataclass(frozen=True)
class Maker:
    """A taxon and what it makes of a compound (gross, mmol/d, all segments)."""

    compound: str
    taxon: str
    name: str
    amount: float
    share: float


@dataclass(frozen=True)
class OutputChange:
    """An output before and under the protocol."""

    id: str
    label: str
    before: Estimate
    after: Estimate
    difference: Estimate
    probability: float | None
    course: Course


@dataclass(frozen=True)
class TaxonChange:
    """A taxon's share before and under the protocol."""

    id: str
    name: str
    before: Estimate
    after: Estimate
    difference: Estimate
    probability: float | None


@dataclass(frozen=True)
class Change:
    """What a protocol changes, on its last day."""

    protocol: str
    days: float
    day: float
    outputs: tuple[OutputChange, ...]
    taxa: tuple[TaxonChange, ...]
    steps: tuple[Done, ...] = ()


@dataclass(frozen=True)
class Offset:
    """A fitness that the knowledge does not explain (natural logarithm, distal colon)."""

    taxon: str
    name: str
    share: float
    fitness: float


@dataclass(frozen=True)
class Count:
    """How many of something."""

    name: str
    count: int


@dataclass(frozen=True)
class Unknown:
    """What was not known."""

    levels: tuple[Level, ...]
    unmatched: tuple[Unmatched, ...]
    stand_ins: tuple[tuple[str, str], ...]
    by_family: tuple[str, ...]
    unsupported: tuple[str, ...]
    statuses: tuple[Count, ...]
    prior: float
    offsets: tuple[Offset, ...]


@dataclass(frozen=True)
class Element:
    """Balance of one element over the longest run."""

    name: str
    moved: float
    lost: float


@dataclass(frozen=True)
class Source:
    """A work that numbers of this run come from."""

    code: str
    citation: str
    doi: str
    status: str
    used_for: tuple[str, ...]


@dataclass(frozen=True)
class Sample:
    """The sample as it was given."""

    name: str
    file: str
    sha256: str
    format: str
    rows: int
    unclassified: float
    reads: float | None
    notes: tuple[str, ...]
    example: bool


@dataclass(frozen=True)
class Setting:
    """What the twin was told, and how the interval was drawn."""

    diet: str
    diet_id: str
    transit: float | None
    protocol: str
    days: float | None
    members: int
    seed: int
    command: str


@dataclass(frozen=True)
class Known:
    """What is known of a condition that was asked for.

    Attributes
    ----------
    id, label, description
    sections : titles, each with paragraphs of a grade and a text
    sources : codes of the works behind them
    """

    id: str
    label: str
    description: str
    sections: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Result:
    """Everything a report shows; templates only format it."""

    sample: Sample
    setting: Setting
    answer: tuple[str, ...]
    residents: tuple[Resident, ...]
    families: tuple[Family, ...]
    measures: tuple[MeasureRow, ...]
    outputs: tuple[Output, ...]
    segments: tuple[Segment, ...]
    usual: dict[str, Usual]
    makers: tuple[Maker, ...]
    change: Change | None
    unknown: Unknown
    conservation: tuple[Element, ...]
    conservation_worst: float
    sources: tuple[Source, ...]
    body: Body
    provenance: dict[str, object] = field(default_factory=dict)
    conditions: tuple[Known, ...] = ()

    def output(self, name: str) -> Output:
        """Return the output with an id."""
        return next(item for item in self.outputs if item.id == name)
