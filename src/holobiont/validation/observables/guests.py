"""Who came, and who stayed: given cells, strains of a donor, and those at home."""

from __future__ import annotations

import numpy as np

from holobiont.engine.law import Array
from holobiont.twin import Trajectory
from holobiont.twin.dispersal import shares
from holobiont.twin.engraftment import engraftment
from holobiont.twin.transplant import DONOR
from holobiont.validation.experiment import Target
from holobiont.validation.observables.community import belongs

Numbers = list[float]
#: Below this no logarithm is taken (cells/g).
_NONE = 1.0
#: Points at which a normal distribution is looked at.
_NODES = 100


def strain_shares(seen: Trajectory, k: int, what: Target) -> Numbers:
    """Share (%) of each of `groups` in the stool, of one origin: see `Target.strain`; or of all."""
    shares, own = 100.0 * seen.shares[k], _of_origin(seen, what.strain)
    if not what.groups:
        return [float(shares[own].sum())]
    taxa = [member.taxon for member in seen.twin.blueprint.members]
    groups = [np.array([belongs(taxon, group) for taxon in taxa]) for group in what.groups]
    return [float(shares[own & inside].sum()) for inside in groups]


def cells(seen: Trajectory, k: int, what: Target) -> Numbers:
    """Living cells per gram of wet stool of each of `groups`, of one origin, as log10."""
    density = seen.stool(k)["density"] / 100.0
    counts = [density * share for share in strain_shares(seen, k, what)]
    return [float(np.log10(max(count, _NONE))) for count in counts]


def engrafted(seen: Trajectory, k: int, what: Target) -> Numbers:
    """Share (%) of donors' strains with `least` (%) of their own stool that have it here too."""
    return [100.0 * engraftment(seen, k, least=what.least / 100.0).part]


def strains_retained(seen: Trajectory, k: int, what: Target) -> Numbers:
    """Share (%) of the strains found in a stool of day 0 that are found in one of time `k`.

    A stool shows what is among `inputs.templates` molecules that are read of it. Shares of strains
    differ from stool to stool as those of taxa do, so that rare ones are found in one and not in
    another: this is what is expected of two stools weeks apart.
    """
    strains = seen.strains
    if strains is None:
        return [float("nan")]
    deep, sd = what.inputs["templates"].internal, "community.daily_sd"
    spread = seen.twin.knowledge.physiology.value(sd)
    first, now = (_found(shares(seen, strains, i), deep, spread) for i in (0, k))
    home = strains.at_home
    return [100.0 * float((first * now)[home].sum() / first[home].sum())]


def _found(share: Array, templates: float, spread: float) -> Array:
    """Probability that each of some shares of a stool shows among molecules that are read."""
    normal, weights = np.polynomial.hermite_e.hermegauss(_NODES)
    read = templates * share[:, None] * np.exp(spread * normal)
    return np.asarray(-np.expm1(-read) @ (weights / weights.sum()))


def _of_origin(seen: Trajectory, strain: str) -> Array:
    """Tell which members are of an origin: all, ``given``, ``donor``, or ``resident``."""
    guests = seen.twin.guests
    whose = [
        guests.get(member.origin, guests.get(member.id, ""))
        for member in seen.twin.blueprint.members
    ]
    if not strain:
        return np.ones(len(whose), dtype=bool)
    if strain == "resident":
        return np.array([not each for each in whose])
    if strain == DONOR:
        return np.array([each.startswith(DONOR) for each in whose])
    return np.array([each == strain for each in whose])
