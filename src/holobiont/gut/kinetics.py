"""Rate laws, written as their papers write them. Analytic, vectorized, no constants inside."""

from __future__ import annotations

from typing import Any

import numpy as np

Numbers = Any

#: Keeps nothing over nothing at nothing.
_NOTHING = 1e-30


def ratio(amount: Numbers, volume: Numbers) -> Numbers:
    """Concentration of a dissolved amount (mmol/L)."""
    return amount / volume


def first_order(amount: Numbers, *, rate: Numbers) -> Numbers:
    """Move or lose a fixed share per hour (`rate` in 1/h)."""
    return rate * amount


def shortfall(amount: Numbers, *, rate: Numbers, level: Numbers) -> Numbers:
    """Enter at a `level` (mmol/h), less what a pool sends at its `rate` (1/h); never backwards."""
    return np.maximum(level - rate * amount, 0.0)


def propulsion(
    amount: Numbers, volume: Numbers, *, rate: Numbers, resting: Numbers, response: Numbers
) -> Numbers:
    """Move contents along, the faster the more there is to stretch the wall (per h).

    `rate` (1/h) holds at the `resting` volume (L); it grows with the volume's power `response`.
    """
    return rate * amount * (volume / resting) ** response


def propulsion_gradient(
    amount: Numbers, volume: Numbers, *, rate: Numbers, resting: Numbers, response: Numbers
) -> Numbers:
    """Partial derivatives of `propulsion`, shape (2, n)."""
    pace = rate * (volume / resting) ** response
    return np.stack([pace, pace * response * amount / volume])


def constant(*, rate: Numbers) -> Numbers:
    """Enter at a fixed rate (per h)."""
    return np.asarray(rate)


def drying(water: Numbers, held: Numbers, *, rate: Numbers) -> Numbers:
    """Absorb the water (L) that solids do not hold, a share per hour (`rate` in 1/h)."""
    return rate * (water - held)


def free_share(water: Numbers, held: Numbers) -> Numbers:
    """Share of the contents in touch with the wall: the less, the more water (L) solids hold."""
    return water / (water + held)


def permeation(concentration: Numbers, free: Numbers, *, clearance: Numbers) -> Numbers:
    """Cross the epithelium, from the `free` share of the contents (clearance in L/h; mmol/h)."""
    return clearance * free * concentration


def contois(
    polymer: Numbers, degraders: Numbers, share: Numbers, *, rate: Numbers, half: Numbers
) -> Numbers:
    """Hydrolyze a polymer at the surface shared by its degraders (Contois 1959).

    ``rate * share * P / (half * E + P)`` with E the biomass of all degraders and `share` the part
    of it that acts here (g); `rate` in mmol/g/h and `half` in mmol/g.
    """
    return rate * share * polymer / (half * degraders + polymer)


def conversion(catalysts: Numbers, substrate: Numbers, *, rate: Numbers, half: Numbers) -> Numbers:
    """Change a compound by the enzymes of `catalysts` (g; Michaelis & Menten 1913; mmol/h)."""
    return rate * catalysts * substrate / (half + substrate)


def helped_conversion(
    catalysts: Numbers,
    substrate: Numbers,
    helper: Numbers,
    *,
    rate: Numbers,
    half: Numbers,
    helper_half: Numbers,
) -> Numbers:
    """Change a compound as `conversion` does, as far as there is a `helper` (mmol/L).

    Where none is needed `helper_half` is zero.
    """
    pace = conversion(catalysts, substrate, rate=rate, half=half)
    return pace * helper / (helper + helper_half)


def trapezoid(
    ph: Numbers, low: Numbers, full_low: Numbers, full_high: Numbers, high: Numbers
) -> Numbers:
    """Growth relative to the best pH: 0, rising, 1, falling, 0 at four corners (Kettle 2018)."""
    rise = (ph - low) / (full_low - low)
    fall = (high - ph) / (high - full_high)
    return np.maximum(0.0, np.minimum(1.0, np.minimum(rise, fall)))


def growth(  # noqa: PLR0913 - a law reads what it reads
    biomass: Numbers,
    substrate: Numbers,
    plenty: Numbers,
    helper: Numbers,
    nutrition: Numbers,
    ph: Numbers,
    *,
    fitness: Numbers,
    rate: Numbers,
    half: Numbers,
    threshold: Numbers,
    helper_half: Numbers,
    corners: tuple[Numbers, Numbers, Numbers, Numbers],
) -> Numbers:
    """Grow on one of several substitutable substrates (Kettle et al. 2015, microPop; g/h).

    ``X mu g (e^f C/K)/(g + e^f sum C/K)`` times a Monod term for a needed co-substrate and the
    `nutrition` that building materials allow. `plenty` is ``sum_j C_j/K_j`` over everything the
    organism can take up; `threshold` is the concentration below which the reaction yields nothing.
    The pH term ``g`` lowers the fastest growth, in which it was measured, and not the affinity:
    hungry cells feel the pH less, as in chemostats (Duncan et al. 2009,
    10.1111/j.1462-2920.2009.01931.x). Fitness ``f`` is how eagerly food is taken up while it is
    scarce; nobody grows faster for it where there is plenty.
    """
    available = np.maximum(substrate - threshold, 0.0) / half
    needs = helper / (helper + helper_half) * nutrition
    fit, eager = trapezoid(ph, *corners), np.exp(fitness)
    alive = np.maximum(biomass, 0.0)
    return rate * alive * fit * eager * available / (fit + eager * plenty) * needs


def selfish_growth(  # noqa: PLR0913 - a law reads what it reads
    biomass: Numbers,
    polymer: Numbers,
    degraders: Numbers,
    nutrition: Numbers,
    ph: Numbers,
    *,
    fitness: Numbers,
    rate: Numbers,
    half: Numbers,
    fastest: Numbers,
    corners: tuple[Numbers, Numbers, Numbers, Numbers],
) -> Numbers:
    """Grow on the part of a polymer that its degrader takes in unshared (g/h).

    As much as it breaks down while that is little, and never more than `fastest` (1/h) allows.
    """
    pull = np.exp(fitness) * contois(polymer, degraders, 1.0, rate=rate, half=half)
    limit = fastest * trapezoid(ph, *corners)
    return np.maximum(biomass, 0.0) * limit * pull / (limit + pull + _NOTHING) * nutrition


def nutrition(ammonia: Numbers, *, half: Numbers) -> Numbers:
    """Growth that ammonia allows, relative to plenty of it."""
    return ammonia / (ammonia + half)


def tolerance(nutrition: Numbers, inhibitors: Numbers) -> Numbers:
    """Growth that building materials and inhibitors leave.

    `inhibitors` is the sum of each over what halves growth.
    """
    return nutrition / (1.0 + inhibitors)


def crowding(biomass: Numbers, volume: Numbers, resident: Numbers, *, rate: Numbers) -> Numbers:
    """Lose organisms in proportion to their own density, as lytic phages make them (g/h).

    `resident` is the density (g/L) at which the loss is `rate` (1/h): a taxon's phages follow
    its abundance ("kill the winner", Thingstad 2000).
    """
    return kin_crowding(biomass, volume, biomass, rate=rate, resident=resident)


def kin_crowding(
    biomass: Numbers, volume: Numbers, kin: Numbers, *, rate: Numbers, resident: Numbers
) -> Numbers:
    """Lose organisms in proportion to the density of all `kin` (g), as `crowding` does (g/h)."""
    return rate * biomass * (kin / volume) / resident


def adsorption(
    host: Numbers, phage: Numbers, volume: Numbers, *, rate: Numbers, few: Numbers, single: Numbers
) -> Numbers:
    """Meet and stick, at the product of the densities (Stent 1963; particles/h).

    `host` in g, `rate` in L/g/h. The last `few` hosts (g) are hardly found, and less than a
    `single` particle finds nobody: densities that mean no whole one do not grow back.
    """
    found, free = np.maximum(host, 0.0), np.maximum(phage, 0.0)
    return rate * found * free / volume * found / (found + few) * free / (free + single)


def infection(
    host: Numbers,
    phage: Numbers,
    volume: Numbers,
    vigor: Numbers,
    *,
    full: Numbers,
    **constants: Numbers,
) -> Numbers:
    """Adsorb to cells that make particles: all that grow at `full` (1/h), in proportion below.

    The burst of T4 rises linearly with the growth of its host (Nabergoj et al. 2018).
    """
    return adsorption(host, phage, volume, **constants) * _fertile(vigor, full)


def sterile_infection(
    host: Numbers,
    phage: Numbers,
    volume: Numbers,
    vigor: Numbers,
    *,
    full: Numbers,
    **constants: Numbers,
) -> Numbers:
    """Adsorb to cells that grow too little to make particles, and die all the same."""
    return adsorption(host, phage, volume, **constants) * (1.0 - _fertile(vigor, full))


def _fertile(vigor: Numbers, full: Numbers) -> Numbers:
    """Part of the infected cells that grow fast enough to make particles."""
    return np.minimum(vigor / full, 1.0)


def sporulation(biomass: Numbers, vigor: Numbers, *, rate: Numbers, slow: Numbers) -> Numbers:
    """Turn into spores, the less the faster cells grow (g/h).

    `rate` (1/h) is that of cells that do not grow, and `slow` the growth (1/h) that halves it.
    """
    return rate * np.maximum(biomass, 0.0) * slow / (slow + np.maximum(vigor, 0.0))


def germination(
    spores: Numbers, woken: Numbers, blocked: Numbers, helped: Numbers, *, rate: Numbers
) -> Numbers:
    """Wake spores by a germinant and a co-germinant, against what takes its place (g/h).

    `woken`, `blocked` and `helped` are the sums of germinants, competitors and co-germinants, each
    over its own half saturation: ``rate S w/(1 + w + b) h/(1 + h)``, the form of an enzyme whose
    inhibitor competes with its substrate (Ramirez et al. 2010, 10.1128/JB.00488-10; Sorg and
    Sonenshein 2009, 10.1128/JB.01260-08). A solver's step may leave a trace below zero of what is
    used up; it helps as much as nothing.
    """
    aid = np.maximum(helped, 0.0)
    return rate * spores * awake(woken, blocked) * aid / (1.0 + aid)


def awake(woken: Numbers, blocked: Numbers) -> Numbers:
    """Part of the fastest germination that germinants allow beside their competitors."""
    some, other = np.maximum(woken, 0.0), np.maximum(blocked, 0.0)
    return some / (1.0 + some + other)


def diffusion(
    outside: Numbers, volume: Numbers, inside: Numbers, *, rate: Numbers, share: Numbers
) -> Numbers:
    """Go from a lumen of some `volume` (L) into mucus, until what is `inside` rests (per h).

    `rate` is the part of the mucus exchanged (1/h), `share` its volume (L) times its density at
    rest over that of the lumen.
    """
    return rate * (share * outside / volume - inside)


def shedding(amount: Numbers, residents: Numbers, *, rate: Numbers, room: Numbers) -> Numbers:
    """Come off with the mucus, the faster the more residents (g) fill its `room` (per h)."""
    return rate * amount * (1.0 + residents / room)


def oxygenation(
    oxygen: Numbers, fuel: Numbers, *, clearance: Numbers, level: Numbers, half: Numbers
) -> Numbers:
    """Leak from tissue at `level` (mmol/L), held back where colonocytes burn `fuel` (mmol/h)."""
    return clearance * (level * half / (half + fuel) - oxygen)


def scavenging(
    oxygen: Numbers, residents: Numbers, fuel: Numbers, *, rate: Numbers, half: Numbers
) -> Numbers:
    """Reduce oxygen in passing, at first order in it and in the residents, while there is fuel."""
    return rate * oxygen * residents * fuel / (half + fuel)


def undissociated(concentration: Numbers, ph: Numbers, *, pk: Numbers) -> Numbers:
    """Part of a weak acid that is not dissociated (mmol/L)."""
    return concentration / (1.0 + 10.0 ** (ph - pk))


def uncharged(concentration: Numbers, ph: Numbers, *, pk: Numbers) -> Numbers:
    """Part of a weak base that carries no proton (mmol/L)."""
    return concentration / (1.0 + 10.0 ** (pk - ph))


def exchange(volume: Numbers, concentration: Numbers, *, rate: Numbers, level: Numbers) -> Numbers:
    """Equilibrate a dissolved gas with blood held at `level` (mmol/L); rate in 1/h."""
    return rate * volume * (concentration - level)


def carried(concentration: Numbers, flow: Numbers, *, volatility: Numbers) -> Numbers:
    """Leave with a `flow` of gas (L/h) that is at equilibrium with what is dissolved (mmol/h)."""
    return flow * volatility * concentration


def anion_exchange(
    total: Numbers, undissociated: Numbers, free: Numbers, *, clearance: Numbers, level: Numbers
) -> Numbers:
    """Secrete bicarbonate for chloride down its gradient from blood at `level` (mmol/h)."""
    return clearance * free * (level - (total - undissociated))
