"""Gut Microbiome Health Index (Gupta et al. 2020, doi:10.1038/s41467-020-18476-8).

With R the number of species of a set that are present, p their shares and R* the published
reference richness of the set::

    psi  = (R / R*) * (-sum(p ln p))
    GMHI = log10((psi_prevalent + 1e-5) / (psi_scarce + 1e-5))

Shares are of the species-level community without viruses; those below the detection limit are
zero. They are not rescaled within the set. Above zero reads as healthy.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from holobiont.knowledge.measures import Gmhi, MeasureKnowledge, NamedTaxon
from holobiont.profile.measures.model import Kind, Measure, ranked
from holobiont.profile.measures.view import View


def gmhi(sample: View, facts: MeasureKnowledge) -> Measure:
    """Return GMHI, or why it does not apply (no species names, or no species of either set)."""
    data = facts.gmhi
    kind = Kind("gmhi", "health", "Gut Microbiome Health Index", "1", data.caveat, data.source)
    named = sample.known_at("species")
    if named < data.min_species_share:
        return kind.refused(
            f"It needs species; only {named:.0%} of the community is named at species rank."
        )
    prevalent = set_shares(sample, data.health_prevalent, data)
    scarce = set_shares(sample, data.health_scarce, data)
    if not any(prevalent.values()) and not any(scarce.values()):
        return kind.refused("None of its 50 species is present.")
    value = gmhi_value(list(prevalent.values()), list(scarce.values()), data)
    parts = ranked(prevalent | {name: -share for name, share in scarce.items()})
    return kind.measured(value, facts.distribution("gmhi", "species"), parts)


def set_shares(sample: View, taxa: Iterable[NamedTaxon], data: Gmhi) -> dict[str, float]:
    """Return the share of each species of a set; zero below the detection limit."""
    rows = [row for row in sample.rows if "species" in row.names and not row.viral]
    total = sum(row.share for row in rows)
    shares = {}
    for taxon in taxa:
        share = sum(row.share for row in sample.find(taxon) if not row.viral) / total
        shares[taxon.name] = share if share >= data.detection_limit else 0.0
    return shares


def psi(shares: Sequence[float], reference_richness: float) -> float:
    """Return (R / R*) times the Shannon sum of a set's shares."""
    present = [share for share in shares if share > 0]
    entropy = -math.fsum(share * math.log(share) for share in present)
    return len(present) / reference_richness * entropy


def gmhi_value(prevalent: Sequence[float], scarce: Sequence[float], data: Gmhi) -> float:
    """Return the index from the shares of the two sets."""
    high = psi(prevalent, data.reference_richness_prevalent) + data.pseudocount
    low = psi(scarce, data.reference_richness_scarce) + data.pseudocount
    return math.log10(high / low)
