"""Producer abundances: the share of the community that can make a compound or carries a trait.

A plain sum over taxa, the naive baseline that any model of metabolism has to beat.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from holobiont.knowledge import Knowledge, Taxon
from holobiont.knowledge.measures import MeasureKnowledge, ProducerGroup, Producers
from holobiont.profile.measures.model import Kind, Measure, ranked
from holobiont.profile.measures.view import View


class Mapped(Protocol):
    """A sample on knowledge taxa: ids, and their shares of the classified community."""

    @property
    def taxa(self) -> Sequence[str]:
        """Ids of knowledge taxa."""
        ...

    @property
    def shares(self) -> Iterable[float]:
        """Share of each taxon."""
        ...


def producers(
    mapped: Mapped | None, knowledge: Knowledge, sample: View, facts: MeasureKnowledge
) -> list[Measure]:
    """Return the share [percent] of each producer group with the taxa behind it.

    Parameters
    ----------
    mapped
        The sample on knowledge taxa: ``taxa`` (ids) and ``shares``; None when there is none.
    knowledge
        ``taxa`` and ``pathways`` of the model.
    """
    return [_group(group, mapped, knowledge, sample, facts) for group in facts.producers.group]


def _group(
    group: ProducerGroup,
    mapped: Mapped | None,
    knowledge: Knowledge,
    sample: View,
    facts: MeasureKnowledge,
) -> Measure:
    name = f"{group.id}_producers" if group.products else group.id
    kind = Kind(name, "producers", group.label, "percent", group.caveat, facts.producers.source)
    if mapped is None or not mapped.taxa:
        return kind.refused("No taxon of the sample is known to the model.")
    if sample.level == "genus" and not (group.products or group.guilds):
        return kind.refused("The trait is known for species, and the sample is named by genus.")
    shares = group_shares(group, mapped, knowledge, facts.producers)
    known = facts.distribution(name, sample.level)
    covered = float(sum(mapped.shares))
    note = f"Counted over the {covered:.0%} of the sample whose traits are known."
    return kind.measured(100 * sum(shares.values()), known, _percent(shares), note)


def group_shares(
    group: ProducerGroup, mapped: Mapped, knowledge: Knowledge, rules: Producers
) -> dict[str, float]:
    """Return {taxon name: share} of the members of a group in a sample."""
    shares: dict[str, float] = {}
    for taxon_id, share in zip(mapped.taxa, mapped.shares, strict=True):
        taxon = knowledge.taxa[taxon_id]
        if share > 0 and belongs(group, taxon, knowledge, rules):
            shares[taxon.name] = shares.get(taxon.name, 0.0) + float(share)
    return shares


def belongs(group: ProducerGroup, taxon: Taxon, knowledge: Knowledge, rules: Producers) -> bool:
    """Return whether a taxon is of a group, by trait, guild or the products of its pathways."""
    if taxon.rank not in rules.ranks:
        return False
    if any(taxon.traits.get(trait) for trait in group.traits) or taxon.guild in group.guilds:
        return True
    return bool(group.products) and not made_by(taxon, knowledge, rules).isdisjoint(group.products)


def made_by(taxon: Taxon, knowledge: Knowledge, rules: Producers) -> frozenset[str]:
    """Return the ids of the compounds that a taxon's pathways release in quantity."""
    made: set[str] = set()
    for substrate, routes in taxon.pathways.items():
        if substrate not in rules.side_substrates:
            yields = _yields(routes, knowledge)
            made |= {name for name, amount in yields.items() if amount >= rules.min_yield}
    return frozenset(made)


def _yields(routes: Mapping[str, float], knowledge: Knowledge) -> dict[str, float]:
    """Return net mol of each compound per mol of a substrate, over its routes."""
    net: dict[str, float] = {}
    for pathway, fraction in routes.items():
        for name, count in knowledge.pathways[pathway].per_substrate.items():
            net[name] = net.get(name, 0.0) + fraction * count
    return net


def _percent(shares: dict[str, float]) -> tuple[tuple[str, float], ...]:
    return ranked({name: 100 * share for name, share in shares.items()})
