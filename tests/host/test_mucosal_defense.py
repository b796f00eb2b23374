"""IL-22, antimicrobial peptides and IgA: they follow their drives, and couplings are hypotheses."""

from math import exp

import pytest

from holobiont.host import Host, assemble
from holobiont.host.barrier import barrier
from holobiont.host.gut_immunity import gut_immunity
from holobiont.host.mucosal_defense import mucosal_defense
from holobiont.knowledge import load


def wall(hypotheses: bool) -> Host:
    knowledge = load()
    modules = [mucosal_defense(knowledge), barrier(knowledge), gut_immunity(knowledge)]
    return assemble(modules, knowledge.couplings.values(), hypotheses=hypotheses)


def test_each_pool_follows_its_drive_with_its_own_turnover() -> None:
    body = assemble([mucosal_defense(load())])
    drives = ("il22_drive", "antimicrobial_drive", "iga_drive")
    course = body.run(96, dict.fromkeys(drives, 2.0))
    assert course["il22"][-1] == pytest.approx(2.0, rel=1e-3)
    assert course["antimicrobials"][-1] == pytest.approx(2 - exp(-0.0104 * 96), rel=1e-3)
    assert 1 < course["secretory_iga"][-1] < course["antimicrobials"][-1]


def test_more_butyrate_changes_nothing_unless_hypotheses_are_asked_for() -> None:
    sober = wall(hypotheses=False).run(24 * 28, {"butyrate_at_cells": 0.5})
    for name in ("il22", "antimicrobials", "secretory_iga", "mucus"):
        assert sober[name][-1] == pytest.approx(sober[name][0], rel=1e-3)
    bold = wall(hypotheses=True).run(24 * 28, {"butyrate_at_cells": 0.5})
    for name in ("il22", "antimicrobials", "secretory_iga", "mucus"):
        assert bold[name][-1] > 1.02 * bold[name][0], name
