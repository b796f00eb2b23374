"""A ranking as short text and as plain data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from holobiont.rank.outcomes import OUTCOMES

if TYPE_CHECKING:
    from holobiont.rank.donors import DonorRanking, Interval, Ranked

_WIDE = 80


def of_ranking(found: DonorRanking) -> str:
    """Return a table, 80 columns wide: each donor with its outcomes."""
    label, unit, _ = OUTCOMES[found.by]
    lines = [f"Donors for {found.recipient}, by {label} ({unit})", found.protocol, ""]
    for place, donor in enumerate(found.donors, start=1):
        lines += [f"{place}. {donor.name}", *_told(donor, found.versions)]
    lines += ["Without a transplant", *_rows(found.without), "", *_naive(found)]
    return "\n".join(line[:_WIDE] for line in lines)


def _told(donor: Ranked, versions: int) -> Iterator[str]:
    yield from _rows(donor.outcomes)
    if versions:
        yield f"   {'best of all':<28} {donor.best:>8.0%}  of {versions} versions"
    yield f"   {'similarity of the profiles':<28} {donor.similarity:>8.2f}"
    yield f"   {'diversity of the donor':<28} {donor.shannon:>8.2f}  nats"


def _rows(outcomes: Mapping[str, Interval]) -> Iterator[str]:
    for name, (low, middle, high) in outcomes.items():
        label, unit, _ = OUTCOMES[name]
        spread = f"  [{low:.3g}, {high:.3g}]" if high > low else ""
        yield f"   {label:<28} {middle:>8.3g}  {unit}{spread}"


def _naive(found: DonorRanking) -> Iterator[str]:
    names = {"similarity": "similarity", "shannon": "diversity"}
    for key, order in found.naive.items():
        yield f"By {names[key]} alone: {', '.join(order)}"


def as_data(found: DonorRanking) -> dict[str, Any]:
    """Return a ranking as plain data, as JSON has it."""
    return {
        "recipient": found.recipient,
        "protocol": found.protocol,
        "by": found.by,
        "versions": found.versions,
        "donors": [
            {
                "name": donor.name,
                "best": donor.best,
                "outcomes": {name: list(values) for name, values in donor.outcomes.items()},
                "similarity": donor.similarity,
                "shannon": donor.shannon,
            }
            for donor in found.donors
        ],
        "without": {name: list(values) for name, values in found.without.items()},
        "naive": {name: list(order) for name, order in found.naive.items()},
    }
