"""How growth answers to fitness, read off two evaluations of a network.

Every growth law is ``a e^f / (1 + b e^f)`` in the fitness ``f``: in proportion while food is
scarce, and no more than the fastest growth. Its values at no fitness and at another one give both
constants, whatever the law reads.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from holobiont.engine.law import Array, Index
from holobiont.engine.network import Network
from holobiont.gut.growth import GROWING
from holobiont.gut.layout import Layout, fitness_params

_HIGH = 3.0
_LITTLE = 1e-12
_TINY = 1e-300
_ROUNDS = 12


@dataclass(frozen=True)
class Appetite:
    """Growth per biomass (1/h) of every home's foods: ``scarce e^f / (1 + full e^f)``.

    Attributes
    ----------
    shape : tuple of int
        Of the homes: lumen and mucus, members, segments.
    owners : ndarray of int, shape (foods,)
        Home of each food, counted through.
    scarce, full : ndarray, shape (foods,)
    """

    shape: tuple[int, ...]
    owners: Index
    scarce: Array
    full: Array

    @classmethod
    def of(cls, layout: Layout, network: Network, x: Array) -> Appetite:
        """Read the appetites in a network without fitness at a state."""
        high = np.full(layout.biomass.shape, _HIGH)
        keen = network.with_params(fitness_params(layout, network, high, high))
        low, most = _grown(network, x), _grown(keen, x)
        eager = np.exp(_HIGH)
        more = eager * np.maximum(most - low, _TINY)
        full = np.where(low > 0, np.maximum(low * eager - most, 0.0) / more, 0.0)
        biomass = x[np.stack([layout.biomass, layout.mucosal])]
        scarce = low * (1.0 + full) / np.maximum(biomass.ravel()[layout.owners], _TINY)
        return cls(biomass.shape, layout.owners, scarce, full)

    def growth(self, fitness: Array | float) -> Array:
        """Growth per biomass (1/h) of every home at its fitness."""
        eager = np.exp(np.broadcast_to(fitness, self.shape)).ravel()[self.owners]
        return self._sum(self.scarce * eager / (1.0 + self.full * eager))

    def fitness(self, wanted: Array, least: float, most: float) -> Array:
        """Fitness at which every home grows as wanted (1/h), within limits.

        Newton's method on the logarithms, where growth is concave: from below it never overshoots.
        """
        goal, found = np.log(np.maximum(wanted, _LITTLE)), np.full(self.shape, least)
        for _ in range(_ROUNDS):
            eager = np.exp(found).ravel()[self.owners]
            part = 1.0 / (1.0 + self.full * eager)
            grown = self._sum(self.scarce * eager * part)
            slope = self._sum(self.scarce * eager * part**2) / np.maximum(grown, _TINY)
            step = (goal - np.log(np.maximum(grown, _LITTLE))) / np.maximum(slope, _LITTLE)
            found = np.clip(found + step, least, most)
        return found

    def _sum(self, terms: Array) -> Array:
        sums = np.bincount(self.owners, terms, int(np.prod(self.shape)))
        return np.asarray(sums.reshape(self.shape), dtype=float)


def _grown(network: Network, x: Array) -> Array:
    """Growth (g/h) on every food."""
    fluxes, slices = network.fluxes(x), network.flux_slices
    return np.concatenate([fluxes[slices[name]] for name in slices if name in GROWING])
