"""Compute everything a report shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import PurePath

from holobiont.protocol import Protocol, Steps, as_protocol
from holobiont.report import community
from holobiont.report.answer import answer
from holobiont.report.bodily import body
from holobiont.report.change import change
from holobiont.report.exchange import exchange
from holobiont.report.known import known
from holobiont.report.model import Element, Known, Result, Sample, Setting
from holobiont.report.outputs import all_usual, outputs, segments
from holobiont.report.provenance import command, provenance
from holobiont.report.reading import Reading, read
from holobiont.report.scope import scope, sources
from holobiont.report.spread import Ensemble
from holobiont.report.unknown import unknown
from holobiont.twin import Twin
from holobiont.twin.ensemble import across


@dataclass(frozen=True)
class Draws:
    """How many versions are drawn, from which seed, on how many processes."""

    members: int
    seed: int
    processes: int


#: Called with what is done, how much of it, and of how much.
Progress = Callable[[str, int, int], None]


def compute(  # noqa: PLR0913 - one argument for each thing that may be asked
    twin: Twin,
    protocol: Steps | None = None,
    *,
    members: int = 8,
    seed: int = 0,
    days: float | None = None,
    processes: int = 1,
    progress: Progress | None = None,
    conditions: Iterable[str] = (),
) -> Result:
    """Compute everything a report shows.

    Parameters
    ----------
    twin : Twin
    protocol : str, Path, Step, Protocol or several, optional
        What is done; the report then shows what changes.
    members : int
        Twins drawn for the intervals; 0 for none.
    seed : int
        Seed of the draws: the same seed gives the same result.
    days : float, optional
        Horizon; the protocol's own when not given.
    processes : int
        Processes that simulate the draws; the result does not depend on it.
    progress : callable, optional
        Called as ``progress(what, done, total)``.
    conditions : iterable of str, optional
        Conditions of which the report says what is known, by id, label or synonym.

    Returns
    -------
    Result
    """
    plan = Protocol() if protocol is None else as_protocol(protocol, twin.knowledge)
    tell = progress or (lambda what, done, total: None)
    wanted = [twin.knowledge.condition(name).id for name in conditions]
    ensemble = Ensemble(
        read(twin, plan, days), _drawn(twin, plan, days, Draws(members, seed, processes), tell)
    )
    setting = _setting(twin, plan, days, Draws(len(ensemble.drawn), seed, processes), wanted)
    return _assemble(twin, plan, ensemble, setting, known(twin, plan, ensemble, wanted))


def _assemble(
    twin: Twin, plan: Protocol, ensemble: Ensemble, setting: Setting, asked: tuple[Known, ...]
) -> Result:
    table, used, sample = exchange(twin), scope(twin, plan), _sample(twin)
    people, measured = community.residents(twin, table), community.measures(twin)
    groups, made = community.families(people), outputs(ensemble)
    moved = change(plan, ensemble)
    missing, balance = unknown(twin, used), ensemble.fitted.balance
    told = body(twin.knowledge, plan, ensemble)
    losses = zip(balance.elements, balance.moved, balance.relative, strict=True)
    return Result(
        sample=sample,
        setting=setting,
        answer=answer(groups, {o.id: o for o in made}, moved, missing, sample, setting),
        residents=people,
        families=groups,
        measures=measured,
        outputs=made,
        segments=segments(ensemble, twin.blueprint.habitat.names),
        usual=all_usual(),
        makers=community.makers(twin, table),
        change=moved,
        unknown=missing,
        conservation=tuple(Element(e, float(m), float(lost)) for e, m, lost in losses),
        conservation_worst=balance.worst,
        sources=sources(twin, used, measured, asked, told),
        body=told,
        provenance=provenance(twin, setting, sample),
        conditions=asked,
    )


def _drawn(
    twin: Twin, plan: Protocol, days: float | None, draws: Draws, tell: Progress
) -> tuple[Reading, ...]:
    return across(
        twin,
        draws.members,
        partial(read, protocol=plan, days=days, exact=False),
        seed=draws.seed,
        processes=draws.processes,
        progress=lambda done: tell("simulating versions", done, draws.members),
    )


def _sample(twin: Twin) -> Sample:
    profile = twin.mapped.profile
    return Sample(
        profile.sample,
        PurePath(profile.source.path.replace("\\", "/")).name,
        profile.source.sha256,
        profile.source.format,
        len(profile),
        profile.unclassified,
        profile.reads,
        profile.notes,
        "example" in profile.metadata,
    )


def _setting(
    twin: Twin, plan: Protocol, days: float | None, draws: Draws, conditions: Iterable[str]
) -> Setting:
    diet = twin.knowledge.diet(twin.person.diet)
    return Setting(
        diet.label,
        diet.id,
        twin.person.transit,
        str(plan) if len(plan) else "",
        days,
        draws.members,
        draws.seed,
        command(twin, plan, days, draws.seed, conditions),
    )
