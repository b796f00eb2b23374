"""``holobiont crosscheck``: the knowledge beside a published list of literature facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from holobiont.cli import options as opt
from holobiont.errors import UsageError, did_you_mean

if TYPE_CHECKING:
    from holobiont.knowledge import Knowledge
    from holobiont.knowledge.crosscheck import Crosscheck, Finding, TaxonCheck

Facts = Annotated[
    Path,
    typer.Argument(
        metavar="FILE",
        help="Table of NJC19, as downloaded (doi:10.5061/dryad.dr7sqv9v8).",
        show_default=False,
    ),
]
Taxa = Annotated[
    list[str] | None,
    typer.Option(
        "--taxa",
        metavar="N|NAME",
        help="The N most abundant species, or a species by name; may be repeated.",
    ),
]
_WIDTH = 80
_INDENT = "            "


def crosscheck(facts_file: Facts, taxa: Taxa = None, tsv_file: opt.TsvFile = None) -> None:
    """Compare what species are held to eat, make and degrade with NJC19.

    The table is not part of Holobiont: download it, and give it as FILE.
    """
    from holobiont.cli.files import STDOUT, check_file, tsv, write_text
    from holobiont.cli.screen import data
    from holobiont.knowledge import load
    from holobiont.knowledge.crosscheck import crosscheck as compare
    from holobiont.knowledge.crosscheck import read_facts

    check_file(tsv_file)
    knowledge = load()
    chosen = _chosen(taxa, knowledge) if taxa else None
    found = compare(read_facts(facts_file), knowledge, chosen)
    if tsv_file != STDOUT:
        data("\n".join(_text(found)))
    if tsv_file is not None:
        write_text(tsv_file, tsv(_rows(found)))


def _chosen(words: Sequence[str], knowledge: Knowledge) -> list[str]:
    """Return the taxa that are meant: so many of the most abundant species, or names."""
    from holobiont.knowledge.crosscheck.compare import most_abundant
    from holobiont.knowledge.crosscheck.names import Names

    species = {taxon.id: taxon.name for taxon in knowledge.taxa.values() if taxon.rank == "species"}
    names = Names(knowledge)
    chosen: list[str] = []
    for word in words:
        found = word if word in species else names.species(word)
        if word.isdecimal():
            chosen += most_abundant(knowledge, species)[: int(word)]
        elif found is None:
            hint = did_you_mean(word, (*species.values(), *species)) or " Give a number or a name."
            raise UsageError(f"--taxa {word!r} is not a known species.{hint}")
        else:
            chosen.append(found)
    if not chosen:
        raise UsageError("--taxa 0 leaves nothing to compare: give a number above 0, or a name.")
    return chosen


def _text(found: Crosscheck) -> Iterator[str]:
    for check in found.checks:
        yield from _block(check, found.source)
        yield ""
    yield from _summary(found)


def _block(check: TaxonCheck, source: str) -> Iterator[str]:
    """Yield the lines of one taxon."""
    others = [name for name in check.organisms if name != check.taxon.name]
    title = check.taxon.name + (f" (in {source}: {', '.join(others)})" if others else "")
    yield from _wrapped(title, "", "    ")
    if not check.organisms:
        yield f"  {source} says nothing of it"
        return
    yield from _listed("agree", check.of("agree"))
    for verdict in ("disagree", "divided", "explained"):
        for finding in check.of(verdict):
            yield from _wrapped(_case(finding, source), verdict)
    yield from _listed("silent", check.of("silent"))


def _listed(label: str, findings: Sequence[Finding]) -> Iterator[str]:
    """Yield findings of one verdict, each verb said once."""
    by_verb: dict[str, list[str]] = {}
    for finding in findings:
        verb, _, rest = finding.label.partition(" ")
        name = rest if finding.ours else f"not {rest}"
        if name not in by_verb.setdefault(verb, []):
            by_verb[verb].append(name)
    text = "; ".join(f"{verb} {', '.join(names)}" for verb, names in by_verb.items())
    yield from _wrapped(text, label)


def _case(finding: Finding, source: str) -> str:
    """Say what both sides hold of one capability."""
    ours = "yes" if finding.ours else "no"
    theirs = {True: "yes", False: "no", None: "yes and no"}[finding.theirs]
    text = f"{finding.label}: here {ours}, {source} {theirs} ({'; '.join(finding.evidence)})"
    return f"{text}; explained: {finding.reason}" if finding.reason else text


def _wrapped(text: str, label: str, indent: str = _INDENT) -> Iterable[str]:
    import textwrap

    first = f"  {label}".ljust(len(indent)) if label else ""
    return textwrap.wrap(
        text, _WIDTH, initial_indent=first, subsequent_indent=indent, break_on_hyphens=False
    )


def _summary(found: Crosscheck) -> Iterator[str]:
    totals = found.totals()
    heard = [check for check in found.checks if check.organisms]
    unmatched = sum(check.unmatched for check in found.checks)
    yield f"{found.source}: {found.organisms} organisms, {found.known} of them known here"
    yield f"{len(found.checks)} species compared, of which it knows {len(heard)}"
    yield f"{totals['agree']:6d} agree"
    yield f"{totals['disagree']:6d} disagree"
    yield f"{totals['explained']:6d} disagree, and are explained"
    yield f"{totals['divided']:6d} divided: it says both yes and no"
    yield f"{totals['silent']:6d} held here, of which it is silent"
    yield f"{unmatched:6d} of its facts without a counterpart here"


def _rows(found: Crosscheck) -> Iterator[dict[str, str]]:
    """Yield one flat row for each finding."""
    words = {True: "yes", False: "no", None: ""}
    for finding in found.findings:
        yield {
            "taxon": finding.taxon,
            "activity": finding.activity,
            "item": finding.item,
            "ours": words[finding.ours],
            "theirs": words[finding.theirs],
            "verdict": finding.verdict,
            "evidence": "; ".join(finding.evidence),
            "reason": finding.reason,
        }
