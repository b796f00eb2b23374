"""What a child gets at each age: its body, its food, and who arrives with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from holobiont.engine.law import Array
from holobiont.errors import InputError, KnowledgeError, UsageError, did_you_mean
from holobiont.gut import supply
from holobiont.gut.blueprint import Blueprint
from holobiont.knowledge import Knowledge
from holobiont.knowledge.schema import Arrivals, Delivery, Development, Milk, Quantity, Series
from holobiont.profile import MappedProfile

_HOURS = 24.0


@dataclass(frozen=True)
class Upbringing:
    """How a child is born and fed.

    Attributes
    ----------
    knowledge : Knowledge
    family : mapping
        Share of each taxon in the guts that it lives with, adding to one.
    delivery, milk : str
        Ids of the knowledge's ways of birth and of feeding.
    weaning : float or None
        Age at the first solid food (d); the knowledge's when not given.
    diet : str
        What the family eats.
    guests : tuple of str
        Taxa that come with the milk too, each as often as its most frequent one.
    """

    knowledge: Knowledge
    family: Mapping[str, float]
    delivery: str = "vaginal"
    milk: str = "breast"
    weaning: float | None = None
    diet: str = "western_us"
    guests: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Check names and ages."""
        _known(self.delivery, self.course.deliveries, "way of birth")
        _known(self.milk, self.course.milks, "way of feeding")
        for guest in self.guests:
            _known(guest, self.knowledge.taxa, "taxon")
        if self.weaning is not None and not 0 < self.weaning < float("inf"):
            raise UsageError(f"weaning begins at {self.weaning:g} days, but must be after birth.")

    @cached_property
    def course(self) -> Development:
        """What the knowledge says of the first years."""
        if self.knowledge.development is None:
            raise KnowledgeError("this knowledge has no development.toml, so no child grows up.")
        return self.knowledge.development

    @property
    def born(self) -> Delivery:
        """The way of birth."""
        return self.course.deliveries[self.delivery]

    @property
    def fed(self) -> Milk:
        """The way of feeding."""
        return self.course.milks[self.milk]

    @cached_property
    def taxa(self) -> tuple[str, ...]:
        """Everyone who may arrive, in a fixed order."""
        rarest = self.course.rarest.internal
        family = [taxon for taxon, share in self.family.items() if share >= rarest]
        return tuple(dict.fromkeys((*family, *self.born.taxa, *self.fed.taxa, *self.guests)))

    def at(self, course: Series, age: float) -> float:
        """Value of a course at an age (d)."""
        return float(np.interp(age * _HOURS, self.course.ages.internal, course.internal))

    def body(self, age: float) -> Knowledge:
        """Return the knowledge with the body of a child of an age (d)."""
        numbers = self.knowledge.physiology
        changed = {}
        for size in self.course.sizes.values():
            factor = self.at(size.factor, age)
            for key in size.of:
                below = [f"{key}.{rest}" for rest in numbers.table(key)]
                for each in below or [key]:
                    changed[each] = factor * numbers.quantity(each).value
        return self.knowledge.override(changed)

    def solid(self, age: float) -> float:
        """Part of weaning that is done at an age (d): 0 on milk alone, 1 without milk."""
        return _ramp(age, self.weaned_from, days(self.course.weaning_length))

    def met(self, taxon: str) -> float:
        """Age (d) from which a taxon of the family arrives.

        Strict anaerobes, which hardly live through air, come with the first shared food.
        """
        shy = self.knowledge.taxa[taxon].oxygen == "strict"
        return max(days(self.born.family_from), self.weaned_from if shy else 0.0)

    def unmet(self, age: float) -> tuple[str, ...]:
        """Taxa that have not arrived until an age (d)."""
        here = {*self.born.taxa, *self.fed.taxa, *self.guests}
        return tuple(t for t in self.taxa if t not in here and self.met(t) > age)

    @property
    def weaned_from(self) -> float:
        """Age (d) at the first solid food."""
        return days(self.course.weaning_start) if self.weaning is None else self.weaning

    def at_table(self, age: float) -> float:
        """Part of solid food that is what the family eats."""
        return _ramp(age, self.weaned_from, days(self.course.family_length))

    def plates(self, age: float) -> dict[str, float]:
        """Parts of a day of each diet that are eaten at an age (d)."""
        drunk = self.at(self.course.milk_amount, age) * (1.0 - self.solid(age))
        parts = {diet: drunk * part for diet, part in self.fed.diets.items()}
        shared = self.at_table(age)
        parts[self.course.weaning_diet] = self.solid(age) * (1.0 - shared)
        parts[self.diet] = self.solid(age) * shared * self.at(self.course.appetite, age)
        return {diet: part for diet, part in parts.items() if part > 0}

    def rates(self, b: Blueprint, age: float) -> Array:
        """Rates of intake at an age (d), with the body that `b` has."""
        grams: dict[str, float] = {}
        for diet, part in self.plates(age).items():
            meal = supply.diet_grams(b, self.knowledge.diet(diet))
            grams = supply.add_grams(grams, {name: part * g for name, g in meal.items()})
        return supply.rates(b, supply.eaten(b, grams), supply.secretions(b), self._arriving(b, age))

    def swallowed(self, b: Blueprint) -> dict[str, float]:
        """Dry mass (g) of each taxon that is swallowed at birth."""
        return _grams(b, self.born)

    def _arriving(self, b: Blueprint, age: float) -> supply.Entry:
        """Return who comes in (g/h): with milk, and from the family."""
        first = b.habitat.names[0]
        found = dict.fromkeys(b.member_ids, 0.0)
        milk = _grams(b, self.fed)
        milk |= dict.fromkeys(self.guests, max(milk.values()))
        for taxon, grams in milk.items():
            found[taxon] += grams * (1.0 - self.solid(age))
        grams = self.at(self.course.family_cells, age) * b.knowledge.physiology.value(_CELL)
        for taxon, share in self.family.items():
            if taxon in found and age >= self.met(taxon):
                found[taxon] += grams * share
        return {(taxon, first): grams for taxon, grams in found.items()}


_CELL = "biomass.cell_mass"


def days(quantity: Quantity) -> float:
    """Return a time in days."""
    return quantity.internal / _HOURS


def taxon_of(knowledge: Knowledge, name: str) -> str:
    """Find a taxon by id, name, GTDB name or synonym; complain with the nearest name."""
    wanted, names = name.strip().casefold(), {}
    for key, taxon in knowledge.taxa.items():
        for alias in (*taxon.synonyms, taxon.gtdb, taxon.name, key):
            names[alias.casefold()] = key
    if wanted not in names:
        hint = did_you_mean(wanted, names)
        raise InputError(f"{name!r} is not a known taxon.{hint}")
    return names[wanted]


def family_of(mapped: MappedProfile) -> dict[str, float]:
    """Return the shares of a profile's known taxa, adding to one."""
    shares = np.asarray(mapped.shares, dtype=float)
    if not shares.sum() > 0:
        raise InputError(
            f"no taxon of {mapped.profile.sample!r} is known, so nobody arrives from it: check "
            "that the table lists gut taxa by name"
        )
    pairs = zip(mapped.taxa, shares / shares.sum(), strict=True)
    return {taxon: float(share) for taxon, share in pairs if share > 0}


def _grams(b: Blueprint, arrivals: Arrivals) -> dict[str, float]:
    whole = sum(q.internal for q in arrivals.taxa.values())
    cell = b.knowledge.physiology.value(_CELL)
    total = arrivals.cells.internal * cell / whole
    return {taxon: total * q.internal for taxon, q in arrivals.taxa.items()}


def _ramp(age: float, begin: float, length: float) -> float:
    return float(np.clip((age - begin) / length, 0.0, 1.0))


def _known(name: str, options: Mapping[str, object], what: str) -> None:
    if name not in options:
        hint = did_you_mean(name, options)
        known = "" if hint else f" Known: {', '.join(options)}."
        raise UsageError(f"{name!r} is not a known {what}.{hint}{known}")
