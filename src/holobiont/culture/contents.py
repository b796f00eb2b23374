"""What is put into a vessel: medium, substrate, inoculum, and the strong ions that set the pH."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from holobiont.engine.law import Array
from holobiont.errors import InputError, did_you_mean
from holobiont.gut.acidity import charge_balance
from holobiont.gut.blueprint import INERT, WATER, Blueprint
from holobiont.gut.supply import food_grams
from holobiont.knowledge import Knowledge, Medium
from holobiont.quantity import same_dimension

_STRONG = "sodium"


def start(
    b: Blueprint, medium: Medium, substrate: Mapping[str, float], shares: Array, inoculum: float
) -> Array:
    """Return the state of one liter when the culture begins.

    Parameters
    ----------
    substrate
        Grams per liter by name.
    shares : ndarray, shape (members,)
        Of those that are no strains.
    inoculum
        Dry biomass (g/L).
    """
    (place,) = b.habitat.names
    x = np.zeros(len(b.states))
    x[b.at(WATER, place)] = 1.0
    for name, amount in medium_amounts(b, medium).items():
        x[b.at(name, place)] += amount
    for name, amount in substrate_amounts(b, substrate).items():
        x[b.at(name, place)] += amount
    x[b.all_at(b.member_ids[: len(shares)], place)] = shares * inoculum
    x[b.at(_STRONG, place)] += strong_ions(b, x, medium.ph.internal)
    return x


def medium_amounts(b: Blueprint, medium: Medium) -> dict[str, float]:
    """Return mmol per liter of what a medium contains."""
    return {
        name: q.internal if same_dimension(q.unit, "mM") else q.internal / b.grams(name)
        for name, q in medium.contents.items()
    }


def substrate_amounts(b: Blueprint, substrate: Mapping[str, float]) -> dict[str, float]:
    """Return mmol per liter of substrates given as grams per liter.

    Raises
    ------
    InputError
        If a name is unknown, or an amount is no positive number.
    """
    total: dict[str, float] = {}
    for name, grams in substrate.items():
        if not (math.isfinite(grams) and grams >= 0):
            raise InputError(
                f"{grams:g} g/L of {name!r} is not an amount; give a number from 0 up."
            )
        for part, mass in substrate_parts(b.knowledge, name, float(grams)).items():
            total[part] = total.get(part, 0.0) + mass / b.grams(part)
    return total


def substrate_parts(knowledge: Knowledge, name: str, grams: float) -> dict[str, float]:
    """Return grams of each polymer and pool in a named substrate or food.

    Raises
    ------
    InputError
        If the name is unknown.
    """
    plain = name.strip().casefold().replace(" ", "_").replace("-", "_")
    if plain in knowledge.polymers or plain in knowledge.compounds:
        return {plain: grams}
    names = (*knowledge.polymers, *knowledge.compounds, *knowledge.foods)
    try:
        food = knowledge.food(name)
    except InputError as error:
        raise InputError(
            f"{name!r} is not a known substrate.{did_you_mean(plain, names)}"
        ) from error
    return {part: mass for part, mass in food_grams(food, grams).items() if part != INERT}


def strong_ions(b: Blueprint, x: Array, ph: float) -> float:
    """Strong cations less strong anions (mmol/L) that bring the contents to a pH."""
    (place,) = b.habitat.names
    compounds = [b.knowledge.compounds[name] for name in b.dissolved]
    steps = max(len(c.pKa.internal) for c in compounds if c.pKa)
    constants = np.zeros((steps, len(compounds), 1))
    for column, compound in enumerate(compounds):
        for step, value in enumerate(compound.pKa.internal if compound.pKa else ()):
            constants[step, column, 0] = 10.0**-value
    charges = np.array([c.protonated_charge for c in compounds], dtype=float)
    amounts = x[b.all_at(b.dissolved, place)][:, None]
    water = b.knowledge.physiology.value("ions.water_pk")
    excess, _ = charge_balance(np.array([ph]), amounts, charges, constants, water)
    return -float(excess[0])
