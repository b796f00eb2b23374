"""The knowledge as one frozen object, with look-up by name."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from holobiont.errors import InputError, KnowledgeError, did_you_mean
from holobiont.knowledge.check import check_kinds, walk
from holobiont.knowledge.formula import Species
from holobiont.knowledge.schema import (
    SUBSTRATE_KINDS,
    Compound,
    Conversion,
    Coupling,
    Development,
    Diet,
    Drug,
    Element,
    Food,
    FrozenMap,
    Guild,
    Habit,
    HostModel,
    Medium,
    Pathway,
    Phage,
    Physiology,
    Polymer,
    Product,
    Quantity,
    Record,
    Reference,
    Series,
    Survival,
    Taxon,
    Trait,
)

R = TypeVar("R", bound=Record)

#: Files of one table a record, and folders of one file a record, that carry numbers.
TABLES = (
    "elements",
    "compounds",
    "polymers",
    "pathways",
    "conversions",
    "traits",
    "guilds",
    "survival",
)
FOLDERS = ("taxa", "diets", "foods", "media", "phages", "drugs", "products", "habits", "host")


@dataclass(frozen=True, eq=False)
class Knowledge:
    """Everything that is believed, validated and frozen. `hash` is the SHA-256 of the files.

    `renamed` gives, for each rank, the current name of an old or foreign one.
    """

    references: Mapping[str, Reference]
    elements: Mapping[str, Element]
    compounds: Mapping[str, Compound]
    polymers: Mapping[str, Polymer]
    pathways: Mapping[str, Pathway]
    conversions: Mapping[str, Conversion]
    traits: Mapping[str, Trait]
    guilds: Mapping[str, Guild]
    taxa: Mapping[str, Taxon]
    diets: Mapping[str, Diet]
    foods: Mapping[str, Food]
    media: Mapping[str, Medium]
    phages: Mapping[str, Phage]
    drugs: Mapping[str, Drug]
    physiology: Physiology
    hash: str
    folder: Path = field(repr=False)
    renamed: Mapping[str, Mapping[str, str]] = field(default_factory=FrozenMap, repr=False)
    development: Development | None = None
    habits: Mapping[str, Habit] = field(default_factory=FrozenMap)
    products: Mapping[str, Product] = field(default_factory=FrozenMap)
    survival: Mapping[str, Survival] = field(default_factory=FrozenMap)
    host: Mapping[str, HostModel] = field(default_factory=FrozenMap)
    couplings: Mapping[str, Coupling] = field(default_factory=FrozenMap)

    def cite(self, code: str) -> Reference:
        """Return the reference of a source code."""
        if code not in self.references:
            hint = did_you_mean(code, self.references)
            raise KnowledgeError(f"{code!r} is not a known source code.{hint}")
        return self.references[code]

    def diet(self, name: str) -> Diet:
        """Find a diet by id, label or synonym; complain with the nearest name."""
        return _find(name, self.diets, "diet")

    def food(self, name: str) -> Food:
        """Find a food or supplement by id, label or synonym; complain with the nearest name."""
        return _find(name, self.foods, "food")

    def medium(self, name: str) -> Medium:
        """Find a culture medium by id, label or synonym; complain with the nearest name."""
        return _find(name, self.media, "medium")

    def phage(self, name: str) -> Phage:
        """Find a phage by id, label or synonym; complain with the nearest name."""
        return _find(name, self.phages, "phage")

    def drug(self, name: str) -> Drug:
        """Find a drug by id, label or synonym; complain with the nearest name."""
        return _find(name, self.drugs, "drug")

    def product(self, name: str) -> Product:
        """Find a live product by id, label or synonym; complain with the nearest name."""
        return _find(name, self.products, "live product")

    def body(self, name: str) -> HostModel:
        """Return a module of the body by id; complain with the nearest name."""
        return _find(name, self.host, "module of the body")

    def override(self, physiology: Mapping[str, float]) -> Knowledge:
        """Return a copy in which some numbers of the body have other values.

        Parameters
        ----------
        physiology
            Value by dotted key such as ``"water.inflow"``, in the unit the file gives it in. The
            spread widens to include it.

        Raises
        ------
        KnowledgeError
            If a key is not known; the sentence gives the nearest one.
        """
        changed = dict(self.physiology.quantities)
        for key, value in physiology.items():
            old = self.physiology.quantity(key)
            spread = (min(old.spread[0], value), max(old.spread[1], value))
            changed[key] = old.model_copy(update={"value": float(value), "spread": spread})
        body = self.physiology.model_copy(update={"quantities": FrozenMap(changed)})
        text = ";".join(f"{key}={physiology[key]!r}" for key in sorted(physiology))
        digest = hashlib.sha256(f"{self.hash};{text}".encode()).hexdigest()
        return replace(self, physiology=body, hash=digest if physiology else self.hash)

    @cached_property
    def species(self) -> Mapping[str, Species]:
        """Whatever may stand in a reaction: compounds, polymers and substrate kinds."""
        kinds = check_kinds(self.compounds)
        return FrozenMap[Species]({**self.polymers, **self.compounds, **kinds})

    def members(self, kind: str) -> tuple[str, ...]:
        """Return the ids of the compounds of a kind; of a compound id, the id itself."""
        if kind in self.compounds:
            return (kind,)
        return tuple(c.id for c in self.compounds.values() if c.kind == kind)

    def is_carbohydrate(self, name: str) -> bool:
        """Return whether a polymer or pool counts as fermentable carbohydrate."""
        if name in self.polymers:
            return self.polymers[name].kind == "carbohydrate"
        sugars = [kind for kind in SUBSTRATE_KINDS if kind != "amino_acid"]
        return name in self.compounds and self.compounds[name].kind in sugars

    def gram_per_mmol(self, name: str) -> float:
        """Return the molar mass [g/mmol] of a compound, or of a polymer's residue."""
        matter = self.polymers.get(name) or self.compounds.get(name)
        if matter is None:
            options = (*self.polymers, *self.compounds)
            raise KnowledgeError(f"{name!r} has no molar mass.{did_you_mean(name, options)}")
        return matter.molar_mass

    def quantities(self) -> Iterator[tuple[str, Quantity | Series]]:
        """Yield every number with provenance, with its dotted path."""
        for name in (*TABLES, *FOLDERS):
            yield from walk(getattr(self, name), name)
        yield from walk(self.physiology.quantities, "physiology")
        yield from walk(self.development, "development")
        yield from walk(self.couplings, "couplings")


def _find(name: str, records: Mapping[str, R], what: str) -> R:
    names = {}
    for key, record in records.items():
        for alias in (*getattr(record, "synonyms", ()), getattr(record, "label", key), key):
            names[_plain(alias)] = record
    if _plain(name) not in names:
        hint = did_you_mean(_plain(name), names) or f" Known: {', '.join(sorted(records))}."
        raise InputError(f"{name!r} is not a known {what}.{hint}")
    return names[_plain(name)]


def _plain(name: str) -> str:
    words = name.replace("_", " ").replace("-", " ").casefold().replace("fibre", "fiber").split()
    return " ".join(words).removesuffix(" diet")
