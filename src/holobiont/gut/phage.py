"""Phages: they adsorb, multiply in their hosts, burst them, decay, hide as prophages.

States are free particles and infected cells of each phage, in every segment and its mucus; hosts
come in strains (`gut.strains`). An infection runs through stages of equal mean length, so that
bursts come after a delay and not at once. Only phages that a blueprint is given cost anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from holobiont.engine.law import Law, Linear, Process
from holobiont.gut import kinetics, mucus
from holobiont.gut.blueprint import BIOMASS, MUCIN, NECROMASS, PARTICLES, STAGES, WATER, Blueprint
from holobiont.gut.fluxes import Fluxes
from holobiont.gut.kin import kin_crowding
from holobiont.gut.members import Member
from holobiont.gut.quantities import sums
from holobiont.gut.strains import infects, kin, preys
from holobiont.gut.vigor import vigor
from holobiont.knowledge.schema import Phage


@dataclass(frozen=True)
class Home:
    """Where phages meet their hosts: the lumen of a segment, or its mucus.

    Attributes
    ----------
    place, segment : str
        Of the organisms, and of the debris that they leave.
    volume, vigor : int
        Positions of the volume, and of the growth of the first host; others follow.
    """

    place: str
    segment: str
    volume: int
    vigor: int


Homes = Sequence[Home]


def hosts(b: Blueprint) -> tuple[Member, ...]:
    """Members that some phage preys on, every strain."""
    return tuple(m for m in b.members if any(preys(phage, m) for phage in b.phages))


def derived(b: Blueprint, growing: Sequence[Process]) -> tuple[Law | Linear, ...]:
    """Volume of the mucus (L), kin of each host (g) in each segment, growth of each (1/h).

    `growing` are processes of the blueprint, those of growth among them.
    """
    if not b.phages:
        return ()
    start, own, walls = b.offsets["end"], hosts(b), len(b.habitat.walls)
    none = np.empty(0, dtype=np.intp)
    volumes = np.array([mucus.volume(b, s) for s in range(walls)])
    room = Linear("mucosal_volume", none, none, np.empty(0), volumes)
    terms = [
        (i * walls + s, int(b.across(other.id)[s]), 1.0)
        for i, one in enumerate(own)
        for other in own
        if other.origin == one.origin
        for s in range(walls)
    ]
    before = (room, sums("kin", terms, len(own) * walls)) if walls else ()
    start += sum(node.size for node in before)
    return (*before, *(vigor(b, own, start, growing) if own else ()))


def homes(b: Blueprint, viral: Sequence[Law | Linear]) -> tuple[Home, ...]:
    """List where phages meet their hosts; `viral` are the quantities of `derived`."""
    own, start = len(hosts(b)), b.offsets["end"]
    first = start + sum(node.size for node in viral[:-1])
    where = [(p, p, b.at(WATER, p)) for p in b.habitat.names]
    walls = enumerate(zip(b.habitat.walls, b.habitat.names, strict=False))
    where += [(wall, place, start + s) for s, (wall, place) in walls]
    return tuple(Home(*each, first + k * own) for k, each in enumerate(where))


def _meetings(b: Blueprint, sites: Homes) -> Iterator[tuple[Phage, int, Member, Home, float]]:
    """Yield phage, number of the host, host, home, and adsorption (L/g/h)."""
    for phage in b.phages:
        for i, host in enumerate(hosts(b)):
            if preys(phage, host):
                relative = phage.hosts[host.taxon.id].internal
                for home in sites:
                    yield phage, i, host, home, relative * _clearance(b, phage)


def _clearance(b: Blueprint, phage: Phage) -> float:
    """Volume that a gram of host cells clears of particles (L/g/h)."""
    slowed = phage.gut.hindrance.internal if b.habitat.in_body else 1.0
    return slowed * phage.adsorption.internal / phage.cell.internal


def _hit(b: Blueprint, phage: Phage, host: Member, place: str) -> tuple[dict[int, float], float]:
    """Return what a unit of particles takes of itself and its host, and the mass of both (g)."""
    cells = PARTICLES * phage.cell.internal
    taken = {b.at(phage.id, place): -1.0, b.at(host.id, place): -cells}
    return taken, cells + b.phage_grams[phage.id]


def infection(b: Blueprint, sites: Homes) -> Process:
    """Particles enter hosts that grow, which become infected cells."""
    fluxes = Fluxes("infection", kinetics.infection)
    for phage, i, host, home, rate in _meetings(b, sites):
        if infects(phage, host):
            taken, mass = _hit(b, phage, host, home.place)
            first = b.at(b.infected[phage.id][0], home.place)
            _add(b, fluxes, (phage, i, host, home), {**taken, first: mass}, rate)
    return fluxes.process()


def sterile_infection(b: Blueprint, sites: Homes) -> Process:
    """Hosts that grow too little die of a particle without making others."""
    fluxes = Fluxes("sterile_infection", kinetics.sterile_infection)
    for phage, i, host, home, rate in _meetings(b, sites):
        if infects(phage, host):
            taken, mass = _hit(b, phage, host, home.place)
            debris = {b.at(NECROMASS, home.segment): mass / b.knowledge.gram_per_mmol(BIOMASS)}
            _add(b, fluxes, (phage, i, host, home), {**taken, **debris}, rate)
    return fluxes.process()


def _add(
    b: Blueprint,
    fluxes: Fluxes,
    who: tuple[Phage, int, Member, Home],
    effect: dict[int, float],
    rate: float,
) -> None:
    phage, i, host, home = who
    lytic = 1.0 - (phage.lysogeny.fraction.internal if phage.lysogeny else 0.0)
    reads = (b.at(host.id, home.place), b.at(phage.id, home.place), home.volume, home.vigor + i)
    full = phage.full_growth.internal
    fluxes.add(reads, effect, rate=rate * lytic, full=full, **_least(b))


def _least(b: Blueprint) -> dict[str, float]:
    """Biomass of a few cells (g), and a single particle."""
    return {"few": b.knowledge.physiology.value("biomass.smallest"), "single": 1.0 / PARTICLES}


def lysogeny(b: Blueprint, sites: Homes) -> Process:
    """Turn some of the hosts that a temperate phage infects into lysogens, which are immune."""
    fluxes = Fluxes("lysogeny", kinetics.adsorption)
    for phage, _, host, home, rate in _meetings(b, sites):
        if phage.lysogeny is not None and infects(phage, host):
            taken, mass = _hit(b, phage, host, home.place)
            carries = {*host.carries, phage.id}
            lysogen = kin(b.members, host, set(host.resists), carries)
            effect = {**taken, b.at(lysogen.id, home.place): mass}
            reads = (b.at(host.id, home.place), b.at(phage.id, home.place), home.volume)
            part = phage.lysogeny.fraction.internal
            fluxes.add(reads, effect, rate=rate * part, **_least(b))
    return fluxes.process()


def induction(b: Blueprint, sites: Homes) -> Process:
    """Prophages awake now and then."""
    fluxes = Fluxes("induction", kinetics.first_order)
    for phage, _, host, home, _rate in _meetings(b, sites):
        if phage.lysogeny is not None and phage.id in host.carries:
            source = b.at(host.id, home.place)
            first = b.at(b.infected[phage.id][0], home.place)
            rate = phage.lysogeny.induction.internal
            fluxes.add((source,), {source: -1.0, first: 1.0}, rate=rate)
    return fluxes.process()


def superinfection(b: Blueprint, sites: Homes) -> Process:
    """Particles are lost to cells that are infected already, and to lysogens."""
    fluxes = Fluxes("superinfection", kinetics.adsorption)
    lost = [
        (phage, host.id, home, rate)
        for phage, _, host, home, rate in _meetings(b, sites)
        if phage.id in host.carries
    ]
    for phage in b.phages:
        stages = b.infected[phage.id]
        lost += [(phage, s, home, _clearance(b, phage)) for s in stages for home in sites]
    for phage, cells, home, rate in lost:
        source, target = b.at(phage.id, home.place), b.at(cells, home.place)
        effect = {source: -1.0, target: b.phage_grams[phage.id]}
        fluxes.add((target, source, home.volume), effect, rate=rate, **_least(b))
    return fluxes.process()


def ripening(b: Blueprint, sites: Homes) -> Process:
    """Infections go through their stages; at the end the cell bursts and leaves debris."""
    fluxes = Fluxes("ripening", kinetics.first_order)
    for phage in b.phages:
        rate = STAGES / phage.latency.internal
        for home in sites:
            stages = [b.at(stage, home.place) for stage in b.infected[phage.id]]
            for stage, following in pairwise(stages):
                fluxes.add((stage,), {stage: -1.0, following: 1.0}, rate=rate)
            fluxes.add((stages[-1],), _burst(b, phage, home, stages[-1]), rate=rate)
    return fluxes.process()


def _burst(b: Blueprint, phage: Phage, home: Home, ripe: int) -> dict[int, float]:
    """Return what a gram of ripe cells becomes."""
    cell = phage.cell.internal + phage.virion.internal
    made = phage.burst.internal / cell / PARTICLES
    rest = 1.0 - made * b.phage_grams[phage.id]
    debris = rest / b.knowledge.gram_per_mmol(BIOMASS)
    return {
        ripe: -1.0,
        b.at(phage.id, home.place): made,
        b.at(NECROMASS, home.segment): debris,
    }


def decay(b: Blueprint, sites: Homes) -> Process:
    """Particles fall apart."""
    fluxes = Fluxes("decay", kinetics.first_order)
    for phage in b.phages:
        debris = b.phage_grams[phage.id] / b.knowledge.gram_per_mmol(BIOMASS)
        for home in sites:
            source = b.at(phage.id, home.place)
            effect = {source: -1.0, b.at(NECROMASS, home.segment): debris}
            fluxes.add((source,), effect, rate=phage.decay.internal)
    return fluxes.process()


def host_crowding(b: Blueprint, _sites: Homes) -> Process:
    """Strains of one host share what crowding takes."""
    return kin_crowding(b, "kin_crowding", hosts(b), b.offsets["end"] + len(b.habitat.walls))


def mucosal_exchange(b: Blueprint, _sites: Homes) -> Process:
    """Particles diffuse between lumen and mucus, of which parts are out of their reach (LO20)."""
    fluxes = Fluxes("mucosal_exchange", kinetics.diffusion)
    for phage in b.phages:
        for s, (place, wall) in enumerate(zip(b.habitat.names, b.habitat.walls, strict=True)):
            volume = mucus.volume(b, s)
            source, inside = b.at(phage.id, place), b.at(phage.id, wall)
            fluxes.add(
                (source, b.at(WATER, place), inside),
                {source: -1.0, inside: 1.0},
                rate=phage.gut.mucus_exchange.internal,
                share=phage.gut.mucus_share.internal * volume,
            )
    return fluxes.process()


def mucosal_shedding(b: Blueprint, _sites: Homes) -> Process:
    """Particles and infected cells come off with the mucus."""
    fluxes = Fluxes("viral_shedding", kinetics.shedding)
    law = mucus.shedding(b).law
    rooms = {int(state): k for k, state in enumerate(law.reads[0])}
    for s, (place, wall) in enumerate(zip(b.habitat.names, b.habitat.walls, strict=True)):
        same = rooms[b.at(MUCIN, wall)]
        rate, room = (float(law.params[name][same]) for name in ("rate", "room"))
        for species in b.viral:
            source = b.at(species, wall)
            effect = {source: -1.0, b.at(species, place): 1.0}
            fluxes.add((source, int(b.residents[s])), effect, rate=rate, room=room)
    return fluxes.process()


#: Every process of phages; the last three are of a body alone.
VESSEL: tuple[Callable[[Blueprint, Homes], Process], ...] = (
    infection,
    sterile_infection,
    lysogeny,
    induction,
    superinfection,
    ripening,
    decay,
)
COLON = (*VESSEL, host_crowding, mucosal_exchange, mucosal_shedding)


def processes(b: Blueprint, viral: Sequence[Law | Linear]) -> tuple[Process, ...]:
    """Return the processes of the phages of a blueprint; none where it has none."""
    if not b.phages:
        return ()
    sites = homes(b, viral)
    return tuple(make(b, sites) for make in (COLON if b.habitat.in_body else VESSEL))
