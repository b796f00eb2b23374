"""What the wall of the gut lets through, and its mucus.

Permeability is a variable of its own, as in Arciero et al. 2010. In the small bowel, which the
sugar test sees, mast cells, NSAID and inflammation act at once::

    LMR = LMR_rest (1 + a_mast m (1 - held)) (1 + a_nsaid NSAID) inflamed

In the colon the leak between cells `j` follows the butyrate `b` that the cells see, within days.
Little of it closes junctions, through transcription (Mariadason et al. 1997), much of it kills
Caco-2 cells (Peng et al. 2007)::

    j' = k (1 - tight b / (half + b) + harm b^n / (harm_half^n + b^n) - j)
    leak = j / j_rest inflamed,   LPS' = k_lps (leak LPS_lumen - LPS)

Mucus is renewed within hours: ``mucus' = k (rest goblet - mucus) - eaten mucus``. Endotoxin is
relative to rest, for its level in blood is not measured reliably.
"""

from __future__ import annotations

from typing import Any

from holobiont.host.module import Derived, Flux, Module, hill, module
from holobiont.knowledge.store import Knowledge


def _lmr(
    mast_drive: Any,
    mast_stabilizer: Any,
    nsaid: Any,
    inflamed: Any,
    *,
    lmr_rest: Any,
    a_mast: Any,
    a_nsaid: Any,
) -> Any:
    mast = 1 + a_mast * mast_drive * (1 - mast_stabilizer)
    return lmr_rest * mast * (1 + a_nsaid * nsaid) * inflamed


def _leak(junctions: Any, inflamed: Any, *, junctions_rest: Any) -> Any:
    return junctions / junctions_rest * inflamed


def _adjusted(
    junctions: Any,
    butyrate_at_cells: Any,
    *,
    k_junctions: Any,
    tight: Any,
    tight_half: Any,
    harm: Any,
    harm_half: Any,
    harm_power: Any,
) -> Any:
    closed = tight * hill(butyrate_at_cells, tight_half)
    torn = harm * hill(butyrate_at_cells, harm_half, harm_power)
    return k_junctions * (1 - closed + torn - junctions)


def _secreted(goblet: Any, *, k_mucus: Any, mucus_rest: Any) -> Any:
    return k_mucus * mucus_rest * goblet


def _shed(mucus: Any, mucus_eaten: Any, *, k_mucus: Any) -> Any:
    return (k_mucus + mucus_eaten) * mucus


def _passing(colon_leak: Any, lps_lumen: Any, *, k_lps: Any) -> Any:
    return k_lps * colon_leak * lps_lumen


def _cleared(lps_blood: Any, *, k_lps: Any) -> Any:
    return k_lps * lps_blood


def barrier(knowledge: Knowledge) -> Module:
    """Return the barrier of the gut."""
    return module(
        knowledge.body("barrier"),
        (
            Flux("junctions adjusted", _adjusted, {"junctions": 1}),
            Flux("mucus secreted", _secreted, {"mucus": 1}),
            Flux("mucus shed and eaten", _shed, out_of={"mucus": 1}),
            Flux("endotoxin that passes", _passing, {"lps_blood": 1}),
            Flux("endotoxin cleared", _cleared, out_of={"lps_blood": 1}),
        ),
        {"lmr": Derived(_lmr, "1"), "colon_leak": Derived(_leak, "1")},
    )
