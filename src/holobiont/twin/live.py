"""A person who swallows living microbes: in products, by species, and in fermented food."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import numpy as np

from holobiont.gut.arrive import GIVEN, Newcomer
from holobiont.gut.blueprint import Blueprint
from holobiont.gut.residency import LIMIT
from holobiont.gut.supply import Entry
from holobiont.knowledge import Knowledge
from holobiont.knowledge.closest import closest
from holobiont.protocol import Live, Protocol, Step
from holobiont.protocol.intake import Intake
from holobiont.twin.newcomers import dosed, newcomer, with_newcomers
from holobiont.twin.typical import expected

if TYPE_CHECKING:
    from holobiont.twin.twin import Twin

_HOURS = 24.0


def survival(knowledge: Knowledge, taxon: str) -> float:
    """Part of the swallowed living cells of a taxon that reach the colon alive."""
    table = {name: each.colon for name, each in knowledge.survival.items()}
    part = closest(table, knowledge.taxa[taxon])
    assert part is not None, "the knowledge speaks of every domain"
    return part.internal


def arriving(knowledge: Knowledge, steps: Iterable[Step]) -> dict[str, float]:
    """Living cells of each taxon that reach the colon in an hour while some steps hold.

    Returns
    -------
    dict
        By taxon; in the order of the steps.
    """
    found: dict[str, float] = {}
    for step in steps:
        for taxon, cells in _reaching(knowledge, step).items():
            found[taxon] = found.get(taxon, 0.0) + cells / _HOURS
    return found


def _reaching(knowledge: Knowledge, step: Step) -> dict[str, float]:
    """Living cells a day of a step that reach the colon, by taxon."""
    if isinstance(step, Intake):
        live = knowledge.foods[step.food].live
        return {t: step.taken * n.internal * survival(knowledge, t) for t, n in live.items()}
    if not isinstance(step, Live):
        return {}
    product = knowledge.products.get(step.product)
    if product is None:
        return {step.product: step.taken * survival(knowledge, step.product)}
    alive = step.taken * product.viability.internal
    own = None if product.survival is None else product.survival.internal
    return {
        taxon: alive * part * (survival(knowledge, taxon) if own is None else own)
        for taxon, part in product.parts.items()
    }


def with_live(twin: Twin, protocol: Protocol) -> Twin:
    """Return the twin with places for all living microbes that a protocol gives."""
    taxa = arriving(twin.knowledge, protocol)
    return with_newcomers(twin, [_strain(twin, taxon) for taxon in taxa if not _has(twin, taxon)])


def _strain(twin: Twin, taxon: str) -> Newcomer:
    """Return a strain that is swallowed: a typical one, or, by chance, one that differs from it.

    Strains of a taxon whose fitness was seen differ by less than what traits leave open.
    """
    fitness, seen = expected(twin, taxon)
    more = 0.0
    if twin.strains:
        rng = np.random.default_rng([*twin.strains.encode(), *taxon.encode()])
        spread = "strain_sd" if seen else "fitness_prior"
        more = twin.knowledge.physiology.value(f"community.{spread}") * rng.standard_normal()
    lumen, mucus = (np.clip(values + more, -LIMIT, LIMIT) for values in fitness)
    return newcomer(twin, taxon, fitness=lumen, mucosal=mucus)


def _has(twin: Twin, taxon: str) -> bool:
    return given_as(twin.blueprint, twin.guests, taxon) is not None


def given_as(b: Blueprint, guests: Mapping[str, str], taxon: str) -> str | None:
    """Return the id of the member that stands for what is swallowed of a taxon."""
    return next(
        (m.id for m in b.members if m.taxon.id == taxon and guests.get(m.id) == GIVEN), None
    )


def swallowed(twin: Twin, active: Iterable[Step]) -> Entry:
    """Return what enters the first segment alive while some steps hold (g/h)."""
    first = twin.blueprint.habitat.names[0]
    cell = twin.knowledge.physiology.value("biomass.cell_mass")
    grams: dict[str, float] = {}
    for taxon, cells in arriving(twin.knowledge, active).items():
        member = given_as(twin.blueprint, twin.guests, taxon)
        assert member is not None, "places for all of them were made before the run"
        grams[member] = cells * cell
    return {(member, first): amount for member, amount in dosed(twin, grams).items()}
