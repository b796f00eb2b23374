"""Who eats what, how fast, and what competes with what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holobiont.gut.energetics import electrons
from holobiont.gut.members import ACCEPTORS, feeds, half_saturation, pathways_for
from holobiont.knowledge import load

KNOWLEDGE = load()
BODY = KNOWLEDGE.physiology.value
TAXA = st.sampled_from(sorted(KNOWLEDGE.taxa))


@pytest.mark.parametrize("taxon", sorted(KNOWLEDGE.taxa))
def test_everyone_can_grow_on_something(taxon: str) -> None:
    found = feeds(KNOWLEDGE, 0, KNOWLEDGE.taxa[taxon])
    assert found
    for feed in found:
        assert feed.mu_max > 0
        assert feed.half > 0
        assert dict(feed.reaction)[feed.substrate] < 0


@given(TAXA)
def test_nobody_breaks_down_faster_than_catabolism_allows(taxon: str) -> None:
    for feed in feeds(KNOWLEDGE, 0, KNOWLEDGE.taxa[taxon]):
        used = -dict(feed.reaction)[feed.substrate]
        carried = electrons(KNOWLEDGE.compounds[feed.substrate].elements)
        assert feed.mu_max * used * carried <= BODY("biomass.electrons_max") * (1 + 1e-9)
        assert feed.mu_max <= KNOWLEDGE.taxa[taxon].growth.mu_max.internal * (1 + 1e-9)


@given(st.floats(0.01, 1), st.floats(1.1, 10))
def test_more_affinity_is_a_lower_half_saturation(affinity: float, times: float) -> None:
    weak, strong = (half_saturation(KNOWLEDGE, "lactate", a) for a in (affinity, times * affinity))
    assert weak == pytest.approx(times * strong)


@given(TAXA)
def test_hydrogen_does_not_crowd_out_organic_food(taxon: str) -> None:
    for feed in feeds(KNOWLEDGE, 3, KNOWLEDGE.taxa[taxon]):
        member, pool = feed.pool
        assert member == 3
        alone = feed.substrate in ("hydrogen", "formate") or feed.helper == "sulfate"
        alone |= feed.helper in ("hydrogen", "formate", *ACCEPTORS)
        assert (pool != "organic") == alone


def test_a_methanogen_needs_carbon_dioxide_and_eats_no_sugar() -> None:
    taxon = KNOWLEDGE.taxa["methanobrevibacter_smithii"]
    assert pathways_for(KNOWLEDGE, taxon, "malto_oligosaccharide") == {}
    (feed,) = (f for f in feeds(KNOWLEDGE, 0, taxon) if f.substrate == "hydrogen")
    assert feed.helper == "carbon_dioxide"
    assert dict(feed.reaction)["methane"] > 0
