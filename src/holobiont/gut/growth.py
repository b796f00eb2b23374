"""Growth, fermentation and hydrolysis: what organisms do to what surrounds them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from holobiont.engine.law import Index, Process
from holobiont.gut import kinetics
from holobiont.gut.blueprint import Blueprint
from holobiont.gut.energetics import cached_reaction
from holobiont.gut.fluxes import Fluxes
from holobiont.gut.members import Feed, pathways_for


def hydrolysis(b: Blueprint) -> Process:
    """Polymers to dissolved products at the pace of their degraders (Contois; JE23)."""
    fluxes = Fluxes("hydrolysis", kinetics.contois)
    for name, polymer in b.knowledge.polymers.items():
        for s, place in enumerate(b.habitat.names):
            reads = (b.at(name, place), int(b.degraders(name)[s]), int(b.public(name)[s]))
            fluxes.add(
                reads,
                b.effect(polymer.stoichiometry, place),
                rate=polymer.k_hydrolysis.internal,
                half=polymer.K_contois.internal,
            )
    return fluxes.process()


def growth(b: Blueprint) -> Process:
    """Growth on dissolved substrates (microPop kinetics; K15, K18)."""
    fluxes = Fluxes("growth", kinetics.growth)
    helper_half = b.knowledge.physiology.value("half_saturation.cosubstrate")
    for feed in b.feeds:
        for s, place in enumerate(b.habitat.names):
            fluxes.add(
                _growth_reads(b, feed, s, place),
                _growth_effect(b, feed.member, dict(feed.reaction), place),
                rate=feed.mu_max,
                half=feed.half,
                threshold=0.0,
                helper_half=helper_half if feed.helper else 0.0,
                fitness=0.0,
            )
    corners = _corners(b, [f.member for f in b.feeds for _ in b.habitat.names])
    return fluxes.process(corners=corners)


def _growth_reads(b: Blueprint, feed: Feed, s: int, place: str) -> tuple[int, ...]:
    member = b.member_ids[feed.member]
    plenty = b.plenty(feed)
    helper = b.concentration(feed.helper) if feed.helper else plenty
    return (
        b.at(member, place),
        int(b.concentration(feed.substrate)[s]),
        int(plenty[s]),
        int(helper[s]),
        int(b.nutrition[s]),
        int(b.ph[s]),
    )


def selfish_growth(b: Blueprint) -> Process:
    """Growth on the share of a polymer that its degrader keeps to itself."""
    fluxes = Fluxes("selfish_growth", kinetics.selfish_growth)
    owners: list[int] = []
    for i, member in enumerate(b.members):
        for polymer, kept in member.taxon.private.items():
            if polymer in member.taxon.hydrolyses:
                owners += _selfish(b, fluxes, i, polymer, kept.internal)
    return fluxes.process(corners=_corners(b, owners))


def _selfish(b: Blueprint, fluxes: Fluxes, i: int, name: str, kept: float) -> list[int]:
    """Add the selfish fluxes of one member on one polymer; return the owner of each."""
    taxon, member = b.members[i].taxon, b.member_ids[i]
    polymer = b.knowledge.polymers[name]
    owners = []
    pull = taxon.hydrolyses[name].internal * kept * polymer.k_hydrolysis.internal
    for share, net in _on_polymer(b, i, name):
        for s, place in enumerate(b.habitat.names):
            reads = (
                b.at(member, place),
                b.at(name, place),
                int(b.degraders(name)[s]),
                int(b.nutrition[s]),
                int(b.ph[s]),
            )
            fluxes.add(
                reads,
                _growth_effect(b, i, net, place),
                rate=pull * share / -net[name],
                half=polymer.K_contois.internal,
                fitness=0.0,
            )
            owners.append(i)
    return owners


def _on_polymer(b: Blueprint, i: int, name: str) -> list[tuple[float, dict[str, float]]]:
    """Share and reaction per gram of each pathway by which a member grows on a polymer."""
    polymer = b.knowledge.polymers[name]
    product = max(polymer.products, key=lambda p: polymer.products[p])
    found = []
    for pathway, share in pathways_for(b.knowledge, b.members[i].taxon, product).items():
        reaction = dict(cached_reaction(b.knowledge, pathway, product))
        residues = -reaction.pop(product) / polymer.products[product]
        for other, amount in polymer.stoichiometry.items():
            if other != product:
                reaction[other] = reaction.get(other, 0.0) + residues * amount
        found.append((share, reaction))
    return found


def _growth_effect(
    b: Blueprint, i: int, reaction: Mapping[str, float], place: str
) -> dict[int, float]:
    return {b.at(b.member_ids[i], place): 1.0, **b.effect(reaction, place)}


def _corners(b: Blueprint, owners: list[int]) -> tuple[np.ndarray, ...]:
    table = np.array([[q.internal for q in m.taxon.ph.corners()] for m in b.members])
    index: Index = np.array(owners, dtype=np.intp)
    return tuple(table.reshape(-1, 4)[index].T)
