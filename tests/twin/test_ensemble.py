"""An ensemble is the same for the same seed, and its interval is in order."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from holobiont.twin.ensemble import ensemble, interval
from tests.twin.people import twin


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=30))
def test_an_interval_is_ordered_and_inside(values: list[float]) -> None:
    low, middle, high = interval(values)
    slack = 1e-9 * max(map(abs, values))
    assert min(values) - slack <= low <= middle + slack
    assert middle <= high + slack <= max(values) + 2 * slack


@pytest.mark.slow
def test_an_ensemble_is_repeatable_and_spread() -> None:
    done: list[int] = []
    first = ensemble(twin(2), 2, seed=3, progress=done.append)
    again = ensemble(twin(2), 2, seed=3)
    other = ensemble(twin(2), 2, seed=4)
    assert done[-1] == 2
    assert [t.residency.x.tobytes() for t in first] == [t.residency.x.tobytes() for t in again]
    assert {t.residency.x.tobytes() for t in first}.isdisjoint(
        t.residency.x.tobytes() for t in other
    )
    for member in first:
        assert member.blueprint.member_ids == twin(2).blueprint.member_ids
        assert not np.allclose(member.shares, twin(2).shares)
