"""Alpha diversity: how many taxa, how evenly spread, how much of the tree of life.

Richness, Shannon (1948), Simpson (1949), Pielou (1966) and Faith (1992), computed by scikit-bio on
the shares as read (no rarefaction).
"""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from holobiont.knowledge.measures import MeasureKnowledge
from holobiont.profile.measures.model import Kind, Measure
from holobiont.profile.measures.view import View
from holobiont.profile.profile import Profile

_HEALTH = (
    "Not a health score: diversity is higher than in controls in colorectal cancer and cirrhosis, "
    "lower in Crohn's disease, and differs more between cohorts than between health and disease."
)
_DEPTH = "Rises with sequencing depth and with the taxa a method can name."
_KINDS = {
    "richness": Kind("richness", "alpha", "Observed taxa", "taxa", f"{_DEPTH} {_HEALTH}", ()),
    "shannon": Kind("shannon", "alpha", "Shannon diversity", "nats", _HEALTH, ("SW48",)),
    "simpson": Kind("simpson", "alpha", "Simpson diversity", "1", _HEALTH, ("SI49",)),
    "evenness": Kind("evenness", "alpha", "Pielou evenness", "1", _HEALTH, ("PI66",)),
}
_FAITH = Kind(
    "faith_pd",
    "alpha",
    "Faith phylogenetic diversity",
    "branch length",
    f"{_DEPTH} Comparable only between samples placed on the same tree.",
    ("FA92",),
)


def alpha(
    profile: Profile, sample: View, facts: MeasureKnowledge, tree: Any = None
) -> list[Measure]:
    """Return richness, Shannon, Simpson, evenness and Faith's PD of a profile.

    Parameters
    ----------
    profile
        Profile with ``names`` and ``shares``.
    sample
        The same profile as the measures see it.
    tree
        scikit-bio ``TreeNode`` with branch lengths whose tips are named as the profile's rows.
    """
    values = alpha_values(np.asarray(profile.shares, dtype=float))
    found: list[Measure] = []
    for name, kind in _KINDS.items():
        value = values[name]
        if value is None:
            found.append(kind.refused("A single taxon is present, so evenness is not defined."))
        else:
            found.append(kind.measured(value, facts.distribution(name, sample.level)))
    return [*found, faith(profile, tree)]


def alpha_values(shares: np.ndarray) -> dict[str, float | None]:
    """Return the tree-free indices of an (n,) vector of shares; None where undefined."""
    from skbio.diversity import alpha as index

    present = shares[shares > 0]
    even = float(index.pielou_e(present)) if present.size > 1 else None
    return {
        "richness": float(index.sobs(present)),
        "shannon": float(index.shannon(present, base=np.e)),
        "simpson": float(index.simpson(present)),
        "evenness": even,
    }


def faith(profile: Profile, tree: Any) -> Measure:
    """Return Faith's PD, or why it does not apply."""
    if tree is None:
        return _FAITH.refused("No phylogenetic tree was given.")
    from skbio.diversity.alpha import faith_pd

    tips = {_tip(tip.name): tip.name for tip in tree.tips() if tip.name}
    rows = zip(profile.names, profile.shares, strict=True)
    placed = {tips[_tip(name)]: float(share) for name, share in rows if _tip(name) in tips}
    missing = 1 - sum(placed.values())
    if not placed:
        return _FAITH.refused("No taxon of the sample is a tip of the tree.")
    names = sorted(name for name, share in placed.items() if share > 0)
    rooted = tree if len(tree.children) == 2 else tree.root_at_midpoint()
    value = faith_pd(np.ones(len(names), dtype=int), taxa=names, tree=rooted)
    note = f"{missing:.1%} of the sample is not on the tree." if missing > 0 else ""
    return _FAITH.measured(float(value), None, caveat=note)


def _tip(name: str) -> str:
    return re.sub(r"[\s_]+", " ", name.strip().strip("'\"")).casefold()
