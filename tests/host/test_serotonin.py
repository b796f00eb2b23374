"""Best, Reed & Nijhout: the terminal at rest, its fluxes, and less tryptophan."""

import pytest

from holobiont.host import assemble
from holobiont.host.serotonin import serotonin
from holobiont.knowledge import load

#: As their code prints it (uM).
REST = {
    "brain_tryptophan": 20.17,
    "hydroxytryptophan": 1.611,
    "serotonin_cytosol": 0.0376,
    "serotonin_vesicles": 67.43,
    "serotonin_outside": 0.0601,
    "hiaa": 1.585,
    "tryptophan_pool": 113.4,
    "bound_receptor": 0.9757,
    "g_star": 0.8639,
    "t_star": 1.0068,
}


def test_it_rests_where_their_code_does() -> None:
    rest = assemble([serotonin(load())]).settled()
    assert {name: rest.value(name) for name in REST} == pytest.approx(REST, rel=2e-3)
    assert rest.value("serotonin_synthesis") == pytest.approx(4.0, abs=0.02)
    assert rest.value("serotonin_reuptake") == pytest.approx(125, abs=0.2)
    assert rest.value("serotonin_release") == pytest.approx(127.6, rel=0.015)


def test_synthesis_follows_tryptophan_and_the_autoreceptors_soften_it() -> None:
    body = assemble([serotonin(load())]).settled()
    usual = body.value("serotonin_synthesis")
    low = body.run(120, {"blood_tryptophan": 9.6})["serotonin_synthesis"][-1]
    assert 0.4 < 1 - low / usual < 0.9
    blocked = body.run(24, {"reuptake": 0.3})
    assert blocked.peak("serotonin_outside")[0] > 1.3 * body.value("serotonin_outside")
    assert blocked.low("serotonin_synthesis")[0] < 0.99 * usual
