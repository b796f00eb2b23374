"""Linear algebra runs on one thread inside, and as before outside."""

import numpy as np
import pytest
from threadpoolctl import threadpool_info

from holobiont.engine.threads import single_threaded


def threads() -> list[int]:
    np.linalg.inv(np.eye(2))
    return [pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"]


def test_one_thread_inside_and_as_before_outside() -> None:
    before = threads()
    inside = single_threaded(threads)()
    if not before:
        pytest.skip("this numpy has no BLAS that can be told")
    assert set(inside) == {1}
    assert threads() == before


def test_one_inside_another_leaves_one_thread_until_the_outer_ends() -> None:
    before = threads()
    inner = single_threaded(threads)

    def outer() -> tuple[list[int], list[int]]:
        return inner(), threads()

    if not before:
        pytest.skip("this numpy has no BLAS that can be told")
    first, then = single_threaded(outer)()
    assert set(first) == set(then) == {1}
    assert threads() == before


def test_arguments_results_and_errors_pass_through() -> None:
    @single_threaded
    def divide(a: float, *, by: float) -> float:
        return a / by

    assert divide(6.0, by=3.0) == 2.0
    assert divide.__name__ == "divide"
    before = threads()
    with pytest.raises(ZeroDivisionError):
        divide(1.0, by=0.0)
    assert threads() == before
