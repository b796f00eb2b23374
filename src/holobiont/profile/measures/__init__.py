"""Measures of a stool profile: diversity, distance to health, published indices, producers.

Each measure carries its reference distribution, its caveat and its sources. A measure that does not
apply says why. The ratio of two phyla is not among them, since it tracks no health outcome.
"""

from __future__ import annotations

from typing import Any

from holobiont.knowledge import Knowledge, load
from holobiont.knowledge.measures import MeasureKnowledge, load_measures
from holobiont.profile.measures.alpha import alpha
from holobiont.profile.measures.enterotype import enterotype
from holobiont.profile.measures.gmhi import gmhi
from holobiont.profile.measures.gmwi2 import gmwi2
from holobiont.profile.measures.model import Measure, Measures
from holobiont.profile.measures.producers import Mapped, producers
from holobiont.profile.measures.reference import distances
from holobiont.profile.measures.view import synonyms, view
from holobiont.profile.profile import Profile

__all__ = ["Measure", "Measures", "measure"]


def measure(
    profile: Profile,
    *,
    knowledge: Knowledge | None = None,
    mapped: Mapped | None = None,
    tree: Any = None,
    facts: MeasureKnowledge | None = None,
) -> Measures:
    """Return all measures of a profile.

    Parameters
    ----------
    profile
        The sample: names, ranks, lineages and shares that sum to 1.
    knowledge
        Taxa (names, synonyms, traits, pathways) and pathways of the model; the package's own when
        omitted.
    mapped
        The sample on knowledge taxa; mapped here when omitted.
    tree
        scikit-bio ``TreeNode`` for Faith's phylogenetic diversity.
    facts
        Published lists and reference distributions; those of the package when omitted.

    Returns
    -------
    Measures
        In a fixed order: alpha diversity, distances, health indices, producers, enterotype.
    """
    known = facts or load_measures()
    knowledge = knowledge or load()
    sample = view(profile, synonyms(knowledge.taxa.values()))
    items = [
        *alpha(profile, sample, known, tree),
        *distances(sample, known),
        gmhi(sample, known),
        gmwi2(sample, known),
        *producers(mapped or _mapped(profile, knowledge), knowledge, sample, known),
        *enterotype(sample, known),
    ]
    return Measures(profile.sample, tuple(items))


def _mapped(profile: Profile, knowledge: Knowledge) -> Mapped:
    from holobiont.profile.mapping import map_profile

    return map_profile(profile, knowledge)
