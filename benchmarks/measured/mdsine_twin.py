"""The mechanistic twin on the same gnotobiotic mice, genus by genus (10.1038/s41564-025-02112-6).

The model is human: a mouse's mean stool of the week before the first change is fitted in a human
colon with human transit, volumes and secretions, on a high-fiber diet for chow. It then gets the
ketogenic diet for high fat, and the usual human doses of oral vancomycin and gentamicin, on the
days on which the mice got theirs. So nothing of the body, the food or the doses is the mouse's, and
nothing was fitted to mice. From then on all days are forecast at once, none is looked at.

Amounts per gram are compared as log10, the twin's as folds over its own start. `mean` is the mean
of the three other mice, `no change` the mouse's own week before. Errors are as in `mdsine`, over
genera of at least 0.1 % in that week; `rise or fall` is the % of genera that the twin moves as
they moved, of those that moved by more than a factor of three.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from holobiont.knowledge import load
from holobiont.profile import Profile
from holobiont.profile import lineage as lin
from holobiont.protocol import DietChange, Medicine
from holobiont.twin import Person, Twin
from measured import work
from measured.mdsine import LEAST, Mouse, Study, read
from measured.tables import groups

Array = np.ndarray
CHOW = "high_fiber"
_WEEK, _COMMON, _MOVED = (14.0, 21.5), 1e-3, np.log10(3.0)
Amounts = dict[str, Array]


@dataclass(frozen=True)
class Case:
    """One mouse: genera by sample (per gram), and what the twin is fitted to."""

    mouse: Mouse
    genera: Amounts
    profile: Profile

    @property
    def before(self) -> Array:
        """Samples of the week before."""
        return np.flatnonzero((self.mouse.days >= _WEEK[0]) & (self.mouse.days <= _WEEK[1]))


def cases(data: Path, people: int | None) -> list[Case]:
    """Return the mice with their genera."""
    study = read(data)
    return [_case(study, mouse) for mouse in study.mice[:people]]


def _case(study: Study, mouse: Mouse) -> Case:
    sums: dict[str, Array] = defaultdict(lambda: np.zeros(len(mouse.days)))
    for name, column in zip(study.genera, mouse.amounts.T, strict=True):
        sums[name] += column
    empty = Profile("", ("",), ("unknown",), ("",), np.ones(1))
    case = Case(mouse, dict(sums), empty)
    means = {name: float(column[case.before].mean()) for name, column in sums.items()}
    names = sorted((n for n, v in means.items() if v > 0), key=lambda n: (-means[n], n))
    values = np.array([means[n] for n in names])
    profile = Profile(
        mouse.name,
        tuple(names),
        ("genus",) * len(names),
        tuple(lin.build([("genus", name)]) for name in names),
        values / values.sum(),
    )
    return Case(mouse, dict(sums), profile)


def predict(case: Case) -> tuple[Array, Amounts]:
    """Return days since the week before, and log10 of the fold of each genus."""
    knowledge = load()
    usual = {name: knowledge.drugs[name].usual_dose.value for name in ("vancomycin", "gentamicin")}
    at = {p.signal: (p.start - _WEEK[1], p.end - _WEEK[1]) for p in case.mouse.pulses}
    steps = [
        DietChange("ketogenic", *at["High Fat Diet"]),
        Medicine("vancomycin", usual["vancomycin"], *at["Vancomycin"]),
        Medicine("gentamicin", usual["gentamicin"], *at["Gentamicin"]),
    ]
    twin = Twin.fit(case.profile, Person(diet=CHOW))
    course = twin.run(steps, days=float(case.mouse.days[-1] - _WEEK[1]), every=0.5)
    rows = [
        groups(knowledge, course.hosts, shares * total)
        for shares, total in zip(course.host_shares, course.load, strict=True)
    ]
    start = rows[0]
    floor = LEAST / case.mouse.amounts[case.before].sum(axis=1).mean() * sum(start.values())
    return course.days, {
        name: np.array([np.log10(max(row[name], floor) / max(start[name], floor)) for row in rows])
        for name in start
    }


def report(data: Path, people: int | None, jobs: int) -> list[str]:
    """Return errors by mouse and window."""
    found, failed = work.each(predict, cases(data, people), jobs)
    every = cases(data, None)
    lines = [work.told(failed)] if failed else []
    heads = ("twin", "mean", "no change", "rise or fall")
    lines.append(f"  {'':<28}" + "".join(f"{head:>13}" for head in heads))
    kept: dict[str, list[list[float]]] = {}
    for case, (days, folds) in found:
        rest = [c for c in every if c.mouse.name != case.mouse.name]
        for name, at in _spans(case).items():
            row = _errors(case, rest, (days, folds), at)
            kept.setdefault(name, []).append(row)
            lines.append(_line(f"{case.mouse.name}: {name}", row))
    return lines + [_line(f"median: {n}", list(np.median(r, axis=0))) for n, r in kept.items()]


def _spans(case: Case) -> dict[str, Array]:
    """Return the samples while something was given, and between."""
    days, found = case.mouse.days, {}
    pulses = sorted(case.mouse.pulses, key=lambda p: p.start)
    ends = [*(p.start for p in pulses[1:]), np.inf]
    for pulse, end in zip(pulses, ends, strict=True):
        found[pulse.signal] = np.flatnonzero((days > pulse.start) & (days <= pulse.end))
        found[f"after {pulse.signal}"] = np.flatnonzero((days > pulse.end) & (days <= end))
    return {name: at for name, at in found.items() if at.size}


def _log(values: Array) -> Array:
    return np.log10(np.maximum(values, LEAST))


def _errors(
    case: Case, rest: Sequence[Case], told: tuple[Array, Amounts], at: Array
) -> list[float]:
    """Return the median errors of the twin and of the guesses, and the % of right directions."""
    days, folds = told
    when = case.mouse.days[at]
    own = np.sum([column[case.before].mean() for column in case.genera.values()])
    errors, right = [], []
    for name, column in case.genera.items():
        base = column[case.before].mean()
        if name not in folds or base < _COMMON * own:
            continue
        seen, start = _log(column[at]), float(_log(np.array([base]))[0])
        twin = np.maximum(start + np.interp(when - _WEEK[1], days, folds[name]), np.log10(LEAST))
        others = np.mean(
            [np.interp(when, c.mouse.days, _log(c.genera[name])) for c in rest], axis=0
        )
        guesses = (twin, others, np.full(len(at), start))
        errors.append([float(np.sqrt(((g - seen) ** 2).mean())) for g in guesses])
        moved = float(np.median(seen)) - start
        if abs(moved) > _MOVED:
            right.append(float((float(np.median(twin)) - start) * moved > 0))
    share = 100.0 * float(np.mean(right)) if right else float("nan")
    return [*np.median(errors, axis=0), share]


def _line(what: str, row: Sequence[float]) -> str:
    cells = "".join(f"{value:>13.2f}" for value in row[:-1])
    return f"  {what:<28}{cells}{row[-1]:>13.0f}"
