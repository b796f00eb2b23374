"""A long run agrees with the direct one, in a fraction of its time."""

from math import pi

import pytest

from holobiont.errors import UsageError
from holobiont.host import Flux, Module, assemble
from holobiont.host.long import long
from holobiont.host.registry import body
from holobiont.knowledge import load


def swinging() -> Module:
    """A day's cosine and sine around 1."""
    turn = 2 * pi / 24
    return Module(
        "swing",
        {"up": ("1", 1.5), "side": ("1", 0.0)},
        {"slow": ("1", 1.0)},
        {},
        (
            Flux("a", lambda side: -turn * side, {"up": 1}),
            Flux("b", lambda up: turn * (up - 1), {"side": 1}),
        ),
        time="h",
    )


def slow() -> Module:
    """What takes a hundred days to follow the swing's mean."""
    return Module(
        "slow",
        {"slow": ("1", 0.2)},
        {"up": ("1", 1.0)},
        {},
        (Flux("follows", lambda up, slow: 0.01 * (up - slow), {"slow": 1}),),
        time="d",
        scale="weeks",
    )


def test_the_slow_state_follows_the_mean_of_the_fast() -> None:
    host = assemble([swinging(), slow()])
    direct, quick = host.run(24 * 140, relative=1e-8), long(host, 140)
    assert quick["slow"][-1] == pytest.approx(direct["slow"][-1], rel=2e-3)
    assert quick["up"] == pytest.approx(1.0, abs=1e-3)
    assert quick.hours[-1] == 24 * 140
    again = long(quick.end, 10)
    assert again["slow"][0] == pytest.approx(quick["slow"][-1], rel=1e-6)


def test_months_of_stress_agree_with_the_direct_run() -> None:
    host = body(["hpa_weeks", "glands"], load()).settled()
    direct, quick = host.run(24 * 60, {"stress": 1.0}), long(host, 60, {"stress": 1.0}, step=2.0)
    for name in ("cortisol_level", "acth_level", "pituitary_mass"):
        assert quick[name][-1] == pytest.approx(direct[name][-1], rel=0.02)


def test_a_year_of_the_whole_body() -> None:
    knowledge = load()
    host = body(knowledge.host, knowledge)
    year = long(host, 365, {"energy_intake": 2300.0})
    assert year["body_mass"][-1] < 70
    assert year["serum_cortisol"][-1] == pytest.approx(5.5, abs=0.5)
    assert year["ldl"][-1] == pytest.approx(129.1, abs=0.5)


@pytest.mark.parametrize(("days", "step"), [(0.0, 7.0), (7.0, 0.0)])
def test_a_run_of_nothing_is_refused(days: float, step: float) -> None:
    with pytest.raises(UsageError, match="more than no"):
        long(assemble([swinging(), slow()]), days, step=step)
