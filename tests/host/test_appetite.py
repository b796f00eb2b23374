"""What people eat at a meal."""

import pytest

from holobiont.host.registry import body
from holobiont.knowledge import load


def test_propionate_of_ten_grams_of_ester_lowers_a_meal_by_a_tenth() -> None:
    rest = body(["appetite"], load())
    usual = rest.value("propionate_absorbed")
    course = rest.run(7, {"propionate_absorbed": usual + 10 * 0.24 / 74 * 1000 / 7 * 24})
    assert course["meal_energy"][-1] == pytest.approx(0.9, abs=0.005)


def test_nothing_changes_where_the_way_is_cut() -> None:
    rest = body(["appetite"], load(), without=["propionate_appetite"])
    course = rest.run(7, {"propionate_absorbed": 500.0})
    assert course["meal_energy"][-1] == pytest.approx(1)
