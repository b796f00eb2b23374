"""A twin that takes phages: prey falls, the rest stays, and nothing happens without a dose."""

from functools import lru_cache

import numpy as np
import pytest

from holobiont.errors import UsageError
from holobiont.knowledge import load
from holobiont.profile.example import example_profile
from holobiont.protocol import as_protocol
from holobiont.twin import Twin
from holobiont.twin.phages import host, named, titer, with_phages
from tests.twin.people import US, only

COLI = "escherichia_coli"
NAMES = [
    "Phocaeicola vulgatus",
    "Faecalibacterium prausnitzii",
    "Agathobacter rectalis",
    "Bifidobacterium longum",
    "Akkermansia muciniphila",
    "Escherichia coli",
]


@lru_cache(maxsize=1)
def carrier() -> Twin:
    shares = [0.4, 0.2, 0.2, 0.1, 0.05, 0.05]
    return Twin.fit(only(example_profile(load()), NAMES, shares), US)


def test_a_cocktail_lowers_its_prey_and_nobody_else() -> None:
    course = carrier().run("1e8 PFU/day E. coli cocktail", days=14)
    b = course.twin.blueprint
    prey = host(course, COLI)[:, -1]
    assert prey[-1] < 0.9 * prey[0]
    assert prey[-1] > 0.01 * prey[0]
    assert titer(course, "ecoli_cocktail")[-1].min() > 1e3
    others = [i for i, m in enumerate(b.members) if m.origin != COLI]
    assert course.shares[-1, others] == pytest.approx(course.shares[0, others], rel=0.1)
    assert course.conservation.worst < 1e-6


def test_phages_that_are_not_taken_change_nothing() -> None:
    course = with_phages(carrier(), ["t4_like"]).run(days=7)
    assert host(course, COLI)[-1] == pytest.approx(host(course, COLI)[0], rel=1e-2)
    assert titer(course, "t4_like").max() < 1e-6
    assert np.allclose(course.ph[-1], course.ph[0], atol=1e-3)


def test_phages_come_and_go_with_their_step() -> None:
    phrase = "1e8 PFU/day T4 from day 2 for 2 days; 1e8 PFU/day lambda-like phage from day 4"
    course = carrier().run("1e8 PFU/day t4_like from day 2 for 2 days", days=10)
    free = titer(course, "t4_like")[:, 0]
    assert (
        np.abs(free[:3]).max() < 1e-6
    )  # none came; a solver leaves less than a particle per liter
    assert free[4] > 1e3
    assert set(named(as_protocol(phrase))) == {"t4_like", "lambda_like"}


def test_a_half_kept_dose_is_half_a_dose() -> None:
    half = carrier().run("2e8 PFU/day t4_like at 50 % adherence", days=2)
    full = carrier().run("1e8 PFU/day t4_like", days=2)
    assert np.array_equal(half.x, full.x)


@pytest.mark.parametrize(
    "dose", ["1e6 PFU/day t5_like", "-1 PFU/day t4_like", "1e99 PFU/day t4_like"]
)
def test_mistakes_are_refused(dose: str) -> None:
    with pytest.raises(UsageError):
        carrier().run(dose)
