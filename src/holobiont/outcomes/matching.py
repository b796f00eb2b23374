"""Which studies are about what a person does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from holobiont.knowledge.schema import Effect, Intervention
from holobiont.outcomes.model import Kinship
from holobiont.protocol import Protocol, Step

Interventions = Mapping[str, Intervention]


@dataclass(frozen=True)
class Match:
    """A step of a protocol, an intervention that was studied, and how they are related."""

    step: Step
    intervention: str
    kinship: Kinship


def matches(protocol: Protocol, interventions: Interventions) -> tuple[Match, ...]:
    """Return the interventions that the steps of a protocol are related to, the closest first.

    Parameters
    ----------
    protocol : Protocol
    interventions : mapping of str to Intervention
        Those of the knowledge.
    """
    found: dict[tuple[str, str], Match] = {}
    for step in protocol:
        for name, kinship in _related(step, interventions):
            found.setdefault((step.what, name), Match(step, name, kinship))
    return tuple(found.values())


def told(effect: Effect, match: Match) -> bool:
    """Return whether an effect is told for a step: of mere kin only what warns."""
    if effect.intervention != match.intervention:
        return False
    return match.kinship != "kin" or effect.null or effect.contradictory


def _related(step: Step, interventions: Interventions) -> Iterator[tuple[str, Kinship]]:
    named = {name for name, each in interventions.items() if step.what in (name, *each.steps)}
    same = {name for name in named if step.what == name or len(interventions[name].steps) == 1}
    studied = named | {name for name, each in interventions.items() if step.noun in each.kinds}
    group = studied | {wider for name in studied for wider in _wider(name, interventions)}
    kin = {name for name in interventions if studied & set(_wider(name, interventions))}
    ranks: tuple[tuple[Kinship, set[str]], ...] = (("same", same), ("group", group), ("kin", kin))
    for kinship, names in ranks:
        yield from ((name, kinship) for name in interventions if name in names)


def _wider(name: str, interventions: Interventions) -> Iterator[str]:
    """Yield the interventions that one is within, the closest first."""
    wider = interventions[name].within
    while wider:
        yield wider
        wider = interventions[wider].within
