"""The conservation report: every element that entered is found again."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from holobiont.engine.law import Array

#: An element that moves less than this part of the one that moves most shows only the rounding
#: of that one's carriers.
_BARELY = 1e-9


@dataclass(frozen=True)
class Balance:
    """How well the elements are conserved over a run.

    Attributes
    ----------
    elements : tuple of str
    moved : ndarray
        Amount (mmol) of each element that changed its state.
    lost : ndarray
        Amount that is not found again; zero but for rounding.
    """

    elements: tuple[str, ...]
    moved: Array
    lost: Array

    @property
    def relative(self) -> Array:
        """Loss over what moved, for each element.

        Where an element barely moves (less than a billionth of the one that moves most), its loss
        is taken relative to that billionth: rounding in what carries it alongside others is no
        loss, but matter that appears from nowhere still is.
        """
        least = max(_BARELY * self.moved.max(initial=0.0), np.finfo(float).tiny)
        return np.asarray(np.abs(self.lost) / np.maximum(self.moved, least))

    @property
    def worst(self) -> float:
        """Largest relative loss of any element."""
        return float(self.relative.max(initial=0.0))

    def __str__(self) -> str:
        """Write the report as a small table."""
        rows = [f"{'element':<9}{'moved (mmol)':>14}{'lost (relative)':>18}"]
        for name, moved, loss in zip(self.elements, self.moved, self.relative, strict=True):
            rows.append(f"{name:<9}{moved:>14.1f}{loss:>18.1e}")
        return "\n".join(rows)


def balance(elements: tuple[str, ...], composition: Array, x0: Array, x1: Array) -> Balance:
    """Compare two states of a closed network.

    Parameters
    ----------
    composition : ndarray, shape (elements, states)
        Amount of each element in one unit of each state.
    """
    change = x1 - x0
    moved = np.abs(composition) @ np.abs(change) / 2.0
    return Balance(elements, moved, composition @ change)
