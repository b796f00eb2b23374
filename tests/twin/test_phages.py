"""A twin that takes phages: prey falls, the rest stays, and nothing happens without a dose."""

from functools import lru_cache

import numpy as np
import pytest

from holobiont.errors import InputError
from holobiont.knowledge import load
from holobiont.profile.example import example_profile
from holobiont.twin import Twin
from holobiont.twin.phages import host, titer
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
    course = carrier().with_phages({"E. coli cocktail": 1e8}).run(days=14)
    b = course.twin.blueprint
    prey = host(course, COLI)[:, -1]
    assert prey[-1] < 0.9 * prey[0]
    assert prey[-1] > 0.01 * prey[0]
    assert titer(course, "ecoli_cocktail")[-1].min() > 1e3
    others = [i for i, m in enumerate(b.members) if m.origin != COLI]
    assert course.shares[-1, others] == pytest.approx(course.shares[0, others], rel=0.1)
    assert course.conservation.worst < 1e-6


def test_phages_that_are_not_taken_change_nothing() -> None:
    course = carrier().with_phages({"t4_like": 0.0}).run(days=7)
    assert host(course, COLI)[-1] == pytest.approx(host(course, COLI)[0], rel=1e-2)
    assert titer(course, "t4_like").max() < 1e-6
    assert np.allclose(course.ph[-1], course.ph[0], atol=1e-3)


@pytest.mark.parametrize("doses", [{"t5_like": 1e6}, {"t4_like": -1.0}, {"t4_like": float("inf")}])
def test_mistakes_are_refused(doses: dict[str, float]) -> None:
    with pytest.raises(InputError):
        carrier().with_phages(doses)


def test_phages_are_given_all_at_once() -> None:
    with pytest.raises(InputError, match="at once"):
        carrier().with_phages({"t4_like": 1e6}).with_phages({"lambda_like": 1e6})
