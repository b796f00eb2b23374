"""The way back: what the body does to the gut, and the run in which they hear each other.

Couplings whose `to` has a dot act on numbers of the gut (`host/couplings.toml`): how fast contents
move, what the wall secretes, what oxygen comes through it, how microbes settle in its mucus. Gut
and body run in turn, a window at a time. Over a window the gut is as the body was at its beginning,
and the body then hears what the gut sent over it, as in `twin.body.follow`: so that what that tells
of a run in two ways is what the gut has heard. Before day 0 both rest, and each number is the usual
one. Nothing moves matter but the gut's own processes, so that all elements balance.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from holobiont.engine.law import Array
from holobiont.engine.network import Network
from holobiont.errors import UsageError
from holobiont.gut import supply
from holobiont.gut.enterohepatic import MADE
from holobiont.gut.transport import MOVING
from holobiont.host import Host
from holobiont.host.assemble import acted
from holobiont.knowledge import Knowledge
from holobiont.knowledge.check_host import PACE, of_gut
from holobiont.knowledge.schema import Coupling, FrozenMap
from holobiont.protocol import Protocol, Step
from holobiont.twin.habits import HABITS, STATES, Habits, moves
from holobiont.twin.joint import Joint, WayBack, join
from holobiont.twin.signals import at_rest, between

if TYPE_CHECKING:
    from holobiont.twin.twin import Twin

_SAME_TIME = 1e-9
#: Numbers of the gut that are constants of a law: the law, and what it calls them.
LAWS: Mapping[str, tuple[str, str]] = FrozenMap(
    {
        "bile.inflow": (MADE, "level"),
        "oxygen.tissue": ("oxygenation", "level"),
        "oxygen.butyrate_half": ("oxygenation", "half"),
        "mucus.adhesion": ("adhesion", "rate"),
        "mucus.turnover": ("shedding", "rate"),
    }
)


def chosen(protocol: Protocol, knowledge: Knowledge, body: bool | WayBack | None) -> WayBack | None:
    """Return how the body takes part in a run; None if it does not.

    Raises
    ------
    UsageError
        If it is left out though the protocol says how the person lives.
    """
    if isinstance(body, WayBack):
        return body
    living = [step for step in protocol if isinstance(step, HABITS)]
    if body is False and living:
        raise UsageError(
            f"{str(living[0])!r} acts through the body, which is left out: leave body=False out, "
            "or the step."
        )
    alone = body is None and not Habits(protocol, knowledge).states
    return None if alone or body is False else WayBack()


def ways(knowledge: Knowledge, way: WayBack, cut: Iterable[str] = ()) -> tuple[Coupling, ...]:
    """Return the couplings by which the body acts on the gut, but for what is cut."""
    gone = {*cut, *way.without}
    return tuple(
        c
        for c in knowledge.couplings.values()
        if of_gut(c.to)
        and (way.hypotheses or not c.hypothesis)
        and not {c.id, c.to, c.origin} & gone
    )


def exchange(twin: Twin, protocol: Protocol, way: WayBack | None) -> Exchange | None:
    """Return gut and body at rest, about to hear each other; None if nothing comes back."""
    if way is None:
        return None
    joint = join(
        at_rest(twin, twin.residency.x),
        Habits(protocol, twin.knowledge),
        way.modules,
        (*twin.cut, *way.without),
        way.hypotheses,
        way.inputs,
    )
    cut = {*twin.cut, *way.without}
    silent = {name for m in joint.rest.wiring.modules if m.name in cut for name in m.made}
    there = set(joint.rest.slots) - silent
    found = tuple(c for c in ways(twin.knowledge, way, twin.cut) if c.origin in there)
    return Exchange(twin, joint, found, joint.rest, way.window) if found else None


@dataclass(frozen=True)
class Exchange:
    """A gut and a body that hear each other.

    Attributes
    ----------
    twin : Twin
    joint : Joint
        The body at rest, and what it hears.
    ways : tuple of Coupling
        What the body does to the gut.
    host : Host
        The body as it is now.
    window : float
        Days after which they hear each other again.
    """

    twin: Twin
    joint: Joint
    ways: tuple[Coupling, ...]
    host: Host
    window: float

    @cached_property
    def usual(self) -> dict[str, float]:
        """Numbers of the gut that the body changes, at rest, in the units of the knowledge."""
        numbers = self.twin.knowledge.physiology
        keys = dict.fromkeys(c.to for c in self.ways)
        return {key: 1.0 if key == PACE else numbers.quantity(key).value for key in keys}

    @property
    def now(self) -> dict[str, float]:
        """The same numbers as the body makes them now; never below zero."""
        rest, host = self.joint.rest, self.host
        found = {}
        for key, value in self.usual.items():
            group = [c for c in self.ways if c.to == key]
            terms = tuple(
                (c.form, c.size.value, c.half.value if c.half else 1.0, rest.value(c.origin))
                for c in group
            )
            levels = [host.value(c.origin) for c in group]
            found[key] = max(float(acted(value, *levels, terms=terms)), 0.0)
        return found

    def applied(self, network: Network) -> Network:
        """Return a network of the gut as the body makes it now."""
        usual, now = self.usual, self.now
        moved = {key: value for key, value in now.items() if value != usual[key]}
        if PACE in moved:
            network = moving(network, moved.pop(PACE))
        params = {law.law.name: law.law.params for law in network.processes}
        changes: dict[str, dict[str, Any]] = {}
        for key in [key for key in moved if key in LAWS]:
            law, name = LAWS[key]
            factor = moved.pop(key) / usual[key]
            changes.setdefault(law, {})[name] = params[law][name] * factor
        if moved:
            changes["intake"] = {"rate": params["intake"]["rate"] + self._more(moved)}
        return network.with_params(changes) if changes else network

    def _more(self, numbers: Mapping[str, float]) -> Array:
        """Return by how much what the body sends into the gut is more (mmol/h, g/h or L/h)."""
        b = self.twin.blueprint
        other = replace(b, knowledge=b.knowledge.override(numbers))
        before, after = (supply.rates(each, supply.secretions(each)) for each in (b, other))
        return np.asarray(after - before)

    def after(self, before: Array, after: Array, begin: float, end: float) -> Exchange:
        """Return both after a window (days), from the states of the gut before and after it."""
        found = between(self.joint.undisturbed, before, after, end - begin)
        return replace(self, host=self.joint.after(self.host, found, begin, end))


def moving(network: Network, pace: float) -> Network:
    """Return a network whose contents move `pace` times as fast."""
    moves = [p.law for p in network.processes if p.law.name in MOVING]
    return network.with_params({law.name: {"rate": law.params["rate"] * pace} for law in moves})


def windows(begin: float, end: float, window: float | None) -> Iterator[tuple[float, float]]:
    """Yield the parts of a stretch of days after each of which gut and body hear each other."""
    if window is None:
        yield begin, end
        return
    inner = np.arange(np.floor(begin / window) + 1, np.ceil(end / window)) * window
    edges = [begin, *(float(t) for t in inner if begin + _SAME_TIME < t < end - _SAME_TIME), end]
    yield from itertools.pairwise(edges)


def silent(steps: Sequence[Step], knowledge: Knowledge, way: WayBack | None = None) -> list[str]:
    """Return a sentence for each step of which what it does to the body has no measured size."""
    chosen_way, found = way or WayBack(), []
    acting = [c for c in knowledge.couplings.values() if chosen_way.hypotheses or not c.hypothesis]
    heard = {c.origin for c in acting}
    if "sleep_lost" in heard:
        heard.add("sleep")
    for step in steps:
        states = [STATES[name][1] for name in moves(step, knowledge)]
        if states and not heard & set(states):
            found.append(
                f"{step}: what it does to the body has no measured size, so that nothing follows "
                "from it there; with hypotheses something may."
            )
    return found
