"""Enterotype-like description: position along gradients, never a class.

Healthy communities spread along directions rich in *Bacteroides*, *Prevotella* or *Ruminococcus*
and its companions (Costea et al. 2018); the low-density "Bact2" state has much *Bacteroides* and
little *Faecalibacterium* (Vandeputte et al. 2017). The three axes give a point in a triangle; the
distance to a corner is 0 at the corner and 1 on another corner.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from holobiont.knowledge.measures import Enterotype, MeasureKnowledge
from holobiont.profile.measures.model import Kind, Measure, ranked
from holobiont.profile.measures.reference import genus_alias
from holobiont.profile.measures.view import View, key

_GRADIENT = (
    "A gradient, not a type: most people lie between the corners, and the genera on an axis were "
    "chosen from memory of the literature."
)
_BACT2 = (
    "Bact2 is defined with cell counts, which a relative profile does not hold; a high ratio is a "
    "hint, not the state."
)


def enterotype(sample: View, facts: MeasureKnowledge) -> list[Measure]:
    """Return share and corner distance of each axis, and the Bact2-like log ratio."""
    data = facts.enterotype
    named = sample.known_at("genus")
    kinds = _kinds(data)
    if named < data.min_genus_share:
        why = f"Only {named:.0%} of the community is named at genus rank."
        return [kind.refused(why) for kind in kinds]
    genera = broad_genera(sample, facts)
    shares = [_total(genera, axis.genera) for axis in data.axis]
    corners = corner_distances(shares)
    found = []
    for place, axis in enumerate(data.axis):
        kind, distance = kinds[2 * place], kinds[2 * place + 1]
        parts = _parts(genera, axis.genera)
        level = sample.level
        found.append(kind.measured(100 * shares[place], facts.distribution(kind.id, level), parts))
        if corners is None:
            found.append(distance.refused("No genus of any axis is present."))
        else:
            known = facts.distribution(distance.id, level)
            found.append(distance.measured(corners[place], known, parts))
    return [*found, _bact2(kinds[-1], genera, sample, facts)]


def _kinds(data: Enterotype) -> list[Kind]:
    kinds = []
    for axis in data.axis:
        name, label = f"enterotype_{axis.id}", f"{axis.label} gradient"
        kinds.append(Kind(f"{name}_share", "enterotype", label, "percent", _GRADIENT, data.source))
        kinds.append(
            Kind(
                f"{name}_distance",
                "enterotype",
                f"Distance to the {axis.label} corner",
                "1",
                _GRADIENT,
                data.source,
            )
        )
    label = "Bact2-like ratio, log10(Bacteroides / Faecalibacterium)"
    return [*kinds, Kind("bact2_like", "enterotype", label, "log10", _BACT2, ("VA17Q",))]


def broad_genera(sample: View, facts: MeasureKnowledge) -> dict[str, float]:
    """Return {broad genus: share} of the genus-named community, summing to 1."""
    alias = genus_alias(facts.composition)
    genera: dict[str, float] = {}
    for row in sample.rows:
        if "genus" in row.names:
            name = alias.get(row.genus, row.genus)
            genera[name] = genera.get(name, 0.0) + row.share
    total = sum(genera.values())
    return {name: share / total for name, share in genera.items()}


def corner_distances(shares: list[float]) -> list[float] | None:
    """Return the distance [0, 1] to each corner of the triangle; None if no axis is present."""
    total = sum(shares)
    if total <= 0:
        return None
    point = [share / total for share in shares]
    square = sum(part * part for part in point)
    return [math.sqrt(max(0.0, (square - 2 * part + 1) / 2)) for part in point]


def _bact2(kind: Kind, genera: dict[str, float], sample: View, facts: MeasureKnowledge) -> Measure:
    ratio, small = facts.enterotype.bact2, facts.enterotype.pseudocount
    above, below = _total(genera, ratio.numerator), _total(genera, ratio.denominator)
    if above + below <= 0:
        return kind.refused("Neither Bacteroides nor Faecalibacterium is present.")
    value = math.log10((above + small) / (below + small))
    parts = _parts(genera, (*ratio.numerator, *ratio.denominator))
    return kind.measured(value, facts.distribution(kind.id, sample.level), parts)


def _total(genera: dict[str, float], names: Iterable[str]) -> float:
    return sum(genera.get(key(name), 0.0) for name in names)


def _parts(genera: dict[str, float], names: Iterable[str]) -> tuple[tuple[str, float], ...]:
    return ranked({name: 100 * genera.get(key(name), 0.0) for name in names})
