"""What can be measured behind the wall of a person's gut: acids in blood, transit, the body."""

from __future__ import annotations

from statistics import NormalDist

from holobiont.gut import observe
from holobiont.knowledge import Knowledge
from holobiont.quantity import affine
from holobiont.twin import Trajectory
from holobiont.twin.body import reached
from holobiont.twin.habits import STATES
from holobiont.validation.experiment import Target

Numbers = list[float]
_WEEK = 7


def blood(seen: Trajectory, k: int, what: Target) -> Numbers:
    """Level (umol/L) of each of `species` in blood at `place`: portal, arterial or peripheral."""
    passed = seen.first_pass(k)
    return [float(getattr(passed[name], what.place)) for name in what.species]


def gut_release(seen: Trajectory, k: int, what: Target) -> Numbers:
    """Sum of `species` (mmol/d) that the wall of the colon hands on to the blood."""
    passed = seen.first_pass(k)
    return [sum(passed[name].absorbed - passed[name].oxidized for name in what.species)]


def liver_uptake(seen: Trajectory, k: int, what: Target) -> Numbers:
    """Each of `species` (mmol/d) that the liver keeps."""
    passed = seen.first_pass(k)
    return [passed[name].extracted for name in what.species]


def transit(seen: Trajectory, k: int, what: Target) -> Numbers:
    """Time (h) that contents take from the end of the small bowel to the stool, and through it."""
    del what
    return [observe.transit(seen.twin.blueprint, seen.x[k], seen.pace(k))]


def frequency(seen: Trajectory, k: int, what: Target) -> Numbers:
    """Return how often stool is passed in a week: its weight over that of one of `inputs.mass`.

    In standard deviations between people where `inputs.sd` [1/week] is given.
    """
    mass = what.inputs["mass"].internal
    often = seen.stool(k)["wet"] * _WEEK / mass
    return [often / (what.inputs["sd"].value if "sd" in what.inputs else 1.0)]


def relief(seen: Trajectory, k: int, what: Target) -> Numbers:
    """Chance that somebody feels better, by how far the form of stool came nearer to the usual.

    Symptoms are taken to be spread normally, and to move by as many standard deviations between
    people (`inputs.sd`) as the form does, toward `inputs.usual`; where it stays as it was on
    day 0, `inputs.placebo` of the people feel better (Furukawa 1999; FL11).
    """
    usual, sd = what.inputs["usual"].value, what.inputs["sd"].value
    off = [abs(seen.stool(i)["form"] - usual) for i in (0, k)]
    bell = NormalDist()
    return [bell.cdf(bell.inv_cdf(what.inputs["placebo"].value) + (off[0] - off[1]) / sd)]


def answering(what: Target, knowledge: Knowledge) -> tuple[str, ...]:
    """Return the modules of a body that answers a gut: those named, or all that it may reach."""
    living = [name for name, _ in STATES.values()]
    return what.modules or reached(knowledge, also=living)


def answer(seen: Trajectory, k: int, what: Target) -> Numbers:
    """Return a `state` or output of the body that answers the gut, in `unit` or `relative`.

    The body is that of the run, or of the `modules` that are named.
    """
    course = seen.body(what.modules)
    column, unit = course[what.state], course.units[what.state]
    if what.relative:
        return [float(column[k] / column[0])]
    scale = affine(unit)[0] / affine(what.unit)[0] if what.unit else 1.0
    return [float(column[k] * scale)]
