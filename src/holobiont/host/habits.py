"""How a person lives, as states that others hear: sleep, exercise, strain and what is taken.

Each state follows what the person does, ``x' = k (done - x)``. What of the usual sleep is lost is
what acts on the rest of the body: nobody is known to gain by more than that.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from holobiont.host.module import Derived, Flux, Module, module
from holobiont.knowledge.store import Knowledge


def _slept(hours_slept: Any, sleep: Any, *, k_habit: Any) -> Any:
    return k_habit * (hours_slept - sleep)


def _exerted(exertion: Any, exercise: Any, *, k_habit: Any) -> Any:
    return k_habit * (exertion - exercise)


def _drunk(water_drunk: Any, water: Any, *, k_habit: Any) -> Any:
    return k_habit * (water_drunk - water)


def _strained(perceived_stress: Any, strain: Any, *, k_strain: Any) -> Any:
    return k_strain * (perceived_stress - strain)


def _alcohol(alcohol_drunk: Any, alcohol: Any, *, k_habit: Any) -> Any:
    return k_habit * (alcohol_drunk - alcohol)


def _emulsifier(emulsifier_eaten: Any, emulsifier: Any, *, k_habit: Any) -> Any:
    return k_habit * (emulsifier_eaten - emulsifier)


def _energy(energy_added: Any, energy: Any, *, k_habit: Any) -> Any:
    return k_habit * (energy_added - energy)


def _lost(sleep: Any, *, sleep_usual: Any) -> Any:
    return np.maximum(sleep_usual - sleep, 0.0)


def habits(knowledge: Knowledge) -> Module:
    """Return how a person lives."""
    return module(
        knowledge.body("habits"),
        (
            Flux("sleep", _slept, {"sleep": 1}),
            Flux("exercise", _exerted, {"exercise": 1}),
            Flux("water", _drunk, {"water": 1}),
            Flux("strain", _strained, {"strain": 1}),
            Flux("alcohol", _alcohol, {"alcohol": 1}),
            Flux("emulsifier", _emulsifier, {"emulsifier": 1}),
            Flux("energy", _energy, {"energy": 1}),
        ),
        {"sleep_lost": Derived(_lost, "h/d")},
    )
