"""Virtual people: communities drawn from how much, how often and how variably taxa are found."""

from __future__ import annotations

import numpy as np

from holobiont.engine.law import Array
from holobiont.errors import InputError
from holobiont.knowledge import Knowledge
from holobiont.knowledge.schema import Taxon
from holobiont.profile import Profile
from holobiont.profile import lineage as lin

#: Smallest prevalence that a count of people can show.
_RAREST = 0.01
#: Standard deviation of ln(share) among carriers: median of the taxa for which it is known.
_SPREAD = 0.85
_NOTE = (
    "Drawn from published means, prevalences and spreads of healthy adults, each taxon by itself: "
    "no person's sample."
)


def virtual_people(
    knowledge: Knowledge, n: int, seed: int = 0, *, first: int = 0
) -> tuple[Profile, ...]:
    """Draw healthy people from the abundances in the knowledge.

    A taxon is present with its prevalence; where present its share is lognormal, with the mean
    and variance that the published mean and standard deviation over all people imply. A genus
    stands for what its species, also those that have left it since, leave of its mean. Taxa are
    drawn independently.

    Parameters
    ----------
    n : int
        How many people.
    seed : int
        The same seed draws the same people.
    first : int
        Leave out as many of them.
    """
    if n < 1:
        raise InputError(f"a population of {n} people is empty: ask for at least one")
    taxa = _taxa(knowledge)
    seeds = np.random.SeedSequence(seed).spawn(n)
    return tuple(_person(i, taxa, np.random.default_rng(seeds[i])) for i in range(min(first, n), n))


def _taxa(knowledge: Knowledge) -> list[tuple[Taxon, float, float, float]]:
    """Return taxa with mean share, prevalence and spread of ln(share) where present."""
    species = [t for t in knowledge.taxa.values() if t.rank == "species" and _mean(t) > 0]
    known: dict[str, float] = {}
    for taxon in species:
        for genus in _genera(taxon):
            known[genus] = known.get(genus, 0.0) + _mean(taxon)
    rest = [
        (t, _mean(t) - known.get(t.name, 0.0))
        for t in knowledge.taxa.values()
        if t.rank == "genus" and _mean(t) > known.get(t.name, 0.0)
    ]
    return [_moments(t, mean) for t, mean in [*((t, _mean(t)) for t in species), *rest]]


def _genera(taxon: Taxon) -> set[str]:
    """Return the genus of a species, and those it was in when its genus was measured."""
    former = (name.strip("[]").split(" ")[0].rstrip("]") for name in taxon.synonyms)
    return {taxon.lineage.genus, *former}


def _mean(taxon: Taxon) -> float:
    mean = taxon.abundance.mean_pct
    return mean.internal if mean is not None else 0.0


def _moments(taxon: Taxon, mean: float) -> tuple[Taxon, float, float, float]:
    """Return a taxon with its mean where present, its prevalence, and the spread of ln(share).

    Mean and standard deviation come from different cohorts. Where they leave no spread among
    those who carry a taxon, they contradict each other: the mean is then midway (of logarithms)
    to the one that fits the deviation, and the spread a typical one.
    """
    abundance = taxon.abundance
    prevalence = abundance.prevalence.internal if abundance.prevalence else 1.0
    prevalence = min(1.0, max(prevalence, _RAREST))
    sd = abundance.person_sd_pct.internal if abundance.person_sd_pct else mean
    sd *= mean / max(_mean(taxon), mean)
    square = prevalence * (sd * sd + mean * mean) / (mean * mean)
    if square > 1.0:
        return taxon, mean / prevalence, prevalence, float(np.log(square) ** 0.5)
    fitting = sd / (np.exp(_SPREAD**2) / prevalence - 1.0) ** 0.5
    return taxon, float((mean * fitting) ** 0.5) / prevalence, prevalence, _SPREAD


def _person(
    number: int, taxa: list[tuple[Taxon, float, float, float]], rng: np.random.Generator
) -> Profile:
    here = rng.random(len(taxa)) < [prevalence for _, _, prevalence, _ in taxa]
    wide = np.array([spread for *_, spread in taxa])
    mean = np.array([present for _, present, _, _ in taxa])
    drawn: Array = mean * np.exp(wide * rng.standard_normal(len(taxa)) - wide * wide / 2)
    shares = np.where(here, drawn, 0.0)
    order = np.argsort(-shares, kind="stable")
    kept = [i for i in order if shares[i] > 0]
    values = shares[kept]
    people = [taxa[i][0] for i in kept]
    return Profile(
        sample=f"virtual-{number + 1}",
        names=tuple(taxon.name for taxon in people),
        ranks=tuple(taxon.rank for taxon in people),
        lineages=tuple(_lineage(taxon) for taxon in people),
        shares=values / values.sum(),
        notes=(_NOTE,),
    )


def _lineage(taxon: Taxon) -> str:
    ranks = taxon.lineage.model_dump(by_alias=True)
    pairs = [(rank, ranks.get(rank, "")) for rank in lin.RANKS if rank != "species"]
    own = [("species", taxon.name)] if taxon.rank == "species" else []
    return lin.build([*pairs, *own])
