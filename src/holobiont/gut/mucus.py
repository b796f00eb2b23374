"""The mucus at the wall of each segment: secreted mucin, residents, oxygen from the epithelium.

Mucus shares the solutes of its segment, since they diffuse through it within a minute, but not its
passage: residents come from the lumen by adhesion and leave as the mucus is shed. Oxygen leaks in
from the epithelium, the more of it the less butyrate the colonocytes burn (KE15, BY17); those who
respire live on it, strict anaerobes die of it (AL14).
"""

from __future__ import annotations

from holobiont.engine.law import Law, Linear, Process
from holobiont.gut import growth, kinetics
from holobiont.gut.blueprint import BIOMASS, MUCIN, NECROMASS, OXYGEN, SUPPLY, Blueprint
from holobiont.gut.fluxes import Fluxes
from holobiont.gut.members import Member
from holobiont.gut.quantities import sums

#: What colonocytes burn, and what is burned where oxygen is reduced in passing.
_FUEL, _BURNED = "butyrate", "acetate"


def derived(b: Blueprint) -> tuple[Law | Linear, ...]:
    """Oxygen in the mucus (mmol/L), its residents, its mucin degraders (g) and its pH."""
    body = b.knowledge.physiology.value
    walls = list(enumerate(b.habitat.walls))
    oxygen = [(s, b.at(OXYGEN, wall), 1.0 / volume(b, s)) for s, wall in walls]
    residents = [(s, b.at(m, wall), 1.0) for s, wall in walls for m in b.member_ids]
    degraders = [
        (s, b.at(m.id, wall), m.taxon.hydrolyses[MUCIN].internal)
        for s, wall in walls
        for m in b.members
        if MUCIN in m.taxon.hydrolyses
    ]
    n = len(walls)
    return (
        sums("mucosal_oxygen", oxygen, n),
        sums("residents", residents, n),
        sums("mucin_degraders", degraders, n, trace=True),
        sums("mucosal_ph", [], n, offset=body("mucus.ph")),
    )


def volume(b: Blueprint, s: int) -> float:
    """Volume of the mucus of a segment (L)."""
    return b.knowledge.physiology.value("mucus.volume") * b.habitat.segments[s].secretion


def adhesion(b: Blueprint) -> Process:
    """Members of the lumen settle in the mucus, each by its affinity."""
    fluxes = Fluxes("adhesion", kinetics.first_order)
    for member in b.members:
        for place, wall in zip(b.habitat.names, b.habitat.walls, strict=True):
            source = b.at(member.id, place)
            effect = {source: -1.0, b.at(member.id, wall): 1.0}
            fluxes.add((source,), effect, rate=settling(b, member))
    return fluxes.process()


def settling(b: Blueprint, member: Member) -> float:
    """Part of a member in the lumen that settles in the mucus each hour (1/h)."""
    body, own = b.knowledge.physiology.value, member.taxon.mucosal_affinity
    affinity = max(body("mucus.least_affinity"), 0.0 if own is None else own.internal)
    return body("mucus.adhesion") * affinity


def shedding(b: Blueprint) -> Process:
    """Mucus and its residents go into the lumen, the faster the more residents there are (JO12)."""
    fluxes = Fluxes("shedding", kinetics.shedding)
    body = b.knowledge.physiology.value
    for s, (place, wall) in enumerate(zip(b.habitat.names, b.habitat.walls, strict=True)):
        for species in (MUCIN, *b.member_ids):
            source = b.at(species, wall)
            fluxes.add(
                (source, int(b.residents[s])),
                {source: -1.0, b.at(species, place): 1.0},
                rate=body("mucus.turnover"),
                room=body("mucus.capacity") * volume(b, s),
            )
    return fluxes.process()


def oxygenation(b: Blueprint) -> Process:
    """Oxygen leaks out of the epithelium, held back where colonocytes burn butyrate (KE15)."""
    fluxes = Fluxes("oxygenation", kinetics.oxygenation)
    body = b.knowledge.physiology.value
    for s, (segment, wall) in enumerate(zip(b.habitat.segments, b.habitat.walls, strict=True)):
        fluxes.add(
            (int(b.concentration(OXYGEN)[s]), int(b.concentration(_FUEL)[s])),
            {b.at(OXYGEN, wall): 1.0, b.at(OXYGEN, SUPPLY): -1.0},
            clearance=body("oxygen.clearance") * segment.secretion,
            level=body("oxygen.tissue"),
            half=body("oxygen.butyrate_half"),
        )
    return fluxes.process()


def scavenging(b: Blueprint) -> Process:
    """Whoever lives in the mucus reduces oxygen in passing, at the cost of acetate (FR18)."""
    fluxes = Fluxes("scavenging", kinetics.scavenging)
    body = b.knowledge.physiology.value
    burned = b.knowledge.pathways["respiration_acetate"]
    per_oxygen = {n: a / -burned.stoichiometry[OXYGEN] for n, a in burned.stoichiometry.items()}
    for s, (place, wall) in enumerate(zip(b.habitat.names, b.habitat.walls, strict=True)):
        fluxes.add(
            (
                int(b.concentration(OXYGEN)[s]),
                int(b.residents[s]),
                int(b.concentration(_BURNED)[s]),
            ),
            b.effect(per_oxygen, place, {OXYGEN: wall}),
            rate=body("oxygen.scavenging"),
            half=body("half_saturation.cosubstrate"),
        )
    return fluxes.process()


def poisoning(b: Blueprint) -> Process:
    """Oxygen in the mucus kills strict anaerobes."""
    fluxes = Fluxes("poisoning", kinetics.conversion)
    body = b.knowledge.physiology.value
    debris = 1.0 / b.knowledge.gram_per_mmol(BIOMASS)
    for member in b.members:
        if member.taxon.oxygen == "strict":
            for s, (place, wall) in enumerate(zip(b.habitat.names, b.habitat.walls, strict=True)):
                source = b.at(member.id, wall)
                fluxes.add(
                    (source, int(b.concentration(OXYGEN)[s])),
                    {source: -1.0, b.at(NECROMASS, place): debris},
                    rate=body("oxygen.kill"),
                    half=body("oxygen.kill_half"),
                )
    return fluxes.process()


def mucosal_hydrolysis(b: Blueprint) -> Process:
    """Residents degrade the mucin around them; part of it feeds the lumen too."""
    fluxes = Fluxes("mucosal_hydrolysis", kinetics.contois)
    polymer = b.knowledge.polymers[MUCIN]
    shared = 1.0 - b.knowledge.physiology.value("mucus.kept")
    for s, (place, wall) in enumerate(zip(b.habitat.names, b.habitat.walls, strict=True)):
        degraders = int(b.mucin_degraders[s])
        fluxes.add(
            (b.at(MUCIN, wall), degraders, degraders),
            b.effect(polymer.stoichiometry, place, {MUCIN: wall}),
            rate=polymer.k_hydrolysis.internal * shared,
            half=polymer.K_contois.internal,
        )
    return fluxes.process()


def mucosal_growth(b: Blueprint) -> Process:
    """Residents grow on what their segment has dissolved, and by respiration."""
    return growth.on_dissolved(b, "mucosal_growth", (*b.feeds, *b.breathers), sites(b))


def mucin_growth(b: Blueprint) -> Process:
    """Residents grow on the mucin that they keep for themselves."""
    kept = [{MUCIN: b.knowledge.physiology.value("mucus.kept")}] * len(b.members)
    return growth.on_kept(b, "mucin_growth", kept, sites(b), lambda _: b.mucin_degraders)


def sites(b: Blueprint) -> tuple[growth.Site, ...]:
    """List the mucus of every segment, where members grow."""
    places = enumerate(zip(b.habitat.walls, b.habitat.names, strict=True))
    return tuple(
        growth.Site(wall, place, s, int(b.mucosal_ph[s]), {MUCIN: wall, OXYGEN: wall})
        for s, (wall, place) in places
    )


#: Every process of the mucus, in a body.
PROCESSES = (
    adhesion,
    shedding,
    oxygenation,
    scavenging,
    poisoning,
    mucosal_hydrolysis,
    mucosal_growth,
    mucin_growth,
)
