"""In a closed vessel organisms eat what is there, keep every element, and stop when it is gone."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holobiont.engine.ledger import balance
from holobiont.engine.solve import Solution, Tolerance, integrate
from holobiont.gut.blueprint import WATER, Blueprint, vector
from holobiont.gut.community import network
from holobiont.knowledge import load
from tests.gut.communities import every_taxon, in_vessel

KNOWLEDGE = load()
#: A neutral, buffered broth (mmol in a liter).
BROTH = {"ammonia": 20.0, "phosphate": 20.0, "sodium": 25.0, "carbon_dioxide": 2.0}


def grown(b: Blueprint, contents: dict[str, float], dose: float, hours: float = 36.0) -> Solution:
    amounts = {(name, "vessel"): amount for name, amount in {**BROTH, **contents}.items()}
    amounts |= {(m, "vessel"): dose / len(b.members) for m in b.member_ids}
    x0 = vector(b, {(WATER, "vessel"): 1.0, **amounts})
    scale = np.maximum(x0, 1e-3)
    close = Tolerance(relative=1e-7)
    return integrate(network(b), x0, np.linspace(0.0, hours, 13), close, scale=scale)


@settings(max_examples=10)
@given(
    taxa=every_taxon(KNOWLEDGE),
    polymer=st.sampled_from(sorted(KNOWLEDGE.polymers)),
    amount=st.floats(0.1, 80),
    sugar=st.floats(0.1, 40),
    peptide=st.floats(0.1, 30),
    dose=st.floats(1e-3, 2),
)
def test_elements_are_kept_and_nothing_falls_below_zero(
    taxa: list[str], polymer: str, amount: float, sugar: float, peptide: float, dose: float
) -> None:
    b = in_vessel(taxa)
    contents = {polymer: amount, "simple_sugar": sugar, "peptide": peptide}
    found = grown(b, contents, dose)
    report = balance(*b.element_matrix, found.x[0], found.x[-1])
    held = b.element_matrix[1] @ np.abs(found.x[0])
    lost = np.abs(report.lost) / np.maximum(report.moved, 1e-3 * held + 1e-9)
    assert lost.max() < 1e-6
    below = found.x.min(axis=0) / np.maximum(found.x.max(axis=0), 1.0)
    assert below.min() >= -1e-6
    members = np.diff(found.x[:, b.all_at(b.member_ids, "vessel")], axis=0)
    assert members.min() >= -1e-6
    eaten = np.diff(found.x[:, b.at(polymer, "vessel")])
    assert eaten.max() <= 1e-6


@pytest.mark.parametrize("polymer", ["inulin", "pectin", "arabinoxylan", "resistant_starch"])
def test_a_degrader_uses_up_its_polymer(polymer: str) -> None:
    able = [
        t.id
        for t in KNOWLEDGE.taxa.values()
        if t.rank == "species" and polymer in t.hydrolyses and t.hydrolyses[polymer].internal > 0.5
    ]
    b = in_vessel(able[:1])
    found = grown(b, {polymer: 10.0, "peptide": 20.0}, 0.5, hours=96.0)
    assert found.x[-1, b.at(polymer, "vessel")] < 1.0
    assert found.x[-1, b.at(able[0], "vessel")] >= found.x[0, b.at(able[0], "vessel")]


def test_nothing_happens_where_nothing_can_be_eaten() -> None:
    b = in_vessel(["methanobrevibacter_smithii"])
    found = grown(b, {"inulin": 20.0, "peptide": 20.0}, 0.5)
    for name in ("inulin", "peptide", "methanobrevibacter_smithii"):
        at = b.at(name, "vessel")
        assert found.x[-1, at] == pytest.approx(found.x[0, at], rel=1e-6)


def test_hydrogen_becomes_methane_one_for_four_or_grows_cells() -> None:
    b = in_vessel(["methanobrevibacter_smithii"])
    contents = {"hydrogen": 20.0, "carbon_dioxide": 20.0, "peptide": 10.0}
    found = grown(b, contents, 0.5, hours=12.0)
    made = sum(found.x[-1, b.at("methane", place)] for place in ("vessel", "flatus"))
    used = 20.0 - sum(found.x[-1, b.at("hydrogen", place)] for place in ("vessel", "flatus"))
    assert 0 < made <= used / 4 * (1 + 1e-6)
