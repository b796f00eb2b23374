"""Profiles to make twins of."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from holobiont.knowledge import Knowledge, load
from holobiont.profile import Profile
from holobiont.profile.example import example_profile
from holobiont.twin import Person, Twin

US = Person(diet="western_us")


def only(profile: Profile, names: list[str], shares: list[float]) -> Profile:
    """Return a profile of some rows of another, in given shares."""
    at = [profile.names.index(name) for name in names]
    weights = np.array(shares) / sum(shares)
    return Profile(
        sample="made",
        names=tuple(names),
        ranks=tuple(profile.ranks[i] for i in at),
        lineages=tuple(profile.lineages[i] for i in at),
        shares=weights,
    )


SIX = [
    "Phocaeicola vulgatus",
    "Faecalibacterium prausnitzii",
    "Agathobacter rectalis",
    "Bifidobacterium longum",
    "Akkermansia muciniphila",
    "Escherichia coli",
]


@lru_cache(maxsize=4)
def six(shares: tuple[float, ...] = (0.4, 0.2, 0.2, 0.1, 0.05, 0.05)) -> Twin:
    """Return a person of six members, who is fitted in a second."""
    return Twin.fit(only(example_profile(load()), SIX, list(shares)), US)


@lru_cache(maxsize=8)
def person(seed: int, knowledge: Knowledge | None = None) -> Profile:
    """Draw a person: about half of the prevalent species, each far from its mean."""
    rng = np.random.default_rng(seed)
    mean = example_profile(knowledge or load())
    carried = rng.random(len(mean.names)) < 0.5
    shares = mean.shares * np.exp(rng.normal(0.0, 1.0, mean.shares.size)) * carried
    names = [n for n, s in zip(mean.names, shares, strict=True) if s > 0]
    return only(mean, names, shares[carried].tolist())


@lru_cache(maxsize=8)
def twin(seed: int) -> Twin:
    return Twin.fit(person(seed), US)
