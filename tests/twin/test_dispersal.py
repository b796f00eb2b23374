"""People among people: strains of their own, by seed and name, whoever else lives there."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holobiont.gut.growth import GROWING
from holobiont.knowledge import load
from holobiont.profile.example import example_profile
from holobiont.twin import Trajectory, Twin
from holobiont.twin.dispersal import Strains, arrivals, strains_of, wins
from tests.twin.people import SIX, US, only, six

DAYS = 1825.0
RATES = tuple(f"dispersal.arrivals.{name}" for name in ("Bacteria", "Enterobacteriaceae"))


def cut_off() -> Twin:
    return replace(six(), knowledge=six().knowledge.override(dict.fromkeys(RATES, 0.0)))


@cache
def course(seed: int = 0) -> Trajectory:
    return six().with_dispersal(seed).run(days=DAYS, every=365.0, exact=False)


@settings(max_examples=3)
@given(seed=st.integers(0, 1000))
def test_without_arrivals_all_strains_stay_and_nothing_changes(seed: int) -> None:
    alone = cut_off()
    followed = alone.with_dispersal(seed).run(days=DAYS, every=365.0)
    assert followed.strains is not None
    assert followed.strains.at_home.all()
    for day in (0.0, DAYS):
        assert (followed.strains.parts(day) == followed.strains.parts(0.0)).all()
    assert (followed.x == alone.run(days=DAYS, every=365.0).x).all()


def test_the_same_seed_gives_the_same_and_another_does_not() -> None:
    again = six().with_dispersal().run(days=DAYS, every=365.0, exact=False)
    assert again.strains == course().strains
    assert again.x.tobytes() == course().x.tobytes()
    assert strains_of(six(), DAYS, 1) != course().strains


def test_people_of_other_names_have_other_strains() -> None:
    other = replace(six().mapped, profile=replace(six().mapped.profile, sample="another"))
    assert strains_of(replace(six(), mapped=other), DAYS) != strains_of(six(), DAYS)


@settings(max_examples=3)
@given(order=st.permutations(range(6)))
def test_the_order_of_taxa_changes_no_strain(order: list[int]) -> None:
    shares = (0.4, 0.2, 0.2, 0.1, 0.05, 0.05)
    profile = only(example_profile(load()), [SIX[i] for i in order], [shares[i] for i in order])
    assert strains_of(Twin.fit(profile, US), DAYS) == strains_of(six(), DAYS)


def test_who_comes_to_a_taxon_does_not_depend_on_who_else_lives_there() -> None:
    fewer = Twin.fit(only(example_profile(load()), SIX[:5], [0.4, 0.25, 0.2, 0.1, 0.05]), US)
    few, all_six = strains_of(fewer, DAYS), strains_of(six(), DAYS)
    assert {s.id for s in few.all if not s.number} < {s.id for s in all_six.all if not s.number}


def test_strains_share_out_their_taxa() -> None:
    seen = course()
    assert seen.strains is not None
    assert seen.strain_shares.shape == (len(seen), len(seen.strains.all))
    for k in range(len(seen)):
        for host, share in zip(seen.hosts, seen.host_shares[k], strict=True):
            own = [s.taxon == host for s in seen.strains.all]
            assert seen.strain_shares[k][own].sum() == pytest.approx(share)


def test_a_fitter_strain_changes_its_taxon_and_elements_balance() -> None:
    seen = course()
    assert seen.strains is not None
    keener = seen.strains.keener(DAYS)
    assert max(keener.values()) > 0
    assert min(keener.values()) >= 0
    first, last = (
        np.concatenate(
            [p.law.params["fitness"] for p in network.processes if p.law.name in GROWING]
        )
        for network in (seen.networks[0], seen.networks[-1])
    )
    assert (last >= first).all()
    assert np.abs(seen.shares[-1] - seen.shares[0]).max() > 1e-4
    assert seen.conservation.worst < 1e-3


def test_without_dispersal_nobody_follows_strains() -> None:
    usual = six().run(days=2.0)
    assert usual.strains is None
    assert usual.strain_shares.shape == (len(usual), 0)
    assert "Strains" not in str(usual)


def test_a_course_says_how_many_stayed() -> None:
    seen = course()
    assert seen.strains is not None
    left, came = seen.strains.counted(DAYS)
    home = int(seen.strains.at_home.sum())
    assert 0 < left < home
    assert came > 0
    assert f"{left} of the {home}" in str(seen)


def test_strains_come_while_a_protocol_is_followed() -> None:
    plan = "20 g/day inulin for 2 days; 1e10 CFU/day Bifidobacterium longum for 2 days"
    seen = six().with_dispersal().run(plan)
    assert seen.strains is not None
    assert {s.taxon for s in seen.strains.all} == set(six().blueprint.member_ids)
    assert "bifidobacterium_longum (given)" in seen.twin.blueprint.member_ids


def test_enterobacteria_meet_more_strains_than_others() -> None:
    taxa = load().taxa
    many = arrivals(load(), taxa["escherichia_coli"])
    assert many > 10 * arrivals(load(), taxa["bacteroides_ovatus"])
    assert all(arrivals(load(), taxon) > 0 for taxon in taxa.values())
    assert all(0 < wins(load(), taxon) < 1 for taxon in taxa.values())
    assert wins(load(), taxa["escherichia_coli"]) < wins(load(), taxa["bacteroides_ovatus"])


def test_strains_of_nobody_are_none() -> None:
    assert Strains(()).all == ()
    assert Strains(()).parts(0.0).size == 0
    assert Strains(()).turns == ()
