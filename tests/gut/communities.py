"""Small communities and random states to try the gut on."""

from collections.abc import Sequence

import numpy as np
from hypothesis import strategies as st

from holobiont.engine.law import Array
from holobiont.engine.network import Network
from holobiont.gut import supply
from holobiont.gut.blueprint import Blueprint
from holobiont.gut.community import network
from holobiont.gut.habitat import Habitat, colon, vessel
from holobiont.gut.members import Member, members_of
from holobiont.gut.start import first_guess
from holobiont.knowledge import Knowledge, load

#: One of each way of life.
CORE = (
    "bacteroides_thetaiotaomicron",
    "faecalibacterium_prausnitzii",
    "agathobacter_rectalis",
    "bifidobacterium_longum",
    "ruminococcus_bromii",
    "akkermansia_muciniphila",
    "methanobrevibacter_smithii",
    "alistipes_putredinis",
)
DIET = "western_us"


def community(taxa: Sequence[str] = CORE, habitat: Habitat | None = None) -> Blueprint:
    knowledge = load()
    return Blueprint(knowledge, habitat or colon(knowledge), members_of(knowledge, taxa))


def in_vessel(taxa: Sequence[str] = CORE) -> Blueprint:
    return community(taxa, vessel())


def fed(b: Blueprint, shares: Array, diet: str = DIET) -> tuple[Network, Array]:
    """Return the network of an undisturbed colon and a first guess of its state."""
    rates = supply.daily(b, b.knowledge.diet(diet), shares)
    made = network(b).with_params({"intake": {"rate": rates}})
    return made, first_guess(b, shares, rates)


def even(b: Blueprint) -> Array:
    return np.full(len(b.members), 1.0 / len(b.members))


def random_state(b: Blueprint, seed: int, spread: float = 0.5) -> Array:
    """Return a state in which everything is present, in random amounts near the usual ones."""
    rng = np.random.default_rng(seed)
    typical = b.knowledge.physiology.table("typical")
    x = np.ones(len(b.states))
    for i, (species, place) in enumerate(b.states):
        level = typical[species] if species in typical else typical["other"]
        usual = 0.1 * level.internal if place in b.habitat.names else 1.0
        x[i] = 0.1 if species == "water" else usual
        if species in b.member_ids:
            x[i] = 1.0
    return x * np.exp(spread * rng.standard_normal(x.size))


def halves(b: Blueprint, i: int) -> Blueprint:
    """Return the blueprint in which a member is split into two that are alike."""
    one = b.members[i]
    pair = (Member(f"{one.id}_a", one.taxon), Member(f"{one.id}_b", one.taxon))
    return Blueprint(b.knowledge, b.habitat, (*b.members[:i], *pair, *b.members[i + 1 :]))


def every_taxon(knowledge: Knowledge) -> st.SearchStrategy[list[str]]:
    """Any few taxa of the knowledge."""
    return st.lists(st.sampled_from(sorted(knowledge.taxa)), min_size=1, max_size=8, unique=True)


SEEDS = st.integers(0, 2**32 - 1)
