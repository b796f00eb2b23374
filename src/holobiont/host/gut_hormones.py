"""GLP-1 and PYY of plasma.

L cells release both; short-chain acids act on them through FFAR2 (Tolhurst et al. 2012). By how
much follows from acetate in the rectum and in a vein of people (Freeland & Wolever 2010), which
raised both; elsewhere it did so from the distal, not from the proximal colon. Each level `H`
follows what acts on L cells, `d`, of which GLP-1 hears a share `s`::

    H' = ln 2 / t (H0 (1 + s (d - 1)) - H)
"""

from __future__ import annotations

from math import log
from typing import Any

from holobiont.host.module import Flux, Module, module
from holobiont.knowledge.store import Knowledge

_LN2 = log(2)


def _glp1_released(
    l_cell_drive: Any, *, glp1_half_life: Any, glp1_rest: Any, glp1_share: Any
) -> Any:
    return _LN2 / glp1_half_life * glp1_rest * (1 + glp1_share * (l_cell_drive - 1))


def _glp1_cleared(glp1: Any, *, glp1_half_life: Any) -> Any:
    return _LN2 / glp1_half_life * glp1


def _pyy_released(l_cell_drive: Any, *, pyy_half_life: Any, pyy_rest: Any) -> Any:
    return _LN2 / pyy_half_life * pyy_rest * l_cell_drive


def _pyy_cleared(pyy: Any, *, pyy_half_life: Any) -> Any:
    return _LN2 / pyy_half_life * pyy


def gut_hormones(knowledge: Knowledge) -> Module:
    """Return GLP-1 and PYY."""
    return module(
        knowledge.body("gut_hormones"),
        (
            Flux("GLP-1 released", _glp1_released, {"glp1": 1}),
            Flux("GLP-1 cleared", _glp1_cleared, {"glp1": -1}),
            Flux("PYY released", _pyy_released, {"pyy": 1}),
            Flux("PYY cleared", _pyy_cleared, {"pyy": -1}),
        ),
    )
