"""What a twin, its body and its profile say of mediators, by id."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from holobiont.errors import KnowledgeError, did_you_mean
from holobiont.gut import byproducts, observe
from holobiont.gut.blueprint import ABSORBED, FLATUS
from holobiont.host import BodyCourse, blood
from holobiont.host.registry import make
from holobiont.knowledge import Knowledge
from holobiont.knowledge.schema import Mediator
from holobiont.profile.example import example_profile
from holobiont.profile.measures import Measures, measure
from holobiont.twin import Trajectory

SHARE = "share."
_GASES = ("hydrogen", "methane")
_SEGMENTS = ("proximal", "transverse", "distal")
_RELEASED = "mmol/d"
_DAY = 24.0
_PERCENT = 100.0
#: Unit of everything that the gut gives, but for shares of taxa.
GUT: Mapping[str, str] = {
    **dict.fromkeys((*observe.PRODUCTS, *_GASES, "scfa"), _RELEASED),
    **{f"{gas}_breath": "ppm" for gas in _GASES},
    **{f"ph_{place}": "" for place in _SEGMENTS},
    **{name: unit for name, _, _, unit in blood.TABLE},
    **{name: unit for name, _, _, unit in byproducts.TABLE},
    **{f"stool_{part}": "g/d" for part in ("wet", "dry", "bacteria")},
    "stool_water": "%",
    "stool_form": "Bristol",
    "stool_density": "1/g",
}


def gut(course: Trajectory, k: int) -> dict[str, float]:
    """Return every quantity of the gut at a kept time, by id; shares of taxa in percent."""
    b, flows = course.twin.blueprint, course.flows(k)
    found = {name: observe.released(flows, (name,)) for name in observe.PRODUCTS}
    found["scfa"] = sum(found[name] for name in observe.SCFA)
    for gas in _GASES:
        found[gas] = flows[gas, ABSORBED] + flows[gas, FLATUS]
        found[f"{gas}_breath"] = observe.breath(b, flows, gas)
    places = zip(b.habitat.names, course.ph_at(k), strict=True)
    found |= {f"ph_{place}": float(value) for place, value in places}
    found |= {f"stool_{part}": value for part, value in course.stool(k).items()}
    found |= blood.blood(course.first_pass(k))
    found |= byproducts.byproducts(b, flows, course.x[k], course.shares[k])
    shares = zip(course.hosts, course.host_shares[k], strict=True)
    return found | {f"{SHARE}{name}": _PERCENT * float(share) for name, share in shares}


def gut_value(found: Mapping[str, float], name: str) -> float:
    """Return a quantity of the gut; a taxon that is not there has a share of nothing."""
    return found.get(name, 0.0) if name.startswith(SHARE) else found[name]


def gut_unit(name: str) -> str:
    """Return the unit of a quantity of the gut; complain with the nearest one."""
    if name.startswith(SHARE):
        return "%"
    if name not in GUT:
        raise KnowledgeError(f"{name!r} is nothing that the gut gives.{did_you_mean(name, GUT)}")
    return GUT[name]


def body_ends(body: BodyCourse, name: str) -> tuple[float, float]:
    """Return the means of a column over the first and the last day of a run of the body.

    Of a run that is shorter than two days, its first and last value.
    """
    hours, values = body.hours, body[name]
    if hours[-1] - hours[0] < 2 * _DAY:
        return float(values[0]), float(values[-1])
    return _mean(body, name, hours[0]), _mean(body, name, hours[-1] - _DAY)


def _mean(body: BodyCourse, name: str, start: float) -> float:
    inside = body.hours[(body.hours > start) & (body.hours < start + _DAY)]
    hours = np.concatenate([[start], inside, [start + _DAY]])
    values = np.interp(hours, body.hours, body[name])
    return float(np.trapezoid(values, hours) / _DAY)


def check_mediators(knowledge: Knowledge) -> None:
    """Check that every mediator is a quantity that a twin, its body or its profile gives.

    Raises
    ------
    KnowledgeError
        Naming the file and the nearest quantity.
    """
    names = {
        "gut": {*GUT, *(f"{SHARE}{taxon}" for taxon in knowledge.taxa)},
        "body": set(body_units(knowledge)),
        "profile": set(_measures(knowledge).ids),
    }
    for key, condition in knowledge.outcomes.items():
        for mediator in condition.mediators:
            _check(mediator, names[mediator.of], f"outcomes/{key}.toml")


def body_units(knowledge: Knowledge) -> dict[str, str]:
    """Return the unit of every state and output of the body's modules."""
    made = [make(name, knowledge) for name in knowledge.host]
    states = {name: unit for module in made for name, (unit, *_) in module.states.items()}
    return states | {name: each.unit for module in made for name, each in module.outputs.items()}


def _measures(knowledge: Knowledge) -> Measures:
    return measure(example_profile(knowledge), knowledge=knowledge)


def _check(mediator: Mediator, names: set[str], file: str) -> None:
    if mediator.id not in names:
        hint = did_you_mean(mediator.id, names)
        raise KnowledgeError(
            f"{file}: mediators: {mediator.id!r} is nothing that the {mediator.of} gives.{hint}"
        )
