"""The states of a community in a habitat, and where each is found in the extended vector."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from holobiont.engine.law import Array, Index
from holobiont.gut.habitat import Habitat
from holobiont.gut.members import Feed, Member, feeds
from holobiont.gut.strains import offspring
from holobiont.knowledge import Knowledge
from holobiont.knowledge.schema import Drug, Phage

ILEUM, SUPPLY, ABSORBED, STOOL, FLATUS = "ileum", "supply", "absorbed", "stool", "flatus"
#: The body beyond the wall, and what is left of drugs that microbes undid.
BODY, UNDONE = "body", "undone"
#: Places that only count what entered or left.
LEDGERS = (SUPPLY, ABSORBED, STOOL, FLATUS, UNDONE)
WATER, BIOMASS, INERT = "water", "biomass", "inert_fiber"
NECROMASS, MUCIN, OXYGEN = "necromass", "mucin", "oxygen"
#: The secondary bile acid of which the body has a pool.
CIRCULATING = "deoxycholate"
#: Fiber that nothing ferments has the composition of cellulose.
INERT_LIKE = "cellulose"
_GRAM_PER_LITER = 1000.0
#: Particles in one unit of a phage.
PARTICLES = 1e9
#: Stages of an infection: the time to the burst has a deviation of its mean over the root of these.
STAGES = 8


@dataclass(frozen=True)
class Blueprint:
    """Who lives where, with what.

    Amounts are mmol (polymers: of residue), biomass in g dry mass, water in L, phages in 1e9
    particles, drugs in g. Of the members `sporing` (ids, strains not counted) spores are followed.
    """

    knowledge: Knowledge
    habitat: Habitat
    members: tuple[Member, ...]
    phages: tuple[Phage, ...] = ()
    drugs: tuple[Drug, ...] = ()
    sporing: tuple[str, ...] = ()

    @cached_property
    def dissolved(self) -> tuple[str, ...]:
        """Compounds in solution in the lumen; oxygen never leaves the mucus."""
        return tuple(
            c.id
            for c in self.knowledge.compounds.values()
            if c.kind not in (WATER, BIOMASS) and c.id != OXYGEN
        )

    @cached_property
    def solids(self) -> tuple[str, ...]:
        """Polymers, and fiber that nothing ferments."""
        return (*self.knowledge.polymers, INERT)

    @cached_property
    def contents(self) -> tuple[str, ...]:
        """Everything in a segment but its organisms."""
        return (WATER, *self.dissolved, *self.solids)

    @cached_property
    def member_ids(self) -> tuple[str, ...]:
        """Ids of the members."""
        return tuple(member.id for member in self.members)

    @cached_property
    def phage_ids(self) -> tuple[str, ...]:
        """Ids of the phages, which are those of their free particles."""
        return tuple(phage.id for phage in self.phages)

    @cached_property
    def drug_ids(self) -> tuple[str, ...]:
        """Ids of the drugs."""
        return tuple(drug.id for drug in self.drugs)

    @cached_property
    def antimicrobials(self) -> tuple[Drug, ...]:
        """Drugs that act on microbes."""
        return tuple(drug for drug in self.drugs if drug.kill is not None)

    @cached_property
    def infected(self) -> dict[str, tuple[str, ...]]:
        """Infected biomass of each phage, by stage, whoever the host was."""
        return {p: tuple(f"{p} infected {k + 1}" for k in range(STAGES)) for p in self.phage_ids}

    @cached_property
    def viral(self) -> tuple[str, ...]:
        """Free phages and infected cells."""
        stages = (stage for stages in self.infected.values() for stage in stages)
        return (*self.phage_ids, *stages)

    @cached_property
    def spores(self) -> dict[str, str]:
        """Spores of each member, strains included, of which they are followed."""
        return {m.id: f"{m.id} spores" for m in self.members if m.origin in self.sporing}

    def offspring(self, i: int) -> dict[str, float]:
        """Return what of a member's new biomass belongs to whom: itself, and its mutants."""
        return offspring(self.members, self.phages, i)

    @cached_property
    def _every_feed(self) -> tuple[Feed, ...]:
        return tuple(
            feed
            for i, member in enumerate(self.members)
            for feed in feeds(self.knowledge, i, member.taxon)
        )

    @cached_property
    def feeds(self) -> tuple[Feed, ...]:
        """Every way in which any member grows without oxygen."""
        return tuple(feed for feed in self._every_feed if feed.helper != OXYGEN)

    @cached_property
    def breathers(self) -> tuple[Feed, ...]:
        """Every way in which any member grows with oxygen, in the mucus alone."""
        return tuple(feed for feed in self._every_feed if feed.helper == OXYGEN)

    @cached_property
    def states(self) -> tuple[tuple[str, str], ...]:
        """All states as (species, place)."""
        spores = tuple(self.spores.values())
        here = (*self.contents, *self.member_ids, *self.viral, *spores)
        found = [(s, p) for p in self.habitat.names for s in here]
        for wall in self.habitat.walls:
            found += [(s, wall) for s in (MUCIN, OXYGEN, *self.member_ids, *self.viral, *spores)]
        if self.habitat.in_body:
            found += [(s, ILEUM) for s in (*self.dissolved, *self.solids)]
            found += [(s, SUPPLY) for s in (*self.contents, OXYGEN, BIOMASS, *self.phage_ids)]
            found += [(s, ABSORBED) for s in (WATER, *self.dissolved)]
            found += [(s, STOOL) for s in (*self.contents, BIOMASS, *self.phage_ids)]
            found += [(CIRCULATING, BODY)]
        found += [(s, FLATUS) for s in self.dissolved]
        own = (ILEUM, BODY, *self.habitat.names, SUPPLY, ABSORBED, STOOL, UNDONE)
        found += [(drug, place) for drug in self.drug_ids for place in own]
        if self.antimicrobials and self.habitat.in_body:
            found += [(member, ILEUM) for member in self.member_ids]
        return tuple(found)

    @cached_property
    def _index(self) -> dict[tuple[str, str], int]:
        return {state: i for i, state in enumerate(self.states)}

    def at(self, species: str, place: str) -> int:
        """Position of a state."""
        return self._index[species, place]

    def all_at(self, species: Iterable[str], place: str) -> Index:
        """Positions of several states of one place."""
        return np.array([self._index[s, place] for s in species], dtype=np.intp)

    def across(self, species: str) -> Index:
        """Positions of one species in every segment, in order of flow."""
        return np.array([self._index[species, p] for p in self.habitat.names], dtype=np.intp)

    @cached_property
    def offsets(self) -> dict[str, int]:
        """Start of each derived quantity in the extended vector."""
        segments = len(self.habitat.segments)
        sizes = {
            "concentration": len(self.dissolved) * segments,
            "degraders": len(self.knowledge.polymers) * segments,
            "public": len(self.knowledge.polymers) * segments,
            "catalysts": len(self.knowledge.conversions) * segments,
            "plenty": len(self.pools) * segments,
            "ph": segments,
            "free_co2": segments,
            "free_ammonia": segments,
            "nutrition": segments,
            "provided": segments,
            "inhibitors": len(self.inhibited) * segments,
            "tolerance": len(self.inhibited) * segments,
            "tolerated_nutrition": len(self.inhibited) * segments,
        }
        if self.habitat.walls:
            names = ("bubbles", "held_water", "free_water", "mucosal_oxygen", "residents")
            sizes |= dict.fromkeys((*names, "mucin_degraders", "mucosal_ph"), segments)
        starts = np.cumsum([len(self.states), *sizes.values()])
        return dict(zip((*sizes, "end"), (int(s) for s in starts), strict=True))

    def concentration(self, species: str) -> Index:
        """Positions of a compound's concentration, one per segment; of oxygen in the mucus."""
        if species == OXYGEN:
            return self._row("mucosal_oxygen", 0)
        return self._row("concentration", self._dissolved_row[species])

    def degraders(self, polymer: str) -> Index:
        """Positions of the biomass that degrades a polymer, weighted by activity."""
        return self._row("degraders", self._polymer_row[polymer])

    def public(self, polymer: str) -> Index:
        """Positions of the degraders' activity whose products are shared."""
        return self._row("public", self._polymer_row[polymer])

    def catalysts(self, conversion: str) -> Index:
        """Positions of the biomass that carries out a conversion, weighted by activity."""
        return self._row("catalysts", self._conversion_row[conversion])

    @cached_property
    def pools(self) -> dict[tuple[int, str], int]:
        """Sets of substrates that compete for uptake, as (member, pool), numbered."""
        return {key: i for i, key in enumerate(dict.fromkeys(f.pool for f in self._every_feed))}

    def plenty(self, feed: Feed) -> Index:
        """Positions of ``sum C/K`` over what competes with a feed."""
        return self._row("plenty", self.pools[feed.pool])

    @property
    def ph(self) -> Index:
        """Positions of the pH of each segment."""
        return self._row("ph", 0)

    @property
    def bubbles(self) -> Index:
        """Positions of the gas that leaves each segment of a body as flatus (L/h)."""
        return self._row("bubbles", 0)

    @property
    def held_water(self) -> Index:
        """Positions of the water that the solids of each segment of a body hold (L)."""
        return self._row("held_water", 0)

    @property
    def free_water(self) -> Index:
        """Positions of the share of each segment's water that solids do not hold."""
        return self._row("free_water", 0)

    @property
    def free_co2(self) -> Index:
        """Positions of dissolved, undissociated carbon dioxide."""
        return self._row("free_co2", 0)

    @property
    def free_ammonia(self) -> Index:
        """Positions of dissolved ammonia that is not ammonium."""
        return self._row("free_ammonia", 0)

    @cached_property
    def inhibited(self) -> tuple[int, ...]:
        """Numbers of the members that some compound keeps from growing."""
        return tuple(i for i, member in enumerate(self.members) if member.taxon.inhibition)

    def means(self, i: int, *, nitrogen: bool) -> Index:
        """Positions of what building materials and inhibitors leave of a member's growth.

        With `nitrogen`, its food brings the building materials.
        """
        if i not in self.inhibited:
            return self.provided if nitrogen else self.nutrition
        name = "tolerance" if nitrogen else "tolerated_nutrition"
        return self._row(name, self.inhibited.index(i))

    @property
    def residents(self) -> Index:
        """Positions of the biomass in the mucus of each segment."""
        return self._row("residents", 0)

    @property
    def mucin_degraders(self) -> Index:
        """Positions of the residents of the mucus that degrade it, weighted by activity."""
        return self._row("mucin_degraders", 0)

    @property
    def mucosal_ph(self) -> Index:
        """Positions of the pH in the mucus of each segment."""
        return self._row("mucosal_ph", 0)

    @property
    def nutrition(self) -> Index:
        """Positions of the growth that building materials allow in each segment."""
        return self._row("nutrition", 0)

    @property
    def provided(self) -> Index:
        """Positions of the growth that food with nitrogen of its own allows: all of it."""
        return self._row("provided", 0)

    @cached_property
    def _dissolved_row(self) -> dict[str, int]:
        return {species: i for i, species in enumerate(self.dissolved)}

    @cached_property
    def _polymer_row(self) -> dict[str, int]:
        return {polymer: i for i, polymer in enumerate(self.knowledge.polymers)}

    @cached_property
    def _conversion_row(self) -> dict[str, int]:
        return {conversion: i for i, conversion in enumerate(self.knowledge.conversions)}

    def _row(self, name: str, row: int) -> Index:
        """Positions of a derived quantity, one per segment."""
        found: Index = self._tables[name][row]
        return found

    @cached_property
    def _tables(self) -> dict[str, Index]:
        starts = list(self.offsets.items())
        segments = len(self.habitat.segments)
        return {
            name: np.arange(start, end, dtype=np.intp).reshape(-1, segments)
            for (name, start), (_, end) in pairwise(starts)
        }

    @cached_property
    def liters_per_mmol_water(self) -> float:
        """Volume of a millimole of water (L)."""
        return self.knowledge.gram_per_mmol(WATER) / _GRAM_PER_LITER

    def unit(self, species: str) -> float:
        """Amount of a state per mmol of its formula: 1, or L for water and g for biomass.

        A phage counts in its particles, which have the composition of biomass.
        """
        if species == WATER:
            return self.liters_per_mmol_water
        if species in self.phage_grams:
            return self.grams(species) / self.phage_grams[species]
        return self.grams(species) if self.is_biomass(species) else 1.0

    def effect(
        self, reaction: Mapping[str, float], place: str, own: Mapping[str, str] | None = None
    ) -> dict[int, float]:
        """Turn a reaction (mmol) into changes of the states of a place.

        `own` names the place of species that are found elsewhere.
        """
        places, index = own or {}, self._index
        found = {index[name, places.get(name, place)]: n for name, n in reaction.items()}
        if WATER in reaction:
            found[index[WATER, places.get(WATER, place)]] *= self.liters_per_mmol_water
        return found

    def is_biomass(self, species: str) -> bool:
        """Tell whether this is a member, its spores, infected cells, or the sum of them."""
        return species == BIOMASS or species in self._member_set

    @cached_property
    def _member_set(self) -> frozenset[str]:
        living = frozenset((*self.member_ids, *self.viral, *self.spores.values()))
        return living - frozenset(self.phage_ids)

    @cached_property
    def phage_grams(self) -> dict[str, float]:
        """Mass of one unit of each phage (g)."""
        return {phage.id: PARTICLES * phage.virion.internal for phage in self.phages}

    def grams(self, species: str) -> float:
        """Grams per mmol of a species."""
        if self.is_biomass(species) or species in self.phage_grams:
            return self.knowledge.gram_per_mmol(BIOMASS)
        return self.knowledge.gram_per_mmol(INERT_LIKE if species == INERT else species)

    def composition(self, species: str) -> dict[str, float]:
        """Count of each element (mmol) in one unit of a state.

        A drug is an element of its own (g), what is left of it included.
        """
        if species in self.drug_ids:
            return {f"{species} (g)": 1.0}
        name = BIOMASS if self.is_biomass(species) or species in self.phage_grams else species
        name = INERT_LIKE if name == INERT else name
        matter = self.knowledge.polymers.get(name) or self.knowledge.compounds[name]
        return {e: n / self.unit(species) for e, n in matter.elements.items()}

    @cached_property
    def element_matrix(self) -> tuple[tuple[str, ...], Array]:
        """Elements, and mmol of each in one unit of every state, shape (elements, states)."""
        rows = [self.composition(species) for species, _ in self.states]
        names = tuple(sorted({element for row in rows for element in row}))
        return names, np.array([[row.get(e, 0.0) for row in rows] for e in names])


def vector(blueprint: Blueprint, amounts: dict[tuple[str, str], float]) -> Array:
    """Return a state vector that holds the given amounts, zero elsewhere."""
    x = np.zeros(len(blueprint.states))
    for (species, place), amount in amounts.items():
        x[blueprint.at(species, place)] = amount
    return x
