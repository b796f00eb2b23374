"""Five days of an animal-based or a plant-based diet (David 2014, 10.1038/nature12820).

Each person is fitted to the mean stool of the days before the diet, under the Western diet, eats
the knowledge's diet of that name on days 0 to 5, and then the usual one. Stools of days 1 to 5 and
of days 7 to 10 are compared with the same days of the model, as log2 of the fold of each genus over
0.01 %. Day 0 is left out (it may be before or after the first meal), and so are stools with
fewer than 1000 reads, foods, and fungal sequences, which the table also holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from holobiont.knowledge import load
from holobiont.profile import MappedProfile, Profile, ProfileSet, read
from holobiont.protocol import DietChange
from holobiont.twin import Person, Twin
from measured import changes, work
from measured.tables import (
    Shares,
    bray_curtis,
    common,
    folder,
    groups,
    log_fold,
    mean_profile,
    mean_shares,
    seen,
    table,
)

FOLDER = "mlrepo"
DIETS = {"Animal": "animal_based", "Plant": "plant_based"}
#: Windows of days that are compared.
WINDOWS = {"on the diet (days 1 to 5)": (1, 5), "after it (days 7 to 10)": (7, 10)}
_LENGTH, _HORIZON = 5.0, 10.0
_LEAST, _COMMON, _READS = 1e-4, 0.005, 1000
Courses = dict[int, Shares]


@dataclass(frozen=True)
class Case:
    """One person on one diet: the mean stool before, and genera by day."""

    subject: str
    diet: str
    mapped: MappedProfile
    before: Shares
    days: Courses


def cases(data: Path, people: int | None) -> list[Case]:
    """Read the dated stools of everybody, diet by diet."""
    path = folder(data, FOLDER) / "david"
    profiles = read(path / "refseq_taxatable.txt.gz")
    rows = [r for r in table(path / "mapping-orig.txt.gz", "\t") if r["Diet"] in DIETS]
    people_of = {d: sorted({r["SubjectFood"] for r in rows if r["Diet"] == d}) for d in DIETS}
    found = []
    for diet, subjects in people_of.items():
        for subject in subjects[:people]:
            stools: dict[int, Profile] = {}
            for row in rows:
                profile = _usable(profiles, row["#SampleID"])
                if (row["Diet"], row["SubjectFood"]) == (diet, subject) and profile:
                    stools[int(row["Day"])] = profile
            if any(day < 0 for day in stools):
                found.append(_case(subject, diet, stools))
    return found


def _usable(profiles: ProfileSet, sample: str) -> Profile | None:
    profile = profiles.get(sample)
    return profile if profile and (profile.reads or 0) >= _READS else None


def _case(subject: str, diet: str, stools: dict[int, Profile]) -> Case:
    knowledge = load()
    early = [stools[day] for day in sorted(stools) if day < 0]
    before = mean_shares(seen(knowledge, profile) for profile in early)
    days = {day: seen(knowledge, profile) for day, profile in sorted(stools.items()) if day > 0}
    return Case(subject, diet, mean_profile(subject, early, knowledge), before, days)


def predict(case: Case) -> Courses:
    """Return genera by day, day 0 being before the diet."""
    twin = Twin.fit(case.mapped, Person())
    course = twin.run(DietChange(DIETS[case.diet], 0.0, _LENGTH), days=_HORIZON)
    members = twin.blueprint.member_ids
    return {
        round(float(day)): groups(twin.knowledge, members, course.shares[k])
        for k, day in enumerate(course.days)
    }


@dataclass(frozen=True)
class Mean:
    """Means over the days of a window on which there is a stool: before, seen and predicted."""

    before: Shares
    after: Shares
    model: Shares

    @property
    def fold(self) -> Shares:
        return log_fold(self.after, self.before, _LEAST)

    @property
    def predicted(self) -> Shares:
        return log_fold(self.model, self.before, _LEAST)


def window(case: Case, model: Courses, first: int, last: int) -> Mean | None:
    """Average the same days of both; None where there is no stool."""
    days = [day for day in case.days if first <= day <= last]
    if not days:
        return None
    after = mean_shares(case.days[day] for day in days)
    return Mean(model[0], after, mean_shares(model[day] for day in days))


def report(data: Path, people: int | None, jobs: int) -> list[str]:
    """Return the tables, diet by diet and window by window."""
    found, failed = work.each(predict, cases(data, people), jobs)
    result = [work.told(failed)] if failed else []
    for diet in DIETS:
        for title, days in WINDOWS.items():
            every = [window(case, model, *days) for case, model in found if case.diet == diet]
            means = [mean for mean in every if mean is not None]
            if means:
                result += _of_window(f"\n{diet}-based diet, {title}", means)
    return result


def _of_window(title: str, means: list[Mean]) -> list[str]:
    genera = common([part for mean in means for part in (mean.before, mean.after)], _COMMON)
    rows = [changes.Change.of(genus, [_pair(mean, genus) for mean in means]) for genus in genera]
    lines = changes.lines(f"{title}: log2 fold by genus", rows)
    return [*lines, *_distances(means, genera)]


def _pair(mean: Mean, genus: str) -> tuple[float, float]:
    if max(mean.before.get(genus, 0.0), mean.after.get(genus, 0.0)) < _LEAST:
        return float("nan"), float("nan")
    return mean.fold[genus], mean.predicted.get(genus, 0.0)


def _distances(means: list[Mean], genera: list[str]) -> list[str]:
    """Return Bray-Curtis from the seen stool to each guess of it, medians over people."""
    guesses: dict[str, list[float]] = {"no change": [], "model": [], "others' mean fold": []}
    for mean in means:
        rest = [other for other in means if other is not mean]
        typical = {
            genus: 2.0 ** float(np.mean([other.fold.get(genus, 0.0) for other in rest]))
            for genus in genera
            if rest
        }
        moved = {name: share * typical.get(name, 1.0) for name, share in mean.before.items()}
        whole = sum(moved.values())
        others = {name: share / whole for name, share in moved.items()}
        for name, guess in zip(guesses, (mean.before, mean.model, others), strict=True):
            guesses[name].append(bray_curtis(guess, mean.after))
    shown = ", ".join(f"{name} {np.median(values):.3f}" for name, values in guesses.items())
    closer = sum(m < n for m, n in zip(guesses["model"], guesses["no change"], strict=True))
    return [
        f"  Bray-Curtis to the seen stool: {shown}",
        f"  the model is closer than no change in {closer} of {len(means)}",
    ]
