"""Grow a community in a vessel."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from holobiont.culture.contents import start
from holobiont.culture.members import Community, members
from holobiont.culture.phages import infect, with_phages
from holobiont.culture.result import CultureResult
from holobiont.culture.spores import sown, sporing
from holobiont.culture.vessel import vessel_network, with_fitness
from holobiont.engine.solve import Tolerance, integrate
from holobiont.errors import InputError
from holobiont.gut.blueprint import Blueprint
from holobiont.gut.habitat import vessel
from holobiont.gut.members import members_of
from holobiont.knowledge import Knowledge, Medium, load

_SMALLEST_SCALE, _EXACT = 1e-3, 1e-10


@dataclass(frozen=True)
class Options:
    """What is rarely changed in a culture.

    Attributes
    ----------
    every : float
        Hours between the states that are kept.
    ph : float or None
        Hold the pH here; otherwise it follows from what is made.
    fitness : mapping
        ln of growth over what traits give, by member; from a fitted twin, for instance.
    phages : mapping
        Particles per mL that are there from the beginning, by phage.
    spores : mapping
        Spores per mL that are there from the beginning, by member; only of those named are spores
        followed.
    """

    every: float = 1.0
    ph: float | None = None
    fitness: Mapping[str, float] = field(default_factory=dict)
    phages: Mapping[str, float] = field(default_factory=dict)
    spores: Mapping[str, float] = field(default_factory=dict)


def culture(
    community: Community,
    *,
    substrate: Mapping[str, float] | None = None,
    medium: str | Medium = "basal",
    inoculum: float | None = None,
    hours: float | None = None,
    options: Options | None = None,
    knowledge: Knowledge | None = None,
) -> CultureResult:
    """Grow a community in a closed vessel of one liter.

    The same hydrolysis, growth, cross-feeding and pH as in a colon; nothing is absorbed and
    nothing leaves, but gases share out between liquid and headspace.

    Parameters
    ----------
    community : Profile, MappedProfile or mapping of name to share
        Who is inoculated. A genus stands for itself.
    substrate : mapping, optional
        Grams per liter of polymers, pools or foods, as ``{"inulin": 10}``.
    medium : str or Medium
        What else is in the vessel.
    inoculum : float, optional
        Dry biomass (g/L); the medium's usual amount when not given.
    hours : float, optional
        Length of the culture; the medium's usual one when not given.
    options : Options, optional
        Spacing of the states that are kept, a held pH, fitnesses.
    knowledge : Knowledge, optional

    Returns
    -------
    CultureResult

    Raises
    ------
    InputError
        If a name is unknown or an amount is impossible.
    """
    knowledge, options = knowledge or load(), options or Options()
    broth = knowledge.medium(medium) if isinstance(medium, str) else medium
    dose = _positive("inoculum", broth.inoculum.internal if inoculum is None else inoculum)
    length = _positive("hours", broth.hours.internal if hours is None else hours)
    taxa, shares = members(community, knowledge)
    b, titers = with_phages(
        Blueprint(knowledge, vessel(), members_of(knowledge, taxa)), options.phages
    )
    b = sporing(b, options.spores)
    x0 = start(b, broth, substrate or {}, shares, dose)
    x0 = sown(b, infect(b, x0, titers), options.spores)
    net = with_fitness(vessel_network(b, broth, options.ph), b, options.fitness)
    steps = max(1, math.ceil(length / _positive("every", options.every)))
    times = np.linspace(0.0, length, steps + 1)
    scale = np.maximum(np.abs(x0), _SMALLEST_SCALE)
    found = integrate(net, x0, times, Tolerance(absolute=_EXACT), scale=scale)
    return CultureResult(b, broth, dict(substrate or {}), times, found.x, net, found.steps)


def _positive(name: str, value: float) -> float:
    if not (math.isfinite(value) and value > 0):
        raise InputError(f"{name} is {value:g}, but it must be a positive number.")
    return float(value)
