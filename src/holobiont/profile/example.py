"""An example sample, made of published means: no person's own."""

from __future__ import annotations

import numpy as np

from holobiont.knowledge import Knowledge, Taxon
from holobiont.profile import lineage as lin
from holobiont.profile.profile import Profile, Source

EXAMPLE = "example"
_NOTE = (
    "Example: the mean of published Western healthy cohorts, species by species. "
    "It is no person's sample; a mean holds more taxa than anyone carries."
)


def example_profile(knowledge: Knowledge) -> Profile:
    """Return the mean healthy stool profile of the knowledge.

    Parameters
    ----------
    knowledge
        Its species with a published mean abundance become the rows.

    Returns
    -------
    Profile
        Labeled as an example; what the means leave of the whole is `unclassified`.
    """
    rows = sorted(
        ((_mean(taxon), taxon) for taxon in knowledge.taxa.values() if _mean(taxon) > 0),
        key=lambda row: (-row[0], row[1].name),
    )
    means = np.array([mean for mean, _ in rows])
    return Profile(
        sample=EXAMPLE,
        names=tuple(taxon.name for _, taxon in rows),
        ranks=("species",) * len(rows),
        lineages=tuple(_lineage(taxon) for _, taxon in rows),
        shares=means / means.sum(),
        unclassified=max(0.0, 1.0 - float(means.sum())),
        source=Source(path="example", format="published means"),
        metadata={"example": "mean of published Western healthy cohorts"},
        notes=(_NOTE,),
    )


def _mean(taxon: Taxon) -> float:
    """Mean share of a species, as a fraction; zero where none is published."""
    mean = taxon.abundance.mean_pct
    return mean.internal if taxon.rank == "species" and mean is not None else 0.0


def _lineage(taxon: Taxon) -> str:
    ranks = taxon.lineage.model_dump(by_alias=True)
    pairs = [(rank, ranks.get(rank, "")) for rank in lin.RANKS[:-1]]
    return lin.build([*pairs, ("species", taxon.name)])
