"""``holobiont culture``: grow a community in a closed vessel."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from holobiont.cli import options as opt
from holobiont.errors import UsageError

if TYPE_CHECKING:
    from holobiont.culture import CultureResult

Substrate = Annotated[
    list[str] | None,
    typer.Option(
        "--substrate",
        metavar="NAME=G/L",
        help="What is fed, in grams per liter, such as 'inulin=10'; may be repeated.",
    ),
]
Medium = Annotated[
    str, typer.Option("--medium", metavar="NAME", help="What else is in the vessel.")
]
Hours = Annotated[
    float | None,
    typer.Option("--hours", metavar="N", help="How long; as usual for the medium if omitted."),
]
Inoculum = Annotated[
    float | None,
    typer.Option("--inoculum", metavar="G/L", help="Dry biomass; as usual if omitted."),
]
HeldPh = Annotated[
    float | None, typer.Option("--ph", metavar="PH", help="Hold the pH here, as a controller does.")
]
Phage = Annotated[
    list[str] | None,
    typer.Option(
        "--phage",
        metavar="NAME=PFU/ML",
        help="A phage that is there from the beginning, such as 't4_like=1e6'; may be repeated.",
    ),
]

Spores = Annotated[
    list[str] | None,
    typer.Option(
        "--spores",
        metavar="NAME=SPORES/ML",
        help="Spores of a member that are there from the beginning, such as "
        "'clostridioides_difficile=1e6'; may be repeated.",
    ),
]

LONGEST_HOURS = 1000.0
"""Longest culture that is followed [h]."""
HIGHEST_PH = 14.0
HIGHEST_DOSE = 1000.0
"""No more than that fits in a liter [g/L]."""
HIGHEST_TITER = 1e13
"""No stock holds more [particles/mL, or spores]."""


def culture(
    sample_file: opt.SampleFile,
    substrate: Substrate = None,
    medium: Medium = "basal",
    hours: Hours = None,
    inoculum: Inoculum = None,
    ph: HeldPh = None,
    phage: Phage = None,
    spores: Spores = None,
    sample: opt.SampleId = None,
    taxonomy: opt.Taxonomy = None,
    tsv_file: opt.TsvFile = None,
) -> None:
    """Grow a sample in a closed vessel, as an ex-vivo experiment does.

    The processes are those of the colon, without a body around them.
    """
    from holobiont.cli.files import STDOUT, check_file, tsv, write_text
    from holobiont.cli.samples import choose, introduce
    from holobiont.cli.screen import data, say, working

    check_file(tsv_file)
    fed = _amounts("--substrate", substrate or [], "grams per liter", "inulin=10", HIGHEST_DOSE)
    titers = _amounts("--phage", phage or [], "particles per mL", "t4_like=1e6", HIGHEST_TITER)
    sown = _amounts(
        "--spores", spores or [], "spores per mL", "clostridioides_difficile=1e6", HIGHEST_TITER
    )
    _check(hours, ph)
    (profile,) = choose(sample_file, sample, taxonomy=taxonomy)
    with working("Growing the culture"):
        from holobiont.culture import Options
        from holobiont.culture import culture as grow
        from holobiont.knowledge import load
        from holobiont.profile import map_profile

        mapped = map_profile(profile, load())
        found = grow(
            mapped,
            substrate=fed,
            medium=medium,
            inoculum=inoculum,
            hours=hours,
            options=Options(ph=ph, phages=titers, spores=sown),
        )
    introduce(mapped)
    if tsv_file != STDOUT:
        data(str(found))
    say(f"\nConservation of the elements over the culture\n{found.conservation}")
    if tsv_file is not None:
        write_text(tsv_file, tsv(_rows(found)))


def _amounts(
    option: str, phrases: Sequence[str], what: str, example: str, most: float
) -> dict[str, float]:
    """Read ``name=amount``."""
    found: dict[str, float] = {}
    for phrase in phrases:
        name, _, text = phrase.partition("=")
        try:
            amount = float(text)
        except ValueError:
            kind, _, usual = example.partition("=")
            raise UsageError(
                f"{option} {phrase!r} is not understood: write a name and its {what}, such as "
                f"'{name.strip() or kind}={usual}'."
            ) from None
        if not 0 <= amount <= most:
            raise UsageError(f"{option} {phrase!r} is not possible: give 0 to {most:g} {what}.")
        found[name.strip()] = found.get(name.strip(), 0.0) + amount
    return found


def _check(hours: float | None, ph: float | None) -> None:
    if hours is not None and not 0 < hours <= LONGEST_HOURS:
        raise UsageError(f"--hours {hours:g} is not possible: give 0 to {LONGEST_HOURS:g} hours.")
    if ph is not None and not 0 < ph < HIGHEST_PH:
        raise UsageError(f"--ph {ph:g} is not possible: give a pH such as 6.8.")


def _rows(found: CultureResult) -> Iterator[dict[str, str | float]]:
    """Yield one flat row for each time and quantity."""
    from holobiont.gut import observe

    series = [(name, "mmol/L", found.concentration(name)) for name in observe.PRODUCTS]
    series += [("hydrogen in the headspace", "mmol/L", found.gas("hydrogen"))]
    series += [("pH", "", found.ph), ("biomass", "g/L", found.biomass)]
    series += [(name, "PFU/mL", found.titer(name)) for name in found.blueprint.phage_ids]
    series += [(f"{m} spores", "1/mL", found.spores(m)) for m in found.blueprint.sporing]
    members = zip(found.members, found.shares.T, strict=True)
    series += [(f"share of {name}", "1", values) for name, values in members]
    for quantity, unit, values in series:
        for hour, value in zip(found.hours, values, strict=True):
            yield {
                "hour": float(hour),
                "quantity": quantity,
                "unit": unit,
                "value": float(value),
            }
