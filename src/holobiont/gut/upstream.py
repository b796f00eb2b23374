"""Whence members come back: residents of the ileum, which meet a drug before the colon does.

While nothing is taken they wash into the colon at the rate of immigration, in the proportions of
the stool. A drug stops their growth and kills them, as it does elsewhere, at the concentration of
the fluid that reaches the colon. They are shed with the mucus, so that who does not grow is lost.
A part of them rests in crypts, where a drug does not kill; but it keeps them from growing too, and
the epithelium on which they rest is renewed within days. What is left grows back slowly, and who
falls below a few cells is gone: nobody brings it back.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from holobiont.engine.law import Array, Law, Linear, Process
from holobiont.gut import kinetics, potency
from holobiont.gut.blueprint import BIOMASS, BODY, ILEUM, NECROMASS, SUPPLY, Blueprint
from holobiont.gut.fluxes import Fluxes
from holobiont.gut.members import Member
from holobiont.gut.susceptible import constants, elimination_rate, kill
from holobiont.knowledge.schema import Drug

#: The laws whose constants go by how much of each member lives there at rest.
_WASHING, _REGROWTH, _KILLING = "upstream_washing", "upstream_regrowth", "upstream_killing"
#: The constants of a drug by which it does so.
_TOLD = ("mic", "kappa", "least", "most", "guard", "swallowed", "secreted")
#: The part of growth that drugs leave, and the loss of those who rest while they do not grow.
_GROWING, _OUTGROWN = "upstream_growing", "upstream_outgrown"


def at_rest(b: Blueprint, shares: Array) -> Array:
    """Return what lives in the ileum while no drug was taken (g), by member.

    As much as washes into the colon while the ileum empties.
    """
    body = b.knowledge.physiology.value
    total = body("community.immigration") * body("biomass.cell_mass") / b.habitat.emptying
    return total * shares


def settled(b: Blueprint, rest: Array) -> dict[str, dict[str, Any]]:
    """Return the constants of these laws where `rest` lives there while no drug is taken (g)."""
    few = b.knowledge.physiology.value("biomass.smallest")
    held = rest.clip(min=few)
    every = np.tile(held, len(b.antimicrobials))
    return {_REGROWTH: {"rest": held}, _KILLING: {"rest": every}}


def washing(b: Blueprint) -> Process:
    """Wash residents of the ileum into the colon, which takes nothing from who lives there."""
    fluxes = Fluxes(_WASHING, kinetics.first_order)
    first = b.habitat.names[0]
    for m in b.member_ids:
        effect = {b.at(BIOMASS, SUPPLY): -1.0, b.at(m, first): 1.0}
        fluxes.add((b.at(m, ILEUM),), effect, rate=b.habitat.emptying)
    return fluxes.process()


def derived(b: Blueprint, none: float) -> tuple[Law, ...]:
    """Return the part of its growth in the ileum that drugs leave to each member."""
    if not b.antimicrobials:
        return ()
    fluxes = Fluxes(_GROWING, potency.growing_upstream)
    for member in b.members:
        reads: list[int] = []
        params: dict[str, float] = {}
        for d, drug in enumerate(b.antimicrobials):
            reads += _passing(b, drug)
            own = constants(drug, member) | _arrival(b, drug)
            params |= {f"{name}_{d}": own[name] for name in _TOLD}
        fluxes.add(reads, {}, **params)
    return (fluxes.process(none=none).law,)


def regrowth(b: Blueprint, growing: int) -> Process:
    """Grow back to what was there at rest, ever more slowly on the way.

    Parameters
    ----------
    growing : int
        Position of the quantities of `derived`.
    """
    fluxes = Fluxes(_REGROWTH, potency.regrowth)
    pace = b.knowledge.physiology.value("community.upstream_growth")
    for i, m in enumerate(b.member_ids):
        effect = {b.at(BIOMASS, SUPPLY): -1.0, b.at(m, ILEUM): 1.0}
        fluxes.add((b.at(m, ILEUM), growing + i), effect, rate=pace, rest=1.0)
    return fluxes.process()


def outgrown(b: Blueprint, growing: int) -> Process:
    """Shed residents that do not grow, and those that rest, with the epithelium they live on."""
    fluxes = Fluxes(_OUTGROWN, potency.outgrown)
    pace, first = b.knowledge.physiology.value("community.upstream_renewal"), b.habitat.names[0]
    for i, m in enumerate(b.member_ids):
        effect = {b.at(m, ILEUM): -1.0, b.at(m, first): 1.0}
        fluxes.add((b.at(m, ILEUM), growing + i), effect, rate=pace)
    return fluxes.process()


def killing(b: Blueprint, none: float) -> Process:
    """Lose residents of the ileum to each drug in the fluid that passes them."""
    fluxes = Fluxes(_KILLING, potency.upstream_killing)
    body = b.knowledge.physiology.value
    debris = 1.0 / b.knowledge.gram_per_mmol(BIOMASS)
    for drug in b.antimicrobials:
        for member in b.members:
            source = b.at(member.id, ILEUM)
            fluxes.add(
                (source, *_passing(b, drug)),
                {source: -1.0, b.at(NECROMASS, ILEUM): debris},
                rest=1.0,
                tolerant=_tolerant(b, drug, member),
                **constants(drug, member),
                **_arrival(b, drug),
            )
    return fluxes.process(none=none, vigor=body("mucus.turnover"))


def _passing(b: Blueprint, drug: Drug) -> tuple[int, int, int]:
    """Positions of what is on its way of a drug, of what the body holds, and of its enzyme."""
    return b.at(drug.id, ILEUM), b.at(drug.id, BODY), b.at(_guard(b, drug), ILEUM)


def _tolerant(b: Blueprint, drug: Drug, member: Member) -> float:
    """Part of a member that rests where a drug does not kill."""
    own = kill(drug, member).tolerant
    return b.knowledge.physiology.value("community.tolerant") if own is None else own.internal


def _arrival(b: Blueprint, drug: Drug) -> dict[str, float]:
    """How much of what is on its way, and in the body, a liter of the fluid holds (1/L).

    An enzyme undoes some of it there: ``guard`` times its grams (1/g) over the ileum's emptying.
    """
    flow = b.knowledge.physiology.value("water.inflow")
    secreted = drug.to_colon * elimination_rate(drug)
    how = b.knowledge.drugs[_guard(b, drug)].effect.undo.get(drug.id)
    guard = 0.0 if how is None else how.rate.internal / how.half.internal / flow
    return {
        "swallowed": b.habitat.emptying / flow,
        "secreted": secreted / flow,
        "guard": guard,
    }


def _guard(b: Blueprint, drug: Drug) -> str:
    """Return the id of a swallowed enzyme that undoes a drug; that of the drug where none does."""
    return next((other.id for other in b.drugs if drug.id in other.effect.undo), drug.id)


def processes(
    b: Blueprint, none: float, made: Sequence[Law | Linear], start: int
) -> tuple[Process, ...]:
    """Return what happens to the residents of the ileum; nothing where no drug acts on microbes.

    Parameters
    ----------
    made : sequence of Law or Linear
        The quantities that drugs meet, those of `derived` among them; the first is at `start`.
    """
    if not b.antimicrobials:
        return ()
    names = [node.name for node in made]
    growing = start + sum(node.size for node in made[: names.index(_GROWING)])
    return (washing(b), regrowth(b, growing), outgrown(b, growing), killing(b, none))
