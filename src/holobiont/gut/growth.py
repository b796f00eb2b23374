"""Growth, fermentation and hydrolysis: what organisms do to what surrounds them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from holobiont.engine.law import Index, Process
from holobiont.gut import kinetics
from holobiont.gut.blueprint import Blueprint
from holobiont.gut.energetics import cached_reaction
from holobiont.gut.fluxes import Fluxes
from holobiont.gut.members import Feed, gives_nitrogen, pathways_for
from holobiont.knowledge.schema import Polymer

#: Laws by which members grow: in the lumen, and in the mucus.
GROWTH, MUCOSAL = ("growth", "selfish_growth"), ("mucosal_growth", "mucin_growth")
GROWING = (*GROWTH, *MUCOSAL)


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


@dataclass(frozen=True)
class Site:
    """Where members grow: in the lumen of a segment, or in the mucus at its wall.

    Attributes
    ----------
    home : str
        Place of the members.
    segment : str
        Place whose solutes they live on, the `number`-th in order of flow.
    ph : int
        Position of the pH they feel.
    own : mapping
        Species that they find in another place than the segment.
    """

    home: str
    segment: str
    number: int
    ph: int
    own: Mapping[str, str] = field(default_factory=dict)


def lumen(b: Blueprint) -> tuple[Site, ...]:
    """Every segment's lumen, or the vessel."""
    return tuple(Site(place, place, s, int(b.ph[s])) for s, place in enumerate(b.habitat.names))


def growth(b: Blueprint) -> Process:
    """Growth on dissolved substrates (microPop kinetics; K15, K18)."""
    return on_dissolved(b, "growth", b.feeds, lumen(b))


def on_dissolved(b: Blueprint, name: str, feeds: Sequence[Feed], sites: Sequence[Site]) -> Process:
    """Growth on some feeds at some sites."""
    fluxes = Fluxes(name, kinetics.growth)
    for feed in feeds:
        effects = _growth_effects(b, feed.member, feed.reaction, sites)
        for reads, effect in zip(_growth_reads(b, feed, sites), effects, strict=True):
            fluxes.add(
                reads,
                effect,
                rate=feed.mu_max * b.members[feed.member].pace,
                half=feed.half,
                threshold=feed.threshold,
                helper_half=feed.helper_half,
                fitness=0.0,
            )
    return fluxes.process(corners=_corners(b, [f.member for f in feeds for _ in sites]))


def _growth_reads(b: Blueprint, feed: Feed, sites: Sequence[Site]) -> Iterator[tuple[int, ...]]:
    """Yield what growth on a feed reads at each site."""
    plenty = b.plenty(feed).tolist()
    helper = b.concentration(feed.helper).tolist() if feed.helper else plenty
    food = b.concentration(feed.substrate).tolist()
    means = b.means(feed.member, nitrogen=feed.brings_nitrogen).tolist()
    who = b.member_ids[feed.member]
    for site in sites:
        k = site.number
        yield b.at(who, site.home), food[k], plenty[k], helper[k], means[k], site.ph


def selfish_growth(b: Blueprint) -> Process:
    """Growth on the share of a polymer that its degrader keeps to itself."""
    kept = [{p: q.internal for p, q in m.taxon.private.items()} for m in b.members]
    return on_kept(b, "selfish_growth", kept, lumen(b), b.degraders)


def on_kept(
    b: Blueprint,
    name: str,
    kept: Sequence[Mapping[str, float]],
    sites: Sequence[Site],
    degraders: Callable[[str], Index],
) -> Process:
    """Growth on what members keep of the polymers they degrade (one mapping a member)."""
    fluxes = Fluxes(name, kinetics.selfish_growth)
    owners: list[int] = []
    for i, member in enumerate(b.members):
        for polymer, share in kept[i].items():
            if polymer in member.taxon.hydrolyses:
                owners += _selfish(b, fluxes, (i, polymer, share), sites, degraders(polymer))
    return fluxes.process(corners=_corners(b, owners))


def _selfish(
    b: Blueprint,
    fluxes: Fluxes,
    what: tuple[int, str, float],
    sites: Sequence[Site],
    degraders: Index,
) -> list[int]:
    """Add the selfish fluxes of one member on one polymer; return the owner of each."""
    i, name, kept = what
    polymer = b.knowledge.polymers[name]
    owners = []
    pull = b.members[i].taxon.hydrolyses[name].internal * kept * polymer.k_hydrolysis.internal
    pull *= b.members[i].pace
    for share, net in _on_polymer(b, i, name):
        effects = _growth_effects(b, i, net.items(), sites)
        for site, effect in zip(sites, effects, strict=True):
            reads = (
                b.at(b.member_ids[i], site.home),
                b.at(name, site.own.get(name, site.segment)),
                int(degraders[site.number]),
                int(b.means(i, nitrogen=gives_nitrogen(net))[site.number]),
                site.ph,
            )
            fluxes.add(
                reads,
                effect,
                rate=pull * share / -net[name],
                half=polymer.K_contois.internal,
                fastest=share * b.members[i].taxon.growth.mu_max.internal * b.members[i].pace,
                fitness=0.0,
            )
            owners.append(i)
    return owners


def _on_polymer(b: Blueprint, i: int, name: str) -> list[tuple[float, dict[str, float]]]:
    """Share and reaction per gram of each pathway by which a member grows on a polymer."""
    polymer = b.knowledge.polymers[name]
    product = polymer.main_product
    return [
        (share, from_residues(polymer, cached_reaction(b.knowledge, pathway, product)))
        for pathway, share in pathways_for(b.knowledge, b.members[i].taxon, product).items()
    ]


def from_residues(polymer: Polymer, reaction: Iterable[tuple[str, float]]) -> dict[str, float]:
    """Return a reaction of a polymer's main product as one of the polymer itself."""
    product, net = polymer.main_product, dict(reaction)
    residues = -net.pop(product) / polymer.products[product]
    for other, amount in polymer.stoichiometry.items():
        if other != product:
            net[other] = net.get(other, 0.0) + residues * amount
    return net


def _growth_effects(
    b: Blueprint, i: int, reaction: Iterable[tuple[str, float]], sites: Iterable[Site]
) -> Iterator[dict[int, float]]:
    """Yield what a gram of growth does at each site."""
    net, born = dict(reaction), b.offspring(i)
    for site in sites:
        own = {b.at(m, site.home): part for m, part in born.items()}
        yield {**own, **b.effect(net, site.segment, site.own)}


def _corners(b: Blueprint, owners: list[int]) -> tuple[np.ndarray, ...]:
    table = np.array([[q.internal for q in m.taxon.ph.corners()] for m in b.members])
    index: Index = np.array(owners, dtype=np.intp)
    return tuple(table.reshape(-1, 4)[index].T)
