"""Inulin, 16 g/day for three weeks, against a placebo, crossover (BJN 2018).

Each person is fitted to the stool of day 0 under the Western diet. The prebiotic, inulin enriched
with oligofructose, is taken as 8 g/day of inulin and 8 g/day of oligofructose. What is
compared is log2 of the fold of each genus, over 0.01 %; then the same less that of the placebo.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from holobiont.knowledge import load
from holobiont.profile import Profile, read
from holobiont.twin import Person, Twin
from measured import changes, work
from measured.tables import Shares, common, folder, groups, log_fold, seen, table

FOLDER = "fiber_healey_2018_BJN"
PROTOCOL = "8 g/day inulin and 8 g/day fos for 3 weeks"
MAIN = "Bifidobacterium"
_LEAST = 1e-4
#: Genera of at least this mean share are compared.
_COMMON = 0.005


@dataclass(frozen=True)
class Case:
    """One person in one arm: the stool of day 0, and genera before and after."""

    subject: str
    arm: str
    profile: Profile
    before: Shares
    after: Shares

    @property
    def fold(self) -> Shares:
        """Seen log2 fold."""
        return log_fold(self.after, self.before, _LEAST)


def cases(data: Path, people: int | None) -> list[Case]:
    """Read both arms of everybody; an arm with a stool missing is left out."""
    path, knowledge = folder(data, FOLDER), load()
    profiles = read(path / "16S_relative_abundance.xlsx")
    samples = {
        (*row["SubjectID"].split("_"), row["Day"]): row["SampleID"]
        for row in table(path / "metadata.csv", ",")
    }
    subjects = sorted({subject for subject, _, _ in samples})[:people]
    found = []
    for subject in subjects:
        for arm in ("Prebiotic", "Placebo"):
            ends = [samples.get((subject, arm, day), "") for day in ("0", "21")]
            if all(end in profiles for end in ends):
                first, last = (profiles[end] for end in ends)
                shares = (seen(knowledge, first), seen(knowledge, last))
                found.append(Case(subject, arm, first, *shares))
    return found


def predict(case: Case) -> tuple[Shares, Shares]:
    """Return genera before and after the prebiotic."""
    twin = Twin.fit(case.profile, Person())
    course = twin.run(PROTOCOL, every=21.0)
    members = twin.blueprint.member_ids
    first, last = (groups(twin.knowledge, members, course.shares[k]) for k in (0, -1))
    return first, last


def report(data: Path, people: int | None, jobs: int) -> list[str]:
    """Return the tables: genera under the prebiotic, then less the placebo."""
    everything = cases(data, people)
    given = [case for case in everything if case.arm == "Prebiotic"]
    blind = {case.subject: case.fold for case in everything if case.arm == "Placebo"}
    found, failed = work.each(predict, given, jobs)
    result = [work.told(failed)] if failed else []
    result += _levels(everything, found)
    genera = common([s for case in given for s in (case.before, case.after)], _COMMON)
    rows = [changes.Change.of(g, [_pair(c, m, g) for c, m in found]) for g in genera]
    result += changes.lines("\nPrebiotic: log2 of the fold in three weeks", rows)
    both = [(case, model) for case, model in found if case.subject in blind]
    rows = [changes.Change.of(g, [_net(c, m, blind, g) for c, m in both]) for g in genera]
    return result + changes.lines("\nPrebiotic less placebo, the same people: log2 fold", rows)


def _pair(case: Case, model: tuple[Shares, Shares], genus: str) -> tuple[float, float]:
    if max(case.before.get(genus, 0.0), case.after.get(genus, 0.0)) < _LEAST:
        return float("nan"), float("nan")
    fold = log_fold(model[1], model[0], _LEAST)
    return case.fold.get(genus, 0.0), fold.get(genus, 0.0)


def _net(
    case: Case, model: tuple[Shares, Shares], blind: dict[str, Shares], genus: str
) -> tuple[float, float]:
    measured, predicted = _pair(case, model, genus)
    return measured - blind[case.subject].get(genus, 0.0), predicted


def _levels(everything: list[Case], found: list[tuple[Case, tuple[Shares, Shares]]]) -> list[str]:
    """Return the medians of the main genus before and after, seen and predicted."""

    def median(parts: list[Shares]) -> str:
        share = float(np.median([part.get(MAIN, 0.0) for part in parts])) if parts else np.nan
        return f"{100 * share:.1f}"

    lines = [f"\n{MAIN}, median % of what is known, day 0 and day 21"]
    for arm in ("Prebiotic", "Placebo"):
        some = [case for case in everything if case.arm == arm]
        ends = median([c.before for c in some]), median([c.after for c in some])
        lines.append(f"  {arm.lower():<10} seen       {' -> '.join(ends)}  (n {len(some)})")
    ends = median([m[0] for _, m in found]), median([m[1] for _, m in found])
    return [*lines, f"  prebiotic  predicted  {' -> '.join(ends)}  (n {len(found)})"]
