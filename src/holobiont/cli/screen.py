"""What people see: data on standard output, everything else on standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from rich.console import Console

T = TypeVar("T")


def out() -> Console:
    """Return the console of standard output."""
    from rich.console import Console

    return Console(highlight=False, emoji=False)


def err() -> Console:
    """Return the console of standard error."""
    from rich.console import Console

    return Console(stderr=True, highlight=False, emoji=False)


def say(text: str, style: str = "") -> None:
    """Tell people something, on standard error."""
    err().print(text, markup=False, style=style or None)


def data(text: str) -> None:
    """Write data to standard output as it is."""
    sys.stdout.write(text if text.endswith("\n") else f"{text}\n")


class Advance(Protocol):
    """Tell how far the work has come."""

    def __call__(self, label: str = "") -> None:
        """Finish one piece of work; `label` says what comes next."""


@contextmanager
def working(label: str, total: int | None = None) -> Iterator[Advance]:
    """Show a progress bar on a terminal while work is done, and nothing elsewhere.

    Parameters
    ----------
    label
        What is being done.
    total
        Number of pieces; a bar without an end if not known.
    """
    console = err()
    if not console.is_terminal:
        yield lambda label="": None
        return
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task(label, total=total)

        def advance(label: str = "") -> None:
            progress.update(task, advance=1, description=label or None)

        yield advance


def each(items: Sequence[T], label: str) -> Iterator[T]:
    """Go through items with a progress bar."""
    with working(label, len(items)) as advance:
        for item in items:
            yield item
            advance()
