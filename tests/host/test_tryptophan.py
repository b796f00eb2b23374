"""Tryptophan and kynurenine of plasma: levels at rest, and what enzymes and microbes do to them."""

import pytest

from holobiont.host import assemble
from holobiont.host.hpa import hpa
from holobiont.host.serotonin import serotonin
from holobiont.host.tryptophan import tryptophan
from holobiont.host.vagus import vagus
from holobiont.knowledge import load


def test_it_rests_at_the_measured_levels_and_their_ratio() -> None:
    rest = assemble([tryptophan(load())]).settled()
    assert rest.value("plasma_tryptophan") == pytest.approx(65)
    assert rest.value("kynurenine") == pytest.approx(1.6)
    assert 15 < rest.value("kynurenine_ratio") < 45


def test_ido_raises_the_ratio_and_microbes_lower_both() -> None:
    body = assemble([tryptophan(load())])
    induced = body.set({"ido_activity": 2.0}).settled()
    assert induced.value("plasma_tryptophan") < 65
    assert induced.value("kynurenine") > 1.6
    taken = body.set({"tryptophan_to_microbes": 0.5}).settled()
    assert taken.value("plasma_tryptophan") < 65
    assert taken.value("kynurenine") < 1.6


@pytest.mark.parametrize("albumin", [0.7, 0.9, 1.1])
def test_albumin_holds_what_is_bound_and_leaves_what_is_free_alone(albumin: float) -> None:
    knowledge = load()
    rest = assemble([tryptophan(knowledge)])
    end = rest.set({"albumin": albumin}).settled()
    bound = knowledge.host["tryptophan"].parameters["bound_share"].value
    assert end.value("free_tryptophan") == pytest.approx(rest.value("free_tryptophan"))
    assert end.value("plasma_tryptophan") / 65 == pytest.approx(1 - bound + bound * albumin)
    assert end.value("kynurenine") == pytest.approx(rest.value("kynurenine"))


def test_the_brain_follows_plasma_through_the_coupling_unless_it_is_cut() -> None:
    knowledge = load()
    modules = [tryptophan(knowledge), serotonin(knowledge)]
    couplings = list(knowledge.couplings.values())
    low = {"tryptophan_intake": 1.0}
    joined = assemble(modules, couplings).set(low).settled()
    cut = assemble(modules, couplings, without=["tryptophan_to_brain"]).set(low).settled()
    assert joined.value("serotonin_synthesis") < 0.6 * cut.value("serotonin_synthesis")


def test_hypotheses_are_off_until_they_are_asked_for() -> None:
    knowledge = load()
    modules, couplings = [hpa(knowledge), vagus(knowledge)], knowledge.couplings.values()
    more = {"stress": 2.0}
    assert assemble(modules, couplings).set(more).settled().value("vagal_tone") == pytest.approx(1)
    asked = assemble(modules, couplings, hypotheses=True).set(more).settled()
    assert asked.value("vagal_tone") == pytest.approx(0.8)
    assert assemble([vagus(knowledge)]).value("rmssd") == pytest.approx(0.042)
