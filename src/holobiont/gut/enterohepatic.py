"""The deoxycholate of bile: made in the colon, taken up, conjugated by the liver, and sent back.

What a person's ileum leaves at rest is known (`gut.traces`). From there the body's pool of
deoxycholate `B` (mmol) follows what the colon takes up, and the ileum leaves more or less of it:

    dB/dt = r (U - U_rest) - k (B - B_rest),   k B_rest = what the ileum leaves at rest

with `U` the uptake across the wall and `r` the part of it that explains what is left at rest, at
most all. Bile acids are made as they are lost, so that primary ones fill the place of what is
missing. At rest nothing of this flows: a fit is the same with and without it.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from holobiont.engine.law import Array, Process
from holobiont.engine.network import Network
from holobiont.gut import kinetics
from holobiont.gut.blueprint import BODY, CIRCULATING, SUPPLY, WATER, Blueprint
from holobiont.gut.fluxes import Fluxes
from holobiont.gut.traces import CONJUGATES, bile

#: The law by which the pool is filled, whose constants a fit sets.
UPTAKE = "bile_uptake"
_RETURN = "bile_return"


def at_rest(b: Blueprint) -> float:
    """Return the body's deoxycholate at rest (mmol)."""
    return b.knowledge.physiology.value("bile.pool")


def uptake(b: Blueprint) -> Process:
    """Fill the pool by what crosses the wall beyond what does at rest.

    What crossed is counted as absorbed already (`gut.transport`); what the liver takes of it and
    sends back comes from the body, as all secretions do.
    """
    fluxes = Fluxes(UPTAKE, kinetics.returned)
    permeability = b.knowledge.physiology.value(f"absorption.relative.{CIRCULATING}")
    effect = {b.at(CIRCULATING, BODY): 1.0, b.at(CIRCULATING, SUPPLY): -1.0}
    for s, segment in enumerate(b.habitat.segments):
        fluxes.add(
            (
                b.at(CIRCULATING, segment.name),
                b.at(WATER, segment.name),
                int(b.free_water[s]),
            ),
            effect,
            clearance=segment.clearance * permeability,
            share=0.0,
            rest=0.0,
        )
    return fluxes.process()


def back(b: Blueprint) -> Process:
    """Send deoxycholate to the colon by the pool, conjugated, in place of primary bile acids."""
    fluxes = Fluxes(_RETURN, kinetics.beyond)
    own, first = b.at(CIRCULATING, BODY), b.habitat.names[0]
    usual = bile(b.knowledge)
    secondary = {n: usual[n] for n in (f"{c}{CIRCULATING}" for c in CONJUGATES)}
    left, others = sum(secondary.values()), sum(usual.values()) - sum(secondary.values())
    effect = {own: -1.0, b.at(CIRCULATING, SUPPLY): 1.0}
    for name, amount in usual.items():
        change = amount / left if name in secondary else -amount / others
        effect |= {b.at(name, first): change, b.at(name, SUPPLY): -change}
    fluxes.add((own,), effect, rate=left / at_rest(b), rest=at_rest(b))
    return fluxes.process()


def explained(b: Blueprint, network: Network, x: Array) -> dict[str, dict[str, Any]]:
    """Return the constants of these laws for which a state is one of rest.

    Where less crosses the wall than the ileum leaves, the difference stays as it is.
    """
    law = next(p.law for p in network.processes if p.law.name == UPTAKE)
    crossing = kinetics.returned(
        *network.extend(x).take(law.reads),
        clearance=law.params["clearance"],
        share=1.0,
        rest=0.0,
    )
    usual = bile(b.knowledge)
    left = sum(usual[f"{c}{CIRCULATING}"] for c in CONJUGATES)
    total = float(np.sum(crossing))
    share = min(1.0, left / total) if total > 0 else 0.0
    return {UPTAKE: {"share": np.full(law.size, share), "rest": np.asarray(crossing)}}


#: Both processes; none where there is no body.
PROCESSES = (uptake, back)
