"""Keep linear algebra on one thread.

The systems are small: threads cost more than they bring, and their number would change the last
digits of results. Parallel work belongs to whole runs.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

_INSIDE: ContextVar[bool] = ContextVar("single_threaded", default=False)


def single_threaded(function: Callable[P, R]) -> Callable[P, R]:
    """Make a function run its linear algebra on one thread.

    Asking the libraries takes milliseconds, so a function called by another asks no more.
    """

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        if _INSIDE.get():
            return function(*args, **kwargs)
        from threadpoolctl import threadpool_limits

        token = _INSIDE.set(True)
        try:
            with threadpool_limits(limits=1, user_api="blas"):
                return function(*args, **kwargs)
        finally:
            _INSIDE.reset(token)

    return run
