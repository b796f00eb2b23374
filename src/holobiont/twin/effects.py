"""What drugs that are being taken do to the body: to its pace, to what enters, to who comes in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from math import prod

from holobiont.gut.blueprint import WATER, Blueprint
from holobiont.gut.supply import Entry
from holobiont.knowledge.closest import closest
from holobiont.knowledge.schema import Drug, Quantity
from holobiont.knowledge.store import Knowledge
from holobiont.protocol import Medicine, Step

_HOURS = 24.0
#: A drug that is being taken, and how much of it (g/h).
Dose = tuple[Drug, float]


def doses(knowledge: Knowledge, active: Iterable[Step]) -> tuple[Dose, ...]:
    """Return the drugs that are taken while some steps hold."""
    found = (step for step in active if isinstance(step, Medicine))
    return tuple((knowledge.drugs[s.drug], s.grams_per_day / _HOURS) for s in found)


def pace(taken: Iterable[Dose]) -> float:
    """Return how many times as fast contents move."""
    shifts = ((drug.effect.transit, dose) for drug, dose in taken)
    return prod(shift.at(dose) for shift, dose in shifts if shift is not None)


def changed(b: Blueprint, taken: Iterable[Dose]) -> Blueprint:
    """Return a blueprint whose body sends what it does while drugs are taken; the same if so."""
    numbers: dict[str, Quantity] = {}
    body = b.knowledge.physiology
    for drug, dose in taken:
        for key, shift in drug.effect.body.items():
            old = numbers.get(key, body.quantity(key))
            numbers[key] = scaled(old, shift.at(dose))
    if not numbers:
        return b
    return replace(b, knowledge=b.knowledge.override({k: q.value for k, q in numbers.items()}))


def scaled(quantity: Quantity, factor: float) -> Quantity:
    """Return a number multiplied by a factor."""
    return quantity.model_copy(update={"value": quantity.value * factor})


def inflow(b: Blueprint, taken: Iterable[Dose]) -> Entry:
    """Return who washes in because of drugs (g/h): shared by the members of each group alike."""
    first, cell = b.habitat.names[0], b.knowledge.physiology.value("biomass.cell_mass")
    entry: Entry = {}
    for drug, dose in taken:
        for name, arrival in drug.effect.inflow.items():
            came = [m for m in b.members if closest({name: True}, m.taxon)]
            for member in came:
                at = member.id, first
                entry[at] = entry.get(at, 0.0) + cell * arrival.at(dose) / len(came)
    return entry


def entering(b: Blueprint, taken: Iterable[Dose]) -> Entry:
    """Return the water that comes with what holds it (L/h), by osmosis in the small intestine."""
    held = sum(dose * d.effect.osmole.internal for d, dose in taken if d.effect.osmole is not None)
    return {(WATER, b.habitat.names[0]): held} if held else {}
