"""What a measure is: a value with its reference distribution, its caveat and its source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from holobiont.errors import UsageError, did_you_mean
from holobiont.knowledge.measures import Distribution

_PERCENTS = (5.0, 25.0, 50.0, 75.0, 95.0)


@dataclass(frozen=True)
class Measure:
    """One measure of one sample.

    Attributes
    ----------
    id : stable name, for example ``shannon``
    family : ``alpha``, ``reference``, ``health``, ``producers`` or ``enterotype``
    label : what a reader sees
    value : the number, or None when the measure does not apply
    unit : unit of the value; ``1`` for pure numbers
    reference : spread of the measure in a reference cohort, if one is known at this rank
    position : where the value lies in that cohort, in words
    caveat : what the number must not be taken for
    sources : codes of the works behind the formula and the reference
    applicable : whether the measure can be computed for this sample
    why_not : the reason, when it cannot
    contributors : (taxon, share or weight) behind the value, largest first
    """

    id: str
    family: str
    label: str
    value: float | None
    unit: str
    reference: Distribution | None
    position: str
    caveat: str
    sources: tuple[str, ...]
    applicable: bool = True
    why_not: str = ""
    contributors: tuple[tuple[str, float], ...] = ()

    @property
    def percentile(self) -> float | None:
        """Percentile in the reference cohort, 5 to 95; beyond that only the limit is known."""
        if self.value is None or self.reference is None:
            return None
        return float(np.interp(self.value, self.reference.quantiles, _PERCENTS))

    def __str__(self) -> str:
        """One line: label, value, position."""
        if self.value is None:
            return f"{self.label}: not available ({self.why_not})"
        unit = "" if self.unit == "1" else f" {self.unit}"
        return f"{self.label}: {self.value:.4g}{unit} ({self.position})"


@dataclass(frozen=True)
class Measures:
    """All measures of one sample, in a fixed order; reads like a mapping from id to Measure."""

    sample: str
    items: tuple[Measure, ...]

    def __getitem__(self, name: str) -> Measure:
        """Return the measure called `name`; UsageError names the nearest one."""
        for item in self.items:
            if item.id == name:
                return item
        hint = did_you_mean(name, self.ids)
        raise UsageError(f"No measure is called {name!r}.{hint}")

    def __iter__(self) -> Iterator[Measure]:
        """Iterate over the measures."""
        return iter(self.items)

    def __len__(self) -> int:
        """Return how many measures there are."""
        return len(self.items)

    def __contains__(self, name: object) -> bool:
        """Return whether a measure has this id."""
        return name in self.ids

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids in order."""
        return tuple(item.id for item in self.items)

    def family(self, name: str) -> tuple[Measure, ...]:
        """Return the measures of one family."""
        return tuple(item for item in self.items if item.family == name)

    def table(self) -> list[dict[str, object]]:
        """Return one plain row a measure, ready for a table or JSON."""
        return [_row(self.sample, item) for item in self.items]

    def __str__(self) -> str:
        """One line a measure."""
        return "\n".join([self.sample, *(f"  {item}" for item in self.items)])


def _row(sample: str, item: Measure) -> dict[str, object]:
    known = item.reference
    return {
        "sample": sample,
        "id": item.id,
        "family": item.family,
        "label": item.label,
        "value": item.value,
        "unit": item.unit,
        "reference_low": known.p05 if known else None,
        "reference_median": known.p50 if known else None,
        "reference_high": known.p95 if known else None,
        "reference_cohort": f"{known.cohort} (n = {known.n})" if known else None,
        "position": item.position,
        "applicable": item.applicable,
        "why_not": item.why_not,
        "caveat": item.caveat,
        "sources": ";".join(item.sources),
        "contributors": ";".join(f"{name}={share:.4g}" for name, share in item.contributors),
    }


def position(value: float, known: Distribution | None) -> str:
    """Say in words where a value lies in a reference distribution."""
    if known is None:
        return "no reference distribution at this taxonomic rank"
    cohort = f"{known.cohort} (n = {known.n})"
    if value < known.p05:
        return f"below the 5th percentile of {cohort}"
    if value > known.p95:
        return f"above the 95th percentile of {cohort}"
    if value < known.p25:
        return f"between the 5th and 25th percentile of {cohort}"
    if value <= known.p75:
        return f"in the middle half of {cohort}"
    return f"between the 75th and 95th percentile of {cohort}"


def ranked(shares: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    """Return the positive entries, largest magnitude first, ties by name."""
    present = [(name, float(share)) for name, share in shares.items() if share != 0]
    return tuple(sorted(present, key=lambda item: (-abs(item[1]), item[0])))


@dataclass(frozen=True)
class Kind:
    """The constant part of a measure: everything but the value."""

    id: str
    family: str
    label: str
    unit: str
    caveat: str
    sources: tuple[str, ...]

    def measured(
        self,
        value: float,
        known: Distribution | None,
        contributors: Sequence[tuple[str, float]] = (),
        caveat: str = "",
    ) -> Measure:
        """Return the measure with a value; `caveat` is added to the constant one."""
        return Measure(
            self.id,
            self.family,
            self.label,
            float(value),
            self.unit,
            known,
            position(value, known),
            " ".join(filter(None, (self.caveat, caveat, known.note if known else ""))),
            tuple(dict.fromkeys((*self.sources, *(known.source if known else ())))),
            contributors=tuple(contributors),
        )

    def refused(self, why_not: str) -> Measure:
        """Return the measure as not applicable, with the reason."""
        return Measure(
            self.id,
            self.family,
            self.label,
            None,
            self.unit,
            None,
            "not applicable",
            self.caveat,
            self.sources,
            applicable=False,
            why_not=why_not,
        )
