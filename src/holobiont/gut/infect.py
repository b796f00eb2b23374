"""Bring phages into a blueprint, and into the steady state of a fitted community."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from holobiont.engine.law import Array, Law
from holobiont.engine.network import Network
from holobiont.gut.blueprint import PARTICLES, Blueprint
from holobiont.gut.community import intake_targets, network
from holobiont.gut.drug import SUFFIX as WITH_DRUG
from holobiont.gut.growth import GROWING
from holobiont.gut.strains import standing, strains
from holobiont.gut.supply import Entry
from holobiont.gut.vigor import SUFFIX
from holobiont.knowledge.schema import Phage

_HOURS = 24.0
#: Constants that a fit sets: by law, the read that tells whose they are, and their names.
_FITTED: dict[str, tuple[int, tuple[str, ...]]] = {
    **dict.fromkeys(GROWING, (0, ("fitness",))),
    "crowding": (0, ("rate", "resident")),
    "passage": (1, ("resting",)),
    "retropulsion": (1, ("resting",)),
}
#: Laws that take their constants from another one.
_LIKE = {
    **dict.fromkeys(("kin_crowding", "strain_crowding"), "crowding"),
    **{f"{name}{SUFFIX}": name for name in GROWING},
    **{f"{name}{SUFFIX}{WITH_DRUG}": name for name in GROWING},
}


def infected(b: Blueprint, phages: Sequence[Phage]) -> Blueprint:
    """Return a blueprint with phages, and with the strains of their hosts behind the members."""
    members = (*b.members, *strains(b.members, phages))
    return replace(b, members=members, phages=tuple(phages))


def spread(b: Blueprint, x: Array) -> Array:
    """Divide hosts that have not met the phages yet among their strains."""
    new = x.copy()
    places = (*b.habitat.names, *b.habitat.walls)
    for place in places:
        for member in b.members:
            total = x[b.at(member.origin, place)]
            new[b.at(member.id, place)] = total * standing(b.members, b.phages, member)
    return new


def moved(old: Blueprint, x: Array, new: Blueprint) -> Array:
    """Return a state of one blueprint as one of another that has phages beside."""
    y = np.zeros(len(new.states))
    for i, state in enumerate(old.states):
        y[new.at(*state)] = x[i]
    return spread(new, y)


def refitted(old: Blueprint, fitted: Network, new: Blueprint) -> Network:
    """Return the network of a blueprint with phages or drugs, with the constants of a fit without.

    Strains have the fitness and the crowding of their host.
    """
    made = network(new)
    laws: dict[str, Law] = {p.law.name: p.law for p in fitted.processes}
    origin = {m.id: m.origin for m in new.members}
    changes: dict[str, dict[str, Any]] = {"intake": _intake(old, laws["intake"], new)}
    nodes = [node for node in made.derived if isinstance(node, Law)]
    for law in (*(p.law for p in made.processes), *nodes):
        source = _LIKE.get(law.name, law.name)
        if source in _FITTED:
            read, names = _FITTED[source]
            found = [_whose(new, origin, int(i)) for i in law.reads[read]]
            fits = [laws[name] for name in dict.fromkeys((source, law.name)) if name in laws]
            changes[law.name] = {name: _fitted(old, fits, read, name, found) for name in names}
    return made.with_params(changes)


def _fitted(
    old: Blueprint, laws: Sequence[Law], read: int, name: str, whose: Sequence[tuple[str, str]]
) -> Array:
    """Return a constant that was fitted in some laws, in the order of the states it belongs to."""
    known = {
        old.states[int(i)]: value
        for law in laws
        for i, value in zip(
            law.reads[read], np.broadcast_to(law.params[name], law.size), strict=True
        )
    }
    return np.array([known[state] for state in whose])


def _whose(b: Blueprint, origin: Mapping[str, str], state: int) -> tuple[str, str]:
    species, place = b.states[state]
    return origin.get(species, species), place


def _intake(old: Blueprint, law: Law, new: Blueprint) -> dict[str, Array]:
    rates = dict(zip(intake_targets(old), law.params["rate"], strict=True))
    return {"rate": np.array([rates.get(target, 0.0) for target in intake_targets(new)])}


def swallowed(b: Blueprint, doses: Mapping[str, float]) -> Entry:
    """Return what of phages that are taken (particles/day) reaches the colon, per hour."""
    first = b.habitat.names[0]
    return {
        (phage.id, first): doses[phage.id] * phage.gut.survival.internal / PARTICLES / _HOURS
        for phage in b.phages
        if phage.id in doses
    }
