"""From a condition and a course to graded statements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from holobiont.host import BodyCourse
from holobiont.knowledge import Knowledge
from holobiont.knowledge.schema import Association, Condition, Effect, Mediator
from holobiont.outcomes import quantities as q
from holobiont.outcomes.matching import Match, matches, told
from holobiont.outcomes.model import Estimate, Kinship, Statement, Verdict
from holobiont.outcomes.words import of_association, of_effect, of_gap, of_mediator
from holobiont.profile.measures import Measures, measure
from holobiont.protocol import Protocol
from holobiont.twin import Trajectory

#: Quantities of the gut by id.
Values = Mapping[str, float]

_LEVELS = (5.0, 50.0, 95.0)
#: Relative change of a mediator below which nothing is said to move: what a solver leaves open.
_STILL = 1e-3
_ORDER: tuple[Kinship, ...] = ("same", "group", "kin")


def statements(
    course: Trajectory | None,
    condition: str | Condition,
    knowledge: Knowledge,
    *,
    versions: Sequence[Trajectory] = (),
    body: BodyCourse | None = None,
    bodies: Sequence[BodyCourse] = (),
) -> tuple[Statement, ...]:
    """Return what is known of a condition, beside what a course does to its mediators.

    Parameters
    ----------
    course : Trajectory or None
        What a twin does under a protocol; without one, all that is known is told.
    condition : str or Condition
        A condition, or its id, label or synonym.
    knowledge : Knowledge
    versions : sequence of Trajectory, optional
        The same protocol in other plausible versions of the twin: they make the intervals.
    body : BodyCourse, optional
        What the body does meanwhile.
    bodies : sequence of BodyCourse, optional
        Versions of the body.

    Returns
    -------
    tuple of Statement
        Mediators first, then effects of what is done, associations, and steps without a study.
        With a course, only evidence on its steps, null and contradictory findings included, and of
        associations those on mediators and those that are null or contradictory.

    Raises
    ------
    InputError
        If the condition is not known; gives the nearest name.
    """
    known = condition if isinstance(condition, Condition) else knowledge.condition(condition)
    seen = _Seen.of(course, versions, body, bodies)
    return _told(known, knowledge, seen, course.protocol if course is not None else None)


def statements_of(
    ends: Sequence[tuple[Values, Values]],
    protocol: Protocol,
    condition: str | Condition,
    knowledge: Knowledge,
    profile: Measures | None = None,
    lives: Sequence[Mapping[str, tuple[float, float]]] = (),
) -> tuple[Statement, ...]:
    """Return the same as `statements`, of quantities that were read before.

    Parameters
    ----------
    ends : sequence of (mapping, mapping)
        Quantities of the gut by id, at the start and at the end, for each version of the twin.
    protocol : Protocol
        What was done between; where that is nothing, all that is known is told.
    condition : str or Condition
    knowledge : Knowledge
    profile : Measures, optional
        Those of the stool profile.
    lives : sequence of mapping, optional
        States and outputs of the body, in its own units, at the start and at the end, by id, for
        each version; one that is missing was not followed.
    """
    known = condition if isinstance(condition, Condition) else knowledge.condition(condition)
    units = q.body_units(knowledge) if lives else {}
    seen = _Seen(tuple(ends), profile=profile, lives=tuple(lives), units=units)
    if len(protocol):
        return _told(known, knowledge, seen, protocol)
    told_of = _told(known, knowledge, seen, None)
    return tuple(replace(each, end=None, change=None, verdict=_now(each)) for each in told_of)


def _now(statement: Statement) -> Verdict:
    """Return the verdict of a statement where nothing was done: of a mediator there is none."""
    return "open" if statement.about == "mediator" else statement.verdict


def _told(
    known: Condition, knowledge: Knowledge, seen: _Seen, protocol: Protocol | None
) -> tuple[Statement, ...]:
    told_of = [_mediator(each, seen) for each in known.mediators]
    if protocol is None:
        return (*told_of, *_all(known, knowledge))
    return (*told_of, *_applied(known, knowledge, protocol))


def _all(known: Condition, knowledge: Knowledge) -> Iterator[Statement]:
    for effect in known.effects:
        yield _effect(effect, knowledge)
    for association in known.associations:
        yield _association(association)


def _applied(known: Condition, knowledge: Knowledge, protocol: Protocol) -> Iterator[Statement]:
    related = matches(protocol, knowledge.interventions)
    found = [(e, [m for m in related if told(e, m)]) for e in known.effects]
    met = [(e, sorted(of, key=_distance)) for e, of in found if of]
    for effect, of in sorted(met, key=lambda pair: _distance(pair[1][0])):
        yield _effect(effect, knowledge, of)
    for association in known.associations:
        if association.mediator or association.null or association.contradictory:
            yield _association(association)
    studied = {match.step.what for _, of in met for match in of if match.kinship != "kin"}
    for what, step in {step.what: step for step in protocol}.items():
        if what not in studied:
            text = of_gap(step.subject(), known.label)
            yield Statement("gap", step.subject(), text, "open", step=str(step))


def _distance(match: Match) -> int:
    return _ORDER.index(match.kinship)


def _effect(effect: Effect, knowledge: Knowledge, of: Sequence[Match] = ()) -> Statement:
    """Return what is said of an effect, for the steps that it is about, the closest first."""
    label = knowledge.interventions[effect.intervention].label
    return Statement(
        "effect",
        label,
        of_effect(effect, label),
        effect.finding,
        effect.grade,
        effect.status,
        effect.organism,
        effect.sources,
        effect.null,
        effect.contradictory,
        evidence=effect,
        step="; ".join(str(match.step) for match in of),
        kinship=of[0].kinship if of else None,
    )


def _association(association: Association) -> Statement:
    return Statement(
        "association",
        association.marker,
        of_association(association),
        association.finding,
        association.grade,
        association.status,
        association.organism,
        association.sources,
        association.null,
        association.contradictory,
        evidence=association,
    )


@dataclass(frozen=True)
class _Seen:
    """Everything that the model says, read once: of the gut for each version, start and end."""

    gut: tuple[tuple[Values, Values], ...] = ()
    body: tuple[BodyCourse, ...] = ()
    profile: Measures | None = None
    lives: tuple[Mapping[str, tuple[float, float]], ...] = ()
    units: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        course: Trajectory | None,
        versions: Sequence[Trajectory],
        body: BodyCourse | None,
        bodies: Sequence[BodyCourse],
    ) -> _Seen:
        runs = tuple(versions) or ((course,) if course is not None else ())
        lives = tuple(bodies) or ((body,) if body is not None else ())
        return cls(
            tuple((q.gut(run, 0), q.gut(run, -1)) for run in runs),
            lives,
            _profile(course) if course is not None else None,
        )

    def ends(self, mediator: Mediator) -> tuple[str, list[tuple[float, float]]]:
        """Return the unit of a mediator and its start and end in each version; none if unseen."""
        name = mediator.id
        if mediator.of == "gut":
            unit = q.gut_unit(name)
            return unit, [(q.gut_value(a, name), q.gut_value(b, name)) for a, b in self.gut]
        if self.lives:
            return self.units[name], [each[name] for each in self.lives if name in each]
        there = [each for each in self.body if name in each.columns]
        unit = there[0].units[name] if there else ""
        return unit, [q.body_ends(each, name) for each in there]


def _profile(course: Trajectory) -> Measures:
    twin = course.twin
    return measure(twin.mapped.profile, knowledge=twin.knowledge, mapped=twin.mapped)


def _mediator(mediator: Mediator, seen: _Seen) -> Statement:
    plain = Statement(
        "mediator",
        mediator.label,
        of_mediator(mediator),
        "open",
        mediator.grade,
        mediator.status,
        mediator.organism,
        mediator.sources,
        contradictory=mediator.grade == "X",
    )
    if mediator.of == "profile":
        return replace(plain, start=_measured(mediator, seen.profile))
    unit, ends = seen.ends(mediator)
    if not ends:
        return plain
    start, end = (_estimate([pair[i] for pair in ends], unit) for i in (0, 1))
    change = _estimate([b - a for a, b in ends], unit)
    verdict = _verdict(mediator, start, change)
    return replace(plain, start=start, end=end, change=change, verdict=verdict)


def _measured(mediator: Mediator, profile: Measures | None) -> Estimate | None:
    if profile is None or mediator.id not in profile:
        return None
    found = profile[mediator.id]
    return None if found.value is None else Estimate(found.value, found.unit)


def _estimate(values: Sequence[float], unit: str) -> Estimate:
    if len(values) == 1:
        return Estimate(values[0], unit)
    low, middle, high = np.percentile(values, _LEVELS)
    return Estimate(float(middle), unit, float(low), float(high))


def _verdict(mediator: Mediator, start: Estimate, change: Estimate) -> Verdict:
    """Say which way a mediator moves, if all but a tenth of the versions agree that it does."""
    ends = [x for x in (change.value, change.low, change.high) if x is not None]
    if max(map(abs, ends)) <= _STILL * abs(start.value):
        return "none"
    if mediator.worse == "unclear" or min(ends) <= 0 <= max(ends):
        return "open"
    up = change.value > 0
    return "worse" if up == (mediator.worse == "higher") else "better"
