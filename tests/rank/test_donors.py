"""Donors are ranked by what each would do in one recipient."""

from functools import lru_cache

import pytest

from holobiont.errors import InputError, UsageError
from holobiont.knowledge import load
from holobiont.profile import Profile
from holobiont.profile.example import example_profile
from holobiont.rank import OUTCOMES, DonorRanking, Giving, rank_donors
from holobiont.rank.donors import similarity
from holobiont.rank.text import as_data
from tests.twin.people import SIX, only, six

POOR = (0.9, 0.02, 0.02, 0.02, 0.02, 0.02)
EVEN = (0.2, 0.2, 0.2, 0.1, 0.2, 0.1)


def donor(shares: tuple[float, ...], names: list[str] | None = None) -> Profile:
    return only(example_profile(load()), names or SIX, list(shares))


@lru_cache(maxsize=2)
def ranking(members: int = 0) -> DonorRanking:
    donors = {"poor": donor(POOR), "even": donor(EVEN), "one": donor((1.0,), SIX[:1])}
    giving = Giving("500 mg/day vancomycin for 2 days", days=12.0)
    return rank_donors(six(), donors, giving, by="shannon", members=members, seed=1)


def test_the_best_comes_first() -> None:
    found = ranking()
    middles = [each.outcomes["shannon"][1] for each in found.donors]
    assert middles == sorted(middles, reverse=True)
    assert {each.name for each in found.donors} == {"poor", "even", "one"}
    assert sum(each.best for each in found.donors) == pytest.approx(1.0)


@pytest.mark.slow
def test_every_outcome_is_told_with_its_interval() -> None:
    for each in ranking(2).donors:
        assert set(each.outcomes) == set(OUTCOMES)
        for low, middle, high in each.outcomes.values():
            assert low <= middle <= high
    assert ranking(2).versions == 2


def test_parts_are_parts() -> None:
    for each in ranking().donors:
        for name in ("engraftment", "donor_share", "secondary_bile_acids"):
            assert -1e-6 <= each.outcomes[name][1] <= 100 + 1e-6


def test_what_is_known_without_a_simulation_ranks_too() -> None:
    found = ranking()
    assert found.naive["shannon"][0] == "even"
    assert found.naive["shannon"][-1] == "one"
    own = similarity(six(), six().mapped.profile)
    assert own == pytest.approx(1.0)
    assert all(each.similarity < own for each in found.donors)


def test_a_transplant_is_two_days_after_what_is_done_before() -> None:
    assert "on day 4" in ranking().protocol
    assert Giving().task(load()).given(donor="x").start_day == 0.0


def test_a_ranking_is_told_in_80_columns_and_as_data() -> None:
    found = ranking()
    assert max(map(len, str(found).splitlines())) <= 80
    data = as_data(found)
    assert [each["name"] for each in data["donors"]] == [each.name for each in found.donors]
    assert data["without"]["shannon"][0] > 0


@pytest.mark.parametrize(
    ("donors", "by", "error", "told"),
    [
        ({}, "engraftment", UsageError, "no donor"),
        ({"a": EVEN}, "engraftmnt", UsageError, "engraftment"),
    ],
)
def test_mistakes_are_refused(
    donors: dict[str, tuple[float, ...]], by: str, error: type[Exception], told: str
) -> None:
    with pytest.raises(error, match=told):
        rank_donors(six(), {name: donor(shares) for name, shares in donors.items()}, by=by)


def test_a_donor_of_whom_nothing_is_known_is_refused() -> None:
    nobody = Profile(
        "nobody", ("Nemo nemo",), ("species",), ("s__Nemo nemo",), donor((1.0,), SIX[:1]).shares
    )
    with pytest.raises(InputError, match="nothing to simulate"):
        rank_donors(six(), {"nobody": nobody})
