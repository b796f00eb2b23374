"""Spread whole runs over processes, and end them at once when nobody waits for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

A = TypeVar("A")
R = TypeVar("R")


def spread(task: Callable[[A], R], items: Sequence[A], processes: int = 1) -> Iterator[R]:
    """Yield what a task makes of each item, in order, whatever the number of processes.

    Parameters
    ----------
    task : callable
        With several processes it, the items and what it makes must be picklable.
    items : sequence
    processes : int
        How many to use at most.

    Notes
    -----
    When the reader stops, by an interrupt too, work under way is given up: a run takes seconds to
    minutes, and nobody would see it.
    """
    if processes <= 1 or len(items) <= 1:
        yield from map(task, items)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import active_children

    others = set(active_children())
    pool = ProcessPoolExecutor(min(processes, len(items)), initializer=_deaf)
    try:
        yield from pool.map(task, items)
    except BaseException:
        for child in set(active_children()) - others:
            child.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _deaf() -> None:
    """Leave interrupts to the process that started this one."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
