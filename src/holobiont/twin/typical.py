"""How taxa fare in the mean healthy adult: what is expected of a strain that is given."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from holobiont.engine.law import Array
from holobiont.errors import HolobiontError
from holobiont.knowledge import Knowledge

if TYPE_CHECKING:
    from holobiont.twin.twin import Twin

#: Fitness of a member in the lumen and in the mucus, each of shape (segments,).
Fitness = tuple[Array, Array]


@lru_cache(maxsize=4)
def typical_adult(knowledge: Knowledge) -> Twin:
    """Fit a twin to the mean healthy adult; once for each knowledge."""
    from holobiont.profile.example import example_profile
    from holobiont.twin.twin import Twin

    return Twin.fit(example_profile(knowledge), knowledge=knowledge)


def expected(twin: Twin, taxon: str) -> tuple[Fitness, bool]:
    """Return the fitness that is expected of any strain of a taxon, and whether it was seen.

    Taxa that most adults carry are at home in people: they are expected to eat as they do in the
    mean healthy adult. A resident with a larger share than usual eats better than that, and one
    with a smaller share worse. Of others that live in this gut, the resident is all that was seen.
    Of the rest nothing was: their traits alone count in the lumen. In the mucus, of whose oxygen
    and mucin traits tell little, they are expected to eat no better than those of their
    guild there do, in this gut or else in the mean healthy adult.
    """
    knowledge = twin.knowledge
    prevalence = knowledge.taxa[taxon].abundance.prevalence
    least = knowledge.physiology.value("community.at_home")
    if prevalence is not None and prevalence.internal >= least:
        adult = typical_adult(knowledge)
        if taxon in adult.blueprint.member_ids and taxon not in adult.unsupported:
            return _fitness(adult, taxon), True
    if taxon in twin.blueprint.member_ids and taxon not in twin.guests:
        return _fitness(twin, taxon), True
    none = np.zeros(len(twin.blueprint.habitat.names))
    return (none, _of_guild(twin, knowledge.taxa[taxon].guild)), False


def _of_guild(twin: Twin, guild: str) -> Array:
    """Return the fitness in the mucus of the typical member of a guild, shape (segments,).

    Of those who live in this gut, else in that of the mean healthy adult; 0 where nobody is known.
    Never above that: that residents eat better there than traits tell is why they are residents.
    """
    found = _mucosal(twin, guild)
    if not len(found) and _carried(twin.knowledge, guild):
        try:
            found = _mucosal(typical_adult(twin.knowledge), guild)
        except HolobiontError:  # numbers that were drawn need not carry the mean adult
            return np.zeros(len(twin.blueprint.habitat.names))
    if not len(found):
        return np.zeros(len(twin.blueprint.habitat.names))
    return np.asarray(np.minimum(np.median(found, axis=0), 0.0))


def _carried(knowledge: Knowledge, guild: str) -> bool:
    """Tell whether anybody of a guild was counted in healthy adults."""
    return any(
        t.guild == guild and t.abundance.mean_pct is not None for t in knowledge.taxa.values()
    )


def _mucosal(twin: Twin, guild: str) -> Array:
    """Return the fitness in the mucus of who lives there of a guild, shape (n, segments)."""
    members = twin.blueprint.members
    own = [m.taxon.guild == guild and m.id not in twin.guests for m in members]
    return np.asarray(twin.residency.mucosal[np.array(own)])


def _fitness(twin: Twin, taxon: str) -> Fitness:
    row = twin.blueprint.member_ids.index(taxon)
    return twin.residency.fitness[row], twin.residency.mucosal[row]
