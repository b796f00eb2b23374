"""Norepinephrine of plasma."""

import pytest

from holobiont.host.registry import body
from holobiont.knowledge import load


def test_half_of_it_is_cleared_in_two_minutes() -> None:
    rest = body(["sympathetic"], load())
    course = rest.run(1, {"norepinephrine": 500.0}, every=1 / 60)
    assert course.at("norepinephrine", 2 / 60) == pytest.approx(375, rel=1e-3)
    assert course["norepinephrine"][-1] == pytest.approx(250, rel=1e-3)


def test_il6_raises_it_where_it_raises_cortisol_as_both_did_when_it_was_infused() -> None:
    """IL-6 that makes cortisol 3.1 times the usual makes norepinephrine 3.6 times the usual."""
    knowledge = load()
    axis = body(["hpa"], knowledge).settled()
    level, rest = 16.2, knowledge.host["endotoxemia"].states["il6"].value
    woken = axis.run(4, {"stress": knowledge.couplings["il6_stress_axis"].size.value * level})
    assert woken.peak("serum_cortisol")[0] / woken["serum_cortisol"][0] == pytest.approx(
        3.1, rel=0.03
    )
    power = knowledge.couplings["il6_sympathetic"].size.value
    assert (level / rest) ** power == pytest.approx(3.61, rel=0.01)
