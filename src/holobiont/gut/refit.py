"""Carry what a fit set over to a wider blueprint: strains, phages, drugs, newcomers.

A fit sets constants that belong to states: how eagerly members eat in each home, how crowding takes
them, and at which volume of a segment contents move at their usual pace. On a blueprint that has
more in it, whoever was there keeps them, strains have those of their origin, and newcomers those
that they are given.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from holobiont.engine.law import Array, Law
from holobiont.engine.network import Network
from holobiont.gut.blueprint import Blueprint
from holobiont.gut.community import intake_targets, network
from holobiont.gut.drug import SUFFIX as WITH_DRUG
from holobiont.gut.growth import GROWING
from holobiont.gut.layout import PROPULSION
from holobiont.gut.rivals import RIVALRY
from holobiont.gut.spores import SUFFIX as OF_SPORE_FORMERS
from holobiont.gut.vigor import PER_GRAM

State = tuple[str, str]
#: Constants by their names, each by the state (species, place) to which it belongs.
Constants = Mapping[str, Mapping[State, float]]

_CROWDING = ("crowding", "kin_crowding", "strain_crowding")
#: By law: which of its reads tells whose its constants are, and those that a fit sets.
_FITTED: dict[str, tuple[int, tuple[str, ...]]] = {
    **dict.fromkeys((*GROWING, *PER_GRAM), (0, ("fitness",))),
    **dict.fromkeys((f"{name}{WITH_DRUG}" for name in PER_GRAM), (0, ("fitness",))),
    **dict.fromkeys((f"{name}{OF_SPORE_FORMERS}" for name in PER_GRAM), (0, ("fitness",))),
    **dict.fromkeys(_CROWDING, (0, ("rate", "resident"))),
    RIVALRY: (2, ("rate", "resident")),
    **dict.fromkeys(PROPULSION, (1, ("resting",))),
}


def carried(old: Blueprint, x: Array, new: Blueprint) -> Array:
    """Return a state of one blueprint as one of a wider one, in which nothing else is yet."""
    y = np.zeros(len(new.states))
    for i, state in enumerate(old.states):
        y[new.at(*state)] = x[i]
    return y


def refitted(
    old: Blueprint, fitted: Network, new: Blueprint, given: Constants | None = None
) -> Network:
    """Return the network of a wider blueprint, with the constants of a fit on a narrower one.

    Parameters
    ----------
    fitted : Network
        Of the narrower blueprint, `old`.
    given : mapping, optional
        ``fitness``, ``rate`` and ``resident`` of newcomers, by their states.
    """
    known = constants(old, fitted)
    for name, values in (given or {}).items():
        known[name] = {**known.get(name, {}), **values}
    made = network(new)
    origin = {m.id: m.origin for m in new.members}
    changes: dict[str, dict[str, Any]] = {"intake": _intake(old, fitted, new)}
    for law in _laws(made):
        if law.name in _FITTED:
            read, names = _FITTED[law.name]
            states = [new.states[int(i)] for i in law.reads[read]]
            changes[law.name] = {name: _of(known[name], states, origin) for name in names}
    return made.with_params(changes)


def _laws(made: Network) -> list[Law]:
    return [p.law for p in made.processes] + [n for n in made.derived if isinstance(n, Law)]


def constants(b: Blueprint, fitted: Network) -> dict[str, dict[State, float]]:
    """Return what was fitted in a network: ``fitness``, ``rate``, ``resident``, ``resting``."""
    found: dict[str, dict[State, float]] = {}
    for law in _laws(fitted):
        if law.name in _FITTED:
            read, names = _FITTED[law.name]
            for name in names:
                values = np.broadcast_to(law.params[name], law.size)
                own = found.setdefault(name, {})
                own.update(zip((b.states[int(i)] for i in law.reads[read]), values, strict=True))
    return found


def _of(known: Mapping[State, float], states: list[State], origin: Mapping[str, str]) -> Array:
    """Return a constant in the order of the states it belongs to: their own, or their origin's."""
    found = []
    for species, place in states:
        own = (species, place)
        found.append(known[own if own in known else (origin[species], place)])
    return np.array(found)


def _intake(old: Blueprint, fitted: Network, new: Blueprint) -> dict[str, Array]:
    law = next(p.law for p in fitted.processes if p.law.name == "intake")
    rates = dict(zip(intake_targets(old), law.params["rate"], strict=True))
    return {"rate": np.array([rates.get(target, 0.0) for target in intake_targets(new)])}
