"""Conditions and interventions: what is on the way to them, and what studies found."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TypeVar

from holobiont.cli.explain.entry import Entry, Topic, facts_of, some
from holobiont.knowledge import Knowledge
from holobiont.knowledge.schema import Condition, Effect, Evidence, Intervention, Mediator

E = TypeVar("E", bound=Evidence)
Paragraph = tuple[str, str]
_VERIFIED = "verified"
_TRIAL = "trial"
_CAVEAT = (
    "No state of the model: what is known, graded. A is a replicated meta-analysis, "
    "C a small, uncontrolled or merely observational study, X contradictory."
)


def conditions(knowledge: Knowledge) -> list[Topic]:
    """Return the conditions."""
    return [
        Topic((each.id, each.label, *each.synonyms), partial(_condition, each, knowledge))
        for each in knowledge.outcomes.values()
    ]


def interventions(knowledge: Knowledge) -> list[Topic]:
    """Return what was tried in people."""
    return [
        Topic((each.id, each.label), partial(_intervention, each, knowledge))
        for each in knowledge.interventions.values()
    ]


def listed(knowledge: Knowledge) -> Entry:
    """Return the list of the conditions, by name and by how much is known."""
    rows = [
        (each.id.replace("_", " "), f"{each.label}: {_counts(each)}")
        for each in knowledge.outcomes.values()
    ]
    text = (
        "Give one of these, or any taxon, guild, pathway, compound, polymer, diet, food, drug, "
        "probiotic, phage, habit, medium, process, law, measure, trait, module, coupling or "
        "quantity of the body, intervention or source code. 'drugs', 'foods', 'diets', 'habits', "
        "'probiotics', 'phages' and other words in the plural list them by name."
    )
    return Entry("holobiont explain NAME", "what is known", text, facts=tuple(rows))


def _counts(each: Condition) -> str:
    nulls = sum(found.null for found in each.evidence)
    disputed = sum(found.contradictory for found in each.evidence)
    return f"{len(each.evidence)} findings, {nulls} null, {disputed} disputed"


def _condition(each: Condition, knowledge: Knowledge) -> Entry:
    from holobiont.outcomes.words import of_association, of_mediator

    tell = partial(_effect, knowledge=knowledge)
    goes = [(a, of_association(a)) for a in _graded(each.associations)]
    return Entry(
        each.label,
        "condition",
        f"{each.description} {_CAVEAT}".strip(),
        facts=facts_of(
            ("id", each.id), ("also called", some(list(each.synonyms))), ("known", _counts(each))
        ),
        sources=each.sources,
        sections=_kept(
            ("On the way to it", [(m.grade, _line(of_mediator(m), m)) for m in each.mediators]),
            *_effects(each.effects, tell),
            ("What goes with it (no cause is claimed)", [(a.grade, _line(t, a)) for a, t in goes]),
        ),
    )


def _effects(
    effects: Iterable[Effect], tell: Callable[[Effect], str]
) -> tuple[tuple[str, list[Paragraph]], ...]:
    found = _graded(effects)
    tried = [e for e in found if e.basis == _TRIAL]
    groups = (
        ("Tried against a control", [e for e in tried if not e.null]),
        ("Tried, and nothing found", [e for e in tried if e.null]),
        ("Observed, or without a control", [e for e in found if e.basis != _TRIAL]),
    )
    return tuple((title, [(e.grade, tell(e)) for e in group]) for title, group in groups)


def _graded(found: Iterable[E]) -> list[E]:
    return sorted(found, key=lambda each: each.grade)


def _intervention(each: Intervention, knowledge: Knowledge) -> Entry:
    found = [
        (condition.label, effect)
        for condition in knowledge.outcomes.values()
        for effect in condition.effects
        if effect.intervention == each.id
    ]
    tell = partial(_effect, knowledge=knowledge)
    codes = [code for _, effect in found for code in effect.sources]
    return Entry(
        each.label,
        "intervention that was studied",
        f"{each.note[:1].upper()}{each.note[1:]}." if each.note else "",
        facts=facts_of(
            ("id", each.id),
            ("steps", some(list(each.steps))),
            ("kinds of steps", some(list(each.kinds))),
            ("one of", each.within),
            ("on", some(list(dict.fromkeys(label for label, _ in found)))),
        ),
        sources=tuple(dict.fromkeys(codes)),
        sections=_kept(*_effects((effect for _, effect in found), tell)),
    )


def _kept(
    *sections: tuple[str, list[Paragraph]],
) -> tuple[tuple[str, tuple[Paragraph, ...]], ...]:
    return tuple((title, tuple(found)) for title, found in sections if found)


def _effect(effect: Effect, knowledge: Knowledge) -> str:
    from holobiont.outcomes.words import of_effect

    return _line(of_effect(effect, knowledge.interventions[effect.intervention].label), effect)


def _line(text: str, each: Evidence | Mediator) -> str:
    more = each.note if isinstance(each, Evidence) else ""
    note = f" {more[:1].upper()}{more[1:]}." if more else ""
    status = "" if each.status == _VERIFIED else f", {each.status}"
    return f"{text}{note} ({', '.join(each.sources)}{status})"
