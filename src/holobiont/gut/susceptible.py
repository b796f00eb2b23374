"""What of a drug's file holds for a member: its MIC, and how fast it is killed."""

from __future__ import annotations

import numpy as np

from holobiont.gut.members import Member
from holobiont.knowledge.closest import closest
from holobiont.knowledge.schema import Drug, Kill


def elimination_rate(drug: Drug) -> float:
    """Rate at which the body loses a drug (1/h); 0 of one that never gets there."""
    return 0.0 if drug.half_life is None else float(np.log(2.0)) / drug.half_life.internal


def mic(drug: Drug, member: Member) -> float:
    """Lowest concentration of a drug that ends the net growth of a member (g/L)."""
    if drug.id in member.resists:
        escaped = closest(drug.resistant, member.taxon)
        assert escaped is not None, "only those that a drug names are divided"
        return escaped.mic.internal
    level = closest(drug.mic, member.taxon)
    assert level is not None, "the knowledge was checked to name every taxon"
    return level.internal


def kill(drug: Drug, member: Member) -> Kill:
    """Return how a drug kills a member: as the closest group that its file tells apart."""
    assert drug.kill is not None, "only drugs that act on microbes are asked"
    return closest(drug.kills, member.taxon) or drug.kill


def constants(drug: Drug, member: Member) -> dict[str, float]:
    """Return the constants of `potency.killing` for a member."""
    how = kill(drug, member)
    return {
        "mic": mic(drug, member),
        "kappa": how.kappa.internal,
        "least": how.psi_min.internal,
        "most": member.taxon.growth.mu_max.internal * member.pace,
        "growing": how.growing.internal,
    }
