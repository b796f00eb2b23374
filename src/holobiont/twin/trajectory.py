"""What happened: states over time, and everything that can be read from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from holobiont.engine.law import Array
from holobiont.engine.ledger import Balance, balance
from holobiont.engine.network import Network
from holobiont.gut import observe
from holobiont.gut.blueprint import ABSORBED
from holobiont.gut.transport import MOVING
from holobiont.host import BodyCourse, Passage, first_pass
from holobiont.knowledge.schema import FrozenMap
from holobiont.protocol import Protocol

if TYPE_CHECKING:
    from holobiont.twin.dispersal import Strains
    from holobiont.twin.joint import WayBack
    from holobiont.twin.twin import Twin


@dataclass(frozen=True)
class Trajectory:
    """A simulated course.

    Attributes
    ----------
    twin : Twin
        Whose it is.
    protocol : Protocol
        What was done.
    days : ndarray, shape (k,)
        Times, from day 0.
    x : ndarray, shape (k, states)
        States.
    networks : tuple of Network
        The network in force at each time (after any change at that time).
    evaluations : int
        Rate evaluations the solver took.
    donors : mapping
        Twins of those who gave a transplant, by the names that the protocol has for them.
    strains : Strains, optional
        Strains of those at home and those that came, where the run was asked for them.
    way : WayBack or None
        How the body acted back on the gut; None if it did not.
    """

    twin: Twin
    protocol: Protocol
    days: Array
    x: Array
    networks: tuple[Network, ...]
    evaluations: int
    donors: Mapping[str, Twin] = field(default_factory=FrozenMap)
    strains: Strains | None = None
    way: WayBack | None = None

    def __len__(self) -> int:
        """Count the kept times."""
        return len(self.days)

    def __str__(self) -> str:
        """Return the start, the end and the change of everything measured."""
        from holobiont.twin.text import of_trajectory

        return of_trajectory(self)

    @property
    def shares(self) -> Array:
        """Share of each member in the stool, shape (k, members)."""
        return observe.shares(self.twin.blueprint, self.x)

    @property
    def hosts(self) -> tuple[str, ...]:
        """Ids of the members, strains of one host taken together."""
        return observe.hosts(self.twin.blueprint)

    @property
    def host_names(self) -> tuple[str, ...]:
        """Names of the hosts for people: of the taxon, and whose strain it is."""
        return observe.host_names(self.twin.blueprint)

    @property
    def host_shares(self) -> Array:
        """Share of each host in the stool, all its strains, shape (k, hosts)."""
        return observe.by_host(self.twin.blueprint, self.shares)

    @property
    def strain_shares(self) -> Array:
        """Share of each of `strains.all` in the stool, shape (k, strains); none without them."""
        from holobiont.twin.dispersal import shares

        if self.strains is None:
            return np.zeros((len(self), 0))
        return np.stack([shares(self, self.strains, k) for k in range(len(self))])

    @property
    def load(self) -> Array:
        """Biomass in the last segment (g dry mass), shape (k,)."""
        b = self.twin.blueprint
        return np.asarray(self.x[:, b.all_at(b.member_ids, b.habitat.last)].sum(axis=1))

    def concentration(self, species: str) -> Array:
        """Concentration (mmol/L) in each segment, shape (k, segments)."""
        return observe.concentration(self.twin.blueprint, self.x, species)

    @property
    def ph(self) -> Array:
        """PH of each segment, shape (k, segments)."""
        b = self.twin.blueprint
        pairs = zip(self.networks, self.x, strict=True)
        return np.stack([observe.ph(b, network, x) for network, x in pairs])

    def ph_at(self, k: int) -> Array:
        """PH of each segment at time `k`, shape (segments,)."""
        return observe.ph(self.twin.blueprint, self.networks[k], self.x[k])

    def pace(self, k: int = -1) -> float:
        """How fast contents move at time `k`, over how fast they did before day 0."""
        now, rest = (
            next(p.law.params["rate"] for p in network.processes if p.law.name == MOVING[0])
            for network in (self.networks[k], self.twin.network)
        )
        return float(now[0] / rest[0])

    def flows(self, k: int = -1) -> dict[tuple[str, str], float]:
        """Return what every ledger gains per day at time `k`, by (species, place)."""
        return observe.daily_all(self.twin.blueprint, self.networks[k], self.x[k])

    def stool(self, k: int = -1) -> dict[str, float]:
        """Stool of a day at time `k`: see `gut.observe.stool`."""
        return observe.stool(self.twin.blueprint, self.flows(k))

    def first_pass(self, k: int = -1) -> dict[str, Passage]:
        """Return what becomes of the absorbed acids at time `k`: see `host.first_pass`."""
        b, flows, x = self.twin.blueprint, self.flows(k), self.x[k]
        absorbed = {name: flows[name, ABSORBED] for name in observe.SCFA}
        network = self.networks[k]
        last = {name: observe.absorbed_last(b, network, x, name) for name in observe.SCFA}
        return first_pass(absorbed, self.twin.knowledge.physiology, last)

    def body(
        self,
        modules: Iterable[str] = (),
        without: Iterable[str] = (),
        hypotheses: bool | None = None,
    ) -> BodyCourse:
        """Return how the body answers at the kept times: see `twin.body.follow`."""
        from holobiont.twin.body import follow

        return follow(self, modules, without, hypotheses)

    def makers(self, species: str, k: int = -1) -> dict[str, float]:
        """Gross production of a compound by each member at time `k` (mmol/d)."""
        return observe.makers(self.twin.blueprint, self.networks[k], self.x[k], species)

    @property
    def conservation(self) -> Balance:
        """Carbon and other elements in, against what became of them."""
        return balance(*self.twin.blueprint.element_matrix, self.x[0], self.x[-1])
