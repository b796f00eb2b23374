"""The joint between gut and body: what a course of the gut sends, and how the body answers.

The gut does not know the body, nor the body the gut. What is read off a course is in `SIGNALS`:
named inputs of modules in ``host``, each with its unit. Over each stretch between two kept times
the body gets what crossed on the mean of that stretch, and what the gut holds at its end; before
day 0 it rests under what the twin's undisturbed steady state sends. How the person lives, as the
protocol says, is heard too (`twin.habits`). What goes back to the gut is in `twin.wayback`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from holobiont.engine.law import Array
from holobiont.errors import UsageError, did_you_mean
from holobiont.gut import byproducts, observe
from holobiont.gut.blueprint import ABSORBED, FLATUS, STOOL, SUPPLY, Blueprint
from holobiont.host import BodyCourse, Host
from holobiont.host.epithelium import at_cells
from holobiont.host.module import Module, reads
from holobiont.host.registry import body as assembled
from holobiont.host.registry import make
from holobiont.host.wiring import factor
from holobiont.knowledge import Knowledge
from holobiont.knowledge.check_host import of_gut
from holobiont.knowledge.schema import FrozenMap
from holobiont.twin.habits import Habits

if TYPE_CHECKING:
    from holobiont.twin.trajectory import Trajectory
    from holobiont.twin.twin import Twin

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
class WayBack:
    """How the body takes part in a run, and acts back on the gut.

    Attributes
    ----------
    modules : tuple of str
        By name; those that are `reached` if there are none.
    without : tuple of str
        What is cut: signals of the gut, couplings, states, outputs or modules, or numbers of the
        gut that the body changes, such as ``"transit.pace"``.
    hypotheses : bool
        Whether couplings that have no source act too.
    inputs : mapping of str to float
        Inputs of the body from day 0 on, in their own units, as of a disease.
    window : float
        Days after which gut and body hear each other again.
    """

    modules: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    hypotheses: bool = False
    inputs: Mapping[str, float] = field(default_factory=FrozenMap)
    window: float = 1.0

    def __post_init__(self) -> None:
        """Complain about a window of no time."""
        if not self.window > 0:
            raise UsageError(
                f"gut and body cannot hear each other every {self.window:g} days: give a window "
                "of more than none, such as 1."
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
    return at_rest(course.twin, course.x[0])


def at_rest(twin: Twin, x: Array) -> Sent:
    """Return what a twin sends that nothing disturbs, from its states (mmol, g and L)."""
    return Sent(twin.blueprint, x, observe.daily_all(twin.blueprint, twin.network, x))


def between(undisturbed: Sent, before: Array, after: Array, days: float) -> Sent:
    """Return what the gut sends over some days, from its states before and after."""
    b, gained = undisturbed.blueprint, (after - before) / days
    flows = {s: float(gained[i]) for i, s in enumerate(b.states) if s[1] in _LEDGERS}
    return Sent(b, after, flows, undisturbed)


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
    return _signals(sent(course, at, at - 1, found) if at else found, SIGNALS)


def _signals(found: Sent, names: Iterable[str]) -> dict[str, float]:
    return {name: SIGNALS[name][1](found) for name in names}


def reached(
    knowledge: Knowledge, hypotheses: bool = False, also: Iterable[str] = ()
) -> tuple[str, ...]:
    """Return the modules of the body that what the gut sends acts on, directly or through others.

    Parameters
    ----------
    knowledge : Knowledge
    hypotheses : bool, optional
        Whether couplings that have no source count.
    also : iterable of str, optional
        Inputs that are set beside what the gut sends.
    """
    modules = {name: make(name, knowledge) for name in knowledge.host}
    couplings = [c for c in knowledge.couplings.values() if hypotheses or not c.hypothesis]
    heard, found = {*SIGNALS, *also}, set[str]()
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


@dataclass(frozen=True)
class Joint:
    """A body that hears a gut, and how its person lives.

    Attributes
    ----------
    rest : Host
        Before day 0, under what the undisturbed gut sends.
    scale : mapping of str to float
        Signals that are heard, and what turns each into the unit of the body.
    habits : Habits
    undisturbed : Sent
    inputs : mapping of str to float
        Inputs of the body from day 0 on, in their own units.
    """

    rest: Host
    scale: Mapping[str, float]
    habits: Habits
    undisturbed: Sent
    inputs: Mapping[str, float]

    def after(self, host: Host, found: Sent, begin: float, end: float) -> Host:
        """Return the body after some days (from `begin` to `end`) of what the gut sends."""
        told, there = _told(found, self.scale), set(self.rest.inputs)
        told |= {n: v for n, v in self.habits.over(begin, end).items() if n in there}
        events = [e for e in self.habits.moments(begin, end) if e.name in there]
        hours = (end - begin) * _HOURS
        return host.run(hours, {**told, **self.inputs}, events, every=hours).end


def join(
    undisturbed: Sent,
    habits: Habits,
    modules: Iterable[str] = (),
    without: Iterable[str] = (),
    hypotheses: bool = False,
    inputs: Mapping[str, float] = FrozenMap(),
) -> Joint:
    """Return a body at rest that hears a gut; see `follow` for the parameters.

    Raises
    ------
    UsageError
        If a name is not known.
    SolverError
        If the body does not come to rest before day 0, as one with a clock does not.
    """
    knowledge, cut = undisturbed.blueprint.knowledge, tuple(without)
    check_cut(knowledge, cut)
    check_inputs(knowledge, inputs)
    names = tuple(modules) or reached(knowledge, hypotheses, (*habits.inputs, *inputs))
    host = assembled(names, knowledge, _within(cut, names, knowledge), hypotheses)
    heard = [n for n in SIGNALS if n in host.inputs and n not in cut]
    scale = {n: factor(SIGNALS[n][0], host.slot(n).unit, n) for n in heard}
    rest = host.set(_told(undisturbed, scale)).settled()
    return Joint(rest, scale, habits, undisturbed, inputs)


def _told(found: Sent, scale: Mapping[str, float]) -> dict[str, float]:
    return {n: value * scale[n] for n, value in _signals(found, scale).items()}


def check_cut(knowledge: Knowledge, names: Iterable[str]) -> None:
    """Complain about a name that nothing has: of a module, its state or output, a coupling, a
    signal of the gut, or a number of the gut that the body changes.

    Raises
    ------
    UsageError
    """
    known = {*knowledge.host, *knowledge.couplings, *SIGNALS}
    known |= {c.to for c in knowledge.couplings.values() if of_gut(c.to)}
    known |= {n for name in knowledge.host for n in _made(make(name, knowledge))}
    for name in names:
        if name not in known:
            raise UsageError(f"{name!r} cannot be cut: it is not known.{did_you_mean(name, known)}")


def check_inputs(knowledge: Knowledge, names: Iterable[str]) -> None:
    """Complain about a name that is no input of a module of the body.

    Raises
    ------
    UsageError
    """
    known = [name for model in knowledge.host.values() for name in model.inputs]
    for name in names:
        if name not in known:
            raise UsageError(f"{name!r} is not an input of the body.{did_you_mean(name, known)}")


def _made(module: Module) -> tuple[str, ...]:
    return (*module.states, *module.outputs)


def _within(cut: Iterable[str], names: Iterable[str], knowledge: Knowledge) -> list[str]:
    """Return what of a cut a body of these modules can have."""
    modules = [make(name, knowledge) for name in names]
    there = {*knowledge.couplings, *(m.name for m in modules)}
    there |= {n for module in modules for n in _made(module)}
    return [name for name in cut if name in there]


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
    for name, label, unit, relative in TOLD:
        first, last = (float(seen[name][k]) for k in (0, -1))
        over = _PERCENT / first if relative else 1.0
        yield label, unit, first * over, last * over
