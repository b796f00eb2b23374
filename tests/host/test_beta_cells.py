"""Topp et al. 2000: the healthy state, the saddle and the diabetic state."""

import numpy as np
import pytest

from holobiont.host import assemble
from holobiont.host.beta_cells import beta_cells
from holobiont.knowledge import load

NAMES = ("glucose_daily", "insulin_daily", "beta_mass")
DAY = 24.0


@pytest.mark.parametrize("point", [(100, 10, 300), (250, 2.8, 37), (600, 0, 0)])
def test_published_resting_points(point: tuple[float, ...]) -> None:
    body = assemble([beta_cells(load())]).set(dict(zip(NAMES, point, strict=True)))
    sizes = np.array([100, 10, 300])
    assert np.abs(body.network.rhs(body.x0)[:3] * sizes * DAY / (sizes * 432)).max() < 3e-3


@pytest.mark.parametrize(("mass", "end"), [(60.0, 100.0), (20.0, 600.0)])
def test_either_side_of_the_saddle(mass: float, end: float) -> None:
    course = assemble([beta_cells(load())]).run(5 * 365 * DAY, {"beta_mass": mass})
    assert course["glucose_daily"][-1] == pytest.approx(end, rel=0.02)


def test_beta_cells_make_up_for_half_the_sensitivity() -> None:
    course = assemble([beta_cells(load())]).run(5 * 365 * DAY, {"insulin_sensitivity": 0.7})
    assert course["glucose_daily"][-1] == pytest.approx(100, rel=0.01)
    assert course["beta_mass"][-1] == pytest.approx(300 / 0.7, rel=0.01)
