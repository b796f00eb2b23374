"""Which knowledge taxon each row of a profile is, at which rank, and what matched nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from holobiont.knowledge import Knowledge
from holobiont.profile import lineage as lin
from holobiont.profile.profile import Profile
from holobiont.profile.taxon_index import TaxonIndex, index_of

LEVELS = ("species", "genus", "family", "higher", "unmatched")
_SHOWN = 8
_ORGANELLES = frozenset({"chloroplast", "mitochondria", "streptophyta"})  # of food and host


@dataclass(frozen=True)
class MappedRow:
    """What became of one row of a profile.

    Attributes
    ----------
    name : as in the profile
    rank : as in the profile
    share : of the classified part
    taxon : id of the knowledge taxon, None when nothing matched
    level : rank at which it is known: one of `LEVELS`
    stands_for : name of the species whose traits are used because its genus has none of its own
    nearest : most similar names of the knowledge, for the largest rows that matched nothing
    """

    name: str
    rank: str
    share: float
    taxon: str | None
    level: str
    stands_for: str = ""
    nearest: tuple[str, ...] = ()


@dataclass(frozen=True)
class MappingReport:
    """How much of a sample is known, at which rank, and what is not.

    Attributes
    ----------
    sample : sample identifier
    rows : every row of the profile, in its order
    """

    sample: str
    rows: tuple[MappedRow, ...]

    def share(self, level: str) -> float:
        """Return the share of the sample matched at a level of `LEVELS`."""
        return float(sum(row.share for row in self.rows if row.level == level))

    @property
    def known(self) -> float:
        """The share of the sample matched at any rank."""
        return float(sum(row.share for row in self.rows if row.taxon is not None))

    @property
    def unmatched(self) -> tuple[MappedRow, ...]:
        """Rows that matched nothing, the largest first."""
        lost = [row for row in self.rows if row.taxon is None]
        return tuple(sorted(lost, key=lambda row: (-row.share, row.name)))

    def to_rows(self) -> list[dict[str, str | float]]:
        """Return one flat record a row, for a table."""
        return [
            {
                "name": row.name,
                "rank": row.rank,
                "share": row.share,
                "taxon": row.taxon or "",
                "level": row.level,
                "stands_for": row.stands_for,
                "nearest": ", ".join(row.nearest),
            }
            for row in self.rows
        ]

    def __str__(self) -> str:
        """Return the shares and the largest unmatched rows, at most 80 columns wide."""
        lines = [f"Taxa of {self.sample[:50]} known to the model"]
        for level in LEVELS:
            count = sum(1 for row in self.rows if row.level == level)
            label = level if level == "unmatched" else f"at {level}"
            lines.append(f"  {label:<12} {self.share(level):7.1%}  ({count} of {len(self.rows)})")
        lines += self._lost() + self._substitutes()
        return "\n".join(line[:80] for line in lines)

    def _lost(self) -> list[str]:
        lost = self.unmatched
        lines = ["Not matched, largest first:"] if lost else []
        for row in lost[:_SHOWN]:
            hint = f"  (nearest: {row.nearest[0]})" if row.nearest else ""
            lines.append(f"  {row.share:7.2%}  {row.name[:38]}{hint}")
        if len(lost) > _SHOWN:
            lines.append(f"  ... and {len(lost) - _SHOWN} more")
        return lines

    def _substitutes(self) -> list[str]:
        used = sorted({(r.name, r.stands_for) for r in self.rows if r.stands_for})
        lines = ["A species stands for its genus:"] if used else []
        lines += [f"  {name[:36]} by {species[:36]}" for name, species in used[:_SHOWN]]
        return lines + ([f"  ... and {len(used) - _SHOWN} more"] if len(used) > _SHOWN else [])


@dataclass(frozen=True, eq=False)
class MappedProfile:
    """A profile on knowledge taxa.

    Attributes
    ----------
    profile : the profile as read
    taxa : ids of knowledge taxa, distinct, by descending share
    shares : (n,) share of each in the classified part; their sum is what is known
    report : what became of every row
    """

    profile: Profile
    taxa: tuple[str, ...]
    shares: np.ndarray
    report: MappingReport


def map_profile(profile: Profile, knowledge: Knowledge) -> MappedProfile:
    """Match every row of a profile to a taxon of the knowledge.

    A row goes to its species (by current name, old name or GTDB name, whatever the suffix), else to
    its genus, its family, or the nearest higher group. A genus that has no entry of its own is
    stood for by its most abundant species. Rows of one taxon are summed.
    """
    index = index_of(knowledge)
    rows = tuple(
        _map_row(index, name, rank, lineage, float(share))
        for name, rank, lineage, share in zip(
            profile.names, profile.ranks, profile.lineages, profile.shares, strict=True
        )
        if share > 0
    )
    rows = _with_hints(rows, index)
    sums: dict[str, float] = {}
    for row in rows:
        if row.taxon is not None:
            sums[row.taxon] = sums.get(row.taxon, 0.0) + row.share
    taxa = tuple(sorted(sums, key=lambda taxon: (-sums[taxon], taxon)))
    shares = np.array([sums[taxon] for taxon in taxa])
    shares.setflags(write=False)
    return MappedProfile(profile, taxa, shares, MappingReport(profile.sample, rows))


def _with_hints(rows: tuple[MappedRow, ...], index: TaxonIndex) -> tuple[MappedRow, ...]:
    """Add the nearest names to the largest unmatched rows (comparing spellings is slow)."""
    lost = MappingReport("", rows).unmatched[:_SHOWN]
    hints = {row.name: index.nearest(row.name) for row in lost if row.rank != "unknown"}
    return tuple(
        replace(row, nearest=hints[row.name]) if row.taxon is None and row.name in hints else row
        for row in rows
    )


def _map_row(index: TaxonIndex, name: str, rank: str, lineage: str, share: float) -> MappedRow:
    taxon, level, stands_for = _match(index, name, lineage)
    return MappedRow(name, rank, share, taxon, level, stands_for)


@lru_cache(maxsize=65536)
def _match(index: TaxonIndex, name: str, lineage: str) -> tuple[str | None, str, str]:
    """Return (taxon, level, species that stands for the genus)."""
    names = lin.names_by_rank(lineage)
    if not _ORGANELLES.isdisjoint(item.casefold() for item in names.values()):
        return None, "unmatched", ""
    by_id = index.by_taxid(name)
    if by_id is not None:
        return *by_id, ""
    species = index.species(names.get("species", ""))
    genus = index.genus_name(names)
    found = (species, "") if species else index.genus(genus)
    if found is not None:
        return found[0], "species" if species else "genus", found[1]
    family = index.at("family", names.get("family", "") or index.family_of(genus))
    higher = index.higher(names)
    if family or higher:
        return family or higher, "family" if family else "higher", ""
    return None, "unmatched", ""
