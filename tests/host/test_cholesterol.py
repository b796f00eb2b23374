"""McAuley et al. 2012: twenty years of a young adult's parameters."""

import pytest

from holobiont.host import assemble
from holobiont.host.cholesterol import cholesterol
from holobiont.knowledge import load

YEAR = 24 * 365.0


def test_twenty_years() -> None:
    course = assemble([cholesterol(load())]).run(20 * YEAR)
    assert course["ldl"][0] == pytest.approx(100)
    assert course["ldl"][-1] == pytest.approx(129.7, abs=0.1)
    assert course["hdl"][-1] == pytest.approx(62.2, abs=0.1)


def test_losing_more_bile_salts_lowers_ldl_and_makes_more_of_them() -> None:
    rest = assemble([cholesterol(load())]).run(20 * YEAR).end
    lost = rest.run(YEAR, {"bile_salt_loss": 1.5})
    assert lost["ldl"][-1] < rest.value("ldl")
    fed = rest.run(YEAR, {"viscous_fiber": 3.0})
    assert lost["ldl"][-1] < fed["ldl"][-1] < rest.value("ldl")


def test_ldl_follows_in_weeks_and_the_liver_holds_what_biopsies_show() -> None:
    rest = assemble([cholesterol(load())]).run(20 * YEAR).end
    lost = rest.run(YEAR, {"bile_salt_loss": 1.5})
    fall = rest.value("ldl") - lost["ldl"][-1]
    assert rest.value("ldl") - lost.at("ldl", 24 * 28.0) == pytest.approx(fall, rel=0.1)
    held = rest.value("hepatic_cholesterol") + rest.value("hepatic_ester")
    assert held / 1600 == pytest.approx(2.56, rel=0.1)  # mg/g of liver (QU77)
