"""What is to be done, and for how long; ``holobiont plan`` shows it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from holobiont.cli import options as opt
from holobiont.errors import UsageError

if TYPE_CHECKING:
    from holobiont.protocol import Protocol

LONGEST_DAYS = 3660.0
"""Longest course that is followed [d]: ten years."""

What = Annotated[
    list[str],
    typer.Argument(
        metavar="PROTOCOL",
        help="What is done, such as '20 g/day inulin for 4 weeks', or a file of steps.",
        show_default=False,
    ),
]


def plan(
    what: What,
    start_date: opt.StartDate = None,
    days: opt.Days = None,
    toml_file: opt.TomlFile = None,
) -> None:
    """Show what a protocol means: each step on a line of time, and its days.

    Needs no sample and simulates nothing.
    """
    from holobiont.cli.files import STDOUT, check_file, write_text
    from holobiont.cli.screen import data, say
    from holobiont.protocol.timeline import timeline

    check_file(toml_file)
    protocol = protocol_of(what, days, start_date)
    if toml_file != STDOUT:
        data(timeline(protocol, days))
    if toml_file is not None:
        write_text(toml_file, protocol.to_toml())
    for sentence in _silent(protocol):
        say(sentence)


def _silent(protocol: Protocol) -> Sequence[str]:
    from holobiont.knowledge import load
    from holobiont.twin.wayback import silent

    return silent(tuple(protocol), load())


def protocol_of(
    phrases: Sequence[str] | None, days: float | None, start: str | None = None
) -> Protocol:
    """Return the protocol of all phrases and files together, or complain before any long work.

    Raises
    ------
    UsageError
        If a phrase is not understood, or the course would be too long.
    """
    from holobiont.protocol import Protocol, as_protocol

    plan = as_protocol(list(phrases), start=start) if phrases else Protocol()
    horizon = plan.days if days is None else days
    if horizon > LONGEST_DAYS:
        raise UsageError(
            f"A course of {horizon:g} days is too long: ask for at most {LONGEST_DAYS:g} days."
        )
    plan.boundaries(days)
    return plan
