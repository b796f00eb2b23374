"""Who is put into a vessel: a profile, or names with their shares."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from holobiont.engine.law import Array
from holobiont.errors import InputError
from holobiont.knowledge import Knowledge
from holobiont.profile import MappedProfile, Profile, map_profile
from holobiont.profile import lineage as lin

Community = Profile | MappedProfile | Mapping[str, float]
_SMALLEST = 1e-6


def members(community: Community, knowledge: Knowledge) -> tuple[tuple[str, ...], Array]:
    """Return the ids of the members and their shares, adding to one.

    Raises
    ------
    InputError
        If nobody is known, or a share is no positive number.
    """
    if isinstance(community, Profile):
        community = map_profile(community, knowledge)
    if isinstance(community, MappedProfile):
        found = dict(zip(community.taxa, map(float, community.shares), strict=True))
    else:
        found = _named(community, knowledge)
    total = sum(found.values())
    kept = {taxon: share / total for taxon, share in found.items() if share > _SMALLEST * total}
    if not kept:
        raise InputError("the community holds no taxon that is known: check its names and shares")
    return tuple(kept), np.array(list(kept.values()))


def _named(shares: Mapping[str, float], knowledge: Knowledge) -> dict[str, float]:
    """Resolve names: ids of the knowledge as they are, all others as names of a profile."""
    bad = [n for n, s in shares.items() if not (math.isfinite(s) and s >= 0)]
    if bad:
        raise InputError(f"the share of {bad[0]!r} is {shares[bad[0]]:g}; it must be 0 or more")
    found = {n: float(s) for n, s in shares.items() if n in knowledge.taxa}
    others = {n: float(s) for n, s in shares.items() if n not in knowledge.taxa and s > 0}
    if others:
        mapped = map_profile(_profile(others), knowledge)
        lost = mapped.report.unmatched
        if lost:
            near = f" Did you mean {lost[0].nearest[0]!r}?" if lost[0].nearest else ""
            raise InputError(f"{lost[0].name!r} is not a known taxon.{near}")
        for taxon, share in zip(mapped.taxa, mapped.shares, strict=True):
            found[taxon] = found.get(taxon, 0.0) + float(share) * sum(others.values())
    return found


def _profile(shares: Mapping[str, float]) -> Profile:
    names = tuple(shares)
    ranks = tuple("species" if " " in name.strip() else "genus" for name in names)
    pairs = zip(names, ranks, strict=True)
    lineages = tuple(lin.build(_lineage(name.strip(), rank)) for name, rank in pairs)
    values = np.array(list(shares.values()))
    return Profile("culture", names, ranks, lineages, values / values.sum())


def _lineage(name: str, rank: str) -> list[tuple[str, str]]:
    genus = [("genus", name.split(maxsplit=1)[0])]
    return [*genus, ("species", name)] if rank == "species" else genus
