"""What a stool sample is once it has been read: names, ranks and shares."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from holobiont.errors import InputError, did_you_mean
from holobiont.knowledge.schema import FrozenMap
from holobiont.profile import lineage as lin

UNITS = ("relative", "counts", "cells/g")


@dataclass(frozen=True)
class Source:
    """Where a profile came from.

    Attributes
    ----------
    path : file it was read from, as given
    sha256 : checksum of that file's bytes
    format : name of the recognized format
    columns : names of the columns that were read as taxa labels or values
    """

    path: str = ""
    sha256: str = ""
    format: str = ""
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Profile:
    """One sample: taxa with their shares, in descending order of share.

    Attributes
    ----------
    sample : sample identifier
    names : cleaned name of each row
    ranks : ``domain`` ... ``species`` or ``unknown`` of each row
    lineages : ``k__Bacteria|...|s__Name`` of each row, distinct
    shares : (n,) share of the classified part, positive, sums to 1
    unclassified : share of the whole sample that has no taxon, 0 to 1
    unit : what the file held: ``relative``, ``counts`` or ``cells/g``
    load : total cells per gram, if the file tells
    reads : number of classified reads, if the file tells
    source : the file (not compared)
    metadata : further columns of the table for this sample, as text
    notes : what a reader of the results should know about the reading
    """

    sample: str
    names: tuple[str, ...]
    ranks: tuple[str, ...]
    lineages: tuple[str, ...]
    shares: np.ndarray
    unclassified: float = 0.0
    unit: str = "relative"
    load: float | None = None
    reads: float | None = None
    source: Source = Source()
    metadata: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Check the lengths and sums, and make the array and the metadata read-only."""
        shares = np.array(self.shares, dtype=float)
        if not (len(self.names) == len(self.ranks) == len(self.lineages) == shares.size):
            raise InputError(f"sample {self.sample!r}: names, ranks and shares differ in length")
        if not shares.size or not math.isclose(float(shares.sum()), 1.0, abs_tol=1e-6):
            raise InputError(f"sample {self.sample!r}: the shares do not sum to 1")
        if self.unit not in UNITS:
            raise InputError(f"unit {self.unit!r} is not known.{did_you_mean(self.unit, UNITS)}")
        shares.setflags(write=False)
        object.__setattr__(self, "shares", shares)
        object.__setattr__(self, "metadata", FrozenMap(dict(self.metadata)))

    def __eq__(self, other: object) -> bool:
        """Return whether all but the source agree exactly."""
        if not isinstance(other, Profile):
            return NotImplemented
        return self._content() == other._content()

    def __hash__(self) -> int:
        """Return a hash that agrees with equality."""
        return hash(self._content()[:-1])

    def _content(self) -> tuple[object, ...]:
        fields = (self.sample, self.names, self.ranks, self.lineages, self.shares.tobytes())
        scalars = (self.unclassified, self.unit, self.load, self.reads, self.notes)
        return (*fields, *scalars, dict(self.metadata))

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.names)

    def at_rank(self, rank: str) -> dict[str, float]:
        """Return {name: share} summed at a rank; rows not known at that rank are left out."""
        if rank not in lin.RANKS:
            raise InputError(f"rank {rank!r} is not known.{did_you_mean(rank, lin.RANKS)}")
        sums: dict[str, float] = {}
        for lineage, share in zip(self.lineages, self.shares, strict=True):
            name = lin.names_by_rank(lineage).get(rank)
            if name is not None:
                sums[name] = sums.get(name, 0.0) + float(share)
        return dict(sorted(sums.items(), key=lambda item: (-item[1], item[0])))

    def to_tsv(self, path: str | Path) -> Path:
        """Write the profile as the canonical table; `read` gives it back identically."""
        from holobiont.profile.formats.canonical import write

        return write(self, Path(path))

    def __str__(self) -> str:
        """Return a summary of at most 80 columns."""
        head = f"{self.sample}: {len(self)} taxa ({self.unit})"
        if self.unclassified:
            head += f", {self.unclassified:.1%} unclassified"
        rows = zip(self.names[:10], self.ranks[:10], self.shares[:10], strict=True)
        lines = [head[:80], *(f"  {s:7.2%}  {n[:55]:<55} {r}" for n, r, s in rows)]
        if len(self) > 10:
            lines.append(f"  ... and {len(self) - 10} more")
        return "\n".join(lines)


@dataclass(frozen=True)
class ProfileSet(Mapping[str, Profile]):
    """Profiles by sample, in the order of the file.

    Attributes
    ----------
    profiles : the profiles
    dropped : sample -> why it could not be used (for example: no taxon above zero)
    notes : what concerns the whole file
    """

    profiles: tuple[Profile, ...]
    dropped: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def __getitem__(self, sample: str) -> Profile:
        """Return the profile of a sample."""
        return self._index()[sample]

    def __iter__(self) -> Iterator[str]:
        """Iterate over the sample identifiers."""
        return iter(profile.sample for profile in self.profiles)

    def __len__(self) -> int:
        """Return the number of samples."""
        return len(self.profiles)

    def _index(self) -> dict[str, Profile]:
        cached: dict[str, Profile] | None = self.__dict__.get("_by_sample")
        if cached is None:
            cached = {profile.sample: profile for profile in self.profiles}
            object.__setattr__(self, "_by_sample", cached)
        return cached

    def matrix(self) -> tuple[tuple[str, ...], np.ndarray]:
        """Return (lineages, shares), shares being (samples, lineages) over all lineages."""
        lineages = tuple(sorted({item for profile in self.profiles for item in profile.lineages}))
        position = {lineage: index for index, lineage in enumerate(lineages)}
        shares = np.zeros((len(self.profiles), len(lineages)))
        for row, profile in enumerate(self.profiles):
            shares[row, [position[item] for item in profile.lineages]] = profile.shares
        return lineages, shares

    def __str__(self) -> str:
        """Return a summary of at most 80 columns."""
        shown = ", ".join(list(self)[:8])
        more = f" ... ({len(self)} samples)" if len(self) > 8 else ""
        return f"{len(self)} samples: {shown}"[:60] + more
