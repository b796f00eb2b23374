"""Gases: between the contents, the blood, and the bubbles that leave as flatus.

Bubbles are at one atmosphere. Beside water vapor they are hydrogen, methane and carbon dioxide,
each at the pressure `p_i` that its dissolved part gives it by Henry's law, and nitrogen, which
fills the rest. What fermentation makes pushes nitrogen aside, so that more of it comes in from
the blood, and with it bubbles grow and leave:

    p_N = 1 - w - sum_i p_i
    F   = max(S + G (p_blood - p_N), 0) / p_N            flatus (L/h)

with `S` the nitrogen that is swallowed and `G` how freely it comes from the blood. Of each gas
`F p_i` leaves as flatus. The blood takes up gas in proportion to its pressure, so that most of a
little gas is breathed out, and most of much gas passed.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from holobiont.engine.law import Law, Process
from holobiont.gut import kinetics
from holobiont.gut.blueprint import ABSORBED, FLATUS, WATER, Blueprint
from holobiont.gut.fluxes import Fluxes

CARBON_DIOXIDE = "carbon_dioxide"
#: Gases that fermentation makes and that bubbles carry off.
MADE = ("hydrogen", "methane")
_SULFIDE = "hydrogen_sulfide"
#: Pressure of nitrogen (atm) below which bubbles cannot be thinned.
_LEAST = 0.02


def bubbles(b: Blueprint) -> Law:
    """Flow of gas that leaves each segment as flatus (L/h)."""
    body = b.knowledge.physiology.value
    reads = np.stack([*(b.concentration(gas) for gas in MADE), b.free_co2])
    molar = body("gas.molar_volume")
    pressure = tuple(_volatility(b, gas) * molar for gas in (*MADE, CARBON_DIOXIDE))
    part = np.array([segment.clearance for segment in b.habitat.segments])
    part = part / part.sum()
    params = {
        "pressure": pressure,
        "room": 1.0 - body("gas.vapor"),
        "blood": body("gas.nitrogen_blood"),
        "swallowed": body("gas.swallowed") * part,
        "conductance": body("gas.nitrogen_conductance") * part,
    }
    return Law("bubbles", flow, reads, params)


def flow(*dissolved: Any, pressure: Any, room: Any, blood: Any, swallowed: Any,
         conductance: Any) -> Any:  # fmt: skip
    """Gas that leaves (L/h), from what is dissolved (mmol/L): see the head of this file."""
    nitrogen = _left(room - sum(each * per for each, per in zip(dissolved, pressure, strict=True)))
    return np.maximum(swallowed + conductance * (blood - nitrogen), 0.0) / nitrogen


def _left(pressure: Any) -> Any:
    """Pressure that nitrogen keeps: smooth, and never nothing."""
    thin = _LEAST * np.exp(np.minimum(pressure / _LEAST - 1.0, 0.0))
    return np.maximum(pressure, thin)


def _volatility(b: Blueprint, gas: str) -> float:
    found = b.knowledge.compounds[gas].volatility
    assert found is not None
    return found.internal


def flatus(b: Blueprint) -> Process:
    """Gases leave with the bubbles; sulfide, mostly dissolved, at a rate of its own."""
    fluxes = Fluxes("flatus", kinetics.carried)
    for gas in (*MADE, CARBON_DIOXIDE):
        free = b.free_co2 if gas == CARBON_DIOXIDE else b.concentration(gas)
        for s, place in enumerate(b.habitat.names):
            source = b.at(gas, place)
            effect = {source: -1.0, b.at(gas, FLATUS): 1.0}
            reads = (int(free[s]), int(b.bubbles[s]))
            fluxes.add(reads, effect, volatility=_volatility(b, gas))
    return fluxes.process()


def gas_loss(b: Blueprint) -> Process:
    """Hydrogen and methane leave with the blood (breath), and sulfide as flatus, first order."""
    fluxes = Fluxes("gas_loss", kinetics.first_order)
    body = b.knowledge.physiology.value
    ways = {gas: (ABSORBED, body(f"gas.{gas}.blood_rate")) for gas in MADE}
    ways[_SULFIDE] = (FLATUS, body(f"gas.{_SULFIDE}.flatus_rate"))
    for gas, (way, rate) in ways.items():
        for place in b.habitat.names:
            source = b.at(gas, place)
            fluxes.add((source,), {source: -1.0, b.at(gas, way): 1.0}, rate=rate)
    return fluxes.process()


def breathing(b: Blueprint) -> Process:
    """Undissociated carbon dioxide equilibrates with blood."""
    fluxes = Fluxes("breathing", kinetics.exchange)
    body = b.knowledge.physiology.value
    rate, level = body("gas.carbon_dioxide_rate"), body("gas.carbon_dioxide_blood")
    for s, place in enumerate(b.habitat.names):
        effect = {b.at(CARBON_DIOXIDE, place): -1.0, b.at(CARBON_DIOXIDE, ABSORBED): 1.0}
        fluxes.add((b.at(WATER, place), int(b.free_co2[s])), effect, rate=rate, level=level)
    return fluxes.process()
