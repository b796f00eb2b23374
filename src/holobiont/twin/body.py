"""The joint between gut and body: what a course of the gut sends, and how the body answers.

The gut does not know the body, nor the body the gut. What is read off a course is in `SIGNALS`:
named inputs of modules in ``host``, each with its unit. Over each stretch between two kept times
the body gets what crossed on the mean of that stretch, and what the gut holds at its end; before
day 0 it rests under what the twin's undisturbed steady state sends. How the person lives, as the
protocol says, is heard too (`twin.habits`). What goes back to the gut is in `twin.wayback`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from holobiont.host import BodyCourse
from holobiont.twin.habits import Habits
from holobiont.twin.joint import WayBack, join, reached
from holobiont.twin.signals import SIGNALS, Sent, at_rest, between, read

if TYPE_CHECKING:
    from holobiont.twin.trajectory import Trajectory

__all__ = ["SIGNALS", "follow", "reached", "sent", "signals", "told", "usual"]

_HOURS = 24.0
_PERCENT = 100.0
#: Kept times that a text looks at: what moves the body over weeks is a mean anyway.
_LOOKS = 30
#: What the body tells beside the gut: output, label, unit, and whether relative to before day 0.
#: Levels are told where what the gut sends sets them, changes where it does not. Plasma tryptophan
#: is not told: that what microbes take is lost to the body is recalled.
TOLD = (
    ("tmao", "trimethylamine oxide in plasma", "umol/L", False),
    ("ldl", "LDL cholesterol", "% of usual", True),
    ("body_mass", "body weight", "% of usual", True),
    ("serum_cortisol", "cortisol in serum", "ug/dL", False),
    ("seen:insulin_sensitivity", "insulin sensitivity", "% of usual", True),
)


def usual(course: Trajectory) -> Sent:
    """Return what the undisturbed steady state sends."""
    return at_rest(course.twin, course.x[0])


def sent(course: Trajectory, k: int, since: int, undisturbed: Sent) -> Sent:
    """Return what the gut sends over the stretch between two kept times, by position."""
    days = float(course.days[k] - course.days[since])
    return between(undisturbed, course.x[since], course.x[k], days)


def signals(course: Trajectory, k: int = -1) -> dict[str, float]:
    """Return the inputs of the body that the gut sets, each in its unit of `SIGNALS`.

    Parameters
    ----------
    course : Trajectory
    k : int, optional
        Position of a kept time, whose last stretch counts; the end if left out. At 0, the
        undisturbed steady state.
    """
    at, found = k % len(course), usual(course)
    return read(sent(course, at, at - 1, found) if at else found, SIGNALS)


def follow(
    course: Trajectory,
    modules: Iterable[str] = (),
    without: Iterable[str] = (),
    hypotheses: bool | None = None,
    looks: int | None = None,
) -> BodyCourse:
    """Return how the body answers a course of the gut.

    Parameters
    ----------
    course : Trajectory
    modules : iterable of str, optional
        By name; those of the run, or those that are `reached`, if none are given.
    without : iterable of str, optional
        What is cut beside what the twin lacks: signals of the gut, couplings, states, outputs or
        modules.
    hypotheses : bool, optional
        Whether couplings that have no source act too; as in the run if left out.
    looks : int, optional
        Most kept times that are looked at, the first and the last among them; all if left out.

    Returns
    -------
    BodyCourse
        States, inputs and outputs at these times; the first row is the body at rest under what
        the undisturbed gut sends.

    Raises
    ------
    UsageError
        If a name is not known.
    SolverError
        If the body does not come to rest before day 0, as one with a clock does not.
    """
    way, twin = course.way or WayBack(), course.twin
    joint = join(
        usual(course),
        Habits(course.protocol, twin.knowledge),
        tuple(modules) or way.modules,
        (*twin.cut, *way.without, *without),
        way.hypotheses if hypotheses is None else hypotheses,
        {} if modules else way.inputs,
    )
    kept = _looked(len(course), looks)
    days, host, rows = course.days[kept], joint.rest, [joint.rest.x0]
    for since, k in pairwise(kept):
        found = sent(course, k, since, joint.undisturbed)
        host = joint.after(host, found, float(course.days[since]), float(course.days[k]))
        rows.append(host.x0)
    return joint.rest.course((days - days[0]) * _HOURS, np.array(rows))


def _looked(count: int, looks: int | None) -> list[int]:
    """Return positions of at most so many kept times, evenly spread."""
    most = count if looks is None else min(max(looks, 2), count)
    return [int(k) for k in np.unique(np.linspace(0, count - 1, most).round())]


def told(course: Trajectory) -> Iterator[tuple[str, str, float, float]]:
    """Yield (label, unit, before day 0, at the end) of what has a source in the body."""
    seen = follow(course, looks=_LOOKS)
    for name, label, unit, relative in (row for row in TOLD if row[0] in seen.columns):
        first, last = (float(seen[name][k]) for k in (0, -1))
        over = _PERCENT / first if relative else 1.0
        yield label, unit, first * over, last * over
