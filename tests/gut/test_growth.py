"""Who grows on what: inhibitors hold back those they hold back, and nobody else."""

import pytest

from holobiont.gut.blueprint import WATER, Blueprint, vector
from holobiont.gut.community import network
from tests.gut.communities import in_vessel

DIFFICILE, OTHER = "clostridioides_difficile", "escherichia_coli"


#: A neutral, buffered broth (mmol in a liter).
BROTH = {
    "ammonia": 20.0,
    "phosphate": 20.0,
    "sodium": 30.0,
    "acetate": 20.0,
    "carbon_dioxide": 2.0,
    "simple_sugar": 10.0,
    "peptide": 5.0,
}


def grown(b: Blueprint, taxon: str, bile: float) -> float:
    """Growth (g/h) of a member in a liter of broth with some sodium deoxycholate (mmol)."""
    contents = {**BROTH, WATER: 1.0, "deoxycholate": bile, DIFFICILE: 0.1, OTHER: 0.1}
    contents["sodium"] += bile
    x = vector(b, {(name, "vessel"): amount for name, amount in contents.items()})
    net = network(b)
    law = next(p.law for p in net.processes if p.law.name == "growth")
    mine = law.reads[0] == b.at(taxon, "vessel")
    return float(law.value(net.extend(x))[mine].sum())


def test_deoxycholate_halves_the_growth_of_c_difficile_at_its_constant() -> None:
    b = in_vessel((DIFFICILE, OTHER))
    half = b.members[0].taxon.inhibition["deoxycholate"].internal
    none, some = (grown(b, DIFFICILE, level) for level in (0.0, half))
    assert some == pytest.approx(none / 2, rel=1e-3)
    assert none > 0


def test_who_is_not_inhibited_does_not_notice() -> None:
    b = in_vessel((DIFFICILE, OTHER))
    assert grown(b, OTHER, 0.8) == pytest.approx(grown(b, OTHER, 0.0))
    assert grown(b, OTHER, 0.0) > 0
