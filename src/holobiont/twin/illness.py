"""When somebody is ill of a microbe: its density in stool, its toxin, and episodes of illness."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from holobiont.engine.law import Array
from holobiont.engine.network import Network
from holobiont.errors import InputError
from holobiont.gut import observe
from holobiont.gut.blueprint import WATER, Blueprint
from holobiont.gut.spores import held
from holobiont.knowledge import Knowledge
from holobiont.knowledge.schema import Toxin

if TYPE_CHECKING:
    from holobiont.twin.trajectory import Trajectory

_NG_PER_G = 1e9
_HOURS = 24.0


def toxin_of(knowledge: Knowledge, taxon: str) -> Toxin:
    """Return the toxin of a taxon (id).

    Raises
    ------
    InputError
        If none is known of it.
    """
    taxa = knowledge.taxa
    found = taxa[taxon].toxin if taxon in taxa else None
    if found is None:
        known = ", ".join(t.id for t in taxa.values() if t.toxin is not None)
        raise InputError(f"no toxin is known of {taxon!r}, but of {known}.")
    return found


def density(course: Trajectory, taxon: str, k: int, *, spores: bool = False) -> float:
    """Cells of a taxon (id) per gram of wet stool at time `k`: living ones, or spores."""
    b, x = course.twin.blueprint, course.x[k]
    place = b.habitat.last
    living = x[b.all_at(b.member_ids, place)]
    rest = x[b.all_at(b.spores.values(), place)].sum() if b.spores else 0.0
    own = [member.taxon.id == taxon for member in b.members]
    if spores:
        names = dict.fromkeys(m.origin for m in b.members if m.taxon.id == taxon)
        mine = sum(float(held(b, x, name)[-1]) for name in names)
    else:
        mine = float(living[own].sum())
    return course.stool(k)["density"] * mine / float(living.sum() + rest)


def toxin(course: Trajectory, taxon: str, k: int) -> float:
    """Toxin of a taxon (id) per gram of wet stool at time `k` (ng/g), at rest with its making.

    Cells make it where sugar and amino acids, which keep it down, are short; it goes along with the
    contents and decays.
    """
    b, law = course.twin.blueprint, toxin_of(course.twin.knowledge, taxon)
    network, x = course.networks[k], course.x[k]
    made = law.rate.internal * _biomass(b, x, taxon) * _derepressed(b, x, law)
    grams = 0.0
    for segment, gained in zip(b.habitat.segments, made, strict=True):
        onward = _pace(b, network, x, segment.name)
        grams = onward * (gained + grams) / (onward + law.decay.internal)
    return _NG_PER_G * _HOURS * grams / course.stool(k)["wet"]


def _biomass(b: Blueprint, x: Array, taxon: str) -> Array:
    own = [b.across(m.id) for m in b.members if m.taxon.id == taxon]
    return np.asarray(sum((x[at] for at in own), np.zeros(len(b.habitat.names))))


def _derepressed(b: Blueprint, x: Array, law: Toxin) -> Array:
    """Part of the fastest making that sugar and amino acids allow, in each segment."""
    levels = {name: observe.concentration(b, x, name) for name in law.repressors}
    held_down = sum(level / law.repressors[name].internal for name, level in levels.items())
    return np.asarray(1.0 / (1.0 + held_down))


def _pace(b: Blueprint, network: Network, x: Array, place: str) -> float:
    """Part of the contents of a segment that moves on in an hour."""
    law = next(p.law for p in network.processes if p.law.name == "passage")
    at, water = b.at(WATER, place), x[b.at(WATER, place)]
    i = int(np.flatnonzero(law.reads[0] == at)[0])
    flux = law.value(x)[i]
    return float(flux / water)


@dataclass(frozen=True)
class Immunity:
    """How somebody stands to a toxin.

    Attributes
    ----------
    known : bool
        Antibodies rise at once: never ill.
    learned : bool
        An episode raises antibodies.
    delay : float
        Days from the beginning of an episode until they protect.
    """

    known: bool = False
    learned: bool = False
    delay: float = 0.0


def immunity(knowledge: Knowledge, name: str, taxon: str) -> Immunity:
    """Draw how a person stands to the toxin of a taxon (id), by the name of the sample.

    The same person always stands to it in the same way; see `knowledge.schema.spores.Antibodies`.

    Raises
    ------
    InputError
        If no toxin is known of the taxon.
    """
    table = toxin_of(knowledge, taxon).antibodies
    if table is None:
        return Immunity()
    rng = np.random.default_rng([*name.encode(), *taxon.encode()])
    known, learned = rng.random(2) < [table.known.internal, table.learned.internal]
    return Immunity(bool(known), bool(learned), table.delay.internal / _HOURS)


def ill(course: Trajectory, taxon: str, k: int) -> bool:
    """Tell whether there is as much of a taxon (id) in the stool as in people who are ill of it."""
    return density(course, taxon, k) >= toxin_of(course.twin.knowledge, taxon).illness.internal


def sick(course: Trajectory, taxon: str, immune: Immunity | None = None) -> Array:
    """Tell of each kept day whether one is ill of a taxon (id); bool, shape (k,).

    Parameters
    ----------
    immune : Immunity, optional
        As drawn for the person when not given.
    """
    if immune is None:
        immune = immunity(course.twin.knowledge, course.twin.mapped.profile.sample, taxon)
    many = np.array([ill(course, taxon, k) for k in range(len(course.days))], dtype=bool)
    if immune.known or not many.any():
        return np.zeros(many.size, dtype=bool)
    onset = course.days[int(np.argmax(many))]
    return np.asarray(many & ~(immune.learned & (course.days >= onset + immune.delay)))


def sick_days(course: Trajectory, taxon: str, first: float, last: float) -> Array:
    """Tell of each kept day from `first` to `last` whether one is ill on it; bool, shape (n,)."""
    inside = (course.days >= first) & (course.days <= last)
    return np.asarray(sick(course, taxon)[inside])
