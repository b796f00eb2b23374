"""A person who gets a transplant of stool: a donor's strains as they live in the donor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from holobiont.engine.law import Array
from holobiont.errors import InputError, UsageError, did_you_mean
from holobiont.gut import observe
from holobiont.gut.arrive import Newcomer
from holobiont.gut.blueprint import BIOMASS, STOOL
from holobiont.gut.inoculate import Amounts, cleansed, placed, prepared
from holobiont.gut.refit import constants
from holobiont.knowledge import Knowledge
from holobiont.profile import Profile, read
from holobiont.protocol import AUTOLOGOUS, Cleansing, Protocol, Step, Transplant
from holobiont.twin.newcomers import dosed, newcomer, with_newcomers

if TYPE_CHECKING:
    from holobiont.twin.twin import Twin

#: How the strains of a donor are called.
DONOR = "donor"


def donors_of(protocol: Protocol) -> tuple[str, ...]:
    """Return the donors that a protocol names, in order, the person not among them."""
    named = (step.donor for step in protocol if isinstance(step, Transplant))
    return tuple(dict.fromkeys(donor for donor in named if donor != AUTOLOGOUS))


def label(donors: tuple[str, ...], donor: str) -> str:
    """Return what is put behind the taxa of a donor: ``"donor"``, ``"donor 2"``."""
    number = donors.index(donor)
    return f"{DONOR} {number + 1}" if number else DONOR


def donor_twins(
    protocol: Protocol, given: Mapping[str, Profile | Twin], knowledge: Knowledge
) -> dict[str, Twin]:
    """Fit a twin to each donor of a protocol.

    Parameters
    ----------
    given : mapping
        Donors by the names under which the protocol speaks of them; other names are those of files.

    Raises
    ------
    InputError
        If a file cannot be read, or nothing of a donor is known.
    """
    return {name: _twin(name, given, knowledge) for name in donors_of(protocol)}


def _twin(name: str, given: Mapping[str, Profile | Twin], knowledge: Knowledge) -> Twin:
    if name not in given and not Path(name).exists():
        hint = did_you_mean(name, given) if given else ""
        raise InputError(
            f"the donor {name!r} is not a file: give the path of the donor's profile, or "
            f"'{AUTOLOGOUS}'.{hint}"
        )
    donor = given[name] if name in given else _read(name, Path(name).stat().st_mtime_ns)
    try:
        return _fitted(donor, knowledge) if isinstance(donor, Profile) else donor
    except InputError as error:
        raise InputError(f"the donor {name!r} cannot be used: {error}") from error


@lru_cache(maxsize=8)
def _read(path: str, _changed: int) -> Profile:
    profiles = read(path)
    if len(profiles) > 1:
        raise UsageError(
            f"the donor {path!r} holds {len(profiles)} samples ({', '.join(list(profiles)[:5])}): "
            "write the one that gives into a file of its own"
        )
    return profiles.profiles[0]


@lru_cache(maxsize=8)
def _fitted(profile: Profile, knowledge: Knowledge) -> Twin:
    """Fit a donor as a typical person: once for each knowledge."""
    from holobiont.twin.twin import Twin

    return Twin.fit(profile, knowledge=knowledge)


def with_donors(twin: Twin, protocol: Protocol, donors: Mapping[str, Twin]) -> Twin:
    """Return the twin with places for the strains of all donors.

    Each eats as eagerly as at home, and is held back at the density that it has at home.
    """
    names = tuple(donors)
    guests: list[Newcomer] = []
    for name, donor in donors.items():
        guests += _strains(twin, donor, label(names, name))
    return with_newcomers(twin, guests)


def _strains(twin: Twin, donor: Twin, strain: str) -> list[Newcomer]:
    home, b = donor.residency, donor.blueprint
    resident = constants(b, home.network)["resident"]
    return [
        newcomer(
            twin,
            member.taxon.id,
            strain=strain,
            fitness=home.fitness[i],
            mucosal=home.mucosal[i],
            density=np.array([resident[member.id, place] for place in b.habitat.names]),
            pace=member.pace,
        )
        for i, member in enumerate(b.members)
    ]


def stool_of(donor: Twin, grams: float) -> dict[str, float]:
    """Return what is in a wet stool of a twin at rest, by species; organisms by their ids."""
    b, x = donor.blueprint, donor.residency.x
    flows = observe.daily_all(b, donor.network, x)
    part = grams / observe.stool(b, flows)["wet"]
    found = {s: part * amount for (s, place), amount in flows.items() if place == STOOL}
    biomass = found.pop(BIOMASS)
    shares = observe.shares(b, x)
    living = {m: biomass * float(p) for m, p in zip(b.member_ids, shares, strict=True)}
    return {s: max(amount, 0.0) for s, amount in found.items()} | living


def happened(twin: Twin, x: Array, events: Iterable[Step], donors: Mapping[str, Twin]) -> Array:
    """Return a state after the transplants of a moment, and what empties the bowel before.

    Parameters
    ----------
    twin : Twin
        With places for the strains of all donors; at rest it is who an autologous stool is from.
    """
    for step in sorted(events, key=lambda step: isinstance(step, Transplant)):
        if isinstance(step, Cleansing) or (isinstance(step, Transplant) and step.prep):
            x = cleansed(twin.blueprint, x)
        if isinstance(step, Transplant):
            x = placed(twin.blueprint, x, _given(twin, step, donors), step.route)
    return x


def _given(twin: Twin, step: Transplant, donors: Mapping[str, Twin]) -> Amounts:
    """Return what arrives of a transplant, organisms by their ids in the recipient."""
    if step.donor == AUTOLOGOUS:
        return prepared(twin.blueprint, stool_of(twin, step.grams), step.route)
    donor = donors[step.donor]
    amounts = prepared(donor.blueprint, stool_of(donor, step.grams), step.route)
    strain = label(tuple(donors), step.donor)
    own = {m.id: f"{m.taxon.id} ({strain})" for m in donor.blueprint.members}
    living = {own[name]: amounts.pop(name) for name in own}
    return {**amounts, **dosed(twin, living)}
