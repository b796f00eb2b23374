"""Drugs that act on the gut and not on microbes; drugs that are given into a vein."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from holobiont.errors import UsageError
from holobiont.gut.blueprint import SUPPLY
from holobiont.gut.traces import bile
from holobiont.knowledge import load
from holobiont.protocol import Medicine, as_protocol
from holobiont.twin import drugs, effects
from tests.twin.test_drugs import fold, person, taking

KNOWLEDGE = load()
MG_A_DAY = st.floats(0.1, 1e4)


def doses(phrase: str) -> tuple[effects.Dose, ...]:
    return effects.doses(KNOWLEDGE, as_protocol(phrase, KNOWLEDGE))


@given(MG_A_DAY, MG_A_DAY)
def test_more_of_a_drug_shifts_more_up_to_its_factor(one: float, two: float) -> None:
    slow, fast = (KNOWLEDGE.drugs[name].effect.transit for name in ("loperamide", "bisacodyl"))
    assert slow is not None
    assert fast is not None
    few, many = sorted((one, two))
    assert slow.factor.internal <= slow.at(many) <= slow.at(few) <= 1.0
    assert 1.0 <= fast.at(few) <= fast.at(many) <= fast.factor.internal


def test_paces_of_several_drugs_multiply() -> None:
    both = effects.pace(doses("loperamide 4 mg/day and senna 20 mg/day"))
    one, two = (effects.pace(doses(p)) for p in ("loperamide 4 mg/day", "senna 20 mg/day"))
    assert both == pytest.approx(one * two)
    assert effects.pace(doses("vancomycin 500 mg/day")) == 1.0


def test_slow_contents_dry_and_fast_ones_do_not() -> None:
    course = {n: taking(f"{n}/day for 8 days", 8.0) for n in ("4 mg loperamide", "20 mg senna")}
    slow, fast = (each.stool()["water"] for each in course.values())
    assert slow < taking("no change", 8.0).stool()["water"] < fast
    assert all(each.conservation.worst < 1e-9 for each in course.values())


def test_polyethylene_glycol_keeps_water_in_the_stool() -> None:
    """20 g a day bring 54 g of water a day into the stool of healthy men (HU96)."""
    course = taking("20 g/day polyethylene glycol for 8 days", 8.0)
    more = course.stool()["wet"] - taking("no change", 8.0).stool()["wet"]
    assert 20 < more < 200


def test_a_resin_takes_bile_acids_out_of_solution() -> None:
    course = taking("12 g/day cholestyramine for 8 days", 8.0)
    names = ("cholate", "deoxycholate", "lithocholate")
    held = sum(course.concentration(name)[:, -1] for name in names)
    assert held[-1] < 0.1 * held[0]


def test_less_acid_lets_more_of_the_mouth_in() -> None:
    b = person().blueprint
    none = effects.inflow(b, doses("omeprazole 20 mg/day"))
    assert none == {}  # nobody of the mouth lives there
    twin = person()
    changed = effects.changed(twin.blueprint, doses("metformin 1500 mg/day"))
    sugar = "food.sugar_escape"
    before, after = (x.knowledge.physiology.value(sugar) for x in (twin.blueprint, changed))
    assert after > before
    assert effects.changed(b, doses("omeprazole 20 mg/day")) is b


def test_what_is_given_into_a_vein_is_in_the_body_first() -> None:
    by_vein = taking("1000 mg/day ceftriaxone intravenously for 3 days", 3.0)
    by_mouth = taking("1000 mg/day ceftriaxone for 3 days", 3.0)
    held = [drugs.in_body(course, "ceftriaxone")[-1] for course in (by_vein, by_mouth)]
    assert held[0] > 50 * held[1]
    assert by_vein.conservation.worst < 1e-9
    assert fold(by_vein, "escherichia_coli") < 0.2


def test_a_beta_lactamase_by_mouth_spares_the_gut() -> None:
    """As ceftriaxone is not found in ileal fluid with it (KK19)."""
    phrase = "1000 mg/day ceftriaxone intravenously and 600 mg/day ribaxamase for 3 days"
    assert fold(taking(phrase, 3.0), "escherichia_coli") > 0.8


def test_what_never_leaves_the_gut_is_not_given_into_a_vein() -> None:
    with pytest.raises(UsageError, match="cannot be given into a vein"):
        person().run([Medicine("polyethylene_glycol", 1000, 0, 2, route="intravenous")])


def test_who_is_gone_from_ileum_and_colon_stays_away() -> None:
    """Susceptible Escherichia under a fluoroquinolone comes back only from who survived."""
    course = taking("500 mg ciprofloxacin twice a day for 5 days", 30.0)
    back = fold(course, "escherichia_coli")
    assert back < 1.2
    i = course.hosts.index("escherichia_coli")
    lowest = (course.host_shares[:, i] * course.load).min()
    assert lowest < 1e-4
    assert np.isfinite(course.host_shares).all()


def test_a_resin_brings_as_many_bile_acids_as_it_says() -> None:
    course = taking("8 g cholestyramine/day for 8 days", 8.0)
    (dose,) = doses("8 g cholestyramine/day")
    shift = dose.drug.effect.body["bile.inflow"].at(dose.rate)
    assert shift > 2
    sent = -sum(course.flows()[name, SUPPLY] for name in bile(KNOWLEDGE))
    assert sent == pytest.approx(shift * 24 * KNOWLEDGE.physiology.value("bile.inflow"))
    assert course.conservation.worst < 1e-9
