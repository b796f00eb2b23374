"""``holobiont grow``: a gut from birth to three years."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from holobiont.cli import options as opt
from holobiont.errors import UsageError

if TYPE_CHECKING:
    from holobiont.profile import Profile
    from holobiont.twin.development import Childhood

Delivery = Annotated[
    str, typer.Option("--delivery", metavar="NAME", help="How it is born: vaginal or caesarean.")
]
MilkName = Annotated[
    str, typer.Option("--milk", metavar="NAME", help="What it drinks: breast, formula or mixed.")
]
Weaning = Annotated[
    float | None,
    typer.Option("--weaning", metavar="MONTHS", help="Age at the first solid food."),
]
Pool = Annotated[
    Path | None,
    typer.Option(
        "--pool", metavar="FILE", help="Stool profile of the family; a typical one if omitted."
    ),
]
Guest = Annotated[
    list[str] | None,
    typer.Option(
        "--with", metavar="TAXON", help="A taxon that comes with the milk too; may be repeated."
    ),
]
Months = Annotated[
    float | None, typer.Option("--months", metavar="N", help="How long to follow; three years.")
]

_DAYS_A_MONTH = 365 / 12
LONGEST_MONTHS = 36.0
"""The knowledge speaks of the first three years."""


def grow(
    delivery: Delivery = "vaginal",
    milk: MilkName = "breast",
    weaning: Weaning = None,
    pool: Pool = None,
    guest: Guest = None,
    sample: opt.SampleId = None,
    taxonomy: opt.Taxonomy = None,
    diet: opt.Diet = "western_us",
    months: Months = None,
    json_file: opt.JsonFile = None,
    tsv_file: opt.TsvFile = None,
) -> None:
    """Follow a gut from birth: first settlers, milk, weaning, the family's food.

    Nothing is fitted: who stays follows from traits, food, body and who arrives.
    """
    from holobiont.cli.files import STDOUT, check_files
    from holobiont.cli.screen import data, say, working

    check_files(json_file, tsv_file)
    _check("--months", months)
    _check("--weaning", weaning)
    with working("Growing up"):
        from holobiont.knowledge import load
        from holobiont.profile import map_profile
        from holobiont.twin.development import grow as follow
        from holobiont.twin.upbringing import Upbringing, family_of, taxon_of

        known = load()
        child = Upbringing(
            known,
            family_of(map_profile(_family(pool, sample, taxonomy), known)),
            _spelled(delivery, known.development.deliveries if known.development else ()),
            milk,
            None if weaning is None else weaning * _DAYS_A_MONTH,
            known.diet(diet).id,
            tuple(taxon_of(known, name) for name in guest or ()),
        )
        grown = follow(child, None if months is None else months * _DAYS_A_MONTH)
    if STDOUT not in (json_file, tsv_file):
        data(str(grown))
    say(f"\nConservation of the elements over the years\n{grown.conservation}")
    _write(grown, json_file, tsv_file)


def _family(pool: Path | None, sample: str | None, taxonomy: Path | None) -> Profile:
    """Return the profile of the family: the given one, or the published means."""
    if pool is not None:
        from holobiont.cli.samples import choose

        return choose(pool, sample, taxonomy=taxonomy)[0]
    if sample is not None or taxonomy is not None:
        raise UsageError("--sample and --taxonomy tell of a table: give it with --pool FILE.")
    from holobiont.knowledge import load
    from holobiont.profile.example import example_profile

    return example_profile(load())


def _spelled(name: str, known: Iterable[str]) -> str:
    """Return the known name that one is a spelling of, such as ``cesarean``, or else itself."""
    from holobiont.protocol.names import key

    return next((each for each in known if key(each) == key(name)), name)


def _check(option: str, months: float | None) -> None:
    if months is not None and not 0 < months <= LONGEST_MONTHS:
        raise UsageError(
            f"{option} {months:g} is not possible: give more than 0 and at most "
            f"{LONGEST_MONTHS:g} months."
        )


def _write(grown: Childhood, json_file: Path | None, tsv_file: Path | None) -> None:
    from holobiont.cli.files import tsv, write_text

    if json_file is None and tsv_file is None:
        return
    from holobiont.twin.childhood_text import rows

    found = list(rows(grown))
    if tsv_file is not None:
        write_text(tsv_file, tsv(found))
    if json_file is not None:
        import json

        given = grown.upbringing
        whole = {
            "delivery": given.delivery,
            "milk": given.milk,
            "weaning": given.weaning,
            "diet": given.diet,
            "course": found,
        }
        write_text(json_file, json.dumps(whole, indent=1) + "\n")
