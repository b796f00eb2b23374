"""``holobiont run``: fit a twin and follow a protocol."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from holobiont.cli import options as opt

if TYPE_CHECKING:
    from holobiont.twin import Trajectory, Twin

Meals = Annotated[
    bool, typer.Option("--meals", metavar="", help="Eat three meals a day instead of a daily mean.")
]
Dispersal = Annotated[
    bool,
    typer.Option("--dispersal", metavar="", help="Let strains come from other people and food."),
]


def run(
    sample_file: opt.SampleFile,
    do: opt.Do = None,
    start_date: opt.StartDate = None,
    sample: opt.SampleId = None,
    taxonomy: opt.Taxonomy = None,
    diet: opt.Diet = "western_us",
    transit: opt.Transit = None,
    days: opt.Days = None,
    meals: Meals = False,
    dispersal: Dispersal = False,
    seed: opt.Seed = 0,
    tsv_file: opt.TsvFile = None,
) -> None:
    """Fit a twin to a sample and follow a protocol, day by day.

    Prints the start, the end and the change, and how well matter is conserved.
    """
    from holobiont.cli.files import STDOUT, check_file, tsv, write_text
    from holobiont.cli.plan import protocol_of
    from holobiont.cli.samples import choose, person
    from holobiont.cli.screen import data, working

    check_file(tsv_file)
    plan, whose = protocol_of(do, days, start_date), person(diet, transit)
    (profile,) = choose(sample_file, sample, taxonomy=taxonomy)
    with working("Fitting the twin"):
        from holobiont.twin import Twin

        twin = Twin.fit(profile, whose)
        twin = twin.with_dispersal(seed) if dispersal else twin
    with working("Following the protocol"):
        course = twin.run(plan, days=days, meals=meals)
    _introduce(twin)
    if tsv_file != STDOUT:
        data(str(course))
    _conservation(course)
    if tsv_file is not None:
        from holobiont.twin.text import tidy

        write_text(tsv_file, tsv(tidy(course)))


def _introduce(twin: Twin) -> None:
    from holobiont.cli.samples import introduce
    from holobiont.cli.screen import say

    introduce(twin.mapped)
    if twin.unsupported:
        names = ", ".join(twin.knowledge.taxa[each].name for each in twin.unsupported)
        say(f"The model's biology does not support the share of: {names}.")
    say("")


def _conservation(course: Trajectory) -> None:
    from holobiont.cli.screen import say

    say(f"\nConservation of the elements over the run\n{course.conservation}")
