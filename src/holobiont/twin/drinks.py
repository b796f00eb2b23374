"""Single doses: what is swallowed at once, and when it reaches the colon.

What is eaten passes the small bowel as a meal does (`twin.meals`). A drink of sugar that nobody
absorbs draws water, and passes quicker: it begins to reach the colon after its `passage`, and
takes as long again to arrive, an assumption.
"""

from __future__ import annotations

from dataclasses import replace

from holobiont.knowledge import Knowledge
from holobiont.protocol import Protocol, Step
from holobiont.protocol.intake import Intake
from holobiont.twin import meals

_HOURS = 24.0
_WHOLE_DAY = 1.0


def at_once(step: Step) -> bool:
    """Tell whether something is swallowed within less than a day: then, and not with meals."""
    end = step.end_day
    return isinstance(step, Intake) and end is not None and end - step.start_day < _WHOLE_DAY


def arriving(protocol: Protocol, knowledge: Knowledge) -> Protocol:
    """Return the protocol with what is swallowed at once when it reaches the colon."""
    if not any(at_once(step) for step in protocol):
        return protocol
    return Protocol(tuple(_later(step, knowledge) for step in protocol))


def _later(step: Step, knowledge: Knowledge) -> Step:
    if not (isinstance(step, Intake) and at_once(step)):
        return step
    assert step.end_day is not None
    wait, lasts = _way(step, knowledge)
    taken = step.dose_g_per_day * (step.end_day - step.start_day)
    start = step.start_day + wait
    return replace(step, dose_g_per_day=taken / lasts, start_day=start, end_day=start + lasts)


def _way(step: Intake, knowledge: Knowledge) -> tuple[float, float]:
    """Return after how long it begins to reach the colon, and for how long it does (d)."""
    passage = knowledge.foods[step.food].passage
    if passage is not None:
        return passage.internal / _HOURS, passage.internal / _HOURS
    body = knowledge.physiology
    return meals.delay(body), body.value("meals.filling") / _HOURS
