"""Do the same for every subject, on a few processes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from holobiont.engine.processes import spread
from holobiont.errors import HolobiontError

C = TypeVar("C")
R = TypeVar("R")


def each(
    work: Callable[[C], R], cases: Sequence[C], jobs: int = 1
) -> tuple[list[tuple[C, R]], list[str]]:
    """Return (case, result) of those that can be simulated, and why others cannot."""
    found: list[tuple[C, R]] = []
    failed: list[str] = []
    results = spread(partial(_guarded, work), cases, jobs)
    for done, (case, result) in enumerate(zip(cases, results, strict=True), 1):
        if isinstance(result, str):
            failed.append(result)
        else:
            found.append((case, result))
        if sys.stderr.isatty():
            print(f"\r{done}/{len(cases)}", end="", file=sys.stderr)
    if sys.stderr.isatty():
        print(file=sys.stderr)
    return found, failed


def _guarded(work: Callable[[C], R], case: C) -> R | str:
    try:
        return work(case)
    except HolobiontError as error:
        return str(error)


def told(failed: Sequence[str]) -> str:
    """Return one line on who could not be simulated; empty when everybody could."""
    return f"{len(failed)} could not be simulated, such as: {failed[0]}"[:200] if failed else ""
