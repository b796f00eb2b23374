"""A protocol is followed between its boundaries, meals add up to the day, nothing is lost."""

import numpy as np
import pytest

from holobiont.errors import UsageError
from holobiont.gut.blueprint import ILEUM, SUPPLY
from holobiont.gut.community import intake_targets
from holobiont.knowledge import load
from holobiont.protocol import Protocol, Supplement, as_protocol
from holobiont.twin.run import eaten, extinguish, run
from tests.twin.people import twin

INULIN = "10 g/day inulin for 7 days"


def test_what_ends_returns_toward_where_it_was() -> None:
    course = twin(2).run(INULIN, days=90)
    away = np.abs(course.shares - course.shares[0]).sum(axis=1)
    assert away[7] > 0.01
    assert away[-1] < 0.2 * away[7]
    assert course.conservation.worst < 1e-6
    inside = [place != SUPPLY for _, place in twin(2).blueprint.states]
    organisms = course.x[:, twin(2).blueprint.all_at(twin(2).blueprint.member_ids, "distal")]
    assert organisms.min() > -1e-9
    assert np.isfinite(course.x[:, inside]).all()


def test_days_and_every_say_what_is_kept() -> None:
    course = twin(2).run(INULIN, days=10, every=2.5)
    assert course.days.tolist() == [0, 2.5, 5, 7, 7.5, 10]
    assert len(course) == len(course.x) == len(course.networks) == 6
    assert twin(2).run(INULIN).days[-1] == 7


def test_a_supplement_comes_on_top_and_a_diet_instead() -> None:
    found = twin(2)
    plain = eaten(found, ())
    inulin = eaten(found, tuple(as_protocol("10 g/day inulin", found.knowledge)))
    other = eaten(found, tuple(as_protocol("mediterranean diet", found.knowledge)))
    assert np.all(inulin >= plain)
    b = found.blueprint
    weights = np.array([b.grams(s) * (place == ILEUM) for s, place in intake_targets(b)])
    listed = sum(q.internal for q in found.knowledge.foods["inulin"].per_gram.values())
    assert (inulin - plain) @ weights * 24 == pytest.approx(10 * listed)
    assert not np.allclose(other, plain)


def test_the_last_cells_become_debris() -> None:
    found = twin(2)
    b, x = found.blueprint, found.residency.x.copy()
    x[b.at(b.member_ids[0], "distal")] = 1e-13
    x[b.at(b.member_ids[1], "proximal")] = 0.0
    after = extinguish(b, x)
    assert after[b.at(b.member_ids[0], "distal")] == 0
    _, elements = b.element_matrix
    moved = elements @ (after - x)
    assert np.abs(moved).max() < 1e-12
    assert np.count_nonzero(after != x) <= 2


def test_slow_transit_keeps_water_in_and_fast_transit_lets_it_go() -> None:
    """As under loperamide or a laxative: nothing is fitted anew (DV15, RG16)."""
    usual, slow, fast = (
        found.run(days=14)
        for found in (twin(2), twin(2).with_transit(60.0), twin(2).with_transit(15.0))
    )
    wet = [course.stool(-1)["wet"] for course in (slow, usual, fast)]
    assert wet == sorted(wet)
    form = [course.stool(-1)["form"] for course in (slow, usual, fast)]
    assert form == sorted(form)
    assert all(1 <= each <= 7 for each in form)
    for course in (slow, usual, fast):  # what healthy people range over (RO15)
        assert 63 < course.stool(-1)["water"] < 86
    assert slow.load[-1] > fast.load[-1]
    for course in (slow, fast):
        assert course.conservation.worst < 1e-6
        assert np.abs(course.shares[-1] - course.shares[0]).sum() > 0.01


def test_the_same_transit_changes_nothing() -> None:
    hours = load().physiology.value("transit.colon")
    course = twin(2).with_transit(hours).run(days=7)
    assert np.abs(course.shares[-1] - course.shares[0]).sum() < 1e-3


def test_an_impossible_transit_is_refused() -> None:
    with pytest.raises(UsageError, match="positive"):
        twin(2).with_transit(0.0)


def test_adherence_lowers_the_mean_dose_and_mixes_diets() -> None:
    def rates(phrase: str) -> np.ndarray:
        return eaten(twin(2), as_protocol(phrase).active(0))

    part = rates("20 g/day inulin at 80 % adherence")
    assert part == pytest.approx(rates("16 g/day inulin"))
    kept, usual, mixed = (
        rates(f"{x}") for x in ("vegan diet", "no change", "vegan diet at 60 % adherence")
    )
    solid = [i for i, (name, _) in enumerate(intake_targets(twin(2).blueprint)) if name == "pectin"]
    assert mixed[solid] == pytest.approx((0.6 * kept + 0.4 * usual)[solid])


def test_what_is_taken_on_some_days_comes_on_those_only() -> None:
    course = twin(2).run("20 g inulin every 3 days until day 5", days=6)
    b = course.twin.blueprint
    there = course.x[:, b.at("inulin", b.habitat.names[0])]
    assert there[1] > 2 * there[3]
    assert there[4] > 2 * there[3]
    assert course.conservation.worst < 1e-9


def test_how_people_live_needs_the_body() -> None:
    with pytest.raises(UsageError, match="acts through the body, which is left out"):
        twin(2).run("sleep 4 h/night for 2 nights", body=False)


@pytest.mark.parametrize("meals", [False, True])
def test_what_is_swallowed_at_once_comes_then_and_not_with_meals(meals: bool) -> None:
    found, at = twin(2), twin(2).blueprint.at("inulin", SUPPLY)
    gulp = Protocol((Supplement("inulin", 480.0, 0.25, 0.25 + 0.5 / 24),))
    how = {"days": 1.0, "every": 1 / 48, "meals": meals}
    plain, fed = (run(found, plan, **how) for plan in (Protocol(), gulp))  # type: ignore[arg-type]
    part = found.knowledge.foods["inulin"].per_gram["inulin"].internal
    more = -(fed.x[-1, at] - plain.x[-1, at]) * found.blueprint.grams("inulin")
    assert more == pytest.approx(10 * part, rel=1e-4)
    assert len(fed.days) == len(fed.x) == len(fed.networks)
    assert np.diff(fed.days).min() > 1e-6
