"""``holobiont resist``: how well a gut resists somebody who comes."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from holobiont.cli import options as opt

if TYPE_CHECKING:
    from holobiont.knowledge import Knowledge
    from holobiont.twin.resist import Resistance, Visit

Against = Annotated[
    str, typer.Option("--against", metavar="TAXON", help="Who comes: id or name of a taxon.")
]
Dose = Annotated[
    float,
    typer.Option("--dose", metavar="N", help="Cells, or spores, that are swallowed within a day."),
]
Day = Annotated[
    float | None,
    typer.Option("--day", metavar="N", help="When; the day the protocol ends if omitted."),
]
_WIDTH = 34


def resist(
    sample_file: opt.SampleFile,
    do: opt.Do = None,
    against: Against = "clostridioides_difficile",
    dose: Dose = 1e6,
    day: Day = None,
    sample: opt.SampleId = None,
    taxonomy: opt.Taxonomy = None,
    diet: opt.Diet = "western_us",
    transit: opt.Transit = None,
    days: opt.Days = None,
    members: opt.Members = 0,
    seed: opt.Seed = 0,
    json_file: opt.JsonFile = None,
) -> None:
    """Tell how well a gut resists a microbe that is swallowed, and what holds it back.

    The exponent is the growth of a few cells or spores a day; below zero
    they are resisted.
    """
    from holobiont.cli.files import STDOUT, check_file, write_text
    from holobiont.cli.plan import protocol_of
    from holobiont.cli.samples import choose, introduce, person
    from holobiont.cli.screen import data, working

    check_file(json_file)
    plan, whose = protocol_of(do, days), person(diet, transit)
    (profile,) = choose(sample_file, sample, taxonomy=taxonomy)
    with working("Fitting the twin"):
        from holobiont.twin import Twin

        twin = Twin.fit(profile, whose)
    with working("Letting it come"):
        from holobiont.twin.resist import Versions
        from holobiont.twin.resist import resist as meet

        others = Versions(members, seed)
        found = meet(twin, against, plan, dose=dose, day=day, days=days, versions=others)
    introduce(twin.mapped)
    if json_file != STDOUT:
        data("\n".join(lines(found, twin.knowledge)))
    if json_file is not None:
        import json

        write_text(json_file, json.dumps(plain(found), indent=1) + "\n")


def lines(found: Resistance, knowledge: Knowledge) -> Iterator[str]:
    """Yield the report, a line each, of at most 80 columns."""
    from holobiont.twin.resist import brakes

    visit, challenge = found.visit, found.challenge
    name = knowledge.taxa[challenge.taxon].name
    yield f"{name}, {challenge.dose:.3g} cells or spores swallowed on day {challenge.day:g}"
    verdict = "grows" if visit.exponent > 0 else "is resisted"
    yield _line("growth when rare (1/d)", visit.exponent, found, lambda v: v.exponent, verdict)
    for i, place in enumerate(visit.invasion.places):
        value = float(visit.invasion.local[visit.at, i])
        yield _line(f"  in {place}", value, found, partial(_local, i))
    yield _line("most cells per gram of stool", visit.peak, found, lambda v: v.peak)
    yield _line("days until it is gone", visit.cleared, found, lambda v: v.cleared)
    opened = visit.invasion.open_days
    yield _line("days on which it would grow", opened, found, lambda v: v.invasion.open_days)
    if found.resisted is not None:
        yield f"{'versions that resist':<{_WIDTH}}{found.resisted:>10.0%}"
    yield ""
    yield "Growth when rare would be higher by (1/d), if there were no"
    for brake, more in sorted(brakes(visit).items(), key=lambda pair: -pair[1]):
        yield _line(f"  {brake}", more, found, partial(_lifted, brake))


def _local(i: int, visit: Visit) -> float:
    return float(visit.invasion.local[visit.at, i])


def _lifted(brake: str, visit: Visit) -> float:
    from holobiont.twin.resist import brakes

    return brakes(visit)[brake]


def _line(
    name: str,
    value: float,
    found: Resistance,
    read: Callable[[Visit], float],
    verdict: str = "",
) -> str:
    between = found.between(read)
    shown = "" if between is None else f"  [{_number(between[0])}, {_number(between[1])}]"
    return f"{name:<{_WIDTH}}{_number(value):>10}{shown}{'  ' + verdict if verdict else ''}"


def _number(value: float) -> str:
    return "never" if math.isinf(value) else f"{value:.3g}"


def plain(found: Resistance) -> dict[str, Any]:
    """Return the answer as plain data; what never comes is None."""
    from holobiont.twin.resist import brakes

    visit, challenge = found.visit, found.challenge
    local = dict(zip(visit.invasion.places, visit.invasion.local[visit.at].tolist(), strict=True))
    reads: dict[str, Callable[[Visit], float]] = {
        "exponent": lambda v: v.exponent,
        "peak": lambda v: v.peak,
        "cleared": lambda v: v.cleared,
        "open_days": lambda v: v.invasion.open_days,
    }
    return {
        "against": challenge.taxon,
        "dose": challenge.dose,
        "day": challenge.day,
        "days": challenge.days,
        **{name: _finite(read(visit)) for name, read in reads.items()},
        "interval": {n: _pair(found.between(read)) for n, read in reads.items()},
        "resisted": found.resisted,
        "local": local,
        "brakes": dict(brakes(visit)),
        "course": {
            "days": visit.invasion.days.tolist(),
            "exponent": visit.invasion.exponent.tolist(),
        },
    }


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _pair(between: tuple[float, float] | None) -> list[float | None] | None:
    return None if between is None else [_finite(edge) for edge in between]
