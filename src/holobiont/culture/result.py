"""What became of a culture: everything that can be measured in the vessel, over time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from holobiont.culture.phages import ML_PER_L
from holobiont.culture.vessel import HEADSPACE
from holobiont.engine.law import Array
from holobiont.engine.ledger import Balance, balance
from holobiont.engine.network import Network
from holobiont.gut import observe
from holobiont.gut.blueprint import PARTICLES, WATER, Blueprint
from holobiont.gut.spores import held
from holobiont.knowledge import Medium

_TIMES, _WIDTH, _CELL = 6, 80, 10
"""Times that the table of a culture shows at most, its columns of text, and those of a number."""


@dataclass(frozen=True)
class CultureResult:
    """A culture of one liter.

    Attributes
    ----------
    blueprint : Blueprint
        Members and states.
    medium : Medium
    substrate : mapping
        Grams per liter by name.
    hours : ndarray, shape (k,)
    x : ndarray, shape (k, states)
    network : Network
    evaluations : int
        Rate evaluations the solver took.
    """

    blueprint: Blueprint
    medium: Medium
    substrate: Mapping[str, float]
    hours: Array
    x: Array
    network: Network
    evaluations: int

    @property
    def members(self) -> tuple[str, ...]:
        """Ids of the members."""
        return self.blueprint.member_ids

    @property
    def biomass(self) -> Array:
        """Dry biomass of all members (g/L), shape (k,)."""
        return np.asarray(self._here(*self.members).sum(axis=1))

    @property
    def shares(self) -> Array:
        """Share of each member in the biomass, shape (k, members)."""
        return observe.shares(self.blueprint, self.x)

    def concentration(self, name: str) -> Array:
        """Concentration of a compound or polymer (mmol/L; members in g/L), shape (k,)."""
        return np.asarray(self._here(name)[:, 0] / self._here(WATER)[:, 0])

    def titer(self, phage: str) -> Array:
        """Free particles of a phage per mL, shape (k,)."""
        return np.asarray(self._here(phage)[:, 0] * PARTICLES / ML_PER_L)

    def cells(self, host: str, phage: str) -> Array:
        """Living cells of a host of a phage per mL, all strains but infected ones, shape (k,)."""
        strains = [m.id for m in self.blueprint.members if m.origin == host]
        cell = self.blueprint.knowledge.phage(phage).cell.internal
        return np.asarray(self._here(*strains).sum(axis=1) / cell / ML_PER_L)

    def spores(self, member: str) -> Array:
        """Spores of a member per mL, shape (k,); zero where they are not followed."""
        cell = self.blueprint.knowledge.physiology.value("biomass.cell_mass")
        return held(self.blueprint, self.x, member)[:, 0] / cell / ML_PER_L

    def made(self, name: str, k: int = -1) -> float:
        """Net production of a compound (mmol per liter) by then, liquid and headspace together."""
        b = self.blueprint
        places = [p for p in (*b.habitat.names, HEADSPACE) if (name, p) in b.states]
        at = [b.at(name, place) for place in places]
        return float((self.x[k, at] - self.x[0, at]).sum())

    def gas(self, name: str) -> Array:
        """Amount of a gas in the headspace (mmol per liter of culture), shape (k,)."""
        return np.asarray(self.x[:, self.blueprint.at(name, HEADSPACE)])

    @property
    def ph(self) -> Array:
        """PH of the liquid, shape (k,)."""
        return np.array([self.ph_at(k) for k in range(len(self.x))])

    def ph_at(self, k: int) -> float:
        """PH of the liquid at a time."""
        return float(observe.ph(self.blueprint, self.network, self.x[k])[0])

    @property
    def conservation(self) -> Balance:
        """Every element at the end against the beginning."""
        return balance(*self.blueprint.element_matrix, self.x[0], self.x[-1])

    def _here(self, *names: str) -> Array:
        (place,) = self.blueprint.habitat.names
        return np.asarray(self.x[:, self.blueprint.all_at(names, place)])

    def __str__(self) -> str:
        """Return the culture as a small table: acids, gases, pH and biomass at a few times."""
        columns = {f"{name} (mM)": self.concentration(name) for name in observe.PRODUCTS}
        columns |= {"hydrogen (mmol/L)": self.gas("hydrogen"), "pH": self.ph}
        columns |= {"biomass (g/L)": self.biomass}
        columns |= {f"{p} (PFU/mL)": self.titer(p) for p in self.blueprint.phage_ids}
        columns |= {f"{m} spores/mL": self.spores(m) for m in self.blueprint.sporing}
        label = max(map(len, columns)) + 1
        times = min(_TIMES, (_WIDTH - label) // _CELL)
        rows = np.unique(np.linspace(0, len(self.hours) - 1, times).astype(int))
        head = " " * label + "".join(f"{self.hours[i]:>{_CELL - 2}.3g} h" for i in rows)
        lines = [
            f"{name:<{label}}" + "".join(f"{v[i]:>{_CELL}.3g}" for i in rows)
            for name, v in columns.items()
        ]
        return "\n".join([head, *lines])
