"""What was not known of a sample, and what of it the knowledge does not explain."""

from __future__ import annotations

from collections import Counter

from holobiont.knowledge.check import walk
from holobiont.profile.mapping import LEVELS
from holobiont.report.model import Count, Level, Offset, Unknown, Unmatched
from holobiont.report.scope import Scope
from holobiont.twin import Twin

_PRIOR = "community.fitness_prior"
_TOO_FAR = 2.0


def unknown(twin: Twin, scope: Scope) -> Unknown:
    """Collect what was not known."""
    report, taxa = twin.mapped.report, twin.knowledge.taxa
    prior = twin.knowledge.physiology.value(_PRIOR)
    names = tuple(taxa[name].name for name in twin.unsupported)
    return Unknown(
        tuple(
            Level(level, report.share(level), sum(row.level == level for row in report.rows))
            for level in LEVELS
        ),
        tuple(Unmatched(row.name, row.share, row.nearest) for row in report.unmatched),
        tuple(sorted({(r.name, r.stands_for) for r in report.rows if r.stands_for})),
        tuple(r.name for r in report.rows if r.level in ("family", "higher")),
        names,
        _statuses(scope),
        prior,
        _offsets(twin, prior),
    )


def _statuses(scope: Scope) -> tuple[Count, ...]:
    """Count the numbers of this run by how well they are known."""
    found = Counter(q.status for path, item in scope.items for _, q in walk(item, path))
    return tuple(Count(status, n) for status, n in sorted(found.items(), key=lambda i: (-i[1], i)))


def _offsets(twin: Twin, prior: float) -> tuple[Offset, ...]:
    """List the fitnesses beyond two standard deviations of their prior, largest first."""
    rows = [
        Offset(member, twin.knowledge.taxa[member].name, float(share), float(value))
        for member, share, value in zip(
            twin.blueprint.member_ids, twin.shares, twin.residency.fitness[:, -1], strict=True
        )
        if abs(value) > _TOO_FAR * prior
    ]
    return tuple(sorted(rows, key=lambda row: (-abs(row.fitness), row.taxon)))
