"""``holobiont explain``: equations, values and papers behind any name."""

from __future__ import annotations

from typing import Annotated

import typer

Name = Annotated[
    str,
    typer.Argument(
        metavar="NAME",
        help="A taxon, guild, pathway, compound, polymer, diet, food, process, law, measure, "
        "quantity of the body, trait or source code.",
        show_default=False,
    ),
]


def explain(name: Name) -> None:
    """Say what is known of a name: equations, values with their range and source, papers."""
    from holobiont.cli.explain.find import find
    from holobiont.cli.explain.show import show
    from holobiont.knowledge import load

    knowledge = load()
    for entry in find(name, knowledge):
        show(entry, knowledge)
