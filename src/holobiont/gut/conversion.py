"""Conversions: compounds changed by organisms that do not live by it.

Bile acids, amino acids beside fermentation, polyphenols: what matters to the body and not to the
growth of those who do it. `knowledge/data/conversions.toml` lists them.
"""

from __future__ import annotations

import numpy as np

from holobiont.engine.law import Array, Process
from holobiont.gut import kinetics
from holobiont.gut.blueprint import WATER, Blueprint
from holobiont.gut.fluxes import Fluxes

_REDUCTANT = "hydrogen"


def conversion(b: Blueprint) -> Process:
    """Change each substrate at the pace of the taxa that have the trait, if there is hydrogen.

    Hydrogen stands for the reducing power of those reactions that need it.
    """
    fluxes = Fluxes("conversion", kinetics.helped_conversion)
    scarce = b.knowledge.physiology.value("half_saturation.hydrogen")
    for name, law in b.knowledge.conversions.items():
        reduces = law.per_substrate.get(_REDUCTANT, 0.0) < 0
        for s, place in enumerate(b.habitat.names):
            helper = int(b.concentration(_REDUCTANT)[s]) if reduces else b.at(WATER, place)
            fluxes.add(
                (int(b.catalysts(name)[s]), int(b.concentration(law.substrate)[s]), helper),
                b.effect(law.per_substrate, place),
                rate=law.rate.internal,
                half=law.half.internal,
                helper_half=scarce if reduces else 0.0,
            )
    return fluxes.process()


def parts(b: Blueprint, x: Array) -> Array:
    """Return the part of each member in each flux of `conversion`, shape (fluxes, members).

    Rows add up to one, or are zero where nobody has the trait.
    """
    laws = b.knowledge.conversions.values()
    activity = np.array([[member.activity(law) for member in b.members] for law in laws])
    biomass = x[np.stack([b.across(member) for member in b.member_ids])]
    work = activity[:, None, :] * biomass.T[None, :, :]
    flat = work.reshape(-1, len(b.members))
    total = flat.sum(axis=1, keepdims=True)
    return np.asarray(np.divide(flat, total, out=np.zeros_like(flat), where=total > 0))
