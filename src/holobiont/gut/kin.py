"""Strains of one host share what crowding takes: it goes by the density of them all."""

from __future__ import annotations

from collections.abc import Sequence

from holobiont.engine.law import Process
from holobiont.gut import kinetics
from holobiont.gut.blueprint import BIOMASS, NECROMASS, WATER, Blueprint
from holobiont.gut.fluxes import Fluxes
from holobiont.gut.members import Member


def kin_crowding(b: Blueprint, name: str, strains: Sequence[Member], start: int) -> Process:
    """Lose strains to the density of their kin.

    Parameters
    ----------
    name : str
        What the law is called.
    strains : sequence of Member
    start : int
        Position of the biomass of kin, by strain and segment.
    """
    fluxes = Fluxes(name, kinetics.kin_crowding)
    debris = 1.0 / b.knowledge.gram_per_mmol(BIOMASS)
    places = b.habitat.names
    for i, strain in enumerate(strains):
        for s, place in enumerate(places):
            source = b.at(strain.id, place)
            fluxes.add(
                (source, b.at(WATER, place), start + i * len(places) + s),
                {source: -1.0, b.at(NECROMASS, place): debris},
                rate=0.0,
                resident=1.0,
            )
    return fluxes.process()
