"""Grow one community in its vessel, and measure."""

from __future__ import annotations

import numpy as np

from holobiont.culture import CultureResult, Options, culture
from holobiont.errors import HolobiontError
from holobiont.knowledge import Knowledge, Medium
from holobiont.validation.culture import Culture
from holobiont.validation.dish import Dish
from holobiont.validation.experiment import Target
from holobiont.validation.measure import Cell, Measured, numbers
from holobiont.validation.observables import OF_A_CULTURE, Numbers


def grow(task: tuple[Dish, tuple[Cell, ...]], knowledge: Knowledge) -> list[Measured]:
    """Grow a community once, and measure all cells at the end, in order."""
    dish, cells = task
    try:
        seen = grown(dish, knowledge)
    except HolobiontError as error:
        return [Measured({}, {}, f"{dish}: {error}") for _ in cells]

    def read(k: int, what: Target) -> Numbers:
        return OF_A_CULTURE[what.kind](seen, k, what)

    end = np.array([len(seen.hours) - 1])
    return [
        Measured({i: numbers(read, seen.hours, end, what) for i, what in cell.wanted}, {})
        for cell in cells
    ]


def grown(dish: Dish, knowledge: Knowledge) -> CultureResult:
    """Return what becomes of a dish.

    Raises
    ------
    InputError
        If a name is unknown or an amount is impossible.
    """
    how = dish.culture
    broth = medium(how, knowledge)
    return culture(
        dict(dish.members),
        substrate=how.substrate,
        medium=broth,
        inoculum=how.inoculum,
        hours=how.hours,
        options=Options(ph=broth.ph.internal if how.hold_ph else None, phages=how.phages),
        knowledge=knowledge,
    )


def medium(how: Culture, knowledge: Knowledge) -> Medium:
    """Return the medium with what is otherwise in it."""
    broth = knowledge.medium(how.medium)
    update: dict[str, object] = {"contents": {**broth.contents, **how.contents}}
    if how.ph is not None:
        update["ph"] = broth.ph.model_copy(update={"value": how.ph, "spread": (how.ph, how.ph)})
    return broth.model_copy(update=update)
