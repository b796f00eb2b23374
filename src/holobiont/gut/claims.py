"""What share of each segment every member asks for, is given, and wishes for.

A member asks for its share of the stool in every segment. Where it cannot grow enough, more of it
upstream makes up for that, which passage brings; where that does not reach either, it is given
less.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from holobiont.engine.law import Array
from holobiont.engine.network import Network
from holobiont.gut.blueprint import Blueprint
from holobiont.gut.layout import Layout, exchanged

#: How far a share follows its wish in one step: at most, and less each time it overshot.
_MOVE, _FALL, _GAIN, _CALMER, _BOLDER = 0.2, 0.5, 0.5, 0.5, 1.05
#: Least part of its observed share that a member is left with.
_FLOOR = 1e-5
#: A member with this share of a segment does not crowd out others to feed those downstream.
_MANY = 0.5
_LITTLE, _TINY = 1e-12, 1e-300


@dataclass(frozen=True)
class Traffic:
    """How members come and go without growing, each of shape (members, segments).

    Attributes
    ----------
    biomass : ndarray
        In the lumen (g).
    gained : ndarray
        What arrives there less what leaves, over the biomass (1/h).
    lost : ndarray
        What leaves, over the biomass (1/h).
    shed : ndarray
        The same in the mucus (1/h).
    brought : ndarray, shape (members, segments - 1)
        What passage brings to each segment but the first, over the biomass there (1/h).
    """

    biomass: Array
    gained: Array
    lost: Array
    shed: Array
    brought: Array

    @classmethod
    def of(cls, b: Blueprint, layout: Layout, network: Network, x: Array) -> Traffic:
        """Read the traffic at a state."""
        biomass, (come, gone) = x[layout.biomass], exchanged(network, x)
        gained = (come - gone)[layout.biomass] / biomass
        shed = gone[layout.mucosal] / np.maximum(x[layout.mucosal], _TINY)
        passage = np.array([segment.passage for segment in b.habitat.segments])
        brought = np.maximum((biomass * passage)[:, :-1] / biomass[:, 1:], _LITTLE)
        return cls(biomass, gained, gone[layout.biomass] / biomass, shed, brought)


@dataclass(frozen=True)
class Claims:
    """Shares of every segment, each of shape (members, segments).

    Attributes
    ----------
    asked, given : ndarray
        Observed shares, and what is granted of them; upstream also more.
    wish, gain : ndarray
        How much larger (ln) each given share should be, and how much of that is followed.
    """

    asked: Array
    given: Array
    wish: Array
    gain: Array

    @classmethod
    def of(cls, shares: Array, segments: int) -> Claims:
        """Begin with what was observed."""
        asked = np.repeat(shares[:, None], segments, axis=1)
        return cls(asked, asked, np.zeros(asked.shape), np.full(asked.shape, _GAIN))

    @property
    def mix(self) -> Array:
        """Share of each member in each segment."""
        return np.asarray(self.given / self.given.sum(axis=0))

    @property
    def usual(self) -> Array:
        """The mix, but those who are given less than they ask for as if they had it."""
        return np.asarray(np.maximum(self.given, self.asked) / self.given.sum(axis=0))

    @property
    def unrest(self) -> float:
        """Largest wish of those who are more than remnants."""
        return float(np.abs(np.where(self.given > _FLOOR * self.asked, self.wish, 0.0)).max())

    def needed(self, traffic: Traffic, growth: Array) -> Array:
        """Growth (1/h) with which the mix stands still; negative for the overfed.

        What comes from elsewhere counts as growth, what leaves against it: a member that is rarer
        upstream must grow faster than the mean, which is that of the traits' `growth` (1/h).
        """
        total = (traffic.gained * traffic.biomass).sum(axis=0) / traffic.biomass.sum(axis=0)
        return np.asarray((self.mix * growth).sum(axis=0) + total - traffic.gained)

    def wishing(self, traffic: Traffic, needed: Array, able: Array) -> Claims:
        """Return the claims with new wishes, followed the less if they have turned.

        A share should be as large as it is wanted, but not larger than a member can hold: by what
        it is `able` to grow, and what passage brings, against what is lost (1/h).
        """
        wanted = np.log(self._wanted(traffic, needed - able) / self.given)
        wish = np.minimum(wanted, np.maximum((able - needed) / traffic.lost, -1.0))
        turned = wish * self.wish < 0
        gain = np.where(turned, self.gain * _CALMER, np.minimum(self.gain * _BOLDER, _GAIN))
        return replace(self, wish=wish, gain=gain)

    def _wanted(self, traffic: Traffic, lacking: Array) -> Array:
        """Return the shares that are wanted: as asked, and upstream what those downstream lack.

        Nobody's share upstream is wanted lower than in the stool.
        """
        wanted, given, few = self.asked.copy(), self.given, self.mix < _MANY
        for s in range(given.shape[1] - 1, 0, -1):
            unmet = lacking[:, s] / traffic.brought[:, s - 1]
            unmet += np.log(wanted[:, s] / given[:, s])
            more = 1.0 + np.clip(unmet, -_MOVE, np.where(few[:, s - 1], _MOVE, 0.0))
            wanted[:, s - 1] = np.maximum(wanted[:, s - 1], given[:, s - 1] * more)
        return wanted

    def moved(self) -> Claims:
        """Return the claims with shares a step nearer to what is wished."""
        step = np.exp(np.clip(self.gain * self.wish, -_FALL, _MOVE))
        return replace(self, given=np.maximum(self.given * step, _FLOOR * self.asked))
