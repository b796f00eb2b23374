"""What drugs do in the contents of the colon apart from killing: hold water, bind, undo drugs."""

from __future__ import annotations

from collections.abc import Callable

from holobiont.engine.law import Process
from holobiont.gut import kinetics, potency
from holobiont.gut.blueprint import ABSORBED, STOOL, UNDONE, WATER, Blueprint
from holobiont.gut.fluxes import Fluxes
from holobiont.knowledge.schema import Drug

#: Positions and constants from which the free concentration of a drug in a segment follows.
Level = Callable[[Drug, int], tuple[tuple[int, ...], dict[str, float]]]


def osmosis(b: Blueprint) -> Process:
    """Keep from the wall the water that a drug holds, isotonic with the body.

    The wall dries what is held above that: ``k_w (V - w n)``.
    """
    fluxes = Fluxes("drug_osmosis", kinetics.first_order)
    for drug in b.drugs:
        if drug.effect.osmole is not None:
            for segment in b.habitat.segments:
                place = segment.name
                effect = {b.at(WATER, place): 1.0, b.at(WATER, ABSORBED): -1.0}
                rate = segment.drying * drug.effect.osmole.internal
                fluxes.add((b.at(drug.id, place),), effect, rate=rate)
    return fluxes.process()


def sorption(b: Blueprint) -> Process:
    """Bind what is dissolved; it leaves with the stool, and what bound it binds no more."""
    fluxes = Fluxes("drug_sorption", potency.sorption)
    for drug in b.drugs:
        for how in drug.effect.bind.values():
            for compound in how.compounds:
                for s, place in enumerate(b.habitat.names):
                    source, binder = b.at(compound, place), b.at(drug.id, place)
                    used = 1.0 / how.capacity.internal
                    fluxes.add(
                        (binder, int(b.concentration(compound)[s])),
                        {
                            source: -1.0,
                            b.at(compound, STOOL): 1.0,
                            binder: -used,
                            b.at(drug.id, UNDONE): used,
                        },
                        rate=how.rate.internal,
                    )
    return fluxes.process()


def undoing(b: Blueprint, level: Level) -> Process:
    """Undo a drug by another one that is an enzyme (Michaelis & Menten 1913)."""
    fluxes = Fluxes("drug_undoing", potency.inactivation)
    for enzyme in b.drugs:
        for drug in (d for d in b.drugs if d.id in enzyme.effect.undo):
            how = enzyme.effect.undo[drug.id]
            for s, place in enumerate(b.habitat.names):
                source = b.at(drug.id, place)
                reads, binding = level(drug, s)
                fluxes.add(
                    (b.at(enzyme.id, place), *reads),
                    {source: -1.0, b.at(drug.id, UNDONE): 1.0},
                    rate=how.rate.internal,
                    half=how.half.internal,
                    **binding,
                )
    return fluxes.process()


def processes(b: Blueprint, level: Level) -> tuple[Process, ...]:
    """Return what the drugs of a blueprint do apart from killing."""
    return osmosis(b), sorption(b), undoing(b, level)
