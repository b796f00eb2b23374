"""The deoxycholate of bile: made in the colon, taken up, conjugated by the liver, and sent back.

The body's pool `B` of deoxycholate (mmol) is filled by what crosses the wall of the colon, `U`, of
which the liver returns the part `r`, and what the ileum leaves of it reaches the colon:

    dB/dt = r U - k B

with `k` its turnover. Bile acids are made as they are lost, so that as many reach the colon as
always: primary ones are sent in the place of what the pool does not send, ``max(F - k B, 0)``.
"""

from __future__ import annotations

from collections.abc import Mapping

from holobiont.engine.law import Process
from holobiont.gut import kinetics
from holobiont.gut.blueprint import BODY, CIRCULATING, SUPPLY, Blueprint
from holobiont.gut.fluxes import Fluxes
from holobiont.gut.traces import CATION, CONJUGATES, bile, charge

#: The law by which primary bile acids come, up to its `level`.
MADE = "bile_made"


def usual(b: Blueprint) -> float:
    """Return the deoxycholate of a body whose ileum leaves the usual share of it (mmol)."""
    return secondary(b) / b.knowledge.physiology.value("bile.turnover")


def secondary(b: Blueprint) -> float:
    """Return the conjugated deoxycholate that the ileum usually leaves (mmol/h)."""
    amounts = bile(b.knowledge)
    return sum(amounts[f"{c}{CIRCULATING}"] for c in CONJUGATES)


def level(b: Blueprint) -> float:
    """Return how many bile acids reach the colon (mmol/h)."""
    return sum(bile(b.knowledge).values())


def uptake(b: Blueprint) -> Process:
    """Fill the pool by what crosses the wall.

    What crossed is counted as absorbed already (`gut.transport`); what the liver takes of it and
    sends back comes from the body, as all secretions do.
    """
    fluxes = Fluxes("bile_uptake", kinetics.permeation)
    body = b.knowledge.physiology.value
    part = body(f"absorption.relative.{CIRCULATING}") * body("bile.returned")
    effect = {b.at(CIRCULATING, BODY): 1.0, b.at(CIRCULATING, SUPPLY): -1.0}
    for s, segment in enumerate(b.habitat.segments):
        reads = (int(b.concentration(CIRCULATING)[s]), int(b.free_water[s]))
        fluxes.add(reads, effect, clearance=segment.clearance * part)
    return fluxes.process()


def back(b: Blueprint) -> Process:
    """Send deoxycholate of the pool to the colon, conjugated, with the salt that it comes with."""
    fluxes = Fluxes("bile_return", kinetics.first_order)
    own, left = b.at(CIRCULATING, BODY), secondary(b)
    amounts = bile(b.knowledge)
    sent = {name: amounts[name] / left for name in (f"{c}{CIRCULATING}" for c in CONJUGATES)}
    effect = {own: -1.0, b.at(CIRCULATING, SUPPLY): 1.0, **_enter(b, sent)}
    fluxes.add((own,), effect, rate=b.knowledge.physiology.value("bile.turnover"))
    return fluxes.process()


def made(b: Blueprint) -> Process:
    """Send primary bile acids, conjugated, in the place of what the pool does not send."""
    fluxes = Fluxes(MADE, kinetics.shortfall)
    amounts = bile(b.knowledge)
    returned = {f"{c}{CIRCULATING}" for c in CONJUGATES}
    own = {name: amount for name, amount in amounts.items() if name not in returned}
    total = sum(own.values())
    fluxes.add(
        (b.at(CIRCULATING, BODY),),
        _enter(b, {name: amount / total for name, amount in own.items()}),
        rate=b.knowledge.physiology.value("bile.turnover"),
        level=level(b),
    )
    return fluxes.process()


def _enter(b: Blueprint, sent: Mapping[str, float]) -> dict[int, float]:
    """Return what the first segment gains and the body loses, for one mmol in all."""
    with_salt = {**sent, CATION: -charge(b.knowledge, sent)}
    effect: dict[int, float] = {}
    for name, amount in with_salt.items():
        effect |= {b.at(name, b.habitat.names[0]): amount, b.at(name, SUPPLY): -amount}
    return effect


#: All three processes.
PROCESSES = (uptake, back, made)
