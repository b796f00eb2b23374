"""Load and validate the knowledge: data files to frozen records."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeVar

from holobiont.errors import InputError, KnowledgeError, did_you_mean
from holobiont.knowledge import check
from holobiont.knowledge.formula import Species, elements
from holobiont.knowledge.inherit import overridden, resolve_guilds
from holobiont.knowledge.read import Raw, build, is_quantity, known, read_toml
from holobiont.knowledge.schema import (
    SUBSTRATE_KINDS,
    Compound,
    Diet,
    Element,
    Food,
    FrozenMap,
    Guild,
    Pathway,
    Physiology,
    Polymer,
    Quantity,
    Record,
    Reference,
    Series,
    Taxon,
    Trait,
)

R = TypeVar("R", bound=Record)

_DERIVED = ("id", "code", "molar_mass")
_FILES = (
    "references",
    "elements",
    "compounds",
    "polymers",
    "pathways",
    "traits",
    "guilds",
    "physiology",
)


@dataclass(frozen=True, eq=False)
class Knowledge:
    """Everything that is believed, validated and frozen. `hash` is the SHA-256 of the files."""

    references: Mapping[str, Reference]
    elements: Mapping[str, Element]
    compounds: Mapping[str, Compound]
    polymers: Mapping[str, Polymer]
    pathways: Mapping[str, Pathway]
    traits: Mapping[str, Trait]
    guilds: Mapping[str, Guild]
    taxa: Mapping[str, Taxon]
    diets: Mapping[str, Diet]
    foods: Mapping[str, Food]
    physiology: Physiology
    hash: str
    folder: Path = field(repr=False)

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

    @cached_property
    def species(self) -> Mapping[str, Species]:
        """Whatever may stand in a reaction: compounds, polymers and substrate kinds."""
        kinds = check.check_kinds(self.compounds)
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
        for name in (*_FILES[1:-1], "taxa", "diets", "foods"):
            yield from check.walk(getattr(self, name), name)
        yield from check.walk(self.physiology.quantities, "physiology")


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
    return " ".join(name.replace("_", " ").replace("-", " ").casefold().split())


@lru_cache(maxsize=8)
def load(folder: Path | None = None) -> Knowledge:
    """Load, validate and freeze the knowledge.

    Parameters
    ----------
    folder
        A folder laid out like the one in the package, which is used by default.

    Returns
    -------
    Knowledge
        The same object for the same folder.

    Raises
    ------
    KnowledgeError
        If a file is wrong; the sentence names file, key and nearest valid name.
    """
    root = folder or Path(__file__).parent / "data"
    if not (root / "references.toml").is_file():
        raise KnowledgeError(f"{root} is not a knowledge folder: it has no references.toml.")
    for path in root.glob("*.toml"):
        known(path.stem, _FILES, path.name, "the file name", "knowledge file")
    knowledge = _assemble(root)
    _check(knowledge)
    return knowledge


def digest(root: Path) -> str:
    """Return the SHA-256 of all data files, with line ends normalized."""
    total = hashlib.sha256()
    paths = [path for path in root.rglob("*") if path.suffix in (".toml", ".tsv")]
    for path in sorted(paths, key=lambda path: path.relative_to(root).as_posix()):
        content = path.read_bytes().replace(b"\r\n", b"\n")
        total.update(path.relative_to(root).as_posix().encode() + b"\0" + content + b"\0")
    return total.hexdigest()


def _assemble(root: Path) -> Knowledge:
    atoms = _records(root, "elements", Element)
    weights = {symbol: element.mass.internal for symbol, element in atoms.items()}
    guilds = resolve_guilds(_tables(root, "guilds"), "guilds.toml")
    return Knowledge(
        references=_records(root, "references", Reference, identity="code"),
        elements=atoms,
        compounds=_matter(root, "compounds", Compound, weights),
        polymers=_matter(root, "polymers", Polymer, weights),
        pathways=_records(root, "pathways", Pathway),
        traits=_records(root, "traits", Trait),
        guilds=FrozenMap(
            {k: build(Guild, {**raw, "id": k}, "guilds.toml", k) for k, raw in guilds.items()}
        ),
        taxa=_taxa(root, guilds),
        diets=_folder(root, "diets", Diet),
        foods=_folder(root, "foods", Food),
        physiology=_physiology(root),
        hash=digest(root),
        folder=root,
    )


def _tables(root: Path, name: str) -> Raw:
    """Read a file of one table a record; an absent file is empty."""
    path = root / f"{name}.toml"
    raw = read_toml(path, path.name) if path.is_file() else {}
    for key, table in raw.items():
        _check_table(table, path.name, key)
    return raw


def _check_table(table: Any, file: str, key: str) -> None:
    if not isinstance(table, dict):
        raise KnowledgeError(f"{file}: {key} should be a table.")
    for derived in _DERIVED:
        if derived in table:
            raise KnowledgeError(f"{file}: {key}.{derived} is worked out, and must not be given.")


def _records(root: Path, name: str, model: type[R], identity: str = "id") -> Mapping[str, R]:
    raw = _tables(root, name)
    file = f"{name}.toml"
    return FrozenMap({k: build(model, {**table, identity: k}, file, k) for k, table in raw.items()})


def _matter(
    root: Path, name: str, model: type[R], weights: Mapping[str, float]
) -> Mapping[str, R]:
    """Read compounds or polymers; work out their molar mass [g/mmol]."""
    file, records = f"{name}.toml", {}
    for key, table in _tables(root, name).items():
        mass = _molar_mass(str(table.get("formula", "")), weights, file, key)
        extra = {"id": key, "molar_mass": mass, "label": table.get("label", table.get("name"))}
        records[key] = build(model, {**table, **extra}, file, key)
    return FrozenMap(records)


def _molar_mass(formula: str, weights: Mapping[str, float], file: str, key: str) -> float:
    try:
        atoms = elements(formula)
    except KnowledgeError as error:
        raise KnowledgeError(f"{file}: {key}.formula: {error}") from error
    for symbol in atoms:
        known(symbol, weights, file, f"{key}.formula", "element")
    return sum(count * weights[symbol] for symbol, count in atoms.items())


def _files(root: Path, name: str) -> Iterator[tuple[str, str, Raw]]:
    """Yield id, file name and content of every file of a folder."""
    for path in sorted((root / name).glob("*.toml")):
        file = f"{name}/{path.name}"
        raw = read_toml(path, file)
        _check_table(raw, file, "")
        yield path.stem, file, raw


def _folder(root: Path, name: str, model: type[R]) -> Mapping[str, R]:
    files = _files(root, name)
    return FrozenMap({key: build(model, {**raw, "id": key}, file) for key, file, raw in files})


def _taxa(root: Path, guilds: Mapping[str, Raw]) -> Mapping[str, Taxon]:
    taxa = {}
    for key, file, raw in _files(root, "taxa"):
        if "guild" not in raw:
            raise KnowledgeError(f"{file}: guild is missing.")
        known(raw["guild"], guilds, file, "guild", "guild")
        merged = {**overridden(guilds[raw["guild"]], raw), "id": key}
        merged.setdefault("label", raw.get("name"))
        taxa[key] = build(Taxon, merged, file)
    return FrozenMap(taxa)


def _physiology(root: Path) -> Physiology:
    quantities: dict[str, Raw] = {}
    descriptions: dict[str, str] = {}
    for key, table in _tables(root, "physiology").items():
        _flatten(table, key, quantities, descriptions)
    raw = {"quantities": quantities, "descriptions": descriptions}
    return build(Physiology, raw, "physiology.toml")


def _flatten(table: Raw, key: str, quantities: dict[str, Raw], texts: dict[str, str]) -> None:
    if is_quantity(table):
        quantities[key] = {name: item for name, item in table.items() if name != "description"}
        if "description" in table:
            texts[key] = table["description"]
        return
    for name, item in table.items():
        if isinstance(item, dict):
            _flatten(item, f"{key}.{name}", quantities, texts)
        elif name == "description":
            texts[key] = item
        else:
            raise KnowledgeError(
                f"physiology.toml: {key}.{name} should be a quantity "
                "{value, unit, spread, source, status, grade}."
            )


def _check(knowledge: Knowledge) -> None:
    species = knowledge.species
    for polymer in knowledge.polymers.values():
        key = f"{polymer.id}.products"
        check.check_balance("polymers.toml", key, polymer.stoichiometry, species)
    for pathway in knowledge.pathways.values():
        check.check_pathway(pathway, species, "pathways.toml")
    for guild in knowledge.guilds.values():
        check.check_microbe(guild, knowledge, "guilds.toml", f"{guild.id}.")
    for taxon in knowledge.taxa.values():
        check.check_microbe(taxon, knowledge, f"taxa/{taxon.id}.toml", "")
    for diet in knowledge.diets.values():
        check.check_diet(diet, knowledge, f"diets/{diet.id}.toml")
    for food in knowledge.foods.values():
        file = f"foods/{food.id}.toml"
        check.check_portions(food.per_gram, "g/g", knowledge, file, "per_gram")
    _check_provenance(knowledge)


def _check_provenance(knowledge: Knowledge) -> None:
    references = knowledge.references
    for name in _FILES[1:-1]:
        for key, record in getattr(knowledge, name).items():
            check.check_provenance(f"{name}.toml", key, record, references)
    for name in ("taxa", "diets", "foods"):
        for key, record in getattr(knowledge, name).items():
            check.check_provenance(f"{name}/{key}.toml", "", record, references)
    numbers = knowledge.physiology.quantities
    check.check_provenance("physiology.toml", "", numbers, references)
