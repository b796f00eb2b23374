"""Who makes and who eats what, in one table."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from holobiont.engine.law import Array
from holobiont.gut.conversion import conversion, parts
from holobiont.gut.growth import GROWING
from holobiont.twin import Twin

_HOURS = 24.0
#: Too common to tell one taxon's living from another's.
COMMON = frozenset({"carbon_dioxide", "water", "ammonia", "phosphate", "sodium", "biomass"})


@dataclass(frozen=True)
class Exchange:
    """Gross production and use of every compound by every member (mmol/d), all segments."""

    members: tuple[str, ...]
    species: tuple[str, ...]
    made: Array
    used: Array

    def makes(self, member: int) -> tuple[str, ...]:
        """Compounds a member makes, most moles first."""
        return self._first(self.made[member])

    def eats(self, member: int) -> tuple[str, ...]:
        """Compounds a member uses, most moles first."""
        return self._first(self.used[member])

    def makers(self, compound: str) -> list[tuple[str, float]]:
        """Members that make a compound with their amounts, largest first."""
        column = self.made[:, self.species.index(compound)]
        found = [(m, float(a)) for m, a in zip(self.members, column, strict=True) if a > 0]
        return sorted(found, key=lambda item: (-item[1], item[0]))

    def _first(self, amounts: Array) -> tuple[str, ...]:
        order = np.argsort(-amounts, kind="stable")
        total = sum(float(amounts[i]) for i in order if self.species[i] not in COMMON)
        return tuple(
            self.species[i]
            for i in order
            if self.species[i] not in COMMON and amounts[i] > total / 10
        )


def exchange(twin: Twin) -> Exchange:
    """Read the exchange of a twin's usual day."""
    b, network, x = twin.blueprint, twin.network, twin.residency.x
    species = (*b.dissolved, *b.solids)
    row, column = np.full(network.size, -1), np.full(network.size, -1)
    for i, member in enumerate(b.member_ids):
        row[[b.at(member, place) for place in (*b.habitat.names, *b.habitat.walls)]] = i
    for j, name in enumerate(species):
        column[b.across(name)] = j
    fluxes = network.fluxes(x) * _HOURS
    made = np.zeros((len(b.member_ids), len(species)))
    used = np.zeros_like(made)
    for process in network.processes:
        flux = fluxes[network.flux_slices[process.law.name]]
        where, amount = column[process.states], process.coefficients * flux[process.instances]
        if process.law.name in GROWING:
            owner = row[process.law.reads[0]][process.instances]
            for table, sign in ((made, 1.0), (used, -1.0)):
                keep = (where >= 0) & (sign * amount > 0)
                np.add.at(table, (owner[keep], where[keep]), sign * amount[keep])
        elif process.law.name == conversion.__name__:
            share = parts(b, x)[process.instances]
            for table, sign in ((made, 1.0), (used, -1.0)):
                keep = (where >= 0) & (sign * amount > 0)
                np.add.at(table.T, where[keep], sign * amount[keep, None] * share[keep])
    return Exchange(b.member_ids, species, made, used)
