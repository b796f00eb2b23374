"""What of a drug's file holds for a member."""

import numpy as np
import pytest

from holobiont.gut import susceptible
from holobiont.gut.members import members_of
from holobiont.knowledge import load

KNOWLEDGE = load()
COLI, UNIFORMIS = members_of(KNOWLEDGE, ["escherichia_coli", "bacteroides_uniformis"])


def test_the_closest_killing_counts() -> None:
    drug = KNOWLEDGE.drugs["ampicillin"]
    assert drug.kill is not None
    fast, slow = (susceptible.kill(drug, m).psi_min.internal for m in (COLI, UNIFORMIS))
    assert fast < drug.kill.psi_min.internal < slow < 0
    assert susceptible.constants(drug, COLI)["least"] == fast


def test_the_body_loses_half_of_a_drug_in_its_half_life() -> None:
    rate = susceptible.elimination_rate(KNOWLEDGE.drugs["ceftriaxone"])
    assert np.exp(-rate * 8) == pytest.approx(0.5)
    assert susceptible.elimination_rate(KNOWLEDGE.drugs["polyethylene_glycol"]) == 0
