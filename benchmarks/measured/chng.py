"""Who recovers from antibiotics (Chng et al. 2020, 10.1038/s41559-020-1236-0).

People of two cohorts before, at the end of and after antibiotics, called recoverers or not by the
diversity of the last stool (so the last stool is no predictor). Predicted is which is which, from
the first or second stool alone; scored by the area under the curve (AUC; 0.5 is chance), with its
90 % range over resampled subjects. A higher value should mean recovery.

  twin        each person's twin, fitted to the first stool under the Western diet, takes a drug for
              seven days: Shannon index of the stool on the last day, and on day 30; log10 of the
              bacteria that are left on the last day; and how much of the stool is back on day 30
              (1 less Bray-Curtis to the first)
  capacity    what the bacteria of a stool can break down of mucin and fibers, by the knowledge of
              the twin alone (the paper holds that who degrades them feeds those who come back)
  baselines   Shannon index; the two species that the paper tried in mice; both were found in these
              cohorts, so that the second has seen them

Drugs are not in the table. Canadians took a cephalosporin (cefprozil, recalled); cefuroxime stands
for it. Drugs in Singapore are not known, and amoxicillin with clavulanate stands for all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.stats import rankdata

from holobiont.errors import InputError
from holobiont.knowledge import load
from holobiont.profile import Profile, map_profile
from holobiont.profile import lineage as lin
from holobiont.profile.measures.alpha import alpha_values
from holobiont.protocol import as_protocol
from holobiont.twin import Person, Twin
from measured import work
from measured.tables import folder
from measured.workbook import Cell, sheets

FOLDER, FILE = "abx_chng2020", "antibiotics.xlsx"
DRUGS = {
    "Singapore": "875 mg amoxicillin_clavulanate twice a day for 7 days",
    "Canada": "250 mg cefuroxime twice a day for 7 days",
}
KEYSTONES = ("Bacteroides thetaiotaomicron", "Bifidobacterium adolescentis")
POLYMERS = ("mucin", "resistant_starch", "inulin", "pectin", "arabinoxylan", "beta_glucan")
_STAGES, _HEAD, _LAST, _HORIZON = ("pre", "during"), 4, 7.0, 30.0
_RESAMPLED, _LEVELS, _LEAST = 2000, (5.0, 95.0), 1e-4
Scores = dict[str, float]


@dataclass(frozen=True)
class Case:
    """One person: cohort, outcome, and the stools there are, by stage."""

    subject: str
    cohort: str
    recovers: bool
    stools: Mapping[str, Profile]


def cases(data: Path, people: int | None) -> list[Case]:
    """Read both cohorts; the first few people of each."""
    path = folder(data, FOLDER) / FILE
    if not path.is_file():
        raise InputError(f"{path} is missing: give --data the folder that holds {FOLDER}.")
    book, found = sheets(path), []
    for cohort in DRUGS:
        heads, *rows = book[cohort]
        names = [str(head) for head in heads[_HEAD:]]
        mine: dict[str, dict[str, list[Cell]]] = {}
        status = {}
        for row in rows:
            mine.setdefault(str(row[1]), {})[str(row[2])] = row[_HEAD:]
            status[str(row[1])] = row[3] == "R"
        for subject, stools in list(mine.items())[:people]:
            kept = {s: _profile(subject, names, stools[s]) for s in _STAGES if s in stools}
            found.append(Case(subject, cohort, status[subject], kept))
    return found


def _profile(subject: str, names: Sequence[str], row: Sequence[Cell]) -> Profile:
    values = np.array([float(cell or 0.0) for cell in row] + [0.0] * (len(names) - len(row)))
    at = np.flatnonzero(values > 0)
    at = at[np.argsort(-values[at], kind="stable")]
    labels, ranks, lineages = [], [], []
    for name in (names[i] for i in at):
        genus, _, species = name.partition("_")
        known = species not in ("", "unclassified", "noname")
        label = f"{genus} {species.replace('_', ' ')}" if known else genus
        labels.append(label)
        ranks.append("species" if known else "genus")
        parts = [("genus", genus), ("species", label)] if known else [("genus", genus)]
        lineages.append(lin.build(parts))
    shares = values[at] / values[at].sum()
    return Profile(subject, tuple(labels), tuple(ranks), tuple(lineages), shares)


def shannon(shares: np.ndarray) -> float:
    """Return the Shannon index of what is above the detection of a shotgun profile."""
    kept = np.where(shares >= _LEAST, shares, 0.0)
    return float(alpha_values(kept / kept.sum())["shannon"] or 0.0)


def capacity(profile: Profile) -> float:
    """Return how active the known bacteria of a stool are on mucin and fibers."""
    knowledge = load()
    mapped = map_profile(profile, knowledge)
    found = 0.0
    for name, share in zip(mapped.taxa, mapped.shares, strict=True):
        able = knowledge.taxa[name].hydrolyses
        found += share * sum(able[p].internal for p in POLYMERS if p in able)
    return float(found / mapped.shares.sum())


def simple(case: Case) -> Scores:
    """Return what stools say without a twin, by predictor and stage."""
    found: Scores = {}
    for stage, stool in case.stools.items():
        keys = sum(s for n, s in zip(stool.names, stool.shares, strict=True) if n in KEYSTONES)
        found[f"Shannon, {stage}"] = shannon(stool.shares)
        found[f"two species, {stage}"] = float(keys)
        found[f"capacity, {stage}"] = capacity(stool)
    return found


def predict(case: Case) -> Scores:
    """Return what the twin says after its drug."""
    twin = Twin.fit(case.stools["pre"], Person())
    course = twin.run(as_protocol(DRUGS[case.cohort]), days=_HORIZON)
    shares, days = course.host_shares, course.days
    end = int(np.argmin(np.abs(days - _LAST)))
    return {
        "twin: Shannon, day 7": shannon(shares[end]),
        "twin: Shannon, day 30": shannon(shares[-1]),
        "twin: bacteria left, day 7": float(np.log10(course.load[end] / course.load[0])),
        "twin: back on day 30": float(np.minimum(shares[0], shares[-1]).sum()),
    }


def auc(values: np.ndarray, outcome: np.ndarray) -> float:
    """Return the chance that one who recovers has the higher value."""
    n = int(outcome.sum())
    if n in (0, outcome.size):
        return float("nan")
    ranks = rankdata(values)
    return float((ranks[outcome].sum() - n * (n + 1) / 2) / (n * (outcome.size - n)))


def interval(values: np.ndarray, outcome: np.ndarray, seed: int = 0) -> tuple[float, float]:
    """Return the 90 % range of the AUC over resampled subjects."""
    rng = np.random.default_rng(seed)
    drawn = rng.integers(0, outcome.size, (_RESAMPLED, outcome.size))
    found = [auc(values[at], outcome[at]) for at in drawn]
    low, high = np.nanpercentile(found, _LEVELS)
    return float(low), float(high)


def report(data: Path, people: int | None, jobs: int) -> list[str]:
    """Return the AUC of each predictor, in all and by cohort."""
    every = cases(data, people)
    known = [case for case in every if "pre" in case.stools]
    found, failed = work.each(predict, known, jobs)
    scores = {case.subject: simple(case) for case in every}
    for case, said in found:
        scores[case.subject] |= said
    names = list(dict.fromkeys(name for score in scores.values() for name in score))
    lines = [work.told(failed)] if failed else []
    recover = sum(case.recovers for case in every)
    lines.append(f"{len(every)} people, {recover} of them recover")
    heads = "".join(f"{cohort:>12}" for cohort in DRUGS)
    lines.append(f"  {'AUC':<28}{'n':>4}{'all':>7}{'90 % range':>14}{heads}")
    for name in sorted(names, key=lambda n: (n.startswith("twin"), n)):
        lines.append(_line(name, [c for c in every if name in scores[c.subject]], scores))
    return lines


def _line(name: str, some: Sequence[Case], scores: Mapping[str, Scores]) -> str:
    values = np.array([scores[c.subject][name] for c in some])
    outcome = np.array([c.recovers for c in some])
    low, high = interval(values, outcome)
    cells = ""
    for cohort in DRUGS:
        at = np.array([c.cohort == cohort for c in some])
        cells += f"{auc(values[at], outcome[at]):>12.2f}"
    span = f"{low:.2f}..{high:.2f}"
    return f"  {name:<28}{len(some):>4}{auc(values, outcome):>7.2f}{span:>14}{cells}"
