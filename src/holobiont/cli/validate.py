"""``holobiont validate``: published experiments, predicted beside measured."""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from holobiont.cli import options as opt

if TYPE_CHECKING:
    from holobiont.profile import Profile

Ids = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[ID]...", help="Which experiments; all if omitted.", show_default=False
    ),
]
People = Annotated[
    int,
    typer.Option("--people", min=1, max=1000, metavar="N", help="How many people take part."),
]
Profiles = Annotated[
    Path | None,
    typer.Option(
        "--profiles",
        metavar="FILE",
        help="Table of real profiles whose first N people take part; virtual ones if omitted.",
        show_default=False,
    ),
]


def validate(
    ids: Ids = None,
    people: People = 20,
    profiles: Profiles = None,
    seed: opt.Seed = 0,
    json_file: opt.JsonFile = None,
) -> None:
    """Repeat published experiments: predicted beside expected, pass or miss.

    A miss is no failure of the command: it is what the model does not yet explain.
    """
    from holobiont.cli.files import STDOUT, check_file, write_text
    from holobiont.cli.screen import data, stages

    check_file(json_file)
    with stages("Repeating experiments") as tell:
        from holobiont.validation import as_json, table
        from holobiont.validation import validate as repeat

        rows = repeat(
            ids or None,
            None if profiles is None else _first(profiles, people),
            progress=lambda done, total: tell("Repeating experiments", done, total),
            people=people,
            seed=seed,
        )
    if json_file != STDOUT:
        data(table(rows))
    if json_file is not None:
        text = json.dumps(as_json(rows), indent=2, ensure_ascii=False)
        write_text(json_file, f"{text}\n")


def _first(path: Path, people: int) -> list[Profile]:
    """Return the first people of a table."""
    from holobiont.profile import read

    return list(islice(read(path).values(), people))
