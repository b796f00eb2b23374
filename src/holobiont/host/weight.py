"""Body weight and its composition (Hall et al. 2011).

What is eaten beyond what is spent goes to fat `F` and lean tissue `L` in a share that depends on
how fat the body is (Forbes), p = C / (C + F)::

    F' = (1 - p) (EI - EE - rhoG G') / rhoF        L' = p (EI - EE - rhoG G') / rhoL
    G' = (CI - kG G^2) / rhoG                      W' = (dNa - xiNa W - xiCI (1 - CI/CIb)) / Na
    T' = (bAT dEI - T) / tauAT
    EE = K + gF F + gL L + delta BW + bTEF EI + T + etaF F' + etaL L'

`K` follows from the weight being steady under the usual intake, with the resting rate of Mifflin
et al. 1990; `delta`, physical activity per kg, from what of that intake is left.
"""

from __future__ import annotations

from typing import Any

from holobiont.host.module import Derived, Flux, Module, module
from holobiont.knowledge.store import Knowledge


def _mass(
    fat: Any, lean: Any, glycogen: Any, extra_water: Any, *, glycogen_usual: Any, hydrated: Any
) -> Any:
    return fat + lean + hydrated * (glycogen - glycogen_usual) + extra_water


def _resting(
    fat_usual: Any,
    lean_usual: Any,
    height: Any,
    age: Any,
    male: Any,
    *,
    mifflin_mass: Any,
    mifflin_height: Any,
    mifflin_age: Any,
    mifflin_man: Any,
    mifflin_woman: Any,
) -> Any:
    size = mifflin_mass * (fat_usual + lean_usual) + mifflin_height * height
    return size - mifflin_age * age + mifflin_man * male + mifflin_woman


def _lean_share(fat: Any, *, forbes: Any, rhoL: Any, rhoF: Any) -> Any:
    constant = forbes * rhoL / rhoF
    return constant / (constant + fat)


def _eaten(energy_intake: Any, scfa_energy: Any) -> Any:
    return energy_intake + scfa_energy


def _stored_glycogen(
    carbohydrate_intake: Any, carbohydrate_usual: Any, glycogen: Any, *, glycogen_usual: Any
) -> Any:
    """Return the energy that goes into glycogen (kcal/d)."""
    full = glycogen / glycogen_usual
    return carbohydrate_intake - carbohydrate_usual * full * full


def _spent(
    energy_eaten: Any,
    glycogen_energy: Any,
    energy_usual: Any,
    resting_rate: Any,
    lean_share: Any,
    fat: Any,
    lean: Any,
    fat_usual: Any,
    lean_usual: Any,
    body_mass: Any,
    thermogenesis: Any,
    *,
    gammaF: Any,
    gammaL: Any,
    etaF: Any,
    etaL: Any,
    rhoF: Any,
    rhoL: Any,
    betaTEF: Any,
) -> Any:
    """Return EE; the cost of making tissue depends on EE itself, linearly, and is solved for."""
    tissue = gammaF * (fat - fat_usual) + gammaL * (lean - lean_usual)
    activity = ((1 - betaTEF) * energy_usual - resting_rate) / (fat_usual + lean_usual)
    fixed = resting_rate + tissue + activity * body_mass + betaTEF * energy_eaten + thermogenesis
    making = etaF / rhoF * (1 - lean_share) + etaL / rhoL * lean_share
    return (fixed + making * (energy_eaten - glycogen_energy)) / (1 + making)


def _to_fat(
    energy_eaten: Any, energy_spent: Any, glycogen_energy: Any, lean_share: Any, *, rhoF: Any
) -> Any:
    return (1 - lean_share) * (energy_eaten - energy_spent - glycogen_energy) / rhoF


def _to_lean(
    energy_eaten: Any, energy_spent: Any, glycogen_energy: Any, lean_share: Any, *, rhoL: Any
) -> Any:
    return lean_share * (energy_eaten - energy_spent - glycogen_energy) / rhoL


def _to_glycogen(glycogen_energy: Any, *, rhoG: Any) -> Any:
    return glycogen_energy / rhoG


def _to_water(
    sodium_change: Any,
    extra_water: Any,
    carbohydrate_intake: Any,
    carbohydrate_usual: Any,
    *,
    Na: Any,
    xiNa: Any,
    xiCI: Any,
) -> Any:
    starved = 1 - carbohydrate_intake / carbohydrate_usual
    return (sodium_change - xiNa * extra_water - xiCI * starved) / Na


def _adapts(
    energy_eaten: Any, energy_usual: Any, thermogenesis: Any, *, betaAT: Any, tauAT: Any
) -> Any:
    return (betaAT * (energy_eaten - energy_usual) - thermogenesis) / tauAT


def weight(knowledge: Knowledge) -> Module:
    """Return body weight and composition."""
    return module(
        knowledge.body("weight"),
        (
            Flux("fat stored", _to_fat, {"fat": 1}),
            Flux("lean tissue made", _to_lean, {"lean": 1}),
            Flux("glycogen stored", _to_glycogen, {"glycogen": 1}),
            Flux("water held", _to_water, {"extra_water": 1}),
            Flux("thermogenesis adapts", _adapts, {"thermogenesis": 1}),
        ),
        {
            "body_mass": Derived(_mass, "kg"),
            "resting_rate": Derived(_resting, "kcal/d"),
            "lean_share": Derived(_lean_share, "1"),
            "energy_eaten": Derived(_eaten, "kcal/d"),
            "glycogen_energy": Derived(_stored_glycogen, "kcal/d"),
            "energy_spent": Derived(_spent, "kcal/d"),
        },
    )
