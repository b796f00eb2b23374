"""Work spread over processes: the same results, and nothing left behind."""

import time
from multiprocessing import active_children

import pytest

from holobiont.engine.processes import spread


def _long(seconds: float) -> float:
    time.sleep(seconds)
    return seconds


def _refused(number: int) -> int:
    if number == 3:
        raise ValueError("three")
    return number * number


@pytest.mark.parametrize("processes", [1, 2, 5])
def test_the_order_does_not_depend_on_the_number_of_processes(processes: int) -> None:
    waits = [0.05, 0.0, 0.02, 0.0]
    assert list(spread(_long, waits, processes)) == waits


@pytest.mark.parametrize("processes", [1, 2])
def test_what_a_task_raises_reaches_the_reader(processes: int) -> None:
    with pytest.raises(ValueError, match="three"):
        list(spread(_refused, [1, 2, 3, 4], processes))
    assert not active_children()


def test_a_reader_that_stops_ends_the_work() -> None:
    found = spread(_long, [0.0, 1e4, 1e4, 1e4], 2)
    assert next(found) == 0.0
    found.close()  # would wait for hours
    assert not active_children()
