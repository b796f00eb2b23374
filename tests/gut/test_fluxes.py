"""Instances gathered one by one freeze into a process."""

import numpy as np

from holobiont.gut.fluxes import Fluxes
from holobiont.gut.kinetics import first_order


def test_instances_become_arrays() -> None:
    fluxes = Fluxes("leak", first_order)
    fluxes.add((0,), {0: -1.0, 2: 1.0}, rate=0.5)
    fluxes.add((1,), {1: -1.0, 2: 2.0}, rate=0.25)
    process = fluxes.process()
    assert process.law.size == 2
    assert process.law.value(np.array([4.0, 8.0, 0.0])).tolist() == [2.0, 2.0]
    effects = zip(process.states, process.instances, process.coefficients, strict=True)
    assert sorted((int(s), int(i), float(c)) for s, i, c in effects) == [
        (0, 0, -1.0),
        (1, 1, -1.0),
        (2, 0, 1.0),
        (2, 1, 2.0),
    ]


def test_nothing_gathered_is_an_empty_process() -> None:
    process = Fluxes("none", first_order).process()
    assert process.law.size == 0
    assert process.states.size == 0
