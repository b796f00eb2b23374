"""What the knowledge says that a taxon eats, makes and degrades."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from holobiont.knowledge.schema import Taxon
from holobiont.knowledge.store import Knowledge

_HEXOSE = "hexose"


@dataclass(frozen=True)
class Claims:
    """Ids of compounds, polymers and traits, by activity."""

    by_activity: Mapping[str, frozenset[str]]

    def says(self, activity: str, ids: tuple[str, ...]) -> bool:
        """Whether any of the ids is claimed for an activity."""
        return not self.by_activity[activity].isdisjoint(ids)


def claims(taxon: Taxon, knowledge: Knowledge) -> Claims:
    """Return what a taxon is held to eat, make and degrade.

    Eaten is what it takes up or what its fermentations consume; made is what they release. Traits
    count on either side.
    """
    eaten = {pool for pool, affinity in taxon.uptakes.items() if affinity.value > 0}
    traits = {name for name, has in taxon.traits.items() if has}
    used, made = set(eaten), set(traits)
    for pathway in _pathways(taxon, knowledge, eaten):
        for name, amount in knowledge.pathways[pathway].stoichiometry.items():
            (used if amount < 0 else made).add(name)
    solids = {name for name, activity in taxon.hydrolyses.items() if activity.value > 0}
    return Claims(
        {
            "import": frozenset(used | traits),
            "export": frozenset(made),
            "degradation": frozenset(solids),
        }
    )


def _pathways(taxon: Taxon, knowledge: Knowledge, eaten: set[str]) -> Iterator[str]:
    """Yield the pathways that something eaten can enter."""
    for pool in eaten:
        kind = knowledge.compounds[pool].kind
        entry = f"{kind}_entry"
        fractions = taxon.pathways.get(pool) or taxon.pathways.get(kind)
        if fractions is None and entry in knowledge.pathways:
            yield entry
            fractions = taxon.pathways.get(_HEXOSE)
        yield from (name for name, share in (fractions or {}).items() if share > 0)
