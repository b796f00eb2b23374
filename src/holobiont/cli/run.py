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

Body = Annotated[
    bool,
    typer.Option("--body", metavar="", help="Let the body act back on the gut, whatever is done."),
]
Without = Annotated[
    list[str] | None,
    typer.Option(
        metavar="NAME",
        help="Cut a module of the body, a coupling or a number of the gut; may be repeated.",
        show_default=False,
    ),
]
Hypotheses = Annotated[
    bool,
    typer.Option(
        "--hypotheses", metavar="", help="Let couplings act that have no source; implies --body."
    ),
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
    body: Body = False,
    without: Without = None,
    hypotheses: Hypotheses = False,
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
        from holobiont.twin.joint import WayBack

        twin = Twin.fit(profile, whose).without(*(without or ()))
        twin = twin.with_dispersal(seed) if dispersal else twin
    way = WayBack(hypotheses=hypotheses) if body or hypotheses else None
    with working("Following the protocol"):
        course = twin.run(plan, days=days, meals=meals, body=way)
    _introduce(twin)
    _silent(course)
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


def _silent(course: Trajectory) -> None:
    from holobiont.cli.screen import say
    from holobiont.twin.wayback import silent

    for sentence in silent(tuple(course.protocol), course.twin.knowledge, course.way):
        say(sentence)


def _conservation(course: Trajectory) -> None:
    from holobiont.cli.screen import say

    say(f"\nConservation of the elements over the run\n{course.conservation}")
