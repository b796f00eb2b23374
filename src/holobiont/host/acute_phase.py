"""From interleukin-6 to C-reactive protein within a day: reduced from Dwivedi et al. 2014.

The signal in the liver `s` follows the IL-6 of blood, and CRP is made by it and cleared with the
half-life that was measured (Vigushin et al. 1993)::

    s'   = k_signal (IL6 / IL6_rest - s)
    CRP' = k_crp (CRP_rest s^power - CRP)

`k_signal` is the dephosphorylation of STAT3 in DW14, `power` the slope between health and Crohn's
disease in its Table 1. Its active receptor is left out: a life of days, found from resting levels
alone, would bring the peak after endotoxin to the third day (`il6_crp` does so).
"""

from __future__ import annotations

from typing import Any

from holobiont.host.module import Flux, Module, module
from holobiont.knowledge.store import Knowledge


def _signal(liver_signal: Any, il6: Any, *, k_signal: Any, il6_rest: Any) -> Any:
    return k_signal * (il6 / il6_rest - liver_signal)


def _made(liver_signal: Any, *, k_crp: Any, crp_rest: Any, power: Any) -> Any:
    return k_crp * crp_rest * liver_signal**power


def _cleared(crp: Any, *, k_crp: Any) -> Any:
    return k_crp * crp


def acute_phase(knowledge: Knowledge) -> Module:
    """Return the acute phase: CRP of blood from its interleukin-6."""
    return module(
        knowledge.body("acute_phase"),
        (
            Flux("signal in the liver", _signal, {"liver_signal": 1}),
            Flux("CRP made", _made, {"crp": 1}),
            Flux("CRP cleared", _cleared, out_of={"crp": 1}),
        ),
    )
