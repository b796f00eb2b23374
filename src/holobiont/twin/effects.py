"""What drugs that are being taken do to the body: to its pace, to what enters, to who comes in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import prod

from holobiont.errors import UsageError
from holobiont.gut.blueprint import WATER, Blueprint
from holobiont.gut.medicate import taken as entry_of
from holobiont.gut.supply import Entry
from holobiont.knowledge.closest import closest
from holobiont.knowledge.schema import Drug, Quantity
from holobiont.knowledge.store import Knowledge
from holobiont.protocol import Medicine, Step

_HOURS = 24.0
_VEIN = "intravenous"


@dataclass(frozen=True)
class Dose:
    """A drug that is being taken: how much of it (g/h), and whether into a vein."""

    drug: Drug
    rate: float
    injected: bool = False


def doses(knowledge: Knowledge, active: Iterable[Step]) -> tuple[Dose, ...]:
    """Return the drugs that are taken while some steps hold."""
    found = (step for step in active if isinstance(step, Medicine))
    return tuple(
        Dose(knowledge.drugs[s.drug], s.grams_per_day / _HOURS, s.route == _VEIN) for s in found
    )


def check_routes(knowledge: Knowledge, steps: Iterable[Step]) -> None:
    """Complain about a drug that is given into a vein and of which nothing is known there.

    Raises
    ------
    UsageError
    """
    for step in steps:
        if isinstance(step, Medicine) and step.route == _VEIN:
            drug = knowledge.drugs[step.drug]
            if not drug.to_body:
                raise UsageError(
                    f"{drug.label} cannot be given into a vein: it acts in the gut alone, and how "
                    "the body would lose it is not known. Leave out 'intravenously'."
                )


def given(taken: Iterable[Dose]) -> Entry:
    """Return what enters of the drugs themselves (g/h), by either route."""
    ways: tuple[dict[str, float], dict[str, float]] = {}, {}
    for dose in taken:
        way = ways[dose.injected]
        way[dose.drug.id] = way.get(dose.drug.id, 0.0) + dose.rate
    return entry_of(*ways)


def pace(taken: Iterable[Dose]) -> float:
    """Return how many times as fast contents move."""
    shifts = ((dose.drug.effect.transit, dose.rate) for dose in taken)
    return prod(shift.at(rate) for shift, rate in shifts if shift is not None)


def changed(b: Blueprint, taken: Iterable[Dose]) -> Blueprint:
    """Return a blueprint whose body sends what it does while drugs are taken; the same if so."""
    numbers: dict[str, Quantity] = {}
    body = b.knowledge.physiology
    for dose in taken:
        for key, shift in dose.drug.effect.body.items():
            old = numbers.get(key, body.quantity(key))
            numbers[key] = scaled(old, shift.at(dose.rate))
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
    for dose in taken:
        for name, arrival in dose.drug.effect.inflow.items():
            came = [m for m in b.members if closest({name: True}, m.taxon)]
            for member in came:
                at = member.id, first
                entry[at] = entry.get(at, 0.0) + cell * arrival.at(dose.rate) / len(came)
    return entry


def entering(b: Blueprint, taken: Iterable[Dose]) -> Entry:
    """Return the water that comes with what holds it (L/h), by osmosis in the small intestine."""
    holding = ((dose.rate, dose.drug.effect.osmole) for dose in taken if not dose.injected)
    held = sum(rate * osmole.internal for rate, osmole in holding if osmole is not None)
    return {(WATER, b.habitat.names[0]): held} if held else {}
