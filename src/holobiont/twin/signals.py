"""What the gut sends to the body: what is read off its states and flows, by name and unit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from holobiont.engine.law import Array
from holobiont.gut import byproducts, observe
from holobiont.gut.blueprint import ABSORBED, FLATUS, STOOL, SUPPLY, Blueprint
from holobiont.host.epithelium import at_cells

if TYPE_CHECKING:
    from holobiont.twin.twin import Twin

_HOURS = 24.0
_LEDGERS = (SUPPLY, ABSORBED, STOOL, FLATUS)
_FIBER = "beta_glucan"
_TRYPTOPHAN = tuple(row[0] for row in byproducts.TABLE if row[2] == byproducts.TRYPTOPHAN)


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
    return float(sum(sent.flows[name, ABSORBED] for name in observe.SCFA))


def _butyrate(sent: Sent) -> float:
    hourly = sent.flows["butyrate", ABSORBED] / _HOURS
    return at_cells(hourly, sent.blueprint.knowledge.physiology)


#: Inputs of the body that the gut sets: unit, and how each is read.
SIGNALS: dict[str, tuple[str, Callable[[Sent], float]]] = {
    "tma_absorbed": ("mmol/d", lambda s: max(s.flows["trimethylamine", ABSORBED], 0.0)),
    "scfa_energy": ("kcal/d", lambda s: s.energy - s.before.energy),
    "scfa_absorbed": ("mmol/d", _acids),
    "propionate_absorbed": ("mmol/d", lambda s: float(s.flows["propionate", ABSORBED])),
    "bile_salt_loss": ("1", lambda s: _over(s.bile, s.before.bile)),
    "viscous_fiber": ("g/d", lambda s: max(s.glucan - s.before.glucan, 0.0)),
    "tryptophan_to_microbes": ("mmol/d", lambda s: observe.released(dict(s.flows), _TRYPTOPHAN)),
    "butyrate_at_cells": ("mmol/L", _butyrate),
    "lps_lumen": ("1", lambda s: _over(s.endotoxin, s.before.endotoxin)),
}


def _over(now: float, before: float) -> float:
    return now / before if before > 0 else 1.0


def at_rest(twin: Twin, x: Array) -> Sent:
    """Return what a twin sends that nothing disturbs, from its states (mmol, g and L)."""
    return Sent(twin.blueprint, x, observe.daily_all(twin.blueprint, twin.network, x))


def between(undisturbed: Sent, before: Array, after: Array, days: float) -> Sent:
    """Return what the gut sends over some days, from its states before and after."""
    b, gained = undisturbed.blueprint, (after - before) / days
    flows = {s: float(gained[i]) for i, s in enumerate(b.states) if s[1] in _LEDGERS}
    return Sent(b, after, flows, undisturbed)


def read(found: Sent, names: Iterable[str]) -> dict[str, float]:
    """Return some of the signals, each in its unit of `SIGNALS`."""
    return {name: SIGNALS[name][1](found) for name in names}
