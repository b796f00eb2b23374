"""Single doses: what is swallowed at once, and what of it passes the small bowel by itself.

Food goes with the meals of a day through a small bowel that empties over hours. A drink of sugar
that nobody absorbs draws water, and passes quicker: it begins to reach the colon after its
`passage`, and takes as long again to arrive, an assumption.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from holobiont.engine.law import Array
from holobiont.gut import supply
from holobiont.gut.blueprint import ILEUM
from holobiont.gut.community import intake_targets
from holobiont.knowledge import Knowledge
from holobiont.protocol import Protocol, Step
from holobiont.protocol.intake import Intake

if TYPE_CHECKING:
    from holobiont.twin.twin import Twin

_HOURS = 24.0
_WHOLE_DAY = 1.0


def at_once(step: Step) -> bool:
    """Tell whether something is swallowed within less than a day: then, and not with meals."""
    end = step.end_day
    return isinstance(step, Intake) and end is not None and end - step.start_day < _WHOLE_DAY


def arriving(protocol: Protocol, knowledge: Knowledge) -> Protocol:
    """Return the protocol with what passes by itself at the time at which it reaches the colon."""
    if not any(_passes(step, knowledge) for step in protocol):
        return protocol
    return Protocol(tuple(_later(step, knowledge) for step in protocol))


def _passes(step: Step, knowledge: Knowledge) -> bool:
    return (
        isinstance(step, Intake)
        and at_once(step)
        and knowledge.foods[step.food].passage is not None
    )


def _later(step: Step, knowledge: Knowledge) -> Step:
    if not (isinstance(step, Intake) and _passes(step, knowledge)):
        return step
    passage = knowledge.foods[step.food].passage
    assert passage is not None and step.end_day is not None
    days = passage.internal / _HOURS
    taken = step.dose_g_per_day * (step.end_day - step.start_day)
    start = step.start_day + days
    return replace(step, dose_g_per_day=taken / days, start_day=start, end_day=start + days)


def past(twin: Twin, active: tuple[Step, ...], rates: Array) -> Array:
    """Return rates of intake with what passes by itself in the colon instead of the ileum.

    What has no way in there but food stays with the food.
    """
    b, knowledge = twin.blueprint, twin.knowledge
    targets = intake_targets(b)
    first, moved = b.habitat.names[0], np.zeros_like(rates)
    for step in active:
        if isinstance(step, Intake) and _passes(step, knowledge):
            grams = supply.food_grams(knowledge.foods[step.food], step.taken / _HOURS)
            for (name, _), rate in supply.food(b, grams).items():
                if (name, first) in targets:
                    moved[targets.index((name, ILEUM))] -= rate
                    moved[targets.index((name, first))] += rate
    return rates + moved
