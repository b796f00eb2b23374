"""A body that is joined to a gut: which modules take part, what is cut, and what they hear."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from holobiont.errors import UsageError, did_you_mean
from holobiont.host import Host
from holobiont.host.module import Module, reads
from holobiont.host.registry import body as assembled
from holobiont.host.registry import make
from holobiont.host.wiring import factor
from holobiont.knowledge import Knowledge
from holobiont.knowledge.check_host import of_gut
from holobiont.knowledge.schema import FrozenMap
from holobiont.twin.habits import Habits
from holobiont.twin.signals import SIGNALS, Sent, read

_HOURS = 24.0


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
    return {n: value * scale[n] for n, value in read(found, scale).items()}


def check_cut(knowledge: Knowledge, names: Iterable[str]) -> None:
    """Complain about a name that nothing has.

    Known are modules, their states and outputs, couplings, signals of the gut, and numbers of the
    gut that the body changes.

    Raises
    ------
    UsageError
    """
    known = {*knowledge.host, *knowledge.couplings, *SIGNALS}
    known |= {c.to for c in knowledge.couplings.values() if of_gut(c.to)}
    known |= {n for name in knowledge.host for n in make(name, knowledge).made}
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


def _within(cut: Iterable[str], names: Iterable[str], knowledge: Knowledge) -> list[str]:
    """Return what of a cut a body of these modules can have."""
    modules = [make(name, knowledge) for name in names]
    there = {*knowledge.couplings, *(m.name for m in modules)}
    there |= {n for module in modules for n in module.made}
    return [name for name in cut if name in there]


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
        heard |= {made for name in new for made in modules[name].made}


def _read(module: Module) -> set[str]:
    """Return the inputs that the rates of a module read."""
    rates = [flux.rate for flux in module.fluxes]
    rates += [output.function for output in module.outputs.values()]
    return {name for rate in rates for name in reads(rate)} & set(module.inputs)
