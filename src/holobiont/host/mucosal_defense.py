"""Defense of the mucosa: IL-22, antimicrobial peptides and secretory IgA, relative to rest.

There is no published model: three pools follow what drives them, each with its own turnover::

    x' = k (drive - x)

IL-22 raises REG3A in people, by dose (Rothenberg et al. 2019), and butyrate makes T cells release
IL-22 (YW20). How much is not known for the gut of people, so that each coupling is a hypothesis
and nothing moves unless hypotheses are asked for or a drive is set.
"""

from __future__ import annotations

from typing import Any

from holobiont.host.module import Flux, Module, module
from holobiont.knowledge.store import Knowledge


def _il22(il22: Any, il22_drive: Any, *, k_il22: Any) -> Any:
    return k_il22 * (il22_drive - il22)


def _antimicrobials(antimicrobials: Any, antimicrobial_drive: Any, *, k_antimicrobials: Any) -> Any:
    return k_antimicrobials * (antimicrobial_drive - antimicrobials)


def _iga(secretory_iga: Any, iga_drive: Any, *, k_iga: Any) -> Any:
    return k_iga * (iga_drive - secretory_iga)


def mucosal_defense(knowledge: Knowledge) -> Module:
    """Return the defense of the mucosa."""
    return module(
        knowledge.body("mucosal_defense"),
        (
            Flux("IL-22", _il22, {"il22": 1}),
            Flux("antimicrobial peptides", _antimicrobials, {"antimicrobials": 1}),
            Flux("secretory IgA", _iga, {"secretory_iga": 1}),
        ),
    )
