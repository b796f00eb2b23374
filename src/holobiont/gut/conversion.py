"""Conversions: compounds changed by organisms that do not live by it.

Bile acids, amino acids beside fermentation, polyphenols: what matters to the body and not to the
growth of those who do it. `knowledge/data/conversions.toml` lists them.
"""

from __future__ import annotations

from holobiont.engine.law import Process
from holobiont.gut import kinetics
from holobiont.gut.blueprint import Blueprint
from holobiont.gut.fluxes import Fluxes


def conversion(b: Blueprint) -> Process:
    """Change each substrate at the pace of the taxa that have the trait."""
    fluxes = Fluxes("conversion", kinetics.conversion)
    for name, law in b.knowledge.conversions.items():
        for s, place in enumerate(b.habitat.names):
            fluxes.add(
                (int(b.catalysts(name)[s]), int(b.concentration(law.substrate)[s])),
                b.effect(law.per_substrate, place),
                rate=law.rate.internal,
                half=law.half.internal,
            )
    return fluxes.process()
