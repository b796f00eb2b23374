"""The deoxycholate of bile: made in the colon, taken up, conjugated by the liver, and sent back.

The body's pool `B` of deoxycholate (mmol) is filled by what crosses the wall of the colon, `U`, of
which the liver returns the part `r`, and what the ileum leaves of it reaches the colon:

    dB/dt = r U - k B

with `k` its turnover. Bile acids are made as they are lost, so that as many reach the colon as
always: primary ones fill the place of deoxycholate that is missing.
"""

from __future__ import annotations

from holobiont.engine.law import Process
from holobiont.gut import kinetics
from holobiont.gut.blueprint import BODY, CIRCULATING, SUPPLY, Blueprint
from holobiont.gut.fluxes import Fluxes
from holobiont.gut.traces import CONJUGATES, bile, primary


def usual(b: Blueprint) -> float:
    """Return the deoxycholate of a body whose ileum leaves the usual share of it (mmol)."""
    return secondary(b) / b.knowledge.physiology.value("bile.turnover")


def secondary(b: Blueprint) -> float:
    """Return the conjugated deoxycholate that the ileum usually leaves (mmol/h)."""
    amounts = bile(b.knowledge)
    return sum(amounts[f"{c}{CIRCULATING}"] for c in CONJUGATES)


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
    """Send deoxycholate to the colon, conjugated, in place of primary bile acids."""
    fluxes = Fluxes("bile_return", kinetics.first_order)
    own, first = b.at(CIRCULATING, BODY), b.habitat.names[0]
    amounts, others = bile(b.knowledge), primary(b.knowledge)
    left, missing = secondary(b), sum(others.values())
    sent = {f"{c}{CIRCULATING}": amounts[f"{c}{CIRCULATING}"] / left for c in CONJUGATES}
    sent |= {name: -amount / missing for name, amount in others.items()}
    effect = {own: -1.0, b.at(CIRCULATING, SUPPLY): 1.0}
    for name, amount in sent.items():
        effect |= {b.at(name, first): amount, b.at(name, SUPPLY): -amount}
    rate = b.knowledge.physiology.value("bile.turnover")
    fluxes.add((own,), effect, rate=rate)
    return fluxes.process()


#: Both processes.
PROCESSES = (uptake, back)
