"""Who grows on what: inhibitors hold back those they hold back, and nobody else."""

import pytest
from scipy.optimize import brentq

from holobiont.engine.law import Array
from holobiont.gut.blueprint import WATER, Blueprint, vector
from holobiont.gut.community import network
from tests.gut.communities import in_vessel

DIFFICILE, OTHER = "clostridioides_difficile", "escherichia_coli"
BACTEROIDES = "bacteroides_thetaiotaomicron"


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


def soured(b: Blueprint, acetate: float, ph: float) -> dict[str, float]:
    """Growth (g/h) of each member in broth with some acetate (mM), brought to a pH by sodium."""
    net = network(b)

    def extended(sodium: float) -> Array:
        contents = {**BROTH, WATER: 1.0, "acetate": acetate, "sodium": sodium}
        contents |= dict.fromkeys(b.member_ids, 0.1)
        x = vector(b, {(name, "vessel"): amount for name, amount in contents.items()})
        return net.extend(x)

    z = extended(brentq(lambda sodium: extended(sodium)[b.ph[0]] - ph, 0.1, 99))
    law = next(p.law for p in net.processes if p.law.name == "growth")
    rates, who = law.value(z), law.reads[0]
    return {m: float(rates[who == b.at(m, "vessel")].sum()) for m in b.member_ids}


@pytest.mark.parametrize(("ph", "low", "high"), [(5.5, 0.3, 0.7), (6.7, 0.9, 1.0)])
def test_acids_hold_bacteroides_back_where_it_is_acid(ph: float, low: float, high: float) -> None:
    """Beyond what the pH does, as in 10.1111/j.1462-2920.2009.01931.x; others do not notice."""
    b = in_vessel((BACTEROIDES, DIFFICILE))
    few, many = soured(b, 5.0, ph), soured(b, 45.0, ph)
    assert low < many[BACTEROIDES] / few[BACTEROIDES] < high
    assert many[DIFFICILE] == pytest.approx(few[DIFFICILE], rel=1e-3)


def test_who_is_not_inhibited_does_not_notice() -> None:
    b = in_vessel((DIFFICILE, OTHER))
    assert grown(b, OTHER, 0.8) == pytest.approx(grown(b, OTHER, 0.0))
    assert grown(b, OTHER, 0.0) > 0
