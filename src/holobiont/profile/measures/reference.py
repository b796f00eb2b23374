"""Distance of a sample to the mean composition of healthy adults.

Bray-Curtis dissimilarity (Bray and Curtis 1957) and Aitchison distance (Aitchison 1986: Euclidean
distance of centered log-ratios, after a stated pseudocount), at species and at genus rank.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from holobiont.knowledge.measures import HealthyComposition, MeasureKnowledge
from holobiont.profile.measures.model import Kind, Measure, ranked
from holobiont.profile.measures.view import View, key

RANKS = ("species", "genus")
_MEAN = (
    "No single person looks like the mean of many: healthy people lie far from it too. Platform, "
    "extraction and country move the distance as much as disease does."
)


def distances(sample: View, facts: MeasureKnowledge) -> list[Measure]:
    """Return Bray-Curtis and Aitchison distances to the healthy mean at both ranks."""
    return [found for rank in RANKS for found in _at(rank, sample, facts)]


def _at(rank: str, sample: View, facts: MeasureKnowledge) -> list[Measure]:
    healthy = facts.composition
    kinds = _kinds(rank, healthy)
    named = sample.known_at(rank)
    if named < healthy.min_rank_share:
        why = f"Only {named:.0%} of the community is named at {rank} rank."
        return [kind.refused(why) for kind in kinds]
    own, mean = compositions(rank, sample, healthy)
    shared = sum(own.get(name, 0.0) for name in mean)
    note = f"{shared:.0%} of the sample's named {rank} share is of taxa in the reference."
    parts = ranked({name: own.get(name, 0.0) - mean.get(name, 0.0) for name in {*own, *mean}})
    values = (bray_curtis(own, mean), aitchison(own, mean, healthy.pseudocount))
    found = []
    for kind, value in zip(kinds, values, strict=True):
        known = facts.distribution(kind.id, sample.level)
        found.append(kind.measured(value, known, parts[:10], note))
    return found


def _kinds(rank: str, healthy: HealthyComposition) -> tuple[Kind, Kind]:
    codes = healthy.source
    pseudo = f"Zeros count as a share of {healthy.pseudocount:g}, which weighs on rare taxa."
    label = f"distance to the healthy mean, {rank}"
    bray = Kind(
        f"bray_curtis_{rank}", "reference", f"Bray-Curtis {label}", "1", _MEAN, ("BC57", *codes)
    )
    ait = Kind(
        f"aitchison_{rank}",
        "reference",
        f"Aitchison {label}",
        "1",
        f"{_MEAN} {pseudo}",
        ("AI86", *codes),
    )
    return bray, ait


def compositions(
    rank: str, sample: View, healthy: HealthyComposition
) -> tuple[dict[str, float], dict[str, float]]:
    """Return (sample, healthy mean) at a rank under the same names, each summing to 1."""
    table = healthy.species if rank == "species" else healthy.genus
    alias = _species_alias(sample, healthy) if rank == "species" else genus_alias(healthy)
    mean: dict[str, float] = {}
    for name, share in table.items():
        label = alias.get(key(name), key(name))
        mean[label] = mean.get(label, 0.0) + share.mean
    own: dict[str, float] = {}
    for row in sample.rows:
        if rank in row.names:
            name = row.genus if rank == "genus" else row.names[rank]
            label = alias.get(name, name)
            own[label] = own.get(label, 0.0) + row.share
    return _closed(own), _closed(mean)


def _species_alias(sample: View, healthy: HealthyComposition) -> dict[str, str]:
    """Return {any name of a reference species: the reference's own name}."""
    alias: dict[str, str] = {}
    for name in healthy.species:
        for other in sorted(sample.synonyms.same((name,))):
            alias.setdefault(other, key(name))
    return alias | {key(name): key(name) for name in healthy.species}


def genus_alias(healthy: HealthyComposition) -> dict[str, str]:
    """Return {narrow genus: broad genus} for genera whose limits differ between name systems."""
    broad = healthy.broad_genera.items()
    return {key(narrow): key(name) for name, others in broad for narrow in others}


def _closed(shares: Mapping[str, float]) -> dict[str, float]:
    total = sum(shares.values())
    return {name: shares[name] / total for name in sorted(shares)}


def _aligned(
    own: Mapping[str, float], mean: Mapping[str, float], names: list[str]
) -> tuple[np.ndarray, np.ndarray]:
    first = np.array([own.get(name, 0.0) for name in names])
    return first, np.array([mean.get(name, 0.0) for name in names])


def bray_curtis(own: Mapping[str, float], mean: Mapping[str, float]) -> float:
    """Return sum|x - y| / sum(x + y) over the union of taxa, 0 (same) to 1 (nothing shared)."""
    first, second = _aligned(own, mean, sorted({*own, *mean}))
    return float(np.abs(first - second).sum() / (first + second).sum())


def aitchison(own: Mapping[str, float], mean: Mapping[str, float], pseudocount: float) -> float:
    """Return the Euclidean distance of centered log-ratios over the reference's taxa.

    `pseudocount` is added to every share; taxa outside the reference take no part, so that the
    number of coordinates is the same for every sample.
    """
    from skbio.stats.composition import closure, clr

    first, second = _aligned(own, mean, sorted(mean))
    pair = clr(closure(np.vstack([first, second]) + pseudocount))
    return float(np.linalg.norm(pair[0] - pair[1]))
