"""Collect fluxes: reads, constants and stoichiometry of many instances of one law."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from holobiont.engine.law import Law, Process


@dataclass
class Fluxes:
    """Gathers the instances of one law one by one, then freezes them into a process."""

    name: str
    law: Callable[..., Any]
    reads: list[Sequence[int]] = field(default_factory=list)
    params: dict[str, list[float]] = field(default_factory=dict)
    states: list[int] = field(default_factory=list)
    instances: list[int] = field(default_factory=list)
    amounts: list[float] = field(default_factory=list)

    def add(self, reads: Sequence[int], effect: Mapping[int, float], **params: float) -> None:
        """Add an instance: what it reads, what one unit of its flux does, and its constants."""
        instance = len(self.reads)
        self.reads.append(reads)
        self.states.extend(effect.keys())
        self.amounts.extend(effect.values())
        self.instances.extend([instance] * len(effect))
        for name, value in params.items():
            self.params.setdefault(name, []).append(value)

    def process(self, gradient: Callable[..., Any] | None = None, **shared: Any) -> Process:
        """Freeze; `shared` are constants common to all instances or already arrays."""
        width = len(self.reads[0]) if self.reads else 0
        reads = np.array(self.reads, dtype=np.intp).reshape(len(self.reads), width).T
        params = {name: np.array(values) for name, values in self.params.items()}
        return Process(
            Law(self.name, self.law, reads, {**params, **shared}, gradient),
            np.array(self.states, dtype=np.intp),
            np.array(self.instances, dtype=np.intp),
            np.array(self.amounts, dtype=float),
        )
