"""What every format reader hands over: labelled rows, samples and a matrix of numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, eq=False)
class Abundances:
    """Taxa by samples as read, before nested ranks and units are sorted out.

    Attributes
    ----------
    samples : sample identifiers
    labels : row labels as in the file, for messages
    lineages : lineage of each row, empty for "unclassified"
    values : (rows, samples), non-negative
    unit : the unit if the format fixes it, else None (told from the numbers)
    nested : whether higher ranks include lower ones; None when it must be told from the numbers
    metadata : per sample, further columns as text
    notes : remarks on the reading
    columns : column names used
    format : name of the format
    distinct : whether two rows with the same label are an error
    """

    samples: tuple[str, ...]
    labels: tuple[str, ...]
    lineages: tuple[str, ...]
    values: np.ndarray
    unit: str | None = None
    nested: bool | None = None
    metadata: tuple[Mapping[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    format: str = "plain table"
    distinct: bool = False
