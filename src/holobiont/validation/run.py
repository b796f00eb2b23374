"""Run published experiments on people, virtual or real, and judge what comes out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from holobiont.errors import HolobiontError, KnowledgeError, did_you_mean
from holobiont.knowledge import Knowledge, load
from holobiont.profile import Profile
from holobiont.twin import Person, Trajectory, Twin
from holobiont.validation.experiment import Experiment, Setup, chosen
from holobiont.validation.observables import OF_A_PERSON, OF_TAXA, Numbers
from holobiont.validation.population import virtual_people
from holobiont.validation.rows import Row, Verdict

#: How many virtual people take part unless told otherwise.
PEOPLE = 20
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Seen:
    """What was measured: one list of numbers for each person, and why others gave none."""

    values: tuple[Numbers, ...]
    failures: tuple[str, ...] = ()


def validate(
    ids: Iterable[str] | None = None,
    profiles: Iterable[Profile] | Mapping[str, Profile] | None = None,
    progress: Progress | None = None,
    *,
    people: int = PEOPLE,
    seed: int = 0,
    knowledge: Knowledge | None = None,
) -> list[Row]:
    """Repeat published experiments and compare.

    Parameters
    ----------
    ids : iterable of str, optional
        Which experiments; all when not given.
    profiles : iterable or mapping of Profile, optional
        Who takes part; virtual people drawn from the knowledge when not given.
    progress : callable, optional
        Called with (fits done, fits to do).
    people : int
        How many virtual people.
    seed : int
        Draws the virtual people.

    Returns
    -------
    list of Row
        One for each experiment, also those that cannot be run yet.
    """
    knowledge = knowledge or load()
    todo = chosen(None if ids is None else tuple(ids))
    if profiles is None:
        crowd = virtual_people(knowledge, people, seed)
    else:
        crowd = tuple(profiles.values() if isinstance(profiles, Mapping) else profiles)
    seen = _on_people(todo, crowd, knowledge, progress or (lambda done, all_: None))
    return [_row(e, seen[e.id] if e.id in seen else _on_taxa(e, knowledge)) for e in todo]


def _on_taxa(experiment: Experiment, knowledge: Knowledge) -> Seen | None:
    """Measure what needs no person; nothing when it cannot be run yet."""
    what = experiment.observable
    if experiment.not_yet or what is None:
        return None
    if what.kind not in OF_TAXA:
        hint = did_you_mean(what.kind, (*OF_A_PERSON, *OF_TAXA))
        raise KnowledgeError(
            f"{experiment.id}.toml: observable.kind: {what.kind!r} is not known.{hint}"
        )
    return Seen((OF_TAXA[what.kind](knowledge, what),))


def _on_people(
    todo: Sequence[Experiment],
    crowd: Sequence[Profile],
    knowledge: Knowledge,
    progress: Progress,
) -> dict[str, Seen]:
    """Fit each person once for each setup, and measure all experiments that share it."""
    groups: dict[object, list[Experiment]] = {}
    for e in todo:
        if not e.not_yet and e.observable is not None and e.observable.kind in OF_A_PERSON:
            groups.setdefault(e.setup.key, []).append(e)
    total, done = len(groups) * len(crowd), 0
    found: dict[str, Seen] = {}
    for group in groups.values():
        about = _changed(knowledge, group[0].setup)
        values: dict[str, list[Numbers]] = {e.id: [] for e in group}
        failures: list[str] = []
        for profile in crowd:
            try:
                for key, numbers in _measure(group, profile, about).items():
                    values[key].append(numbers)
            except HolobiontError as error:
                failures.append(f"{profile.sample}: {error}")
            done += 1
            progress(done, total)
        found |= {key: Seen(tuple(rows), tuple(failures)) for key, rows in values.items()}
    return found


def _changed(knowledge: Knowledge, setup: Setup) -> Knowledge:
    return knowledge.override(setup.physiology) if setup.physiology else knowledge


def _measure(group: Sequence[Experiment], profile: Profile, about: Knowledge) -> dict[str, Numbers]:
    """Measure all experiments of one setup in one person."""
    setup = group[0].setup
    twin = Twin.fit(profile, Person(diet=setup.diet, transit=setup.transit), knowledge=about)
    runs: dict[tuple[str, float | None], Trajectory] = {}
    found: dict[str, Numbers] = {}
    for e in group:
        arms: list[Numbers] = []
        for arm in e.arms:
            key = arm.protocol, arm.days
            if key not in runs:
                days = arm.days if arm.days or arm.protocol else 1.0
                runs[key] = twin.run(arm.protocol or None, days=days)
            assert e.observable is not None
            arms.append(OF_A_PERSON[e.observable.kind](runs[key], e.observable))
        found[e.id] = _compared(e, arms)
    return found


def _compared(experiment: Experiment, arms: list[Numbers]) -> Numbers:
    if experiment.compare == "level":
        return [value for arm in arms for value in arm]
    first = arms[0]
    return [v / b for arm in arms[1:] for v, b in zip(arm, first, strict=True)]


def _row(experiment: Experiment, seen: Seen | None) -> Row:
    low, high = experiment.expected.low, experiment.expected.high
    middle: tuple[float, ...] = ()
    interval: tuple[tuple[float, float], ...] = ()
    note = experiment.not_yet or experiment.note
    if seen is not None and seen.values:
        numbers = np.array(seen.values)
        center = np.mean if experiment.statistic == "mean" else np.median
        middle = tuple(float(v) for v in center(numbers, axis=0))
        edges = np.percentile(numbers, (5, 95), axis=0)
        interval = tuple((float(a), float(b)) for a, b in edges.T)
    if seen is not None and seen.failures:
        tried = len(seen.values) + len(seen.failures)
        note = f"{len(seen.failures)} of {tried} people gave no result ({seen.failures[0]}). {note}"
    return Row(
        experiment.id,
        experiment.domain,
        experiment.experiment,
        experiment.measured,
        experiment.unit,
        experiment.parts,
        middle,
        interval,
        low,
        high,
        _verdict(experiment, middle),
        experiment.source,
        note.strip(),
    )


def _verdict(experiment: Experiment, predicted: tuple[float, ...]) -> Verdict:
    if experiment.not_yet:
        return "not yet"
    low, high = experiment.expected.low, experiment.expected.high
    if len(predicted) != len(low):
        return "miss"
    inside = all(a <= v <= b for a, v, b in zip(low, predicted, high, strict=True))
    falls = all(b < a for a, b in pairwise(predicted))
    return "pass" if inside and (falls or not experiment.trend) else "miss"
