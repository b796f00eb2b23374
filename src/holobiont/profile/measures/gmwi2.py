"""Gut Microbiome Wellness Index 2 (Chang and Gupta 2024, doi:10.1038/s41467-024-51651-9).

The sum of the published coefficients of the taxa that are present, at every rank, without an
intercept. Present means a share of the classified community above a threshold (1e-5). Above zero
reads as healthy.
"""

from __future__ import annotations

import math

from holobiont.knowledge.measures import Gmwi2, MeasureKnowledge
from holobiont.profile.measures.model import Kind, Measure, ranked
from holobiont.profile.measures.view import View

_NO_RANKS = (
    "The profile tells no families, orders or classes, so the higher taxa of the index are judged "
    "by their known species only."
)


def gmwi2(sample: View, facts: MeasureKnowledge) -> Measure:
    """Return GMWI2, or why it does not apply (no species names, or no taxon of it)."""
    data = facts.gmwi2
    kind = Kind("gmwi2", "health", "Gut Microbiome Wellness Index 2", "1", data.caveat, data.source)
    named = sample.known_at("species")
    if named < data.min_species_share:
        return kind.refused(
            f"It needs species; only {named:.0%} of the community is named at species rank."
        )
    weights = present_weights(sample, data)
    if not weights:
        return kind.refused(f"None of its {len(data.taxon)} taxa is present.")
    value = math.fsum(weight for _, weight in weights)
    note = f"{len(weights)} of its {len(data.taxon)} taxa are present."
    if not sample.has_higher_ranks:
        note = f"{note} {_NO_RANKS}"
    return kind.measured(value, facts.distribution("gmwi2", "species"), weights, note)


def present_weights(sample: View, data: Gmwi2) -> tuple[tuple[str, float], ...]:
    """Return (taxon, coefficient) of the taxa above the presence threshold, heaviest first."""
    weights = {}
    for taxon in data.taxon:
        share = math.fsum(row.share for row in sample.find(taxon))
        if share > data.presence_threshold:
            weights[f"{taxon.name} ({taxon.rank})"] = taxon.coefficient
    return ranked(weights)
