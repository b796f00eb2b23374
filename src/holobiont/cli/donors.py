"""``holobiont donors``: rank donors of a transplant for one recipient."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from holobiont.cli import options as opt

if TYPE_CHECKING:
    from holobiont.profile import Profile
    from holobiont.protocol.transplant import Route

Recipient = Annotated[
    Path, typer.Argument(metavar="RECIPIENT", help="Who gets it: a table of one sample.")
]
Donors = Annotated[
    list[Path],
    typer.Argument(metavar="DONOR...", help="Who may give it: tables of one or more samples."),
]
Grams = Annotated[
    float | None, typer.Option("--grams", metavar="G", help="Wet stool; 50 g if omitted.")
]
Way = Annotated[
    str,
    typer.Option("--route", metavar="ROUTE", help="colonoscopy, enema, capsules, nasoduodenal."),
]
Prep = Annotated[
    bool, typer.Option("--prep/--no-prep", help="Whether the bowel is emptied right before.")
]
Day = Annotated[
    float | None,
    typer.Option("--day", metavar="N", help="Day of the transplant; 2 days after --do if omitted."),
]
By = Annotated[
    str,
    typer.Option(
        "--by",
        metavar="OUTCOME",
        help="engraftment, donor_share, shannon, butyrate or secondary_bile_acids.",
    ),
]


def donors(
    recipient_file: Recipient,
    donor_files: Donors,
    do: opt.Do = None,
    sample: opt.SampleId = None,
    taxonomy: opt.Taxonomy = None,
    diet: opt.Diet = "western_us",
    transit: opt.Transit = None,
    grams: Grams = None,
    route: Way = "colonoscopy",
    prep: Prep = True,
    day: Day = None,
    days: opt.Days = None,
    by: By = "engraftment",
    members: opt.Members = 4,
    seed: opt.Seed = 0,
    json_file: opt.JsonFile = None,
) -> None:
    """Rank donors of a fecal transplant for a recipient, by what each would do there.

    What is done before is said with --do, such as '500 mg/day vancomycin for
    10 days'.
    """
    from holobiont.cli.files import STDOUT, check_file
    from holobiont.cli.plan import protocol_of
    from holobiont.cli.samples import choose, introduce, person
    from holobiont.cli.screen import data, stages, working

    check_file(json_file)
    before = protocol_of(do, None) if do else None
    (profile,) = choose(recipient_file, sample, taxonomy=taxonomy)
    whose, givers = person(diet, transit), _profiles(donor_files, taxonomy)
    from holobiont.knowledge import load
    from holobiont.rank import Giving, check_outcome, rank_donors
    from holobiont.twin import Twin

    check_outcome(by)
    giving = Giving(before, grams, _route(route), prep, day, days)
    giving.phrase(load())  # complains before any work about what cannot be done
    with working("Fitting the recipient"):
        twin = Twin.fit(profile, whose)
    introduce(twin.mapped)
    with stages("Ranking the donors") as tell:
        found = rank_donors(
            twin,
            givers,
            giving,
            by=by,
            members=members,
            seed=seed,
            progress=tell,
        )
    if json_file != STDOUT:
        data(str(found))
    if json_file is not None:
        import json

        from holobiont.cli.files import write_text
        from holobiont.rank.text import as_data

        write_text(json_file, json.dumps(as_data(found), indent=2) + "\n")


def _route(name: str) -> Route:
    """Return a route, or complain with the nearest."""
    from typing import cast

    from holobiont.errors import UsageError, did_you_mean
    from holobiont.protocol.transplant import ROUTES

    if name not in ROUTES:
        hint = did_you_mean(name, ROUTES) or f" Known: {', '.join(ROUTES)}."
        raise UsageError(f"{name!r} is not a route of a transplant.{hint}")
    return cast("Route", name)


def _profiles(paths: list[Path], taxonomy: Path | None) -> dict[str, Profile]:
    """Return the donors by name: of the sample, and of its file where two have the same."""
    from holobiont.profile import read

    found: dict[str, Profile] = {}
    for path in paths:
        for name, profile in read(path, taxonomy=taxonomy).items():
            found[f"{path.stem}:{name}" if name in found else name] = profile
    return found
