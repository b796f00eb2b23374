"""Ten or forty grams of fiber a day for five days, crossover (10.1111/1462-2920.13006).

Each person is fitted to the stool before each period, under the usual diet, and then eats for five
days what a diet of 10 or 40 g/day of fiber brings to the colon. Such a diet lies on the line
through the knowledge's Western (16.1 g/d) and high-fiber (45 g/d) diets; what was eaten before is
not known, so it is the Western one. Acids in mM, qPCR as log10 of cells per gram.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from holobiont.knowledge import Knowledge, load
from holobiont.profile import Profile, read
from holobiont.protocol import DietChange
from holobiont.twin import Person, Trajectory, Twin
from measured import changes, food, work
from measured.tables import folder, number, table

FOLDER = "fiber_alimintest2015"
ACIDS = ("acetate", "propionate", "butyrate", "isobutyrate", "isovalerate")
TOTAL = ("acetate", "propionate", "butyrate")
#: Columns of the table, and the taxa that each assay counts (any name of their lineages).
ASSAYS = {
    "log_all_bacteria": (),
    "log_Cleptum": ("Oscillospiraceae", "Ruminococcaceae"),
    "log_Bcoccoides": ("Lachnospiraceae",),
    "log_Bacteroides_Prevotella": ("Bacteroidaceae", "Prevotellaceae"),
    "log_Bifidobacteria": ("Bifidobacterium",),
    "log_Ecoli": ("Escherichia",),
    "log_Lactobacillus": ("Lactobacillaceae",),
}
_DAYS = 5.0
#: Time points before and after each period.
_PERIODS = (("2", "3"), ("4", "5"))


@dataclass(frozen=True)
class Case:
    """One period of one person: grams of fiber, the profile before, and what was measured."""

    subject: str
    fiber: float
    profile: Profile
    before: dict[str, float]
    after: dict[str, float]


@lru_cache(maxsize=1)
def knowledge() -> Knowledge:
    """Return the knowledge with the two diets."""
    base = load()
    return food.known(base, *(food.of_fiber(base, f"fiber_{g:g}", g) for g in (10.0, 40.0)))


def cases(data: Path, people: int | None) -> list[Case]:
    """Read both periods of everybody."""
    path = folder(data, FOLDER)
    profiles = read(path / "otu.csv", taxonomy=path / "tax.csv")
    rows = {(r["Subject_Id"], r["Time.point"]): r for r in table(path / "metadata.csv", ";")}
    subjects = sorted({subject for subject, _ in rows}, key=int)[:people]
    found = []
    for subject in subjects:
        grams = rows[subject, "2"]["Diet_run"].removeprefix("r").split("-")
        for fiber, (start, end) in zip(grams, _PERIODS, strict=True):
            first, last = rows[subject, start], rows[subject, end]
            profile = profiles[first["Sample_ID"]]
            found.append(Case(subject, float(fiber), profile, values(first), values(last)))
    return found


def values(row: dict[str, str]) -> dict[str, float]:
    """Return what was measured in one stool."""
    found = {name: number(row[name]) for name in (*ACIDS, *ASSAYS)}
    # The header of the pH column has lost an accent in more than one way.
    found["pH"] = number(next(row[name] for name in row if name.startswith("pH")))
    return found | {"acids": sum(found[name] for name in TOTAL)}


def predict(case: Case) -> dict[str, tuple[float, float]]:
    """Return each quantity before and after."""
    twin = Twin.fit(case.profile, Person(diet=food.HABITUAL), knowledge=knowledge())
    course = twin.run(DietChange(f"fiber_{case.fiber:g}", 0.0, _DAYS), days=_DAYS)
    first, last = measure(course, 0), measure(course, len(course) - 1)
    return {name: (first[name], last[name]) for name in first}


def measure(course: Trajectory, k: int) -> dict[str, float]:
    """Return what a stool would show at one of the kept times."""
    found = {name: float(course.concentration(name)[k, -1]) for name in ACIDS}
    found |= {"acids": sum(found[name] for name in TOTAL), "pH": float(course.ph_at(k)[-1])}
    density = course.stool(k)["density"]
    for assay, names in ASSAYS.items():
        share = sum(float(course.shares[k, i]) for i in members(course.twin, names))
        found[assay] = float(np.log10(density * share)) if share > 0 else float("nan")
    return found


def members(twin: Twin, names: tuple[str, ...]) -> list[int]:
    """Return the members whose lineage has one of the names; all when there is none."""
    known, ids = twin.knowledge.taxa, twin.blueprint.member_ids
    lineages = [{known[i].lineage.family, known[i].lineage.genus, known[i].name} for i in ids]
    return [k for k, lineage in enumerate(lineages) if not names or lineage & set(names)]


def report(data: Path, people: int | None, jobs: int) -> list[str]:
    """Return the tables: each diet against the time before it, and one against the other."""
    found, failed = work.each(predict, cases(data, people), jobs)
    names = ("acids", *ACIDS, "pH", *ASSAYS)
    result = [work.told(failed)] if failed else []
    for grams in (40.0, 10.0):
        some = [(case, model) for case, model in found if case.fiber == grams]
        rows = [changes.Change.of(label(n), [_change(c, m, n) for c, m in some]) for n in names]
        result += changes.lines(f"\n{grams:g} g/d of fiber for 5 days: change", rows)
    both = _pairs(found)
    rows = [changes.Change.of(label(n), [_between(pair, n) for pair in both]) for n in names]
    result += changes.lines("\nAfter 40 g/d against after 10 g/d, the same people", rows)
    return result


def label(name: str) -> str:
    """Return a short name with its unit."""
    if name in ASSAYS:
        return f"{name.removeprefix('log_')[:12]}, log"
    return name if name == "pH" else f"{name}, mM"


Found = tuple[Case, dict[str, tuple[float, float]]]


def _change(case: Case, model: dict[str, tuple[float, float]], name: str) -> tuple[float, float]:
    return case.after[name] - case.before[name], model[name][1] - model[name][0]


def _pairs(found: list[Found]) -> list[tuple[Found, Found]]:
    """Return (40 g, 10 g) of everybody who has both."""
    by = {(case.subject, case.fiber): (case, model) for case, model in found}
    subjects = sorted({subject for subject, _ in by}, key=int)
    return [(by[s, 40.0], by[s, 10.0]) for s in subjects if (s, 40.0) in by and (s, 10.0) in by]


def _between(pair: tuple[Found, Found], name: str) -> tuple[float, float]:
    (rich, rich_model), (poor, poor_model) = pair
    return rich.after[name] - poor.after[name], rich_model[name][1] - poor_model[name][1]
