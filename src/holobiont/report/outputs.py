"""What the ecosystem makes: estimates beside what is usual."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from holobiont.gut import byproducts
from holobiont.host import blood
from holobiont.knowledge.ranges import UsualRange, load_ranges
from holobiont.report.estimate import Estimate
from holobiont.report.model import Output, Segment, Usual
from holobiont.report.reading import Reading
from holobiont.report.spread import Ensemble

_DAILY = "mmol/day"
#: Outputs of a report: id, label, group, unit.
TABLE = (
    ("products", "all fermentation acids and ethanol", "acids", _DAILY),
    ("acetate", "acetate", "acids", _DAILY),
    ("propionate", "propionate", "acids", _DAILY),
    ("butyrate", "butyrate", "acids", _DAILY),
    ("bcfa", "branched-chain fatty acids", "acids", _DAILY),
    ("lactate", "lactate", "acids", _DAILY),
    ("succinate", "succinate", "acids", _DAILY),
    ("ethanol", "ethanol", "acids", _DAILY),
    ("hydrogen", "hydrogen", "gases", _DAILY),
    ("methane", "methane", "gases", _DAILY),
    ("hydrogen_sulfide", "hydrogen sulfide", "gases", _DAILY),
    ("energy", "energy from fermentation", "body", "kcal/day"),
    ("absorbed", "short-chain fatty acids absorbed", "body", "%"),
    ("stool_wet", "stool, wet", "stool", "g/day"),
    ("stool_dry", "stool, dry", "stool", "g/day"),
    ("stool_water", "water in stool", "stool", "%"),
    ("stool_form", "stool form (Bristol scale)", "stool", "type"),
    ("stool_bacteria", "bacteria in stool, dry", "stool", "g/day"),
    ("stool_density", "bacteria in stool", "stool", "cells/g"),
    *blood.TABLE,
    *byproducts.TABLE,
)
LABELS = {name: label for name, label, _, _ in TABLE}
UNITS = {name: unit for name, _, _, unit in TABLE}
#: Numbers of the model are inferred: no person was measured.
INFERRED = "C"


def of_day(name: str) -> Callable[[Reading], float]:
    """Return a reader of one output of the usual day."""
    return lambda reading: reading.day[name]


def outputs(ensemble: Ensemble) -> tuple[Output, ...]:
    """Return every output with interval and usual range."""
    ranges = load_ranges()
    return tuple(
        Output(
            name,
            label,
            group,
            ensemble.estimate(of_day(name), unit),
            usual(name, ranges),
            INFERRED,
            ranges[name].range.note if name in ranges else "",
        )
        for name, label, group, unit in TABLE
    )


def usual(name: str, ranges: Mapping[str, UsualRange]) -> Usual | None:
    """Return what is usual of an output, where it is known."""
    if name not in ranges:
        return None
    found = ranges[name]
    low, high = found.range.spread
    return Usual(
        found.range.value, low, high, found.population, found.range.source, found.range.grade
    )


def all_usual() -> dict[str, Usual]:
    """Return every usual range by id."""
    ranges = load_ranges()
    found = {name: usual(name, ranges) for name in ranges}
    return {name: item for name, item in found.items() if item is not None}


def segments(ensemble: Ensemble, places: tuple[str, ...]) -> tuple[Segment, ...]:
    """Return the state of every segment."""
    return tuple(_segment(ensemble, place) for place in places)


def _segment(ensemble: Ensemble, place: str) -> Segment:
    def take(what: str, unit: str) -> Estimate:
        return ensemble.estimate(of_day(f"{what}_{place}"), unit)

    return Segment(
        place,
        take("ph", "pH"),
        take("acetate", "mM"),
        take("propionate", "mM"),
        take("butyrate", "mM"),
        take("scfa", "mM"),
        take("biomass", "g"),
        take("water", "mL"),
    )
