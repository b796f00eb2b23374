"""What a fit set stays with whom it was set for, whatever comes beside."""

from dataclasses import replace
from functools import lru_cache

import numpy as np
import pytest

from holobiont.gut.arrive import GIVEN, Newcomer, at_home, constants, named, widened
from holobiont.gut.blueprint import Blueprint
from holobiont.gut.layout import Layout, fitness_params
from holobiont.gut.members import members_of
from holobiont.gut.refit import carried, refitted
from holobiont.gut.refit import constants as fitted
from tests.gut.communities import community, even, fed

LONGUM, OVATUS = "bifidobacterium_longum", "bacteroides_ovatus"


@lru_cache(maxsize=1)
def home() -> tuple[Blueprint, object, np.ndarray]:
    """Return a network whose constants all differ, and a state."""
    b = community()
    network, x = fed(b, even(b))
    layout = Layout.of(b, network)
    rng = np.random.default_rng(1)
    shape = layout.biomass.shape
    fitness = fitness_params(layout, network, rng.normal(size=shape), rng.normal(size=shape))
    size = next(p.law.size for p in network.processes if p.law.name == "crowding")
    crowding = {"rate": rng.random(size), "resident": rng.random(size)}
    return b, network.with_params({**fitness, "crowding": crowding}), x


def guest(taxon: str, **more: object) -> Newcomer:
    b, _, _ = home()
    (member,) = members_of(b.knowledge, [taxon])
    return Newcomer(replace(member, id=named(b, taxon)), **more)  # type: ignore[arg-type]


def test_a_newcomer_is_named_after_whom_it_meets() -> None:
    b, _, _ = home()
    assert named(b, OVATUS) == OVATUS
    assert named(b, LONGUM) == f"{LONGUM} ({GIVEN})"
    assert named(b, OVATUS, "donor") == f"{OVATUS} (donor)"


def test_who_was_there_keeps_every_constant() -> None:
    b, network, x = home()
    new = widened(b, [guest(OVATUS), guest(LONGUM)])
    given = constants(b, x, fitted(b, network), [guest(OVATUS), guest(LONGUM)])  # type: ignore[arg-type]
    made = refitted(b, network, new, given)  # type: ignore[arg-type]
    before, after = fitted(b, network), fitted(new, made)  # type: ignore[arg-type]
    for name, values in before.items():
        for state, value in values.items():
            assert after[name][state] == value, (name, state)


def test_newcomers_have_what_they_are_given() -> None:
    b, network, x = home()
    one = guest(OVATUS, fitness=np.array([0.1, 0.2, 0.3]), density=np.array([1.0, 2.0, 3.0]))
    made = refitted(b, network, widened(b, [one]), constants(b, x, fitted(b, network), [one]))  # type: ignore[arg-type]
    found = fitted(widened(b, [one]), made)
    for s, place in enumerate(b.habitat.names):
        assert found["fitness"][OVATUS, place] == pytest.approx(0.1 * (s + 1))
        assert found["resident"][OVATUS, place] == s + 1.0
        assert found["fitness"][OVATUS, b.habitat.walls[s]] == 0.0


def test_a_strain_is_held_back_where_its_taxon_is() -> None:
    b, network, x = home()
    resident = fitted(b, network)["resident"]  # type: ignore[arg-type]
    own = [resident[LONGUM, place] for place in b.habitat.names]
    assert at_home(b, x, resident, guest(LONGUM)).tolist() == own
    alone = at_home(b, x, resident, guest(OVATUS))
    held = np.array(
        [x[b.all_at(b.member_ids, p)].sum() / x[b.at("water", p)] for p in b.habitat.names]
    )
    assert alone == pytest.approx(b.knowledge.physiology.value("community.newcomer") * held)


def test_a_state_is_carried_and_nobody_comes_with_it() -> None:
    b, _, x = home()
    new = widened(b, [guest(OVATUS)])
    y = carried(b, x, new)
    assert y.sum() == pytest.approx(x.sum())
    assert not y[new.across(OVATUS)].any()
    assert all(y[new.at(*state)] == x[i] for i, state in enumerate(b.states))
