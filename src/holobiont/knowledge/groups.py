"""What a genus or family does to trace compounds: the mean of the species known of it."""

from __future__ import annotations

from collections.abc import Mapping

from holobiont.knowledge.schema import Conversion, FrozenMap, Quantity, Taxon

_RANKS = ("genus", "family")
_SPECIES = "species"
_DERIVED = "of its species, by their mean abundance"
#: Weight of a species whose mean abundance is not known (%).
_RARE = 1e-3


def with_groups(
    taxa: Mapping[str, Taxon], conversions: Mapping[str, Conversion]
) -> Mapping[str, Taxon]:
    """Give genera and families without traits the mean activities and the LPS of their species."""
    species = [taxon for taxon in taxa.values() if taxon.rank == _SPECIES]
    return FrozenMap({key: _completed(taxon, species, conversions) for key, taxon in taxa.items()})


def activity(taxon: Taxon, conversion: Conversion) -> float:
    """Activity in a conversion, relative to its rate; 0 where a taxon lacks the trait."""
    own = taxon.conversions.get(conversion.id)
    if own is not None:
        return own.internal
    return 1.0 if taxon.traits.get(conversion.trait) else 0.0


def _completed(taxon: Taxon, species: list[Taxon], conversions: Mapping[str, Conversion]) -> Taxon:
    if taxon.rank not in _RANKS:
        return taxon
    kin = [one for one in species if getattr(one.lineage, taxon.rank) == taxon.name]
    if not kin:
        return taxon
    weights = [_weight(one) for one in kin]
    known = {name: _mean(law, kin, weights) for name, law in conversions.items()}
    found = {n: q for n, q in known.items() if q is not None and not _stated(taxon, conversions[n])}
    most = max(zip(weights, kin, strict=True), key=lambda pair: pair[0])[1]
    changes = {"conversions": FrozenMap({**found, **taxon.conversions}), "lps": most.lps}
    return taxon.model_copy(update=changes if not taxon.lps else {**changes, "lps": taxon.lps})


def _stated(taxon: Taxon, conversion: Conversion) -> bool:
    """Tell whether a group's own file or guild says what it does."""
    return conversion.id in taxon.conversions or conversion.trait in taxon.traits


def _weight(taxon: Taxon) -> float:
    mean = taxon.abundance.mean_pct
    return max(mean.value if mean else 0.0, _RARE)


def _mean(conversion: Conversion, kin: list[Taxon], weights: list[float]) -> Quantity | None:
    active = [activity(one, conversion) for one in kin]
    mean = sum(a * w for a, w in zip(active, weights, strict=True)) / sum(weights)
    if mean <= 0:
        return None
    return Quantity(
        value=mean,
        unit="1",
        spread=(0.5 * mean, 2.0 * mean),
        source=conversion.source,
        status="derived",
        grade="C",
        note=_DERIVED,
    )
