"""Who lives there: taxa with shares, what each mainly makes and eats; families; measures."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from holobiont.knowledge import Knowledge, Taxon
from holobiont.profile.measures import Measure, measure
from holobiont.report.exchange import Exchange
from holobiont.report.model import Family, Maker, MeasureRow, Resident
from holobiont.twin import Twin

#: Compounds whose makers are listed.
MADE = ("butyrate", "propionate", "acetate", "methane")
_SHOWN_PARTS = 2
_SHOWN_MAKERS = 8
_OTHER = "family not named"


def residents(twin: Twin, exchange: Exchange) -> tuple[Resident, ...]:
    """Return every taxon of the sample that the model knows, largest first."""
    position = {member: i for i, member in enumerate(exchange.members)}
    fitness = twin.residency.fitness[:, -1]
    lost = set(twin.unsupported)
    found = []
    for name, share in zip(twin.mapped.taxa, twin.mapped.shares, strict=True):
        taxon, i = twin.knowledge.taxa[name], position.get(name)
        found.append(
            Resident(
                name,
                taxon.name,
                taxon.rank,
                _family(taxon),
                twin.knowledge.guilds[taxon.guild].label,
                float(share),
                _labels(exchange.makes(i), twin.knowledge) if i is not None else (),
                _labels(exchange.eats(i), twin.knowledge) if i is not None else (),
                float(fitness[i]) if i is not None else None,
                name not in lost,
            )
        )
    return tuple(found)


def families(people: Iterable[Resident]) -> tuple[Family, ...]:
    """Group the residents by family, largest first."""
    groups: dict[str, list[Resident]] = {}
    for resident in people:
        groups.setdefault(resident.family, []).append(resident)
    found = [
        Family(name, sum(r.share for r in group), tuple((r.name, r.share) for r in group))
        for name, group in groups.items()
    ]
    return tuple(sorted(found, key=lambda family: (-family.share, family.name)))


def makers(twin: Twin, exchange: Exchange) -> tuple[Maker, ...]:
    """Return the main makers of the compounds in `MADE`."""
    found = []
    for compound in MADE:
        ranked = exchange.makers(compound)
        total = float(np.sum([amount for _, amount in ranked]))
        for taxon, amount in ranked[:_SHOWN_MAKERS]:
            name = twin.knowledge.taxa[taxon].name
            found.append(Maker(compound, taxon, name, amount, amount / total))
    return tuple(found)


def measures(twin: Twin) -> tuple[MeasureRow, ...]:
    """Measure the profile."""
    known = twin.knowledge
    items = measure(twin.mapped.profile, knowledge=known, mapped=twin.mapped)
    return tuple(_row(item) for item in items)


def _row(item: Measure) -> MeasureRow:
    known = item.reference
    return MeasureRow(
        item.id,
        item.family,
        item.label,
        item.value,
        item.unit,
        known.p05 if known else None,
        known.p50 if known else None,
        known.p95 if known else None,
        f"{known.cohort} (n = {known.n})" if known else "",
        item.position,
        item.caveat,
        item.why_not,
        item.sources,
    )


def _family(taxon: Taxon) -> str:
    return taxon.lineage.family or (taxon.name if taxon.rank == "family" else _OTHER)


def _labels(names: tuple[str, ...], knowledge: Knowledge) -> tuple[str, ...]:
    return tuple(label(name, knowledge) for name in names[:_SHOWN_PARTS])


def label(name: str, knowledge: Knowledge) -> str:
    """Return the short label of a compound or polymer."""
    matter = knowledge.polymers.get(name) or knowledge.compounds.get(name)
    return (matter.label if matter else name).split(" (")[0].replace("_", " ")
