"""The joint between gut and body: what a course of the gut sends, and how the body answers.

The gut does not know the body, nor the body the gut. What is read off a course is in `SIGNALS`:
named inputs of modules in ``host``, each with its unit. Over each stretch between two kept times
the body gets what crossed on the mean of that stretch, and what the gut holds at its end; before
day 0 it rests under what the twin's undisturbed steady state sends. Nothing goes back: no size of
what inflammation, stress or sleep do to the human colon has a source yet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from holobiont.engine.law import Array
from holobiont.gut import byproducts, observe
from holobiont.gut.blueprint import ABSORBED, FLATUS, STOOL, SUPPLY, Blueprint
from holobiont.host import BodyCourse
from holobiont.host.epithelium import at_cells
from holobiont.host.module import Module, reads
from holobiont.host.registry import body as assembled
from holobiont.host.registry import make
from holobiont.host.wiring import factor
from holobiont.knowledge import Knowledge

if TYPE_CHECKING:
    from holobiont.twin.trajectory import Trajectory

_HOURS = 24.0
_PERCENT = 100.0
#: Kept times that a text looks at: what moves the body over weeks is a mean anyway.
_LOOKS = 30
_LEDGERS = (SUPPLY, ABSORBED, STOOL, FLATUS)
_FIBER = "beta_glucan"
_TRYPTOPHAN = tuple(row[0] for row in byproducts.TABLE if row[2] == byproducts.TRYPTOPHAN)
#: What the body tells beside the gut: output, label, unit, and whether relative to before day 0.
#: Levels are told where what the gut sends sets them, changes where it does not. Plasma tryptophan
#: is not told: that what microbes take is lost to the body is recalled.
TOLD = (
    ("tmao", "trimethylamine oxide in plasma", "umol/L", False),
    ("ldl", "LDL cholesterol", "% of usual", True),
    ("body_mass", "body weight", "% of usual", True),
)


@dataclass(frozen=True)
class Sent:
    """What the gut holds at a time, and what a day of the stretch before it brought.

    Attributes
    ----------
    blueprint : Blueprint
    x : ndarray, shape (states,)
    flows : mapping of (species, ledger) to float
        mmol/d, g/d of biomass or L/d of water.
    usual : Sent or None
        The undisturbed steady state; None of itself.
    """

    blueprint: Blueprint
    x: Array
    flows: Mapping[tuple[str, str], float]
    usual: Sent | None = None

    @property
    def before(self) -> Sent:
        """The undisturbed steady state."""
        return self if self.usual is None else self.usual

    @cached_property
    def energy(self) -> float:
        """Combustion energy of all that is absorbed (kcal/d)."""
        compounds = self.blueprint.knowledge.compounds.items()
        found = (
            c.energy.internal * self.flows.get((name, ABSORBED), 0.0)
            for name, c in compounds
            if c.energy is not None
        )
        return sum(found)

    @cached_property
    def bile(self) -> float:
        """Bile acids that leave in stool (mmol/d)."""
        names = self.blueprint.knowledge.members("bile_acid")
        return sum(self.flows[name, STOOL] for name in names)

    @cached_property
    def glucan(self) -> float:
        """Beta-glucan that is eaten (g/d)."""
        return -self.flows[_FIBER, SUPPLY] * self.blueprint.grams(_FIBER)

    @cached_property
    def endotoxin(self) -> float:
        """Active lipopolysaccharide in the lumen (g)."""
        return observe.endotoxin(self.blueprint, self.x)["active"]


def _acids(sent: Sent) -> float:
    levels = [observe.concentration(sent.blueprint, sent.x, name)[0] for name in observe.SCFA]
    return float(sum(levels))


def _butyrate(sent: Sent) -> float:
    hourly = sent.flows["butyrate", ABSORBED] / _HOURS
    return at_cells(hourly, sent.blueprint.knowledge.physiology)


#: Inputs of the body that the gut sets: unit, and how each is read.
SIGNALS: dict[str, tuple[str, Callable[[Sent], float]]] = {
    "tma_absorbed": ("mmol/d", lambda s: max(s.flows["trimethylamine", ABSORBED], 0.0)),
    "scfa_energy": ("kcal/d", lambda s: s.energy - s.before.energy),
    "colonic_scfa": ("mmol/L", _acids),
    "bile_salt_loss": ("1", lambda s: _over(s.bile, s.before.bile)),
    "viscous_fiber": ("g/d", lambda s: max(s.glucan - s.before.glucan, 0.0)),
    "tryptophan_to_microbes": ("mmol/d", lambda s: observe.released(dict(s.flows), _TRYPTOPHAN)),
    "butyrate_at_cells": ("mmol/L", _butyrate),
    "lps_lumen": ("1", lambda s: _over(s.endotoxin, s.before.endotoxin)),
}


def _over(now: float, before: float) -> float:
    return now / before if before > 0 else 1.0


def usual(course: Trajectory) -> Sent:
    """Return what the undisturbed steady state sends."""
    b, x = course.twin.blueprint, course.x[0]
    return Sent(b, x, observe.daily_all(b, course.twin.network, x))


def sent(course: Trajectory, k: int, since: int, undisturbed: Sent) -> Sent:
    """Return what the gut sends over the stretch between two kept times, by position."""
    b = course.twin.blueprint
    gained = (course.x[k] - course.x[since]) / (course.days[k] - course.days[since])
    flows = {s: float(gained[i]) for i, s in enumerate(b.states) if s[1] in _LEDGERS}
    return Sent(b, course.x[k], flows, undisturbed)


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
    return _signals(sent(course, at, at - 1, found) if at else found, SIGNALS)


def _signals(found: Sent, names: Iterable[str]) -> dict[str, float]:
    return {name: SIGNALS[name][1](found) for name in names}


def reached(knowledge: Knowledge, hypotheses: bool = False) -> tuple[str, ...]:
    """Return the modules of the body that what the gut sends acts on, directly or through others.

    Parameters
    ----------
    knowledge : Knowledge
    hypotheses : bool, optional
        Whether couplings that have no source count.
    """
    modules = {name: make(name, knowledge) for name in knowledge.host}
    couplings = [c for c in knowledge.couplings.values() if hypotheses or not c.hypothesis]
    heard, found = set(SIGNALS), set[str]()
    while True:
        heard |= {c.to for c in couplings if c.origin in heard}
        new = {name for name, m in modules.items() if name not in found and heard & _read(m)}
        if not new:
            return tuple(name for name in modules if name in found)
        found |= new
        heard |= {made for name in new for made in (*modules[name].states, *modules[name].outputs)}


def _read(module: Module) -> set[str]:
    """Return the inputs that the rates of a module read."""
    rates = [flux.rate for flux in module.fluxes]
    rates += [output.function for output in module.outputs.values()]
    return {name for rate in rates for name in reads(rate)} & set(module.inputs)


def follow(
    course: Trajectory,
    modules: Iterable[str] = (),
    without: Iterable[str] = (),
    hypotheses: bool = False,
    looks: int | None = None,
) -> BodyCourse:
    """Return how the body answers a course of the gut.

    Parameters
    ----------
    course : Trajectory
    modules : iterable of str, optional
        By name; those that are `reached` if none are given.
    without : iterable of str, optional
        What is cut: signals of the gut, couplings, states, outputs or modules.
    hypotheses : bool, optional
        Whether couplings that have no source act too.
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
    cut, knowledge = tuple(without), course.twin.knowledge
    names = tuple(modules) or reached(knowledge, hypotheses)
    host = assembled(names, knowledge, [n for n in cut if n not in SIGNALS], hypotheses)
    heard = [n for n in SIGNALS if n in host.inputs and n not in cut]
    scale = {n: factor(SIGNALS[n][0], host.slot(n).unit, n) for n in heard}

    def told_to(found: Sent) -> dict[str, float]:
        return {n: value * scale[n] for n, value in _signals(found, heard).items()}

    undisturbed, kept = usual(course), _looked(len(course), looks)
    days = course.days[kept]
    host = host.set(told_to(undisturbed)).settled()
    rows = [host.x0]
    for since, k in pairwise(kept):
        hours = float(course.days[k] - course.days[since]) * _HOURS
        inputs = told_to(sent(course, k, since, undisturbed))
        host = host.run(hours, inputs, every=hours).end
        rows.append(host.x0)
    return host.course((days - days[0]) * _HOURS, np.array(rows))


def _looked(count: int, looks: int | None) -> list[int]:
    """Return positions of at most so many kept times, evenly spread."""
    most = count if looks is None else min(max(looks, 2), count)
    return [int(k) for k in np.unique(np.linspace(0, count - 1, most).round())]


def told(course: Trajectory) -> Iterator[tuple[str, str, float, float]]:
    """Yield (label, unit, before day 0, at the end) of what has a source in the body."""
    seen = follow(course, looks=_LOOKS)
    for name, label, unit, relative in TOLD:
        first, last = (float(seen[name][k]) for k in (0, -1))
        over = _PERCENT / first if relative else 1.0
        yield label, unit, first * over, last * over
