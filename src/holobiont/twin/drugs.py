"""A person who takes drugs: the same fitted gut, with the drugs that a protocol names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from holobiont.engine.law import Array
from holobiont.gut.blueprint import BODY, ILEUM, NECROMASS, STOOL, WATER
from holobiont.gut.drug import binding
from holobiont.gut.medicate import medicated, with_none
from holobiont.gut.upstream import at_rest, settled
from holobiont.knowledge import draw_drugs
from holobiont.knowledge.schema import Drug
from holobiont.protocol import Medicine, Protocol
from holobiont.twin.widen import widened

if TYPE_CHECKING:
    from holobiont.twin.trajectory import Trajectory
    from holobiont.twin.twin import Twin

_MG = 1000.0


def named(protocol: Protocol) -> tuple[str, ...]:
    """Return the ids of the drugs that a protocol names, in order, without repeats."""
    return tuple(dict.fromkeys(step.drug for step in protocol if isinstance(step, Medicine)))


def with_drugs(twin: Twin, drugs: Sequence[str]) -> Twin:
    """Return the twin with places for drugs (ids); the same twin where there are none.

    Nothing is fitted anew, and nothing of them is there yet.
    """
    if not drugs:
        return twin
    old, home = twin.blueprint, twin.residency
    taken = [_met(twin, twin.knowledge.drugs[name]) for name in drugs]
    new, strains = medicated(old, taken, home.x)
    part = np.array([strain.share for strain in strains])
    x = with_none(old, home.x, new, strains)
    return _settled(widened(twin, new, x, [strain.parent for strain in strains], part))


def _met(twin: Twin, drug: Drug) -> Drug:
    """Return a drug as it acts on strains that come from outside, if the twin has its own."""
    members = twin.blueprint.members
    home = {m.taxon.id for m in members if m.origin not in twin.guests}
    came = {m.taxon.id: m.taxon for m in members if m.taxon.resistance and m.taxon.id not in home}
    for name, taxon in came.items():
        if twin.strains:
            rng = np.random.default_rng([*twin.strains.encode(), *f"{drug.id}/{name}".encode()])
            drug = draw_drugs.met(drug, taxon, rng)
    return drug


def _settled(twin: Twin) -> Twin:
    """Return the twin with residents in its ileum, where drugs act on microbes."""
    b, home = twin.blueprint, twin.residency
    if not b.antimicrobials:
        return twin
    x, rest = home.x.copy(), at_rest(b, twin.shares)
    x[b.all_at(b.member_ids, ILEUM)] = rest
    network = home.network.with_params(settled(b, rest))
    return replace(twin, residency=replace(home, x=x, network=network))


def with_strains(twin: Twin, seed: str) -> Twin:
    """Return the twin with strains of its own, of which some resist drugs by chance.

    Parameters
    ----------
    seed : str
        The same gives the same strains; a name of the person.
    """
    rng = np.random.default_rng(list(seed.encode()))
    taxa = {member.taxon.id for member in twin.blueprint.members}
    own = draw_drugs.with_strains(twin.knowledge, rng, sorted(taxa), twin.person.year)
    return replace(twin, knowledge=own)


def level(course: Trajectory, drug: str) -> Array:
    """Concentration of a drug in the contents of each segment, free and bound (mg/L).

    Returns
    -------
    ndarray, shape (k, segments)
        Zero where the protocol does not name the drug.
    """
    b = course.twin.blueprint
    if drug not in b.drug_ids:
        return np.zeros((len(course), len(b.habitat.names)))
    return np.asarray(_MG * course.x[:, b.across(drug)] / course.x[:, b.across(WATER)])


def free(course: Trajectory, drug: str) -> Array:
    """Concentration of what is free of a drug in each segment (mg/L), shape (k, segments)."""
    b = course.twin.blueprint
    if drug not in b.drug_ids:
        return level(course, drug)
    water = course.x[:, b.across(WATER)]
    live = np.stack([course.x[:, b.all_at(b.member_ids, s)].sum(1) for s in b.habitat.names], 1)
    solid = {name: course.x[:, b.across(name)] * b.grams(name) for name in b.solids}
    bacteria = live + solid.pop(NECROMASS)
    to_bacteria, to_other = binding(b.knowledge.drugs[drug])
    bound = to_bacteria * bacteria + to_other * sum(solid.values())
    return np.asarray(level(course, drug) * water / (water + bound))


def in_stool(course: Trajectory, drug: str, k: int = -1) -> float:
    """Drug in the wet stool of a day at time `k` (mg/kg), free and bound."""
    flows = course.flows(k)
    return _MG * _MG * flows.get((drug, STOOL), 0.0) / course.stool(k)["wet"]


def in_body(course: Trajectory, drug: str) -> Array:
    """Return what the body holds of a drug (mg), shape (k,)."""
    b = course.twin.blueprint
    if drug not in b.drug_ids:
        return np.zeros(len(course))
    return np.asarray(_MG * course.x[:, b.at(drug, BODY)])
