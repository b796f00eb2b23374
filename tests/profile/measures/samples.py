"""Small profiles, and a stand-in for the model's knowledge, for the tests of the measures."""

from types import MappingProxyType, SimpleNamespace

import numpy as np

from holobiont.profile import lineage as lin
from holobiont.profile.profile import Profile


def profile(shares: dict[str, float], sample: str = "s") -> Profile:
    """Build a profile from {lineage or label: amount}."""
    lineages = tuple(lin.parse(label) for label in shares)
    values = np.array(list(shares.values()), dtype=float)
    return Profile(
        sample=sample,
        names=tuple(lin.name(item) for item in lineages),
        ranks=tuple(lin.rank(item) for item in lineages),
        lineages=lineages,
        shares=values / values.sum(),
    )


def taxon(name, synonyms=(), *, traits=(), pathways=None, guild="none", rank="species"):
    """Build a taxon with what the measures look at."""
    return SimpleNamespace(
        name=name,
        rank=rank,
        synonyms=tuple(synonyms),
        gtdb="",
        guild=guild,
        traits=dict.fromkeys(traits, True),
        pathways={"hexose": dict(pathways or {}), "amino_acid": {"to_everything": 1.0}},
    )


TAXA = {
    "roseburia": taxon("Roseburia intestinalis", pathways={"to_butyrate": 1.0}),
    "gnavus": taxon(
        "Mediterraneibacter gnavus",
        ["Ruminococcus gnavus", "Lachnospiraceae bacterium 2_1_58FAA", "Blautia sororia"],
        traits=["mucin_degrader"],
    ),
    "idle": taxon("Eubacterium idle", pathways={"to_butyrate": 0.05}),
    "family": taxon("Lachnospiraceae", pathways={"to_butyrate": 1.0}, rank="family"),
}
KNOWLEDGE = SimpleNamespace(
    taxa=MappingProxyType(TAXA),
    pathways={
        "to_butyrate": SimpleNamespace(
            per_substrate={"hexose": -1.0, "acetate": -1.0, "butyrate": 1.5, "hydrogen": 1.0}
        ),
        "to_everything": SimpleNamespace(
            per_substrate={"amino_acid": -1.0, "butyrate": 0.3, "propionate": 0.3}
        ),
    },
)


def mapped(shares: dict[str, float]) -> SimpleNamespace:
    """Build a mapped profile from {taxon id: share}."""
    return SimpleNamespace(taxa=tuple(shares), shares=np.array(list(shares.values())))
