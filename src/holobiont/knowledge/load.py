"""Load and validate the knowledge: data files to frozen records."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from holobiont.errors import KnowledgeError
from holobiont.knowledge import check, records
from holobiont.knowledge.check_drug import check_drugs
from holobiont.knowledge.check_host import check_couplings
from holobiont.knowledge.check_live import check_live
from holobiont.knowledge.check_outcome import check_outcomes
from holobiont.knowledge.groups import with_groups
from holobiont.knowledge.read import DATA, known
from holobiont.knowledge.rename import renamed
from holobiont.knowledge.schema import (
    Compound,
    Condition,
    Conversion,
    Diet,
    Drug,
    Element,
    Food,
    Habit,
    Intervention,
    Medium,
    Pathway,
    Phage,
    Polymer,
    Product,
    Reference,
    Survival,
    Trait,
)
from holobiont.knowledge.store import FOLDERS, TABLES, Knowledge

_FILES = ("references", *TABLES, "physiology", "synonyms", "interventions", records.DEVELOPMENT)


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
    root = folder or DATA
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
    atoms = records.table(root, "elements", Element)
    weights = {symbol: element.mass.internal for symbol, element in atoms.items()}
    guilds, inherited = records.guilds(root)
    conversions = records.table(root, "conversions", Conversion)
    models, couplings = records.host(root)
    return Knowledge(
        references=records.table(root, "references", Reference, identity="code"),
        elements=atoms,
        compounds=records.matter(root, "compounds", Compound, weights),
        polymers=records.matter(root, "polymers", Polymer, weights),
        pathways=records.table(root, "pathways", Pathway),
        conversions=conversions,
        traits=records.table(root, "traits", Trait),
        guilds=guilds,
        taxa=with_groups(records.taxa(root, inherited), conversions),
        diets=records.folder(root, "diets", Diet),
        foods=records.folder(root, "foods", Food),
        media=records.folder(root, "media", Medium),
        phages=records.folder(root, "phages", Phage),
        drugs=records.folder(root, "drugs", Drug),
        habits=records.folder(root, "habits", Habit),
        products=records.folder(root, "products", Product),
        survival=records.table(root, "survival", Survival),
        physiology=records.physiology(root),
        development=records.development(root),
        host=models,
        couplings=couplings,
        interventions=records.table(root, "interventions", Intervention),
        outcomes=records.folder(root, "outcomes", Condition),
        hash=digest(root),
        folder=root,
        renamed=renamed(root),
    )


def _check(knowledge: Knowledge) -> None:
    _check_provenance(knowledge)
    species = knowledge.species
    for polymer in knowledge.polymers.values():
        key = f"{polymer.id}.products"
        check.check_balance("polymers.toml", key, polymer.stoichiometry, species)
    for pathway in knowledge.pathways.values():
        check.check_pathway(pathway, species, "pathways.toml")
    for conversion in knowledge.conversions.values():
        check.check_conversion(conversion, knowledge)
    for guild in knowledge.guilds.values():
        check.check_microbe(guild, knowledge, "guilds.toml", f"{guild.id}.")
    for taxon in knowledge.taxa.values():
        check.check_microbe(taxon, knowledge, f"taxa/{taxon.id}.toml", "")
        check.check_spores(taxon, knowledge, f"taxa/{taxon.id}.toml")
    _check_folders(knowledge)


def _check_folders(knowledge: Knowledge) -> None:
    for diet in knowledge.diets.values():
        check.check_diet(diet, knowledge, f"diets/{diet.id}.toml")
    for food in knowledge.foods.values():
        file = f"foods/{food.id}.toml"
        check.check_portions(food.per_gram, "g/g", knowledge, file, "per_gram")
    for medium in knowledge.media.values():
        check.check_medium(medium, knowledge, f"media/{medium.id}.toml")
    check.check_development(knowledge.development, knowledge)
    for phage in knowledge.phages.values():
        check.check_phage(phage, knowledge, f"phages/{phage.id}.toml")
    for habit in knowledge.habits.values():
        check.check_habit(habit, f"habits/{habit.id}.toml")
    check_drugs(knowledge)
    check_couplings(knowledge)
    check_live(knowledge)
    check_outcomes(knowledge)


def _check_provenance(knowledge: Knowledge) -> None:
    references = knowledge.references
    for name in TABLES:
        for key, record in getattr(knowledge, name).items():
            check.check_provenance(f"{name}.toml", key, record, references)
    for name in FOLDERS:
        for key, record in getattr(knowledge, name).items():
            check.check_provenance(f"{name}/{key}.toml", "", record, references)
    for key, coupling in knowledge.couplings.items():
        check.check_provenance("host/couplings.toml", key, coupling, references)
    check.check_provenance("development.toml", "", knowledge.development, references)
    numbers = knowledge.physiology.quantities
    check.check_provenance("physiology.toml", "", numbers, references)
