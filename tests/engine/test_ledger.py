"""The conservation report finds what is lost, and nothing where nothing is."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from holobiont.engine.ledger import Balance, balance

#: Carbon and hydrogen in two substances; the second holds twice the first.
ELEMENTS, COMPOSITION = ("C", "H"), np.array([[1.0, 2.0], [4.0, 8.0]])


@given(a=st.floats(1, 1e3), b=st.floats(1, 1e3), turned=st.floats(0.1, 1e3))
def test_a_turnover_that_balances_loses_nothing(a: float, b: float, turned: float) -> None:
    before = np.array([2 * turned + a, b])
    found = balance(ELEMENTS, COMPOSITION, before, before + np.array([-2 * turned, turned]))
    assert found.worst < 1e-12 * (1 + max(a, b) / turned)
    assert found.moved == pytest.approx([2 * turned, 8 * turned])


def test_a_loss_is_found_and_named() -> None:
    found = balance(ELEMENTS, COMPOSITION, np.array([10.0, 0.0]), np.array([0.0, 4.0]))
    assert found.lost == pytest.approx([-2.0, -8.0])
    assert found.worst == pytest.approx(2.0 / 9.0)
    assert "C" in str(found)
    assert "H" in str(found)


def test_nothing_that_moved_is_nothing_lost() -> None:
    x = np.array([1.0, 2.0])
    assert balance(ELEMENTS, COMPOSITION, x, x).worst == 0.0


def test_rounding_in_an_element_that_barely_moves_is_no_loss() -> None:
    moved, lost = np.array([1e4, 1e-12, 0.0]), np.array([1e-10, 1e-13, 0.0])
    assert Balance(("C", "S", "P"), moved, lost).worst < 1e-6


def test_matter_from_nowhere_is_a_loss_however_little_moves() -> None:
    """A thousandth of a millimole of sulfur next to a mole of carbon is seen."""
    assert Balance(("C", "S"), np.array([1e3, 1e-3]), np.array([0.0, 1e-3])).worst == 1.0
    assert Balance(("C", "S"), np.array([1e3, 1e-9]), np.array([0.0, 1e-5])).worst > 1.0
