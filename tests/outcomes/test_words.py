"""The sentences say what the records say."""

from holobiont.knowledge import load
from holobiont.outcomes.words import details, of_effect, people, size

OUTCOMES = load().outcomes


def test_numbers_come_with_interval_and_unit() -> None:
    (bran,) = (e for e in OUTCOMES["heart_disease"].effects if e.intervention == "oat_beta_glucan")
    assert size(bran) == "difference -0.25 mmol/L (-0.3 to -0.2)"
    assert "28 studies" in people(bran)
    assert "at least 3 g/d" in details(bran)
    (none,) = (e for e in OUTCOMES["depression"].effects if e.intervention == "biotics")
    assert size(none) == ""


def test_observations_say_so_and_nulls_promise_nothing() -> None:
    for condition in OUTCOMES.values():
        for effect in condition.effects:
            text = of_effect(effect, "it")
            assert ("observed, not tried" in text) == (effect.basis == "observation")
            assert ("without a control group" in text) == (effect.basis == "uncontrolled")
            assert ("no effect found" in text) == effect.null
            assert ("But: " in text) == effect.contradictory


def test_a_way_is_told_with_whether_it_is_better() -> None:
    remission = OUTCOMES["ibd"].effects[0]
    assert "remission of ulcerative colitis higher (better)" in of_effect(remission, "it")
    (death,) = (
        e for e in OUTCOMES["heart_disease"].effects if "death" in e.outcome and e.way == "higher"
    )
    assert "cardiovascular death higher (worse)" in of_effect(death, "it")


def test_other_organisms_are_named() -> None:
    (cells,) = (e for e in OUTCOMES["ibd"].effects if e.organism != "human")
    assert "human cell line" in people(cells)
    assert "in cell culture only" in details(cells)
