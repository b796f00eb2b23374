"""Run published experiments, on people or in vessels, and judge what comes out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path
from textwrap import shorten

import numpy as np

from holobiont.engine.law import Array
from holobiont.engine.processes import spread
from holobiont.errors import KnowledgeError
from holobiont.knowledge import Knowledge, load
from holobiont.profile import Profile
from holobiont.validation.check import check
from holobiont.validation.compare import Design, summary
from holobiont.validation.crowd import PEOPLE, Crowd, Key
from holobiont.validation.dish import Dish
from holobiont.validation.experiment import Compare, Experiment
from holobiont.validation.grow import grow
from holobiont.validation.judge import OF_SAMPLES, judged
from holobiont.validation.live import Volunteer, live
from holobiont.validation.measure import Cell, Measured, measure
from holobiont.validation.naive import expectation
from holobiont.validation.observables import OF_TAXA
from holobiont.validation.read import chosen
from holobiont.validation.rows import Row, Verdict, inside

__all__ = ["PEOPLE", "validate"]

#: Longest reason of a failure that a row repeats.
_REASON = 100
Progress = Callable[[int, int], None]
Who = Key | Dish | Volunteer
Task = tuple[Profile | Dish | Volunteer, tuple[Cell, ...]]


@dataclass(frozen=True)
class Seen:
    """What was measured of an experiment.

    Attributes
    ----------
    arms : tuple of tuple of Measured
        By arm and person or community, in their order.
    """

    arms: tuple[tuple[Measured, ...], ...]

    @property
    def failures(self) -> list[str]:
        """Why people or cultures gave no result."""
        return [m.failure for arm in self.arms for m in arm if m.failure]

    @property
    def tried(self) -> int:
        """How many results there should be."""
        return sum(len(arm) for arm in self.arms)

    def tables(self, arms: Iterable[int], what: int, *, profile: bool = False) -> list[Array]:
        """Return the numbers of an observable for each arm, shape (people, numbers)."""
        of = [[(m.profile if profile else m.numbers).get(what) for m in self.arms[a]] for a in arms]
        width = max((len(numbers) for arm in of for numbers in arm if numbers), default=1)
        empty = [float("nan")] * width
        return [np.array([n or empty for n in arm], dtype=float).reshape(-1, width) for arm in of]


def validate(  # noqa: PLR0913 - one argument for each thing that may be given
    ids: Iterable[str] | None = None,
    profiles: Iterable[Profile] | Mapping[str, Profile] | None = None,
    progress: Progress | None = None,
    *,
    people: int | None = None,
    seed: int = 0,
    jobs: int = 1,
    knowledge: Knowledge | None = None,
    data: Path | None = None,
) -> list[Row]:
    """Repeat published experiments and compare.

    Parameters
    ----------
    ids : iterable of str, optional
        Which experiments, by id or by file (``.toml``); all when not given.
    profiles : iterable or mapping of Profile, optional
        Who takes part; virtual people drawn from the knowledge when not given. Cultures are of
        communities that the experiment states.
    progress : callable, optional
        Called with (people and cultures done, those to do).
    people : int, optional
        How many take part in each, or how many communities each arm of cultures draws; as the
        experiment says, or 20, when not given.
    seed : int
        Draws the virtual people, and the communities.
    jobs : int
        How many processes to use. The results do not depend on it.
    data : Path, optional
        Folder of published samples that some experiments are judged on.

    Returns
    -------
    list of Row
        One for each experiment, also those that cannot be run yet.

    Raises
    ------
    KnowledgeError
        If an experiment names what is not known.
    InputError
        If too few people fit what an experiment asks for.
    """
    knowledge = knowledge or load()
    todo = chosen(None if ids is None else tuple(ids))
    for experiment in todo:
        if not experiment.not_yet:
            check(experiment, knowledge)
    listed = profiles.values() if isinstance(profiles, Mapping) else profiles
    crowd = Crowd(knowledge, None if listed is None else tuple(listed), people, seed)
    seen = _repeated(todo, crowd, jobs, progress or (lambda done, total: None))
    return [_row(e, seen.get(e.id), knowledge, data) for e in todo]


def _runs(experiment: Experiment) -> bool:
    if experiment.samples is not None:
        return False
    kinds = [what.kind for what in experiment.observable if not what.not_yet]
    return not experiment.not_yet and any(kind not in OF_TAXA for kind in kinds)


def _repeated(
    todo: Sequence[Experiment], crowd: Crowd, jobs: int, progress: Progress
) -> dict[str, Seen]:
    """Take every person and every culture through all arms they are in, each of them once."""
    plan = {e.id: (e, _who(e, crowd)) for e in todo if _runs(e)}
    cells: dict[Who, list[Cell]] = {}
    for e, arms in plan.values():
        for number, keys in enumerate(arms):
            for key in keys:
                cells.setdefault(key, []).append(Cell(e, number))
    tasks = [
        (crowd.profile(key) if isinstance(key, tuple) else key, tuple(wanted))
        for key, wanted in cells.items()
    ]
    found: dict[tuple[str, int, Who], Measured] = {}
    results = spread(partial(_work, knowledge=crowd.knowledge), tasks, jobs)
    for done, (key, measured) in enumerate(zip(cells, results, strict=True), start=1):
        for cell, result in zip(cells[key], measured, strict=True):
            found[cell.experiment.id, cell.arm, key] = result
        progress(done, len(tasks))
    return {
        e.id: Seen(tuple(tuple(found[e.id, i, k] for k in keys) for i, keys in enumerate(arms)))
        for e, arms in plan.values()
    }


def _who(experiment: Experiment, crowd: Crowd) -> Sequence[Sequence[Who]]:
    """Return who or what is in each arm."""
    if experiment.body is not None:
        return [[Volunteer(experiment.id, i, how)] for i, how in enumerate(experiment.bodies)]
    return crowd.of(experiment) if experiment.culture is None else crowd.vessels(experiment)


def _work(task: Task, knowledge: Knowledge) -> list[Measured]:
    who, cells = task
    if isinstance(who, Volunteer):
        return live((who, cells), knowledge)
    if isinstance(who, Dish):
        return grow((who, cells), knowledge)
    return measure((who, cells), knowledge)


@dataclass(frozen=True)
class _Numbers:
    """Numbers of all parts in order; NaN where the model lacks something."""

    middle: list[float]
    interval: list[tuple[float, float]]
    compares: list[Compare]
    profile: list[float]


def _row(experiment: Experiment, seen: Seen | None, knowledge: Knowledge, data: Path | None) -> Row:
    samples = experiment.samples
    needs = samples.lacking(data) if samples and not experiment.not_yet else ""
    lacking = experiment.not_yet or needs or (seen is not None and len(seen.failures) == seen.tried)
    found = None if lacking else _numbers(experiment, seen, knowledge, data)
    known = found is not None and not all(np.isnan(found.middle))
    middle = tuple(found.middle) if found is not None and known else ()
    naive = (
        expectation(experiment, found.compares, found.profile)
        if found is not None and known
        else None
    )
    low, high = experiment.expected.low, experiment.expected.high
    return Row(
        id=experiment.id,
        domain=experiment.domain,
        experiment=experiment.experiment,
        measured=experiment.measured,
        unit=experiment.unit,
        parts=experiment.parts,
        predicted=middle,
        interval=tuple(found.interval) if found is not None and known else (),
        low=low,
        high=high,
        verdict="not yet" if needs else _verdict(experiment, middle),
        source=experiment.source,
        note=_note(experiment, seen, needs),
        status=experiment.status,
        naive=naive,
        digest=experiment.digest,
        needs=needs,
    )


def _numbers(
    experiment: Experiment, seen: Seen | None, knowledge: Knowledge, data: Path | None
) -> _Numbers:
    found = _Numbers([], [], [], [])
    for i, what in enumerate(experiment.observable):
        compare, statistic = experiment.how(what)
        arms = experiment.arms_of(what)
        shown: list[float] = []
        if what.not_yet:
            middle = [float("nan")] * what.parts
            edges = [(float("nan"), float("nan"))] * what.parts
            shown = middle
        elif what.kind in OF_TAXA:
            middle = OF_TAXA[what.kind](knowledge, what)
            edges = [(value, value) for value in middle]
        elif what.kind in OF_SAMPLES:
            middle, edges = judged(experiment.samples, data, what, knowledge)
        else:
            assert seen is not None
            groups = tuple(experiment.arms[a].group or f"arm {a}" for a in arms)
            same = experiment.paired(arms)
            design = Design(what, compare, statistic, same, groups)
            middle, edges = summary(design, seen.tables(arms, i))
            tables = seen.tables(arms, i, profile=True)
            plain = Design(what, "level", statistic, same, groups)
            shown = summary(plain, tables)[0]
        found.middle.extend(middle)
        found.interval.extend(edges)
        found.compares.extend([compare] * len(middle))
        found.profile.extend(shown[: len(middle)])
    _same_number(experiment, len(found.middle))
    return found


def _same_number(experiment: Experiment, given: int) -> None:
    """Complain if what was measured is not what the parts name."""
    wanted = len(experiment.parts)
    if given != wanted:
        raise KnowledgeError(
            f"{experiment.id}.toml: parts names {wanted} numbers, but its observables give {given}:"
            " one for each arm (compared with the first), then species, group or segment."
        )


def _note(experiment: Experiment, seen: Seen | None, needs: str) -> str:
    """Say what is missing, and how many gave no result."""
    lacking = [what.not_yet for what in experiment.observable if what.not_yet]
    words = [needs, experiment.not_yet, *dict.fromkeys(lacking), experiment.note]
    if seen is not None and seen.failures:
        count = len(seen.failures)
        reason = shorten(seen.failures[0], _REASON, placeholder=" ...")
        words.insert(0, f"{count} of {seen.tried} runs gave no result ({reason}).")
    return " ".join(f"{word.rstrip('.')}." if word else "" for word in words).strip()


def _verdict(experiment: Experiment, predicted: tuple[float, ...]) -> Verdict:
    """Miss if any part does; not yet if a part is lacking; pass otherwise."""
    if experiment.not_yet:
        return "not yet"
    lacking = [w.not_yet for w in experiment.observable for _ in range(w.parts) if w.not_yet]
    low, high = experiment.expected.low, experiment.expected.high
    if len(predicted) != len(low):
        return "not yet" if lacking else "miss"
    parts = list(zip(predicted, low, high, strict=True))
    known = [part for part in parts if not np.isnan(part[0])]
    if not all(inside(*part) for part in known) or len(known) + len(lacking) < len(parts):
        return "miss"
    pairs = list(pairwise(predicted))
    trend = {"falling": all(b < a for a, b in pairs), "rising": all(b > a for a, b in pairs)}
    if experiment.trend and not trend[experiment.trend]:
        return "miss"
    return "not yet" if lacking else "pass"
