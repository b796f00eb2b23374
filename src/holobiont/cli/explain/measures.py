"""Measures of a stool profile."""

from __future__ import annotations

from functools import partial

from holobiont.cli.explain.entry import Entry, Topic, facts_of
from holobiont.knowledge import Knowledge
from holobiont.profile.measures import Measure


def measures(knowledge: Knowledge) -> list[Topic]:
    """Return the measures, as they come out for a mean healthy person."""
    return [
        Topic((each.id, each.label), partial(_measure, each)) for each in _of_example(knowledge)
    ]


def _of_example(knowledge: Knowledge) -> list[Measure]:
    from holobiont.profile.example import example_profile
    from holobiont.profile.measures import measure

    return list(measure(example_profile(knowledge), knowledge=knowledge))


def _measure(each: Measure) -> Entry:
    known = each.reference
    unit = "" if each.unit == "1" else each.unit
    found = facts_of(
        ("id", each.id),
        ("unit", unit),
        ("cohort", f"{known.cohort} (n = {known.n})" if known else ""),
        ("median", f"{known.p50:.4g}" if known else ""),
        ("5 to 95 %", f"{known.p05:.4g} to {known.p95:.4g}" if known else ""),
    )
    return Entry(each.label, "measure", each.caveat, facts=found, sources=each.sources)
