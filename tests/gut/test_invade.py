"""Growth when rare: what it is where it is known, and what lifting a brake does."""

import numpy as np
import pytest

from holobiont.gut import invade
from holobiont.gut.blueprint import Blueprint
from holobiont.gut.spores import with_spores
from tests.gut.communities import CORE, community, even, fed, random_state

CD = "clostridioides_difficile"


@pytest.fixture(scope="module")
def guest() -> Blueprint:
    return with_spores(community((*CORE, CD)), (CD,))


def test_it_is_the_derivative_of_what_is_its_own(guest: Blueprint) -> None:
    network, _ = fed(guest, even(guest))
    x = random_state(guest, 5)
    own = invade.own_states(guest, CD)
    x[own] = 0.0
    matrix = invade.growth_matrix(guest, network, x, CD)
    exact = network.jacobian(x).toarray()[np.ix_(own, own)]
    few = x.copy()
    few[own] = 1e-7
    # Where nobody is, the slope of max(X, 0) is that to the right.
    slope = (network.rhs(few) - network.rhs(x))[own] / 1e-7
    assert matrix.sum(axis=1) == pytest.approx(slope, rel=1e-3, abs=1e-6)
    # Where cells do not grow by max(X, 0), as spores do, it is the exact Jacobian.
    spores = slice(len(own) // 2, None)
    assert matrix[:, spores] == pytest.approx(exact[:, spores], rel=1e-6, abs=1e-9)


def test_the_exponent_is_that_of_washing_out_where_nothing_grows(guest: Blueprint) -> None:
    network, _ = fed(guest, even(guest))
    x = random_state(guest, 2)
    for feed in guest.feeds:
        if guest.members[feed.member].id == CD:
            x[guest.across(feed.substrate)] = 0.0
    matrix = invade.growth_matrix(guest, network, x, CD)
    fastest = max(segment.passage for segment in guest.habitat.segments)
    assert -3 * fastest < invade.exponent(matrix) < 0
    # Off the diagonal nothing is taken from anybody.
    assert (matrix - np.diag(np.diag(matrix))).min() >= 0
    assert len(invade.local(guest, matrix)) == 6


@pytest.mark.parametrize("brake", ["food taken by others", "bile acids", "acidity"])
def test_lifting_a_brake_never_slows_it(guest: Blueprint, brake: str) -> None:
    network, _ = fed(guest, even(guest))
    x = random_state(guest, 7)
    x[guest.across("deoxycholate")] = 0.2
    held = invade.exponent(invade.growth_matrix(guest, network, x, CD))
    lifted = invade.BRAKES[brake](guest, network, x, CD)
    freed = invade.exponent(invade.growth_matrix(guest, *lifted, CD))
    assert freed >= held - 1e-9
    if brake == "food taken by others":
        assert freed > held


def test_bile_acids_hold_back_whom_they_inhibit_alone(guest: Blueprint) -> None:
    network, _ = fed(guest, even(guest))
    x = random_state(guest, 7)
    x[guest.across("deoxycholate")] = 1.0
    before = network.rhs(x)
    freed, same = invade.inhibitors(guest, network, x, CD)
    after = freed.rhs(same)
    others = [guest.at(m, p) for m in CORE for p in guest.habitat.names]
    assert after[others] == pytest.approx(before[others])
    mine = [guest.at(CD, p) for p in guest.habitat.names]
    assert (after[mine] >= before[mine]).all()
    assert after[mine].sum() > before[mine].sum()


def test_acids_that_are_given_as_food_do_not_acidify(guest: Blueprint) -> None:
    network, _ = fed(guest, even(guest))
    x = random_state(guest, 7)
    _, given = invade.hunger(guest, network, x, CD)
    succinate = guest.across("succinate")
    assert (given[succinate] > 10 * x[succinate]).all()
    before, after = (network.extend(state)[guest.ph] for state in (x, given))
    assert (after > before - 0.1).all()
