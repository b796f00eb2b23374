"""Who is a patient, by what the twin has at rest: shared by the studies of inflamed guts.

Each person's twin is fitted to one stool under the Western diet of the default person, and nothing
of the disease is told to it: an inflamed wall, drugs and bleeding are not simulated, and nothing is
regressed. Predictors are signed by mechanism before any look at who is ill: a higher one should
mean a patient.

  twin        less butyrate at the cells of the wall; more oxygen in the mucus; more of the mucus
              held by facultative members; more active endotoxin in the lumen; more that the wall
              of the colon lets through
  body        with couplings that have no source: calprotectin, C-reactive protein and TNF of the
              gut wall. Without these, all three rest alike in everybody, and tell nobody apart.
  baselines   lower Shannon index; share of Enterobacteriaceae; less Faecalibacterium; less of the
              butyrate producers; lower gut microbiome health index (shotgun profiles only)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from holobiont.errors import HolobiontError
from holobiont.gut import observe
from holobiont.gut.blueprint import OXYGEN
from holobiont.knowledge import load
from holobiont.profile import Profile, map_profile
from holobiont.profile.measures import measure
from holobiont.twin import Person, Twin
from holobiont.twin.body import follow, signals
from measured import work
from measured.chng import auc, interval, shannon

SEED = 0
BODY = ("calprotectin", "chronic_crp", "gut_tnf")
Scores = dict[str, float]


@dataclass(frozen=True)
class Case:
    """One person, whether ill, and a stool."""

    subject: str
    ill: bool
    stool: Profile


def drawn(cases: Sequence[Case], people: int | None) -> list[Case]:
    """Draw so many patients and so many controls, the same ones each time."""
    if people is None:
        return list(cases)
    rng, found = np.random.default_rng(SEED), []
    for ill in (True, False):
        some = [case for case in cases if case.ill == ill]
        chosen = rng.permutation(len(some))[:people]
        found += [some[i] for i in sorted(chosen)]
    return found


def simple(case: Case) -> Scores:
    """Return what a stool says without a twin."""
    knowledge = load()
    mapped = map_profile(case.stool, knowledge)
    lineages = {name: knowledge.taxa[name].lineage for name in mapped.taxa}
    pairs = list(zip(mapped.taxa, mapped.shares / mapped.shares.sum(), strict=True))
    measures = measure(case.stool, knowledge=knowledge, mapped=mapped)
    index = measures["gmhi"].value
    found = {} if index is None else {"GMHI, lower": -index}
    return found | {
        "Shannon, lower": -shannon(case.stool.shares),
        "Enterobacteriaceae": sum(
            s for n, s in pairs if lineages[n].family == "Enterobacteriaceae"
        ),
        "Faecalibacterium, less": -sum(
            s for n, s in pairs if lineages[n].genus == "Faecalibacterium"
        ),
        "butyrate producers, less": -float(measures["butyrate_producers"].value or 0.0),
    }


def predict(case: Case) -> Scores:
    """Return what the twin has at rest."""
    twin = Twin.fit(case.stool, Person())
    usual = twin.habitual
    b, x = usual.twin.blueprint, usual.x[0]
    told = signals(usual, 0)
    walls = np.array([x[b.at(OXYGEN, wall)] for wall in b.habitat.walls])
    found = {
        "twin: butyrate at the wall, less": -told["butyrate_at_cells"],
        "twin: oxygen in the mucus": float(walls.sum()),
        "twin: facultatives in the mucus": _facultative(twin, x),
        "twin: active endotoxin": observe.endotoxin(b, x)["active"],
        "twin: leak of the colon": float(follow(usual, modules=["barrier"])["colon_leak"][0]),
    }
    try:
        body = follow(usual, hypotheses=True)
    except HolobiontError:
        return found
    return found | {f"body, hypotheses: {name}": float(body[name][0]) for name in BODY}


def _facultative(twin: Twin, x: np.ndarray) -> float:
    b, known = twin.blueprint, twin.knowledge
    held = {name: sum(x[b.at(name, wall)] for wall in b.habitat.walls) for name in b.member_ids}
    breathing = [n for n in held if known.taxa[n].oxygen == "facultative"]
    return float(sum(held[name] for name in breathing) / sum(held.values()))


def lines(cases: Sequence[Case], people: int | None, jobs: int) -> list[str]:
    """Return the AUC of each predictor with its 90 % range over resampled people."""
    some = drawn(cases, people)
    found, failed = work.each(predict, some, jobs)
    scores: dict[str, Scores] = {case.subject: simple(case) | said for case, said in found}
    kept = [case for case, _ in found]
    ill = sum(case.ill for case in kept)
    names = list(dict.fromkeys(name for score in scores.values() for name in score))
    told = [work.told(failed)] if failed else []
    told.append(f"{ill} patients and {len(kept) - ill} controls, of {len(cases)} people")
    told.append(f"  {'AUC':<36}{'n':>4}{'all':>7}{'90 % range':>14}")
    return told + [_line(name, kept, scores) for name in names]


def _line(name: str, cases: Sequence[Case], scores: Mapping[str, Scores]) -> str:
    with_it = [case for case in cases if name in scores[case.subject]]
    values = np.array([scores[case.subject][name] for case in with_it])
    outcome = np.array([case.ill for case in with_it])
    low, high = interval(values, outcome)
    span = f"{low:.2f}..{high:.2f}"
    return f"  {name:<36}{len(with_it):>4}{auc(values, outcome):>7.2f}{span:>14}"
