"""``holobiont explain``: equations, values and papers behind any name."""

from __future__ import annotations

from typing import Annotated

import typer

Name = Annotated[
    str | None,
    typer.Argument(
        metavar="NAME",
        help="A taxon, guild, pathway, compound, polymer, diet, food, drug, probiotic, phage, "
        "habit, medium, process, law, measure, trait, module, coupling or quantity of the body, "
        "condition, intervention or source code.",
        show_default=False,
    ),
]


def explain(name: Name = None) -> None:
    """Say what is known of a name: equations, values with their range and source, papers.

    Of a condition: what is on the way to it, what was tried, what did nothing.
    Without a name, the conditions are listed; 'drugs', 'foods' and so on list
    all of a kind.
    """
    from holobiont.cli.explain.find import find
    from holobiont.cli.explain.outcomes import listed
    from holobiont.cli.explain.show import show
    from holobiont.knowledge import load

    knowledge = load()
    if name is None:
        return show(listed(knowledge), knowledge)
    for entry in find(name, knowledge):
        show(entry, knowledge)
