"""Reynolds et al. 2006: a small infection resolves, a larger one locks in, a fast one is septic."""

from dataclasses import replace

import pytest

from holobiont.host import BodyCourse, assemble
from holobiont.host.systemic_inflammation import systemic_inflammation
from holobiont.knowledge import load

HOURS = 1000


def infected(start: float, growth: float = 0.3) -> BodyCourse:
    module = systemic_inflammation(load())
    body = assemble([replace(module, params={**module.params, "k_pg": growth})])
    return body.run(HOURS, {"pathogen": start}, every=1.0, relative=1e-8)


def test_health_stays_as_it_is() -> None:
    course = infected(0.0)
    assert course["antiinflammation"] == pytest.approx(0.125, rel=1e-6)
    assert course["tissue_damage"][-1] == pytest.approx(0.0, abs=1e-9)


def test_a_small_infection_resolves() -> None:
    course = infected(1.0)
    peak, hour = course.peak("phagocytes")
    assert peak == pytest.approx(0.196, abs=0.005)
    assert hour == pytest.approx(34, abs=2)
    assert course["tissue_damage"][-1] == pytest.approx(0.0, abs=1e-3)


def test_a_larger_one_is_cleared_but_inflammation_locks_in() -> None:
    course = infected(1.5)
    assert course["pathogen"][-1] == pytest.approx(0.0, abs=1e-6)
    assert course["phagocytes"][-1] == pytest.approx(0.635, abs=0.005)
    assert course["tissue_damage"][-1] == pytest.approx(17.4, abs=0.1)
    assert course["antiinflammation"][-1] == pytest.approx(0.523, abs=0.002)


def test_the_threshold_lies_between() -> None:
    low, high = 0.9, 1.6
    while high - low > 0.02:
        middle = 0.5 * (low + high)
        locked = infected(middle)["tissue_damage"][-1] > 1.0
        low, high = (low, middle) if locked else (middle, high)
    assert 1.0 < low < 1.5


def test_a_fast_pathogen_is_never_cleared() -> None:
    assert infected(0.5, growth=0.6)["pathogen"][-1] > 1.0


def test_what_enters_from_the_gut_counts_as_pathogen() -> None:
    body = assemble([systemic_inflammation(load())])
    leak = body.run(48, {"translocation": 0.2})
    assert leak["phagocytes"][-1] > 0.01
