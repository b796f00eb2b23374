"""``holobiont demo``: the main job on an example profile."""

from __future__ import annotations

from pathlib import Path

from holobiont.cli import options as opt

PROTOCOL = "20 g/day inulin for 4 weeks"


def demo(
    output: opt.Folder = Path("holobiont-demo"),
    members: opt.Members = 8,
    seed: opt.Seed = 0,
) -> None:
    """Write the report of an example: published mean abundances, and four weeks of inulin."""
    from holobiont.cli.files import check_folder
    from holobiont.cli.make import Making, make
    from holobiont.cli.plan import protocol_of

    check_folder(output)
    plan = protocol_of([PROTOCOL], None)
    from holobiont.knowledge import load
    from holobiont.profile.example import example_profile
    from holobiont.twin import Person

    make(example_profile(load()), Making(plan, Person(), None, members, seed), output)
