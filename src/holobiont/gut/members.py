"""The members of a community as numbers: who takes up, degrades and ferments what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from holobiont.gut.energetics import cached_reaction, electrons
from holobiont.knowledge import Knowledge
from holobiont.knowledge.groups import activity
from holobiont.knowledge.schema import Conversion, Taxon

#: Substrates other than sugars with a half saturation of their own.
_OWN_HALF = ("lactate", "succinate", "formate", "hydrogen", "peptide")
#: Compounds that a reaction may need beside its substrate, and whose lack stops it.
HELPERS = (
    "oxygen",
    "nitrate",
    "tetrathionate",
    "sulfate",
    "acetate",
    "hydrogen",
    "carbon_dioxide",
    "formate",
    "lactate",
)
_SUGAR_ENTRY = "hexose"
_ALONE, _ORGANIC = ("hydrogen", "formate", "sulfate"), "organic"
#: What respiration needs: each feeds a pool of its own.
ACCEPTORS = ("oxygen", "nitrate", "tetrathionate")


@dataclass(frozen=True)
class Member:
    """An organism of a community: its id there and the taxon whose traits it has.

    Strains that differ in how they stand to phages (`gut.strains`) also say whose they are
    (`host`), which phages they resist or carry, and how fast they grow relative to their taxon.
    """

    id: str
    taxon: Taxon
    pace: float = 1.0
    host: str = ""
    resists: tuple[str, ...] = ()
    carries: tuple[str, ...] = ()

    @property
    def origin(self) -> str:
        """Id of the member whose strain this is: its own, but for strains."""
        return self.host or self.id

    def activity(self, conversion: Conversion) -> float:
        """Activity in a conversion, relative to its rate; 0 where it lacks the trait."""
        return activity(self.taxon, conversion)


def members_of(knowledge: Knowledge, taxa: Sequence[str]) -> tuple[Member, ...]:
    """Make members from knowledge ids."""
    return tuple(Member(taxon, knowledge.taxa[taxon]) for taxon in taxa)


def residents_of(knowledge: Knowledge, taxa: Sequence[str]) -> tuple[Member, ...]:
    """Return the members of a community that lives in a person.

    A taxon found in stool outgrows the passage: where its fastest growth in a culture medium is
    less than a resident's, the medium lacks what it lives on.
    """
    least = knowledge.physiology.value("community.resident_growth")
    return tuple(
        replace(member, pace=max(1.0, least / member.taxon.growth.mu_max.internal))
        for member in members_of(knowledge, taxa)
    )


@dataclass(frozen=True)
class Feed:
    """One way in which a member grows: a substrate through a pathway.

    Attributes
    ----------
    reaction : tuple of (compound, mmol per g biomass)
        Negative when used.
    mu_max : float
        Growth at saturation (1/h), after the pathway's share and the limit of catabolism.
    half : float
        Half saturation (mmol/L).
    helper : str
        A co-substrate that must be present, or an empty string.
    helper_half : float
        Its half saturation (mmol/L).
    threshold : float
        Concentration (mmol/L) below which the reaction yields no energy.
    """

    member: int
    substrate: str
    pathway: str
    reaction: tuple[tuple[str, float], ...]
    mu_max: float
    half: float
    helper: str
    helper_half: float
    threshold: float

    @property
    def brings_nitrogen(self) -> bool:
        """Whether this food holds more nitrogen than the biomass made of it, as peptides do."""
        return gives_nitrogen(dict(self.reaction))

    @property
    def pool(self) -> tuple[int, str]:
        """What this feed competes with for uptake: the member's other organic food.

        Hydrogen, formate, respiration and whatever needs sulfate have uptake of their own, so
        that they do not crowd out other food when their partner is short.
        """
        if self.helper in ACCEPTORS:
            return self.member, self.helper
        alone = self.substrate in _ALONE or self.helper in _ALONE
        return self.member, self.substrate if alone else _ORGANIC


def gives_nitrogen(reaction: Mapping[str, float]) -> bool:
    """Tell whether growth by a reaction leaves ammonia over, as that on peptides does."""
    return reaction.get("ammonia", 0.0) > 0


def half_saturation(knowledge: Knowledge, substrate: str, affinity: float) -> float:
    """Half saturation (mmol/L) of a member for a substrate, from its relative affinity."""
    kind = substrate if substrate in _OWN_HALF else "sugar"
    return knowledge.physiology.value(f"half_saturation.{kind}") / affinity


def pathways_for(knowledge: Knowledge, taxon: Taxon, substrate: str) -> dict[str, float]:
    """Pathways and their shares by which a taxon uses a compound; empty when it cannot."""
    kind = knowledge.compounds[substrate].kind
    for key in (substrate, kind):
        if key in taxon.pathways:
            return dict(taxon.pathways[key])
    if f"{kind}_entry" in knowledge.pathways:
        return dict(taxon.pathways.get(_SUGAR_ENTRY, {}))
    return {}


def feeds(knowledge: Knowledge, member: int, taxon: Taxon) -> list[Feed]:
    """List every way in which a taxon grows."""
    found = []
    for substrate, affinity in taxon.uptakes.items():
        if affinity.internal <= 0:
            continue
        half = half_saturation(knowledge, substrate, affinity.internal)
        for pathway, share in pathways_for(knowledge, taxon, substrate).items():
            found.append(_feed(knowledge, member, taxon, substrate, pathway, share, half))
    for pathway, eagerness in taxon.respiration.items():
        for substrate, half in _respired(knowledge, taxon, pathway, eagerness.internal):
            found.append(_feed(knowledge, member, taxon, substrate, pathway, 1.0, half))
    return found


def _respired(
    knowledge: Knowledge, taxon: Taxon, pathway: str, eagerness: float
) -> Iterator[tuple[str, float]]:
    """Yield what a taxon respires by a pathway, and its half saturation (mmol/L)."""
    substrate = knowledge.pathways[pathway].substrate
    if substrate in knowledge.compounds:
        yield substrate, half_saturation(knowledge, substrate, eagerness)
        return
    for name, affinity in taxon.uptakes.items():
        if knowledge.compounds[name].kind == substrate and affinity.internal > 0:
            yield name, half_saturation(knowledge, name, affinity.internal * eagerness)


def _feed(
    knowledge: Knowledge,
    member: int,
    taxon: Taxon,
    substrate: str,
    pathway: str,
    share: float,
    half: float,
) -> Feed:
    reaction = cached_reaction(knowledge, pathway, substrate)
    used = {name: -amount for name, amount in reaction if amount < 0}
    carried = electrons(knowledge.compounds[substrate].elements)
    fastest = knowledge.physiology.value("biomass.electrons_max") / (carried * used[substrate])
    mu_max = min(taxon.growth.mu_max.internal, fastest) * share
    helper = next((name for name in HELPERS if name in used and name != substrate), "")
    kind = helper if helper in ACCEPTORS else "cosubstrate"
    helper_half = knowledge.physiology.value(f"half_saturation.{kind}") if helper else 0.0
    least = knowledge.pathways[pathway].conditions.get("threshold")
    threshold = 0.0 if least is None else least.internal
    return Feed(member, substrate, pathway, reaction, mu_max, half, helper, helper_half, threshold)
