"""Andersen, Vinther & Ottesen 2013 as published: where it rests, and that it stays."""

import numpy as np
import pytest

from holobiont.host import assemble
from holobiont.host.hpa_hippocampus import hpa_hippocampus
from holobiont.knowledge import load


def test_it_rests_where_the_paper_says() -> None:
    rest = assemble([hpa_hippocampus(load())]).settled()
    assert rest.value("hippocampal_crh") == pytest.approx(7.66, abs=0.01)
    assert rest.value("hippocampal_acth") == pytest.approx(20.99, abs=0.01)
    assert rest.value("hippocampal_cortisol") == pytest.approx(3.05, abs=0.01)


def test_it_is_stable_at_the_published_rates_and_does_not_oscillate() -> None:
    rest = assemble([hpa_hippocampus(load())]).settled()
    rates = np.linalg.eigvals(rest.network.jacobian(rest.x0).toarray()[:3, :3]) / 60
    assert sorted(rates.real) == pytest.approx([-0.171, -0.041, -0.0047], rel=0.03)
    course = rest.run(24, {"hippocampal_crh": 30.0})
    assert course["hippocampal_cortisol"][-1] == pytest.approx(
        rest.value("hippocampal_cortisol"), rel=0.01
    )
