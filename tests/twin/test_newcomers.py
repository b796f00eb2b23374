"""Taxa that were not there: they change nothing until some come, and then live by the same laws."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holobiont.engine.ledger import balance
from holobiont.engine.solve import Tolerance, integrate
from holobiont.errors import InputError
from holobiont.gut.arrive import Newcomer
from holobiont.twin import Trajectory, Twin
from holobiont.twin.newcomers import newcomer, with_newcomers
from holobiont.twin.phages import with_phages
from tests.twin.people import six

LONGUM, COLI = "bifidobacterium_longum", "escherichia_coli"
TAXA = ["bifidobacterium_longum", "escherichia_coli", "bacteroides_ovatus", "enterococcus_faecium"]
GOING = Tolerance(relative=1e-6, absolute=1e-9)


def joined(*newcomers: Newcomer) -> Twin:
    return with_newcomers(six(), newcomers)


def seeded(twin: Twin, grams: dict[str, float]) -> Twin:
    """Return the twin with some biomass in its first segment."""
    x = twin.residency.x.copy()
    for name, amount in grams.items():
        x[twin.blueprint.at(name, twin.blueprint.habitat.names[0])] += amount
    return replace(twin, residency=replace(twin.residency, x=x))


def same(course: Trajectory, other: Trajectory) -> None:
    b, wider = course.twin.blueprint, other.twin.blueprint
    for i, state in enumerate(b.states):
        there = other.x[:, wider.at(*state)]
        assert there == pytest.approx(course.x[:, i], rel=1e-3, abs=1e-5), state


@settings(max_examples=8)
@given(taxa=st.lists(st.sampled_from(TAXA), min_size=1, max_size=4, unique=True))
def test_newcomers_who_have_not_come_change_no_rate(taxa: list[str]) -> None:
    old = six()
    new = joined(*(newcomer(old, taxon) for taxon in taxa))
    before = dict(zip(old.blueprint.states, old.network.rhs(old.residency.x), strict=True))
    after = dict(zip(new.blueprint.states, new.network.rhs(new.residency.x), strict=True))
    for state, rate in after.items():
        assert rate == pytest.approx(before.get(state, 0.0), rel=1e-9, abs=1e-9), state


def test_newcomers_who_have_not_come_change_no_course() -> None:
    phrase = "20 g/day inulin for 3 days; 500 mg/day vancomycin from day 3 for 3 days"
    new = joined(newcomer(six(), LONGUM), newcomer(six(), "enterococcus_faecium"))
    same(six().run(phrase), new.run(phrase))


@pytest.mark.slow
def test_phages_and_drugs_go_with_newcomers_whichever_comes_first() -> None:
    guest = newcomer(six(), COLI)
    first = with_phages(joined(guest), ["t4_like"])
    last = with_newcomers(with_phages(six(), ["t4_like"]), [guest])
    assert set(first.blueprint.member_ids) == set(last.blueprint.member_ids)
    assert f"{COLI} (given) (resists t4_like)" in first.blueprint.member_ids
    phrase = "500 mg ciprofloxacin twice a day for 2 days; 1e6 PFU/day t4_like"
    given = {f"{COLI} (given)": 0.01}
    one, other = (seeded(twin, given).run(phrase, days=4) for twin in (first, last))
    assert one.conservation.worst < 1e-6
    same(one, other)


@pytest.mark.slow
@settings(max_examples=5)
@given(
    taxon=st.sampled_from(TAXA),
    fitness=st.floats(-2, 2),
    grams=st.floats(1e-6, 1.0),
)
def test_elements_balance_whoever_comes(taxon: str, fitness: float, grams: float) -> None:
    guest = newcomer(six(), taxon, fitness=np.full(3, fitness))
    twin = seeded(joined(guest), {guest.member.id: grams})
    hours = np.array([0.0, 48.0])
    scale = np.maximum(twin.residency.x, 1e-3)
    course = integrate(twin.network, twin.residency.x, hours, GOING, scale).x
    assert balance(*twin.blueprint.element_matrix, course[0], course[-1]).worst < 1e-6


def kin_of(shift: float) -> Newcomer:
    """Return a strain that eats as the resident one does, but for a shift of its fitness."""
    home, row = six().residency, six().blueprint.member_ids.index(LONGUM)
    return newcomer(
        six(), LONGUM, fitness=home.fitness[row] + shift, mucosal=home.mucosal[row] + shift
    )


def share_after(shift: float, days: float) -> tuple[float, float]:
    """Return what a strain has of its taxon, at first and at last, if nobody washes in."""
    guest = kin_of(shift)
    twin = with_newcomers(six(), [guest])
    twin = replace(twin, shares=np.zeros(len(twin.shares)))
    b, x = twin.blueprint, twin.residency.x.copy()
    places = (*b.habitat.names, *b.habitat.walls)
    for place in places:
        x[b.at(guest.member.id, place)] = 0.2 * x[b.at(LONGUM, place)]
        x[b.at(LONGUM, place)] *= 0.8
    course = replace(twin, residency=replace(twin.residency, x=x)).run(days=days)

    def part(state: np.ndarray) -> float:
        own, resident = (sum(state[b.at(m, p)] for p in places) for m in (guest.member.id, LONGUM))
        return float(own / (own + resident))

    return part(course.x[0]), part(course.x[-1])


def test_a_strain_like_the_resident_neither_gains_nor_loses() -> None:
    first, last = share_after(0.0, 60.0)
    assert last == pytest.approx(first, rel=0.05)


def test_the_fitter_strain_of_a_taxon_displaces_the_other() -> None:
    first, last = share_after(-0.3, 60.0)
    assert last < 0.5 * first
    first, last = share_after(0.3, 60.0)
    assert last > 1.5 * first


def test_who_has_no_kin_is_crowded_as_a_newcomer() -> None:
    """Its density is a share of all bacteria; a strain takes that of the resident of its taxon."""
    new = joined(newcomer(six(), "bacteroides_ovatus"), newcomer(six(), LONGUM))
    b = new.blueprint
    crowding = next(p.law for p in new.network.processes if p.law.name == "crowding")
    held = dict(
        zip((b.states[i] for i in crowding.reads[0]), crowding.params["resident"], strict=True)
    )
    place = b.habitat.last
    total = new.residency.x[b.all_at(b.member_ids, place)].sum()
    water = new.residency.x[b.at("water", place)]
    share = new.knowledge.physiology.value("community.newcomer")
    assert held["bacteroides_ovatus", place] == pytest.approx(share * total / water)
    assert held[f"{LONGUM} (given)", place] == held[LONGUM, place]


def test_who_is_there_already_comes_only_once() -> None:
    guest = newcomer(six(), LONGUM)
    once = joined(guest)
    assert with_newcomers(once, [guest]) is once
    assert once.shares.sum() == pytest.approx(1.0)


def test_what_cannot_come_is_refused() -> None:
    with pytest.raises(InputError, match="bifidobacterium_longum"):
        newcomer(six(), "bifidobacterium_longun")
