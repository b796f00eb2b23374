"""Communities are drawn as a file asks, the same ones every time."""

from math import comb

from hypothesis import given
from hypothesis import strategies as st

from holobiont.validation.culture import Culture
from holobiont.validation.dish import dishes, draws, free

POOL = tuple("abcdefgh")


@st.composite
def cultures(draw: st.DrawFn) -> Culture:
    carry = draw(st.sets(st.sampled_from(POOL[:3]), max_size=2))
    lack = draw(st.sets(st.sampled_from(POOL[3:6]), max_size=2))
    free_ = len(POOL) - len(carry) - len(lack)
    sizes = st.integers(max(1, len(carry)), len(carry) + free_)
    size = draw(st.lists(sizes, min_size=1, max_size=3, unique=True))
    return Culture(pool=POOL, size=tuple(size), carry=tuple(carry), lack=tuple(lack))


@given(cultures(), st.integers(1, 30), st.integers(0, 5))
def test_draws_are_different_and_hold_whom_they_must(c: Culture, count: int, seed: int) -> None:
    found = list(draws(c, count, seed))
    possible = sum(comb(len(free(c)), size - len(c.carry)) for size in c.size)
    assert len(found) == len({frozenset(one) for one in found}) == min(count, possible)
    for one in found:
        assert len(one) == len(set(one))
        assert len(one) in c.size
        assert set(c.carry) <= set(one) <= set(POOL) - set(c.lack)


@given(cultures(), st.integers(1, 20), st.integers(0, 5))
def test_fewer_are_the_first_of_more(c: Culture, count: int, seed: int) -> None:
    assert list(draws(c, 30, seed))[:count] == list(draws(c, count, seed))


def test_another_seed_draws_others() -> None:
    c = Culture(pool=POOL, size=(4,))
    assert list(draws(c, 10, 0)) != list(draws(c, 10, 1))


def test_listed_communities_are_all_grown_however_many_are_asked_for() -> None:
    c = Culture(listed=(("b", "a"), ("c",)), add=("d",), remove=("b",), shares={"d": 5.0})
    first, second = dishes(c, 1, 0)
    assert first.members == (("a", 1.0), ("d", 5.0))
    assert second.members == (("c", 1.0), ("d", 5.0))
    assert str(first) == "a + d"


def test_the_same_community_in_the_same_vessel_is_one_dish() -> None:
    listed = Culture(listed=(("a", "b"),))
    added = Culture(listed=(("b",),), add=("a",))
    (one,), (same,) = dishes(listed, 1, 0), dishes(added, 1, 0)
    assert {one: 1} == {same: 1}
    (other,) = dishes(Culture(listed=(("a", "b"),), ph=6.0), 1, 0)
    assert other != one
