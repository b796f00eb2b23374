"""Where everybody is in a colon, and what moves them: bookkeeping for making a community stay."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from holobiont.engine.law import Array, Index
from holobiont.engine.network import Network
from holobiont.gut.blueprint import BODY, CIRCULATING, ILEUM, MUCIN, OXYGEN, WATER, Blueprint
from holobiont.gut.growth import GROWING

#: Laws by which the contents are moved.
PROPULSION = ("passage", "retropulsion")


@dataclass(frozen=True)
class Layout:
    """Positions that the fit works on."""

    biomass: Index
    mucosal: Index
    water: Index
    around: Index
    owners: Index

    @classmethod
    def of(cls, b: Blueprint, network: Network) -> Layout:
        """Find the positions in a blueprint and its network."""
        biomass = np.stack([b.all_at(b.member_ids, s) for s in b.habitat.names], axis=1)
        around = [b.at(c, s) for s in b.habitat.names for c in b.contents]
        around += [b.at(c, s) for s in b.habitat.walls for c in (MUCIN, OXYGEN)]
        around += [b.at(c, ILEUM) for c in (*b.dissolved, *b.solids)]
        around.append(b.at(CIRCULATING, BODY))
        mucosal = np.stack([b.all_at(b.member_ids, s) for s in b.habitat.walls], axis=1)
        homes = np.concatenate([biomass.ravel(), mucosal.ravel()])
        place = {int(state): i for i, state in enumerate(homes)}
        reads = [p.law.reads[0] for p in network.processes if p.law.name in GROWING]
        owners = np.array([place[int(i)] for i in np.concatenate(reads)], dtype=np.intp)
        return cls(biomass, mucosal, b.across(WATER), np.array(around, dtype=np.intp), owners)

    def reduction(self, mix: Array, settled: Array, size: int) -> tuple[csr_array, csr_array]:
        """Return matrices that sum members into totals, and spread totals by a mix.

        `mix` has the share of each member in each segment, shape (members, segments); `settled` is
        the biomass in the mucus over that in the lumen, of the same shape.
        """
        members, segments = mix.shape
        totals = self.around.size + np.repeat(np.arange(segments), members)
        rows = np.concatenate([np.arange(self.around.size), totals])
        columns = np.concatenate([self.around, self.biomass.T.ravel()])
        shape = (self.around.size + segments, size)
        ones = csr_array((np.ones(rows.size), (rows, columns)), shape=shape)
        weights = np.concatenate([np.ones(self.around.size), mix.T.ravel()])
        lumen = csr_array((weights, (columns, rows)), shape=shape[::-1])
        follow = (settled.ravel(), (self.mucosal.ravel(), self.biomass.ravel()))
        return ones, csr_array(lumen + csr_array(follow, shape=(size, size)) @ lumen)


def fitness_params(
    layout: Layout, network: Network, fitness: Array, mucosal: Array
) -> dict[str, dict[str, Array]]:
    """Spread fitnesses per member and segment, in lumen and mucus, over the growth laws."""
    homes = np.concatenate([fitness.ravel(), mucosal.ravel()])
    flat, start, params = homes[layout.owners], 0, {}
    for process in network.processes:
        if process.law.name in GROWING:
            params[process.law.name] = {"fitness": flat[start : start + process.law.size]}
            start += process.law.size
    return params


def exchanged(network: Network, x: Array) -> tuple[Array, Array]:
    """Return what every state gains, and loses, per hour by anything but growth.

    Each of shape (states,).
    """
    gains, losses = np.zeros(network.size), np.zeros(network.size)
    fluxes, slices = network.fluxes(x), network.flux_slices
    for process in network.processes:
        if process.law.name not in GROWING:
            made = process.coefficients * fluxes[slices[process.law.name]][process.instances]
            gains += np.bincount(process.states, np.maximum(made, 0.0), network.size)
            losses += np.bincount(process.states, np.maximum(-made, 0.0), network.size)
    return gains, losses


def crowding_params(b: Blueprint, resident: Array) -> dict[str, dict[str, Array]]:
    """Crowding that takes its share of the turnover at given densities (g/L)."""
    passage = np.array([segment.passage for segment in b.habitat.segments])
    rate = b.knowledge.physiology.value("community.crowding") * passage
    return {"crowding": {"rate": np.tile(rate, len(resident)), "resident": resident.ravel()}}


def resting_params(b: Blueprint, network: Network, water: Array) -> dict[str, dict[str, Array]]:
    """Transit at its habitual pace at the water that each segment holds (L)."""
    volume = dict(zip(b.across(WATER).tolist(), water, strict=True))
    return {
        process.law.name: {"resting": np.array([volume[int(i)] for i in process.law.reads[1]])}
        for process in network.processes
        if process.law.name in PROPULSION
    }
