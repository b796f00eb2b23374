"""What a fiber does to a stool community in hours: forecast from the culture without fiber.

    python benchmarks/shifts.py --data DIR

In the ex vivo study of ten donors (``scfa_quinnbohmann2024`` in DIR; see ``exvivo.py``) genera were
counted in each vessel after the culture, so that whoever looks at them has seen what the fiber did.
Here the inoculum of the cultures with fiber is what the same donor's culture without fiber held,
and both the community and the acids are forecast. Nothing is fitted. Printed are, for each fiber,

    genera        mean share before, and the fold of it that was seen and that is forecast
    Bray-Curtis   of the forecast, and of no change, to what was seen; means over donors
    acids         Pearson over donors, of mM and of the share in the three acids: forecast, and the
                  share of known butyrate producers before and (having seen the end) after
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from cultures import ACIDS, Sample, Study, members, study_b

BLANK = "Blank"
_COMMON = 0.01
Shares = Mapping[str, float]


@dataclass(frozen=True)
class Shift:
    """One donor's vessel: who was there before and after, who is forecast, and acids."""

    before: Shares
    after: Shares
    forecast: Shares
    measured: Mapping[str, float]
    acids: Mapping[str, float]
    naive: tuple[float, float]


def mean(study: Study, treatment: str, subject: str) -> Sample:
    """Average the replicates of a vessel."""
    some = [s for s in study.samples if (s.treatment, s.subject) == (treatment, subject)]
    shares: dict[str, float] = defaultdict(float)
    for sample in some:
        for name, share in sample.shares.items():
            shares[name] += share / len(some)
    measured = {a: float(np.mean([s.measured[a] for s in some])) for a in ACIDS}
    naive = float(np.mean([s.naive for s in some]))
    return replace(some[0], shares=dict(shares), measured=measured, naive=naive)


def shift(study: Study, treatment: str, subject: str) -> Shift:
    """Grow a donor's community without fiber on a fiber."""
    start, end = mean(study, BLANK, subject), mean(study, treatment, subject)
    result = study.grow(replace(start, treatment=treatment))
    return Shift(
        members(start.shares),
        members(end.shares),
        dict(zip(result.members, map(float, result.shares[-1]), strict=True)),
        end.measured,
        {acid: study.acid(result, acid) for acid in ACIDS},
        (start.naive, end.naive),
    )


def bray_curtis(one: Shares, other: Shares) -> float:
    """Return the dissimilarity of two compositions, each adding to one."""
    return 1.0 - sum(min(one.get(n, 0.0), other.get(n, 0.0)) for n in {*one, *other})


def genera(shifts: list[Shift]) -> list[str]:
    """Return a line for each genus that is common before or after."""
    names = sorted({name for s in shifts for name in (*s.before, *s.after)})
    rows = []
    for name in names:
        before, after, said = (
            float(np.mean([getattr(s, what).get(name, 0.0) for s in shifts]))
            for what in ("before", "after", "forecast")
        )
        if max(before, after) >= _COMMON and before > 0:
            rows.append((before, f"  {name:<24}{100 * before:>7.1f}{after / before:>7.2f}"
                         f"{said / before:>9.2f}"))  # fmt: skip
    return [row for _, row in sorted(rows, reverse=True)]


def report(study: Study, treatment: str, subjects: list[str]) -> list[str]:
    """Return the tables of one fiber."""
    shifts = [shift(study, treatment, subject) for subject in subjects]
    near = [np.mean([bray_curtis(getattr(s, w), s.after) for s in shifts])
            for w in ("forecast", "before")]  # fmt: skip
    closer = sum(bray_curtis(s.forecast, s.after) < bray_curtis(s.before, s.after) for s in shifts)
    lines = [
        f"\n{treatment}: {len(shifts)} donors",
        f"  {'':<24}{'%':>7}{'seen':>7}{'forecast':>9}",
    ]
    lines += genera(shifts)
    lines.append(
        f"  Bray-Curtis to what was seen: forecast {near[0]:.3f}, no change {near[1]:.3f}; "
        f"closer in {closer} of {len(shifts)}"
    )
    lines.append(f"  {'Pearson over donors':<24}{'forecast':>9}{'before':>9}{'after':>9}")
    for acid in ACIDS:
        for kind in ("mM", "share"):
            seen, said = (_values(shifts, what, acid, kind) for what in ("measured", "acids"))
            guesses = [said]
            if acid == "butyrate":
                guesses += [np.array([s.naive[k] for s in shifts]) for k in (0, 1)]
            cells = "".join(f"{np.corrcoef(seen, guess)[0, 1]:>9.2f}" for guess in guesses)
            lines.append(f"  {f'{acid}, {kind}':<24}{cells}")
    return lines


def _values(shifts: list[Shift], what: str, acid: str, kind: str) -> np.ndarray:
    rows = [getattr(s, what) for s in shifts]
    whole = [sum(row[a] for a in ACIDS) if kind == "share" else 1.0 for row in rows]
    return np.array([row[acid] / total for row, total in zip(rows, whole, strict=True)])


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    options = parser.parse_args()
    study = study_b(options.data / "scfa_quinnbohmann2024")
    subjects = sorted({s.subject for s in study.samples}, key=int)
    for treatment in ("FOS", "Pectin"):
        print("\n".join(report(study, treatment, subjects)))


if __name__ == "__main__":
    main()
