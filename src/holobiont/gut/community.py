"""Put the processes together: a community in a colon, or in a vessel.

To add a process: write it in one file and add it to `COLON` or `VESSEL`.
"""

from __future__ import annotations

from collections.abc import Callable

from holobiont.engine.law import Law, Linear, Process
from holobiont.engine.network import Network
from holobiont.gut import (
    conversion,
    drug,
    enterohepatic,
    gases,
    growth,
    kinetics,
    mucus,
    phage,
    quantities,
    resistance,
    rivals,
    spores,
    transport,
)
from holobiont.gut.blueprint import (
    BIOMASS,
    BODY,
    ILEUM,
    MUCIN,
    NECROMASS,
    SUPPLY,
    WATER,
    Blueprint,
)
from holobiont.gut.fluxes import Fluxes

#: Solutes that the wall of every segment adds.
WALL = ("ammonia", "nitrate", "tetrathionate", "sodium")


def crowding(b: Blueprint) -> Process:
    """Each taxon's own density, through its phages, turns some of it into debris."""
    fluxes = Fluxes("crowding", kinetics.crowding)
    debris = 1.0 / b.knowledge.gram_per_mmol(BIOMASS)
    apart = {host.id for host in (*phage.hosts(b), *resistance.siblings(b))}
    for member in (m for m in b.member_ids if m not in apart):
        for place in b.habitat.names:
            source = b.at(member, place)
            fluxes.add(
                (source, b.at(WATER, place)),
                {source: -1.0, b.at(NECROMASS, place): debris},
                rate=0.0,
                resident=1.0,
            )
    return fluxes.process()


def intake(b: Blueprint) -> Process:
    """All that enters: food into the ileum, or by the clock into the first segment; the rest there.

    The rates are set by `gut.supply`; one instance per (species, place) in `intake_targets`.
    """
    fluxes = Fluxes("intake", kinetics.constant)
    for species, place in intake_targets(b):
        pooled = BIOMASS if b.is_biomass(species) else species
        effect = {b.at(species, place): 1.0, b.at(pooled, SUPPLY): -1.0}
        fluxes.add((), effect, rate=0.0)
    return fluxes.process()


def intake_targets(b: Blueprint) -> tuple[tuple[str, str], ...]:
    """Where matter can enter, in the order of the intake's instances."""
    first = b.habitat.names[0]
    food = [(species, ILEUM) for species in (*b.dissolved, *b.solids)]
    body = [(species, first) for species in (WATER, *b.dissolved, *b.solids)]
    wall = [(species, place) for place in b.habitat.names[1:] for species in WALL]
    wall += [(MUCIN, mucus) for mucus in b.habitat.walls]
    alive = (*b.member_ids, *b.phage_ids, *b.spores.values())
    living = [(species, first) for species in alive]
    doses = [(species, place) for species in b.drug_ids for place in (ILEUM, BODY)]
    return (*food, *body, *wall, *living, *doses)


COLON: tuple[Callable[[Blueprint], Process], ...] = (
    intake,
    transport.emptying,
    transport.passage,
    transport.retropulsion,
    transport.drying,
    transport.osmosis,
    transport.absorption,
    transport.bicarbonate_secretion,
    gases.breathing,
    gases.gas_loss,
    gases.flatus,
    growth.hydrolysis,
    growth.growth,
    growth.selfish_growth,
    conversion.conversion,
    crowding,
    rivals.rivalry,
    *mucus.PROCESSES,
    *enterohepatic.PROCESSES,
)

VESSEL: tuple[Callable[[Blueprint], Process], ...] = (
    growth.hydrolysis,
    growth.growth,
    growth.selfish_growth,
    conversion.conversion,
)


def network(b: Blueprint) -> Network:
    """Assemble the network of a blueprint."""
    built = tuple(make(b) for make in (COLON if b.habitat.in_body else VESSEL))
    derived = quantities.derived(b) + (_of_a_body(b) if b.habitat.in_body else ())
    growing = built
    viral = phage.derived(b, growing)
    built += phage.processes(b, viral)
    start = b.offsets["end"] + sum(node.size for node in viral)
    met = drug.derived(b, start, growing)
    built += drug.processes(b, met, start)
    start += sum(node.size for node in met)
    woken = spores.derived(b, start, growing)
    built += spores.processes(b, woken, start)
    derived += viral + met + woken
    return Network(b.states, derived, tuple(p for p in built if p.law.size))


def _of_a_body(b: Blueprint) -> tuple[Law | Linear, ...]:
    water = (transport.held_water(b), transport.free_water(b))
    return (gases.bubbles(b), *water, *mucus.derived(b))
