"""What a report shows of the body, as frozen records of plain values."""

from __future__ import annotations

from dataclasses import dataclass

from holobiont.report.estimate import Course, Estimate


@dataclass(frozen=True)
class BodyRow:
    """A number of the body, on the usual day and under the protocol.

    Attributes
    ----------
    id, label : str
    before : Estimate
        On the usual day.
    after, difference : Estimate or None
        On the last day of the protocol; None where nothing is done, or nothing reaches it.
    probability : float or None
        Share of the versions that agree on the direction.
    reached : bool
        Whether anything that has a source leads from the gut to it; if not, it rests.
    relative : bool
        Whether it is told in percent of the usual day.
    moves : str
        ``up``, ``down``, ``still``, ``open`` where the versions disagree, or ``rest``.
    grade, status, sources : str, str, tuple of str
        Of the numbers behind it, the weakest.
    course : Course or None
        Day by day, where something is done.
    """

    id: str
    label: str
    before: Estimate
    after: Estimate | None
    difference: Estimate | None
    probability: float | None
    reached: bool
    relative: bool
    moves: str
    grade: str
    status: str
    sources: tuple[str, ...]
    course: Course | None = None


@dataclass(frozen=True)
class Guess:
    """A coupling without a source, which did not act."""

    origin: str
    to: str
    note: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class BodyAxis:
    """An axis: its sentence, rows, what is not simulated and what is only supposed."""

    id: str
    label: str
    about: str
    takeaway: str
    rows: tuple[BodyRow, ...]
    missing: tuple[str, ...]
    guesses: tuple[Guess, ...]


@dataclass(frozen=True)
class Fate:
    """What becomes of one acid that the colon absorbs (mmol/d), before and under the protocol."""

    acid: str
    stage: str
    before: Estimate
    after: Estimate | None


@dataclass(frozen=True)
class Done:
    """A step of the protocol on its days; without an end it goes on."""

    label: str
    kind: str
    start: float
    end: float | None
    momentary: bool
    every_days: float | None
    adherence: float


@dataclass(frozen=True)
class Body:
    """Everything that a report tells of the body."""

    axes: tuple[BodyAxis, ...]
    fates: tuple[Fate, ...]

    def row(self, name: str) -> BodyRow:
        """Return the row with an id."""
        return next(row for axis in self.axes for row in axis.rows if row.id == name)

    def fate(self, acid: str, stage: str) -> Fate:
        """Return the fate of an acid."""
        return next(f for f in self.fates if (f.acid, f.stage) == (acid, stage))
