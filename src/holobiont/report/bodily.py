"""What the body answers, along its axes: rows with interval, grade and source; what is missing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from holobiont.engine.law import Array
from holobiont.gut.observe import SCFA
from holobiont.host.registry import make
from holobiont.knowledge import Knowledge
from holobiont.knowledge.axes import Axis, AxisRow, load_axes
from holobiont.protocol import Protocol
from holobiont.report.bodymodel import Body, BodyAxis, BodyRow, Fate, Guess
from holobiont.report.change import last_day
from holobiont.report.estimate import Estimate
from holobiont.report.reading import Reading
from holobiont.report.spread import Ensemble
from holobiont.report.takeaway import moves, takeaway
from holobiont.twin.answers import Provenance, provenance, resting, units

STAGES = ("absorbed", "burnt", "kept", "reached")
_PERCENT = 100.0
_OF_USUAL = "% of usual"


@dataclass(frozen=True)
class _Teller:
    """Tells rows of one ensemble; `k` is the kept time that is compared, None without protocol."""

    ensemble: Ensemble
    knowledge: Knowledge
    k: int | None
    rest: dict[str, float]
    units: dict[str, str]
    provenance: dict[str, Provenance]

    def row(self, row: AxisRow) -> BodyRow:
        """Return a row: what moves, or what rests."""
        if row.of == "body" and row.id not in self.ensemble.fitted.body:
            return self._resting(row)
        before, after = self._ends(row)
        unit = _OF_USUAL if row.relative else (row.unit or self.units[row.id])
        behind = self._behind(row)
        first = self.ensemble.estimate(before, unit)
        if self.k is None:
            return _told(row, first, behind, moves="", reached=True)
        difference = self.ensemble.estimate(lambda r: after(r) - before(r), unit)
        agree = self.ensemble.agreement(lambda r: after(r) - before(r))
        return BodyRow(
            row.id,
            row.label,
            first,
            self.ensemble.estimate(after, unit),
            difference,
            agree,
            True,
            row.relative,
            moves(first, difference),
            behind.grade,
            behind.status,
            behind.sources,
            self.ensemble.course(lambda r: self._course(row, r)),
        )

    def _resting(self, row: AxisRow) -> BodyRow:
        value, unit = self.rest[row.id], self.units[row.id]
        first = Estimate(_PERCENT, _OF_USUAL) if row.relative else Estimate(value, unit)
        return _told(row, first, self._behind(row), moves="rest", reached=False)

    def _ends(self, row: AxisRow) -> tuple[Callable[[Reading], float], Callable[[Reading], float]]:
        end = -1 if self.k is None else self.k
        return (
            lambda r: float(self._course(row, r)[0]),
            lambda r: float(self._course(row, r)[end]),
        )

    def _course(self, row: AxisRow, reading: Reading) -> Array:
        if row.of == "body":
            found = reading.body[row.id]
        else:
            found = np.array([reading.day[row.id]])
            if self.k is not None:
                found = np.concatenate([found, reading.course[row.id][1:]])
        if not row.relative:
            return found
        return _PERCENT * found / found[0] if found[0] else np.full_like(found, _PERCENT)

    def _behind(self, row: AxisRow) -> Provenance:
        if row.of == "body":
            return self.provenance[row.id]
        codes = tuple(filter(None, row.source.split(";")))
        return Provenance(codes, row.status or "", row.grade or "")


def _told(
    row: AxisRow, first: Estimate, behind: Provenance, *, moves: str, reached: bool
) -> BodyRow:
    return BodyRow(
        row.id,
        row.label,
        first,
        None,
        None,
        None,
        reached,
        row.relative,
        moves,
        behind.grade,
        behind.status,
        behind.sources,
    )


def body(knowledge: Knowledge, protocol: Protocol, ensemble: Ensemble) -> Body:
    """Return what the body answers."""
    k = last_day(protocol, ensemble.fitted.days) if len(protocol) else None
    rest, behind = resting(knowledge), provenance(knowledge)
    teller = _Teller(ensemble, knowledge, k, rest, units(knowledge), behind)
    axes = tuple(_axis(axis, teller, len(ensemble.drawn)) for axis in load_axes().values())
    stages = [(acid, stage) for acid in SCFA for stage in STAGES]
    return Body(axes, tuple(_fate(acid, stage, ensemble, k) for acid, stage in stages))


def _axis(axis: Axis, teller: _Teller, members: int) -> BodyAxis:
    rows = tuple(teller.row(row) for row in axis.rows)
    guesses = _guesses(axis, teller.knowledge)
    said = takeaway(rows, members)
    return BodyAxis(axis.id, axis.label, axis.about, said, rows, axis.missing, guesses)


def _guesses(axis: Axis, knowledge: Knowledge) -> tuple[Guess, ...]:
    """Return the couplings into an axis that have no source."""
    inputs = {name for module in axis.modules for name in make(module, knowledge).inputs}
    return tuple(
        Guess(c.origin, c.to, c.note or c.size.note, tuple(s for s in c.size.sources))
        for c in knowledge.couplings.values()
        if c.hypothesis and c.to in inputs
    )


def _fate(acid: str, stage: str, ensemble: Ensemble, k: int | None) -> Fate:
    name, unit = f"{acid}.{stage}", "mmol/day"
    before = ensemble.estimate(lambda r: r.day[name], unit)
    if k is None:
        return Fate(acid, stage, before, None)
    return Fate(acid, stage, before, ensemble.estimate(lambda r: float(r.course[name][k]), unit))
