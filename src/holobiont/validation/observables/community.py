"""Who is there: shares of groups, diversity, distance, and who stays."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from holobiont.engine.law import Array
from holobiont.gut.blueprint import Blueprint
from holobiont.knowledge.schema import Taxon
from holobiont.twin import Trajectory
from holobiont.validation.experiment import Target

Numbers = list[float]
_GUILD, _TRAIT = "guild:", "trait:"
#: What `indices` of a diversity may name.
INDICES = ("richness", "shannon", "simpson", "evenness")


def names_of(taxon: Taxon) -> frozenset[str]:
    """Return every name under which a taxon counts as a member of a group, in lower case."""
    lineage = [rank for rank in taxon.lineage.model_dump().values() if rank]
    own = (taxon.id, taxon.name, *taxon.synonyms, *lineage, f"{_GUILD}{taxon.guild}")
    traits = (f"{_TRAIT}{name}" for name, has in taxon.traits.items() if has)
    return frozenset(name.casefold() for name in (*own, *traits))


def belongs(taxon: Taxon, group: Iterable[str]) -> bool:
    """Tell whether a taxon is in a group of names of any rank, guilds or traits."""
    known = names_of(taxon)
    return any(name.casefold() in known for name in group)


def shares_of(b: Blueprint, shares: Array, what: Target) -> Numbers:
    """Share (%) of each of `groups`."""
    found = []
    for group in what.groups:
        inside = [belongs(member.taxon, group) for member in b.members]
        found.append(100.0 * float(shares[inside].sum()))
    return found


def diversity_of(b: Blueprint, shares: Array, what: Target) -> Numbers:
    """Diversity by `indices`, of members with at `least` a share (%)."""
    del b
    from holobiont.profile.measures.alpha import alpha_values

    kept = np.where(100.0 * shares >= what.least, shares, 0.0)
    values = alpha_values(kept / kept.sum())
    found = [values[name] for name in what.indices]
    return [float("nan") if value is None else value for value in found]


def capacity_of(b: Blueprint, shares: Array, what: Target) -> Numbers:
    """Mean relative activity of the community on `polymers`: shares times hydrolyses."""
    taxa = [member.taxon for member in b.members]
    active = [
        sum(t.hydrolyses[name].internal for name in what.polymers if name in t.hydrolyses)
        for t in taxa
    ]
    return [float(shares @ np.array(active))]


def group_shares(seen: Trajectory, k: int, what: Target) -> Numbers:
    """Share (%) of each of `groups` in the stool."""
    return shares_of(seen.twin.blueprint, seen.shares[k], what)


def diversity(seen: Trajectory, k: int, what: Target) -> Numbers:
    """Diversity of the stool by each of `indices`, of members with at `least` a share (%)."""
    return diversity_of(seen.twin.blueprint, seen.host_shares[k], what)


def capacity(seen: Trajectory, k: int, what: Target) -> Numbers:
    """Mean relative activity of the stool community on `polymers`."""
    return capacity_of(seen.twin.blueprint, seen.shares[k], what)


def distance(seen: Trajectory, k: int, what: Target) -> Numbers:
    """Bray-Curtis distance of the stool community to its own on day 0."""
    del what
    shares = seen.host_shares
    return [float(np.abs(shares[k] - shares[0]).sum() / 2.0)]


def retained(seen: Trajectory, k: int, what: Target) -> Numbers:
    """Share (%) of the members of day 0 with at `least` a share (%) that still have it."""
    first, now = (100.0 * seen.host_shares[i] for i in (0, k))
    there = (first >= what.least) & (first > 0)
    return [100.0 * float(((now >= what.least) & (now > 0))[there].mean())]


def biomass(seen: Trajectory, k: int, what: Target) -> Numbers:
    """Biomass (g dry) of each of `groups` in the segment that a stool sample shows; or of all."""
    load = float(seen.load[k])
    if not what.groups:
        return [load]
    return [load * share / 100.0 for share in group_shares(seen, k, what)]
