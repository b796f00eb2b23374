"""Writing an entry to the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from holobiont.cli.explain.entry import Entry
from holobiont.cli.screen import out
from holobiont.knowledge import Knowledge

if TYPE_CHECKING:
    from rich.console import Console

    from holobiont.knowledge.schema import Quantity, Series

_ROOM = (0, 0, 0, 2)


def show(entry: Entry, knowledge: Knowledge) -> None:
    """Print an entry: what it is, equations, facts, numbers, papers."""
    console = out()
    console.print(f"[bold]{escape(entry.name)}[/], {escape(entry.kind)}")
    if entry.text:
        console.print(Padding(Text(entry.text), _ROOM))
    _equations(console, entry)
    if entry.facts:
        table = Table.grid(padding=(0, 2, 0, 0))
        for key, value in entry.facts:
            table.add_row(f"[dim]{escape(key)}[/]", Text(value))
        console.print(Padding(table, (1, 0, 0, 2)))
    if entry.numbers:
        console.print()
        console.print(_numbers(entry))
        _notes(console, entry)
    _papers(console, entry, knowledge)
    console.print()


def _equations(console: Console, entry: Entry) -> None:
    if entry.equations:
        console.print("\n[bold]Equations[/]")
    for line in entry.equations:
        console.print(Padding(Text(line), _ROOM))


def _numbers(entry: Entry) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 1, 0, 0))
    for title in ("Numbers", "value", "95 % range", "source", "status", "grade"):
        table.add_column(title, overflow="fold")
    group = ""
    for path, number in entry.numbers:
        start, _, rest = path.rpartition(".")
        if start != group and start:
            table.add_row(f"[dim]{escape(start)}[/]")
        group = start
        name = Padding(rest.replace("_", " "), _ROOM if start else 0)
        source = number.source.replace(";", " ")
        table.add_row(name, _value(number), _range(number), source, number.status, number.grade)
    return table


def _notes(console: Console, entry: Entry) -> None:
    notes = [(path, number.note) for path, number in entry.numbers if number.note]
    if notes:
        console.print("\n[bold]Notes[/]")
    for path, note in notes:
        console.print(Padding(Text(f"{path.replace('_', ' ')}: {note}"), _ROOM))


def _value(number: Quantity | Series) -> str:
    values = number.value if isinstance(number.value, tuple) else (number.value,)
    unit = "" if number.unit == "1" else f" {number.unit}"
    return ", ".join(f"{value:.4g}" for value in values) + unit


def _range(number: Quantity | Series) -> str:
    if getattr(number, "alone", False):
        return ""
    return ", ".join(f"{low:.4g} to {high:.4g}" for low, high in _spreads(number))


def _spreads(number: Quantity | Series) -> tuple[tuple[float, float], ...]:
    first = number.spread[0]
    return number.spread if isinstance(first, tuple) else (number.spread,)  # type: ignore[return-value]


def _papers(console: Console, entry: Entry, knowledge: Knowledge) -> None:
    if not entry.codes:
        return
    console.print("\n[bold]Sources[/]")
    table = Table.grid(padding=(0, 2, 0, 0))
    for code in entry.codes:
        table.add_row(escape(code), Text(_citation(code, knowledge)))
    console.print(Padding(table, _ROOM))


def _citation(code: str, knowledge: Knowledge) -> str:
    from holobiont.knowledge.measures import load_measures

    found = knowledge.references.get(code) or load_measures().references.get(code)
    if found is None:
        return "no citation"
    return f"{found.citation.rstrip('.')}. {f'https://doi.org/{found.doi}' if found.doi else ''}"
