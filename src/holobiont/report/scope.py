"""Which parts of the knowledge a run used, and the works they come from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from holobiont.knowledge.check import walk
from holobiont.knowledge.measures import load_measures
from holobiont.knowledge.ranges import load_ranges
from holobiont.protocol import DietChange, Live, Medicine, PhageDose, Protocol
from holobiont.protocol.intake import Intake
from holobiont.report.bodymodel import Body
from holobiont.report.model import Known, MeasureRow, Source
from holobiont.twin import Twin
from holobiont.twin.body import reached
from holobiont.twin.live import arriving


@dataclass(frozen=True)
class Scope:
    """Records of the knowledge that a run used, each with a path such as ``taxa.blautia``."""

    items: tuple[tuple[str, object], ...]


def scope(twin: Twin, protocol: Protocol) -> Scope:
    """Collect the records behind a twin and its protocol."""
    known = twin.knowledge
    taxa = {name: known.taxa[name] for name in twin.blueprint.member_ids}
    pathways = sorted({p for t in taxa.values() for part in t.pathways.values() for p in part})
    diets = {known.diet(twin.person.diet).id}
    diets |= {known.diet(step.diet).id for step in protocol if isinstance(step, DietChange)}
    foods = {known.food(step.food).id for step in protocol if isinstance(step, Intake)}
    drugs = {step.drug for step in protocol if isinstance(step, Medicine)}
    live = {step.product for step in protocol if isinstance(step, Live)}
    taxa |= {taxon: known.taxa[taxon] for taxon in arriving(known, protocol)}
    phages = {step.phage for step in protocol if isinstance(step, PhageDose)}
    acting = {name: c for name, c in known.couplings.items() if not c.hypothesis}
    groups: dict[str, Mapping[str, object]] = {
        "body": {name: known.host[name] for name in reached(known)},
        "couplings": acting,
        "taxa": taxa,
        "pathways": {name: known.pathways[name] for name in pathways},
        "diets": {name: known.diets[name] for name in sorted(diets)},
        "foods": {name: known.foods[name] for name in sorted(foods)},
        "drugs": {name: known.drugs[name] for name in sorted(drugs)},
        "products": {name: known.products[name] for name in sorted(live & set(known.products))},
        "phages": {name: known.phages[name] for name in sorted(phages)},
        "compounds": known.compounds,
        "polymers": known.polymers,
        "physiology": known.physiology.quantities,
        "elements": known.elements,
    }
    parts = [(f"{group}.{name}", item) for group, of in groups.items() for name, item in of.items()]
    return Scope(tuple(parts))


def sources(
    twin: Twin,
    used: Scope,
    measures: Iterable[MeasureRow],
    conditions: Iterable[Known] = (),
    told: Body | None = None,
) -> tuple[Source, ...]:
    """Return the works behind a run, by code, with what each was used for."""
    uses: dict[str, set[str]] = {}

    def add(codes: Iterable[str], what: str) -> None:
        for code in codes:
            uses.setdefault(code, set()).add(what)

    for path, item in used.items:
        what = path.split(".", 1)[0]
        add(filter(None, getattr(item, "source", "").split(";")), what)
        for _, quantity in walk(item, path):
            add(quantity.sources, what)
    for row in measures:
        add(row.sources, "measures")
    for usual in load_ranges().values():
        add(usual.range.sources, "usual ranges")
    for codes, what in _of_body(told) if told else ():
        add(codes, what)
    for condition in conditions:
        add(condition.sources, condition.label)
    return tuple(_source(twin, code, uses[code]) for code in sorted(uses))


def _of_body(told: Body) -> Iterator[tuple[tuple[str, ...], str]]:
    for axis in told.axes:
        yield from ((row.sources, "body") for row in axis.rows)
        for guess in axis.guesses:
            yield tuple(c for c in guess.sources if c != "assumed"), "hypotheses left out"


def _source(twin: Twin, code: str, uses: set[str]) -> Source:
    measured = load_measures()
    works: list[Any] = [twin.knowledge.cite(code)] if code in twin.knowledge.references else []
    works += [measured.cite(code)] if code in measured.references or not works else []
    work = next((work for work in works if work.doi), works[0])
    return Source(code, work.citation, work.doi, work.status, tuple(sorted(uses)))
