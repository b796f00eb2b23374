"""``holobiont outcomes``: what is known of conditions, beside what a protocol does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from holobiont.cli import options as opt

if TYPE_CHECKING:
    from holobiont.host import BodyCourse
    from holobiont.knowledge import Knowledge
    from holobiont.knowledge.schema import Condition
    from holobiont.outcomes import Statement
    from holobiont.protocol import Protocol
    from holobiont.twin import Trajectory, Twin


def outcomes(
    sample_file: opt.SampleFile,
    do: opt.Do = None,
    condition: opt.Condition = None,
    sample: opt.SampleId = None,
    taxonomy: opt.Taxonomy = None,
    diet: opt.Diet = "western_us",
    transit: opt.Transit = None,
    days: opt.Days = None,
    members: opt.Members = 0,
    seed: opt.Seed = 0,
    json_file: opt.JsonFile = None,
) -> None:
    """Say what is known of conditions: what a protocol does to mediators, and what studies found.

    Conditions are no states of the model. Null and contradictory findings are
    always told. Without --condition, all that the protocol was studied for are.
    """
    from holobiont.cli.files import STDOUT, check_file
    from holobiont.cli.plan import protocol_of
    from holobiont.cli.samples import choose, person
    from holobiont.knowledge import load
    from holobiont.outcomes import statements

    check_file(json_file)
    knowledge, plan = load(), protocol_of(do, days)
    chosen = _chosen(condition, plan, knowledge)
    whose = person(diet, transit)
    (profile,) = choose(sample_file, sample, taxonomy=taxonomy)
    from holobiont.twin import Twin

    course, versions = _followed(Twin.fit(profile, whose), plan, days, members, seed)
    lives = _lives(versions or (course,), chosen)
    found = {
        c.id: statements(course, c, knowledge, versions=versions, bodies=lives) for c in chosen
    }
    if json_file is not None:
        _write(found, json_file)
    if json_file != STDOUT:
        for each in chosen:
            _show(each, found[each.id], knowledge)


def _chosen(names: list[str] | None, plan: Protocol, knowledge: Knowledge) -> tuple[Condition, ...]:
    from holobiont.errors import UsageError
    from holobiont.outcomes import matches

    if names:
        return tuple({c.id: c for c in map(knowledge.condition, names)}.values())
    related = matches(plan, knowledge.interventions)
    studied = {match.intervention for match in related if match.kinship != "kin"}
    found = tuple(
        each
        for each in knowledge.outcomes.values()
        if studied & {effect.intervention for effect in each.effects}
    )
    if not found:
        known = ", ".join(each.replace("_", " ") for each in knowledge.outcomes)
        raise UsageError(
            "No study of what is done is on file: name a condition to see its mediators, as in "
            f"--condition depression. Known: {known}."
        )
    return found


def _followed(
    twin: Twin, plan: Protocol, days: float | None, members: int, seed: int
) -> tuple[Trajectory, tuple[Trajectory, ...]]:
    from holobiont.cli.screen import each, working
    from holobiont.twin.ensemble import ensemble

    with working("Following the protocol"):
        course = twin.run(plan, days=days)
    if not members:
        return course, ()
    with working("Drawing versions of the twin"):
        drawn = ensemble(twin, members, seed)
    runs = (one.run(plan, days=days, exact=False) for one in each(drawn, "Following versions"))
    return course, tuple(runs)


def _lives(courses: Sequence[Trajectory], chosen: Sequence[Condition]) -> tuple[BodyCourse, ...]:
    """Run the body along each course, if a condition has a mediator in it."""
    if not any(mediator.of == "body" for each in chosen for mediator in each.mediators):
        return ()
    from holobiont.cli.screen import each as shown

    return tuple(one.body() for one in shown(courses, "Following the body"))


def _write(found: dict[str, tuple[Statement, ...]], path: opt.JsonFile) -> None:
    import json

    from holobiont.cli.files import write_text
    from holobiont.outcomes.text import record

    assert path is not None
    records = {name: [record(each) for each in told] for name, told in found.items()}
    write_text(path, json.dumps(records, indent=2, ensure_ascii=False) + "\n")


def _show(each: Condition, told: tuple[Statement, ...], knowledge: Knowledge) -> None:
    from holobiont.cli.explain.entry import Entry
    from holobiont.cli.explain.show import show
    from holobiont.outcomes.text import sections

    codes = tuple(dict.fromkeys(code for one in told for code in one.sources))
    text = "What is known, graded; no diagnosis, and no forecast of the condition itself."
    show(Entry(each.label, "condition", text, sources=codes, sections=sections(told)), knowledge)
