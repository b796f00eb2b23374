"""Hai et al. 2015: what is made, what the kidneys clear, and the level that follows."""

from math import log

import pytest

from holobiont.host import assemble
from holobiont.host.tmao import tmao
from holobiont.knowledge import load


def test_production_and_clearance_give_the_measured_level() -> None:
    rest = assemble([tmao(load())]).settled()
    assert rest.value("tmao") == pytest.approx(2.0, abs=0.1)
    assert rest.set({"renal_function": 0.1}).settled().value("tmao") == pytest.approx(
        19.2, rel=0.01
    )


def test_all_that_is_absorbed_is_cleared_as_the_oxide() -> None:
    body = assemble([tmao(load())]).settled()
    extra = 0.05 * 1000 / 21
    course = body.run(48, {"tma": body.value("tma") + extra}, every=0.01)
    rise = (course.mean("tmao") - body.value("tmao")) * 48
    rate = 219 * 60 / 1000 / 21
    assert rise == pytest.approx(extra / rate, rel=0.01)
    late = course.at("tmao", 2 + log(2) / rate) - body.value("tmao")
    assert late == pytest.approx((course.at("tmao", 2) - body.value("tmao")) / 2, rel=0.01)


def test_yolks_bring_the_share_of_choline_that_makes_the_usual_oxide() -> None:
    """606 umol/d of oxide from 294 mg/d of choline (104.2 g/mol); 8.2 mg in a gram of yolk."""
    share = 0.606 * 104.2 / 294
    brought = load().foods["egg_yolk"].per_gram["choline"].internal
    assert brought == pytest.approx(0.0082 * share, rel=0.05)
