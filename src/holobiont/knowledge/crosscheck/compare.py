"""Laying the knowledge beside the facts of the literature, taxon by taxon."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from holobiont.errors import InputError
from holobiont.knowledge.crosscheck.facts import Fact
from holobiont.knowledge.crosscheck.names import Names
from holobiont.knowledge.crosscheck.ours import claims
from holobiont.knowledge.crosscheck.rules import Capability, Rules, read_rules
from holobiont.knowledge.schema import Taxon
from holobiont.knowledge.store import Knowledge

AGREE, DISAGREE, EXPLAINED, DIVIDED, SILENT = (
    "agree",
    "disagree",
    "explained",
    "divided",
    "silent",
)
#: Why a disagreement stays when the literature speaks of the genus alone.
OF_GENUS = "said of the whole genus, not of this species"
VERDICTS = (AGREE, DISAGREE, EXPLAINED, DIVIDED, SILENT)


@dataclass(frozen=True)
class Finding:
    """One capability of one taxon on both sides.

    Attributes
    ----------
    taxon : id of the taxon
    activity : "import", "export" or "degradation"
    item : id of the compound, polymer or trait
    label : the capability in words, such as "eats inulin"
    ours : whether the knowledge says yes
    theirs : whether the literature does; None where it says nothing, or both
    verdict : one of `VERDICTS`; "divided" where the literature contradicts itself
    evidence : names and references of the facts, "not" before a negative one
    reason : why a disagreement stays, if it was looked into
    """

    taxon: str
    activity: str
    item: str
    label: str
    ours: bool
    theirs: bool | None
    verdict: str
    evidence: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class TaxonCheck:
    """All findings of one taxon; `unmatched` counts facts that have no counterpart here."""

    taxon: Taxon
    organisms: tuple[str, ...]
    findings: tuple[Finding, ...]
    unmatched: int

    def of(self, verdict: str) -> tuple[Finding, ...]:
        """Return the findings of a verdict."""
        return tuple(each for each in self.findings if each.verdict == verdict)


@dataclass(frozen=True)
class Crosscheck:
    """The checks of all taxa that were asked for, the most abundant first.

    `source` is the code of the literature list; `organisms` counts those in it and `known` those
    that are taxa here.
    """

    source: str
    checks: tuple[TaxonCheck, ...]
    organisms: int
    known: int

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Findings of all taxa."""
        return tuple(finding for check in self.checks for finding in check.findings)

    def totals(self) -> dict[str, int]:
        """Count the findings of each verdict."""
        counted = Counter(finding.verdict for finding in self.findings)
        return {verdict: counted[verdict] for verdict in VERDICTS}


def crosscheck(
    facts: Sequence[Fact], knowledge: Knowledge, taxa: Sequence[str] | None = None
) -> Crosscheck:
    """Compare what taxa are held to do with what the literature says.

    Parameters
    ----------
    facts
        As `read_facts` gives them.
    knowledge
        The knowledge.
    taxa
        Ids of the taxa; all that the facts speak of if omitted.

    Raises
    ------
    InputError
        If the facts name no organism that is a taxon here.
    """
    rules, names = read_rules(knowledge), Names(knowledge)
    by_taxon: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        found = names.species(fact.organism)
        if found is not None:
            by_taxon[found].append(fact)
    if not by_taxon:
        raise InputError("The table names no organism that is known here: is it NJC19?")
    chosen = most_abundant(knowledge, by_taxon if taxa is None else taxa)
    return Crosscheck(
        rules.source,
        tuple(_check(knowledge, taxon, by_taxon.get(taxon, []), rules) for taxon in chosen),
        len({fact.organism for fact in facts}),
        len({fact.organism for group in by_taxon.values() for fact in group}),
    )


def most_abundant(knowledge: Knowledge, taxa: Iterable[str]) -> tuple[str, ...]:
    """Return taxa by their mean abundance in healthy stool, the largest first."""

    def order(taxon: str) -> tuple[float, str]:
        mean = knowledge.taxa[taxon].abundance.mean_pct
        return (-mean.value if mean else 0.0, taxon)

    return tuple(sorted(set(taxa), key=order))


def _check(knowledge: Knowledge, taxon: str, facts: Sequence[Fact], rules: Rules) -> TaxonCheck:
    record = knowledge.taxa[taxon]
    owner = {
        (capability.activity, name): capability
        for capability in rules.capabilities
        for name in capability.names
    }
    sorted_: dict[Capability, list[Fact]] = defaultdict(list)
    for fact in facts:
        if (fact.activity, fact.name) in owner:
            sorted_[owner[fact.activity, fact.name]].append(fact)
    return TaxonCheck(
        record,
        tuple(dict.fromkeys(fact.organism for fact in facts)),
        tuple(_findings(record, sorted_, rules, knowledge)),
        len(facts) - sum(map(len, sorted_.values())),
    )


def _findings(
    taxon: Taxon, facts: Mapping[Capability, list[Fact]], rules: Rules, knowledge: Knowledge
) -> Iterator[Finding]:
    said = claims(taxon, knowledge)
    for capability in rules.capabilities:
        ours = said.says(capability.activity, capability.ours)
        found = facts.get(capability, [])
        if not ours and not found:
            continue
        theirs, divided = _theirs(found)
        key = (taxon.id, capability.activity, capability.item)
        known, why = rules.reasons.get(key, (ours, ""))
        reason = (why if known == ours else "") or _of_genus(found)
        verdict = _verdict(ours, theirs, divided, explained=bool(reason))
        shown = reason if verdict == EXPLAINED else ""
        yield Finding(*key, capability.label, ours, theirs, verdict, _evidence(found), shown)


def _of_genus(facts: Sequence[Fact]) -> str:
    return OF_GENUS if facts and all(fact.of_genus_only for fact in facts) else ""


def _theirs(facts: Sequence[Fact]) -> tuple[bool | None, bool]:
    """Return what the facts say together, and whether they contradict each other."""
    yes = {fact.name for fact in facts if fact.holds}
    no = {fact.name for fact in facts if not fact.holds}
    if yes and yes <= no:
        return None, True
    return (bool(yes), False) if facts else (None, False)


def _verdict(ours: bool, theirs: bool | None, divided: bool, *, explained: bool) -> str:
    if divided:
        return DIVIDED
    if theirs is None:
        return SILENT
    if ours == theirs:
        return AGREE
    return EXPLAINED if explained else DISAGREE


def _evidence(facts: Sequence[Fact]) -> tuple[str, ...]:
    shown = (
        f"{'' if fact.holds else 'not '}{fact.name}"
        + (f" [{', '.join(fact.references)}]" if fact.references else "")
        for fact in facts
    )
    return tuple(dict.fromkeys(shown))
