"""Undisturbed, a twin stays at the profile it was given; what it cannot carry it names."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holobiont.errors import InputError
from holobiont.knowledge import load
from holobiont.profile import Profile
from holobiont.profile.example import example_profile
from holobiont.twin import Person, Twin
from tests.twin.people import US, only, person, twin

PEOPLE = pytest.mark.parametrize("seed", [0, 2])


def observed(found: Twin) -> tuple[np.ndarray, np.ndarray]:
    """Return which members are supported and matter, and the shares to expect of them."""
    pairs = zip(found.blueprint.member_ids, found.shares, strict=True)
    carried = np.array([found.unsupported.get(m, s) for m, s in pairs])
    matter = np.array([m not in found.unsupported for m in found.blueprint.member_ids])
    return matter & (found.shares > 1e-3), carried / carried.sum()


@PEOPLE
def test_the_profile_is_the_steady_state(seed: int) -> None:
    found = twin(seed)
    matter, expected = observed(found)
    at_home = found.habitual.shares[0]
    assert np.allclose(at_home[matter], expected[matter], rtol=5e-3)
    if not found.unsupported:
        assert np.allclose(at_home, found.shares, atol=1e-3)


@settings(max_examples=3, deadline=None)
@given(seed=st.integers(0, 99))
def test_the_order_of_rows_changes_nothing(seed: int) -> None:
    profile = person(2)
    order = np.random.default_rng(seed).permutation(len(profile.names))
    names, shares = [profile.names[i] for i in order], [float(profile.shares[i]) for i in order]
    turned = Twin.fit(only(profile, names, shares), US)
    assert turned.blueprint.member_ids == twin(2).blueprint.member_ids
    assert np.allclose(turned.residency.x, twin(2).residency.x, rtol=1e-9)


@PEOPLE
def test_a_year_changes_nothing(seed: int) -> None:
    year = twin(seed).run(days=365, every=73)
    matter, expected = observed(twin(seed))
    assert np.allclose(year.shares[:, matter], expected[matter], rtol=0.01)
    assert np.allclose(year.load / year.load[0], 1.0, rtol=0.01)
    assert np.allclose(year.ph, year.ph[0], atol=0.01)
    assert year.conservation.worst < 1e-6


def test_the_same_profile_makes_the_same_twin() -> None:
    again = Twin.fit(person(2), US)
    assert again.residency.x.tobytes() == twin(2).residency.x.tobytes()
    runs = [t.run("20 g/day inulin for 3 days", days=5) for t in (again, twin(2))]
    assert runs[0].x.tobytes() == runs[1].x.tobytes()


def test_unknown_taxa_alone_are_refused() -> None:
    strange = Profile(
        sample="mars",
        names=("Marsia viridis",),
        ranks=("species",),
        lineages=("s__Marsia_viridis",),
        shares=np.ones(1),
    )
    with pytest.raises(InputError, match="no taxon of 'mars' is known"):
        Twin.fit(strange, US)


def test_what_food_cannot_carry_is_named() -> None:
    """Eight tenths methanogens would need more hydrogen than any community makes."""
    mean = example_profile(load())
    names = ["Methanobrevibacter smithii", *list(mean.names[:20])]
    strange = only(mean, names, [0.8, *[0.01] * 20])
    found = Twin.fit(strange, US)
    assert found.unsupported["methanobrevibacter_smithii"] < 0.8
    assert found.residency.supported.min() < 1


def test_an_unknown_diet_is_refused() -> None:
    with pytest.raises(InputError, match="is not a known diet"):
        Twin.fit(person(2), Person(diet="moon cheese"))
