"""Numbers of people become one number for each part, with an interval."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from holobiont.validation.compare import Design, summary
from holobiont.validation.experiment import Compare, Observable, Statistic

PEOPLE = np.array([[1.0, 10.0], [2.0, 20.0], [4.0, 40.0]])


def design(
    compare: Compare,
    statistic: Statistic = "median",
    *,
    same: bool = True,
    groups: tuple[str, ...] = ("a", "b"),
    what: Observable | None = None,
) -> Design:
    return Design(what or Observable(kind="x"), compare, statistic, same, groups)


def test_levels_stand_arm_by_arm() -> None:
    middle, edges = summary(design("level"), [PEOPLE, 2 * PEOPLE])
    assert middle == [2, 20, 4, 40]
    assert all(low < value < high for value, (low, high) in zip(middle, edges, strict=True))
    assert summary(design("level", "mean", groups=("a",)), [PEOPLE])[0] == pytest.approx(
        [7 / 3, 70 / 3]
    )


@pytest.mark.parametrize(
    ("compare", "expected"),
    [("ratio", 3), ("change", 4), ("percent", 200), ("log10", np.log10(3)), ("sign", 1)],
)
def test_each_person_is_compared_with_themselves(compare: Compare, expected: float) -> None:
    middle, edges = summary(design(compare), [PEOPLE, 3 * PEOPLE])
    assert middle[0] == pytest.approx(expected)
    if compare != "change":
        assert edges[0] == pytest.approx((expected, expected))


def test_different_people_are_compared_as_groups() -> None:
    middle, edges = summary(design("ratio", same=False), [PEOPLE, 3 * PEOPLE[:2]])
    assert middle[0] == pytest.approx(3 * 1.5 / 2)
    assert edges[0][0] < middle[0] < edges[0][1]


def test_a_standardized_difference_pools_arms_of_a_group() -> None:
    arms = [PEOPLE, PEOPLE + 1, PEOPLE + 3]
    middle, _ = summary(design("smd", groups=("low", "high", "high")), arms)
    first, other = PEOPLE[:, 0], np.concatenate([PEOPLE[:, 0] + 1, PEOPLE[:, 0] + 3])
    squares = ((first - first.mean()) ** 2).sum() + ((other - other.mean()) ** 2).sum()
    assert middle[0] == pytest.approx((other.mean() - first.mean()) / np.sqrt(squares / 7))


@given(st.floats(-5, 5), st.floats(-5, 5))
def test_a_line_has_its_slope(slope: float, start: float) -> None:
    x = np.array([[0.0], [1.0], [2.0], [3.0]])
    arms = [np.hstack([start + slope * x, x]), np.hstack([start + slope * (x + 9), x + 9])]
    assert summary(design("slope"), arms)[0][0] == pytest.approx(slope, abs=1e-9)
    if abs(slope) > 1e-3:
        assert summary(design("correlation"), arms)[0][0] == pytest.approx(np.sign(slope))


def test_a_prevalence_counts_people_with_a_result() -> None:
    what = Observable(kind="x", above=2.0)
    column = np.array([[1.0], [2.0], [3.0], [np.nan]])
    middle, edges = summary(design("level", "prevalence", what=what, groups=("a",)), [column])
    assert middle[0] == pytest.approx(200 / 3)
    assert edges[0][0] < middle[0] < edges[0][1]


def test_a_spread_is_compared_with_a_spread() -> None:
    middle, edges = summary(design("ratio", "sd", same=False), [PEOPLE, 3 * PEOPLE[:, ::-1]])
    assert middle == pytest.approx([30, 0.3])
    assert edges[0][0] <= middle[0] <= edges[0][1]
    assert np.isnan(summary(design("level", "sd", groups=("a",)), [PEOPLE[:1]])[0][0])


def test_who_gave_no_result_does_not_count_and_infinite_days_do() -> None:
    column = np.array([[1.0], [np.inf], [np.nan], [np.inf], [2.0], [np.inf]])
    middle, edges = summary(design("level", groups=("a",)), [column])
    assert np.isinf(middle[0])
    assert edges[0] == (1.0, np.inf)
    assert np.isnan(summary(design("level", groups=("a",)), [np.full((2, 1), np.nan)])[0][0])


def test_the_same_people_give_the_same_interval() -> None:
    arms = [PEOPLE, PEOPLE + 1]
    assert summary(design("smd"), arms) == summary(design("smd"), arms)
