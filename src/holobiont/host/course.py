"""What a run of the body gives: named columns over time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from holobiont.errors import UsageError, did_you_mean

if TYPE_CHECKING:
    from holobiont.host.body import Host

Array = NDArray[np.float64]


@dataclass(frozen=True)
class BodyCourse:
    """States, inputs and outputs of a body over time.

    Attributes
    ----------
    hours : ndarray, shape (k,)
    columns : mapping of str to ndarray, shape (k,)
        In the unit of each name.
    units : mapping of str to str
    end : Host
        The body as it is at the end: run it to go on.
    """

    hours: Array
    columns: Mapping[str, Array]
    units: Mapping[str, str]
    end: Host = field(repr=False)

    def __getitem__(self, name: str) -> Array:
        """Return a column by name."""
        if name not in self.columns:
            hint = did_you_mean(name, self.columns)
            raise UsageError(f"the body has no state, input or output {name!r}.{hint}")
        return self.columns[name]

    def at(self, name: str, hours: float) -> float:
        """Return a column's value at a time, between the times that are shown."""
        return float(np.interp(hours, self.hours, self[name]))

    def peak(self, name: str) -> tuple[float, float]:
        """Return the largest value of a column, and the hour of it."""
        column = self[name]
        best = int(column.argmax())
        return float(column[best]), float(self.hours[best])

    def low(self, name: str) -> tuple[float, float]:
        """Return the smallest value of a column, and the hour of it."""
        column = self[name]
        best = int(column.argmin())
        return float(column[best]), float(self.hours[best])

    def mean(self, name: str) -> float:
        """Return the mean of a column over time."""
        return float(np.trapezoid(self[name], self.hours) / (self.hours[-1] - self.hours[0]))

    def frame(self) -> Any:
        """Return the columns as a pandas data frame, indexed by hour."""
        import pandas as pd

        return pd.DataFrame(dict(self.columns), index=pd.Index(self.hours, name="hours"))
