"""Looking up knowledge taxa under any of their names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from holobiont.errors import nearest
from holobiont.knowledge import Knowledge, Taxon
from holobiont.profile import names

_TAXID = re.compile(r"^(?:NCBI:txid|txid)?(\d+)$")
_LEVELS = {"species": "species", "genus": "genus", "family": "family"}


@dataclass(frozen=True, eq=False)
class TaxonIndex:
    """Names of knowledge taxa by rank.

    Attributes
    ----------
    ids : rank -> {spelling: taxon id}
    renamed : rank -> {spelling: current name}
    of_genus : genus -> its most abundant species
    families : genus -> family
    phyla : order or class -> phylum
    taxids : NCBI taxid -> taxon
    labels : taxon id -> name
    """

    ids: Mapping[str, Mapping[str, str]]
    renamed: Mapping[str, Mapping[str, str]]
    of_genus: Mapping[str, str]
    families: Mapping[str, str]
    phyla: Mapping[str, str]
    taxids: Mapping[int, Taxon]
    labels: Mapping[str, str]

    def at(self, rank: str, name: str) -> str | None:
        """Return the taxon of a name at a rank, following renames."""
        if not name:
            return None
        known = self.ids.get(rank, {})
        for spelling in self._spellings(rank, name):
            if spelling in known:
                return known[spelling]
        return None

    def _spellings(self, rank: str, name: str) -> tuple[str, ...]:
        """Return the spellings to try: as written, renamed, without suffixes, that renamed."""
        exact, loose = exact_key(name), names.key(name)
        renamed = self.renamed.get(rank, {})
        new = [renamed[item] for item in (exact, loose) if item in renamed]
        first = [exact_key(new[0]), names.key(new[0])] if new and exact in renamed else []
        last = [exact_key(item) for item in new]
        return (exact, *first, loose, *last)

    def species(self, name: str) -> str | None:
        """Return the species of a name, its strain and suffixes aside."""
        found = self.at("species", name)
        binomial = names.species_key(name)
        return found if found or not binomial else self.at("species", binomial)

    def genus_name(self, row: Mapping[str, str]) -> str:
        """Return the genus of a row: as listed, else the first word of its species."""
        species = row.get("species", "")
        return row.get("genus") or (names.genus_of(species) if names.species_key(species) else "")

    def genus(self, name: str) -> tuple[str, str] | None:
        """Return (taxon, name of the species that stands for it or "") of a genus."""
        found = self.at("genus", name)
        if found is not None:
            return found, ""
        for spelling in self._spellings("genus", name) if name else ():
            if spelling in self.of_genus:
                taxon = self.of_genus[spelling]
                return taxon, self.labels[taxon]
        species = self.species(name)  # SILVA names groups of a genus after a species
        return (species, self.labels[species]) if species else None

    def family_of(self, genus: str) -> str:
        """Return the family of a genus, as far as the knowledge tells."""
        found = (self.families.get(item) for item in self._spellings("genus", genus))
        first = names.genus_of(genus)  # SILVA: "Lachnospiraceae UCG-004"
        named = first if first.endswith("aceae") else ""
        return next((family for family in found if family), named)

    def higher(self, row: Mapping[str, str]) -> str | None:
        """Return the nearest taxon above the family of a row."""
        for rank in ("order", "class", "phylum", "domain"):
            name = row.get(rank, "")
            found = self.at(rank, name) or self.at("phylum", self._phylum_of(rank, name))
            if found is not None:
                return found
        return None

    def _phylum_of(self, rank: str, name: str) -> str:
        found = (self.phyla.get(item) for item in self._spellings(rank, name) if name)
        return next((phylum for phylum in found if phylum), "")

    def by_taxid(self, name: str) -> tuple[str, str] | None:
        """Return (taxon, level) of ``NCBI:txid853``."""
        match = _TAXID.match(name)
        taxon = self.taxids.get(int(match[1])) if match and not name.isdigit() else None
        return (taxon.id, _LEVELS.get(taxon.rank, "higher")) if taxon else None

    def nearest(self, name: str) -> tuple[str, ...]:
        """Return the most similar names of the knowledge."""
        return _nearest(name, tuple(self.labels.values()))


@lru_cache(maxsize=4096)
def _nearest(name: str, options: tuple[str, ...]) -> tuple[str, ...]:
    return nearest(name, options)


@lru_cache(maxsize=8)
def index_of(knowledge: Knowledge) -> TaxonIndex:
    """Return the index of a knowledge; the same object for the same knowledge."""
    ids: dict[str, dict[str, str]] = {}
    for taxon in knowledge.taxa.values():
        known = ids.setdefault(taxon.rank, {})
        for name in (taxon.name, taxon.gtdb, *taxon.synonyms):
            if name:
                known.setdefault(exact_key(name), taxon.id)
    for taxon in knowledge.taxa.values():
        ids[taxon.rank].setdefault(names.key(taxon.name), taxon.id)
        ids[taxon.rank][exact_key(taxon.name)] = taxon.id
    renamed = {
        rank: {exact_key(old): new for old, new in pairs.items()}
        for rank, pairs in knowledge.renamed.items()
    }
    return TaxonIndex(
        ids=ids,
        renamed=renamed,
        of_genus=_of_genus(knowledge),
        families={
            exact_key(taxon.lineage.genus): taxon.lineage.family
            for taxon in knowledge.taxa.values()
            if taxon.lineage.genus and taxon.lineage.family
        },
        phyla=_phyla(knowledge),
        taxids={t.ncbi_taxid: t for t in knowledge.taxa.values() if t.ncbi_taxid is not None},
        labels={taxon.id: taxon.name for taxon in knowledge.taxa.values()},
    )


def exact_key(name: str) -> str:
    """Return a spelling that keeps suffixes (``blautia_a``) but not case, blanks and brackets."""
    return re.sub(r"[\[\]'\"]", "", names.clean(name)).casefold()


def _of_genus(knowledge: Knowledge) -> dict[str, str]:
    species = [taxon for taxon in knowledge.taxa.values() if taxon.rank == "species"]
    species.sort(key=lambda taxon: (_abundance(taxon), taxon.id))
    return {exact_key(taxon.lineage.genus): taxon.id for taxon in species if taxon.lineage.genus}


def _abundance(taxon: Taxon) -> float:
    mean = taxon.abundance.mean_pct
    return mean.value if mean is not None and isinstance(mean.value, float) else 0.0


def _phyla(knowledge: Knowledge) -> dict[str, str]:
    found: dict[str, str] = {}
    for taxon in knowledge.taxa.values():
        for name in (taxon.lineage.class_, taxon.lineage.order):
            if name and taxon.lineage.phylum:
                found[exact_key(name)] = taxon.lineage.phylum
    return found
