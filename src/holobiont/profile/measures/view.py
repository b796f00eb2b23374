"""A profile as the measures see it: rows with comparable names at every rank."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Literal

from holobiont.knowledge.measures import NamedTaxon
from holobiont.knowledge.schema import Taxon
from holobiont.profile import lineage as lin
from holobiont.profile.names import is_virus, species_key
from holobiont.profile.profile import Profile

_PREFIX = re.compile(r"^[kdpcofgst]__")
_GTDB_SUFFIX = re.compile(r"(?<=[a-z\]])_[A-Z]{1,2}(?=[ _]|$)")
_STEM = 4
_UNPLACED = " unclassified"
_HIGHER = ("family", "order", "class", "phylum", "domain")


def key(name: str) -> str:
    """Return the form under which spellings of a name compare equal.

    Case, punctuation, rank prefixes, brackets and GTDB letter suffixes do not count; digits do, so
    that strain-like names stay apart.
    """
    text = _GTDB_SUFFIX.sub("", _PREFIX.sub("", name.strip()))
    words = re.sub(r"[^0-9a-z]+", " ", text.casefold()).split()
    return " ".join(words[1:] if words[:1] == ["candidatus"] else words)


@dataclass(frozen=True)
class Synonyms:
    """Groups of names that mean the same species."""

    groups: Mapping[str, frozenset[str]]

    def same(self, names: Iterable[str]) -> frozenset[str]:
        """Return the keys of `names` and of every name known to mean the same species."""
        own = {key(name) for name in names}
        return frozenset(own.union(*(self.groups.get(name, frozenset()) for name in own)))


def synonyms(taxa: Iterable[Taxon]) -> Synonyms:
    """Collect the renames among the names of knowledge taxa of species rank.

    Only names with the same epithet count (*Ruminococcus gnavus*, *Mediterraneibacter gnavus*):
    a knowledge taxon may also hold strains and sister species, which published lists keep apart.
    """
    groups: dict[str, frozenset[str]] = {}
    for taxon in taxa:
        if taxon.rank != "species":
            continue
        names = {key(name): _epithet(name) for name in (taxon.name, *taxon.synonyms, taxon.gtdb)}
        for name, epithet in names.items():
            alike = {other for other, its in names.items() if epithet and its == epithet}
            groups[name] = groups.get(name, frozenset()) | alike
    return Synonyms(MappingProxyType(groups))


def _epithet(name: str) -> str:
    """Return the stem of a species epithet, which survives a change of gender; empty if none."""
    binomial = species_key(key(name))
    return binomial.split(" ")[1][:_STEM] if binomial else ""


@dataclass(frozen=True)
class Row:
    """One row of a profile.

    Attributes
    ----------
    label : name as the profile gives it
    share : share of the classified community
    names : {rank: key} of the row's lineage, from domain to species
    """

    label: str
    share: float
    names: Mapping[str, str]

    @property
    def genus(self) -> str:
        """Key of the genus in the species name where there is one, else of the lineage."""
        binomial = species_key(self.names.get("species", ""))
        return binomial.split(" ")[0] if binomial else self.names.get("genus", "")

    @property
    def viral(self) -> bool:
        """Whether the row is a virus, by its lineage or else by its name."""
        return self.names.get("domain") == "viruses" or is_virus(self.names.get("species", ""))


@dataclass(frozen=True)
class View:
    """Rows of a sample, and the synonyms that help to name them."""

    rows: tuple[Row, ...]
    synonyms: Synonyms

    def known_at(self, rank: str) -> float:
        """Return the share of the community that has a name at a rank."""
        return sum(row.share for row in self.rows if rank in row.names)

    @cached_property
    def level(self) -> Literal["species", "genus"]:
        """The rank the sample is mostly known at, of the two that references exist for."""
        return "species" if self.known_at("species") >= self.known_at("genus") / 2 else "genus"

    @cached_property
    def has_higher_ranks(self) -> bool:
        """Whether most rows tell more than genus and species."""
        told = sum(row.share for row in self.rows if any(r in row.names for r in _HIGHER))
        return told >= 1 - told

    def find(self, taxon: NamedTaxon) -> tuple[Row, ...]:
        """Return the rows that belong to a published taxon, under any of its names."""
        if taxon.rank == "species":
            wanted = self.synonyms.same(taxon.names)
            return tuple(row for row in self.rows if row.names.get("species") in wanted)
        ranked = _ranked_names(taxon)
        members = self.synonyms.same(taxon.members)
        return tuple(row for row in self.rows if _inside(row, taxon, ranked, members))


def _ranked_names(taxon: NamedTaxon) -> frozenset[tuple[str, str]]:
    rank: str = "domain" if taxon.rank == "kingdom" else taxon.rank
    pairs = {(rank, key(taxon.name))}
    pairs |= {(lin.rank(name), key(name)) for name in taxon.synonyms if _PREFIX.match(name)}
    return frozenset(pairs)


def _inside(
    row: Row,
    taxon: NamedTaxon,
    ranked: frozenset[tuple[str, str]],
    members: frozenset[str],
) -> bool:
    if row.names.get("species") in members:
        return True
    if any(row.names.get(rank) == name for rank, name in ranked):
        return True
    return _unplaced(row, taxon)


def _unplaced(row: Row, taxon: NamedTaxon) -> bool:
    """Whether a row is of "X unclassified" at a rank: inside X, and without a name at the rank."""
    name = key(taxon.name)
    if not name.endswith(_UNPLACED) or taxon.rank in row.names or "species" not in row.names:
        return False
    return name.removesuffix(_UNPLACED) in row.names.values()


def view(profile: Profile, known: Synonyms) -> View:
    """Return the rows of a profile (``names``, ``ranks``, ``lineages``, ``shares``)."""
    rows = zip(profile.names, profile.ranks, profile.lineages, profile.shares, strict=True)
    return View(tuple(_row(*row) for row in rows), known)


def _row(label: str, rank: str, lineage: str, share: float) -> Row:
    names = {at: key(name) for at, name in lin.names_by_rank(lineage).items()}
    if rank in lin.RANKS:
        names.setdefault(rank, key(label))
    binomial = species_key(names.get("species", ""))
    if binomial:
        names.setdefault("genus", binomial.split(" ")[0])
    return Row(label, float(share), MappingProxyType(names))
