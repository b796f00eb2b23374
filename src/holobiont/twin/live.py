"""A person who swallows living microbes: in products, by species, and in fermented food."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import numpy as np

from holobiont.gut.arrive import GIVEN, Newcomer
from holobiont.gut.blueprint import Blueprint
from holobiont.gut.residency import LIMIT
from holobiont.gut.spores import woken_on_the_way
from holobiont.gut.supply import Entry
from holobiont.knowledge import Knowledge
from holobiont.knowledge.closest import closest
from holobiont.knowledge.schema import Spores
from holobiont.protocol import Live, Protocol, Step
from holobiont.protocol.intake import Intake
from holobiont.twin.newcomers import dosed, newcomer, with_newcomers
from holobiont.twin.spores import with_spores
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


def resting(knowledge: Knowledge, step: Step) -> bool:
    """Tell whether what a step gives are spores: so it is where a species that makes them is."""
    return isinstance(step, Live) and spores_of(knowledge, step.product) is not None


def spores_of(knowledge: Knowledge, name: str) -> Spores | None:
    """Return how a taxon makes spores; None of one that makes none, and of a product."""
    taxon = knowledge.taxa.get(name)
    return None if taxon is None or name in knowledge.products else taxon.spores


def _reaching(knowledge: Knowledge, step: Step) -> dict[str, float]:
    """Living cells a day of a step that reach the colon, by taxon."""
    if isinstance(step, Intake):
        live = knowledge.foods[step.food].live
        return {t: step.taken * n.internal * survival(knowledge, t) for t, n in live.items()}
    if not isinstance(step, Live):
        return {}
    product = knowledge.products.get(step.product)
    if product is None:
        spores = spores_of(knowledge, step.product)
        part = survival(knowledge, step.product) if spores is None else spores.acid.internal
        return {step.product: step.taken * part}
    alive = step.taken * product.viability.internal
    own = None if product.survival is None else product.survival.internal
    return {
        taxon: alive * part * (survival(knowledge, taxon) if own is None else own)
        for taxon, part in product.parts.items()
    }


def with_live(twin: Twin, protocol: Protocol) -> Twin:
    """Return the twin with places for all living microbes that a protocol gives, and for spores.

    Spores are followed of those that are given as spores: see `resting`.
    """
    taxa = arriving(twin.knowledge, protocol)
    fresh = [strain(twin, taxon) for taxon in taxa if not _has(twin, taxon)]
    wide = with_newcomers(twin, fresh)
    asleep = {s.product for s in protocol if isinstance(s, Live) and resting(twin.knowledge, s)}
    given = [given_as(wide.blueprint, wide.guests, taxon) for taxon in taxa if taxon in asleep]
    return with_spores(wide, [name for name in given if name is not None])


def strain(twin: Twin, taxon: str) -> Newcomer:
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
    return _awake_or_not(twin, {(m, first): g for m, g in dosed(twin, grams).items()})


def _awake_or_not(twin: Twin, entry: Entry) -> Entry:
    """Divide what enters of those whose spores are followed into cells and spores."""
    b, found = twin.blueprint, dict(entry)
    makes = {m.id: m.taxon.spores for m in b.members if m.id in b.spores}
    for (member, place), grams in entry.items():
        spores = makes.get(member)
        if spores is not None:
            awake = woken_on_the_way(twin.knowledge, spores)
            found[member, place] = grams * awake
            found[b.spores[member], place] = grams * (1.0 - awake)
    return found
