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


class Tell(Protocol):
    """Tell how far the work has come."""

    def __call__(self, what: str, done: int, total: int) -> None:
        """Say what is done, how much of it, and of how much; 0 where that is not known."""


@contextmanager
def stages(label: str) -> Iterator[Tell]:
    """Show a progress bar on a terminal while work is done, and nothing elsewhere."""
    console = err()
    if not console.is_terminal:
        yield lambda what, done, total: None
        return
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task(label, total=None)

        def tell(what: str, done: int, total: int) -> None:
            shown = f"{what[:1].upper()}{what[1:]}"
            progress.update(task, description=shown, completed=done, total=total or None)

        yield tell


@contextmanager
def working(label: str) -> Iterator[None]:
    """Show a bar without an end while something is done."""
    with stages(label):
        yield


def each(items: Sequence[T], label: str) -> Iterator[T]:
    """Go through items with a progress bar."""
    with stages(label) as tell:
        for done, item in enumerate(items):
            tell(label, done, len(items))
            yield item
