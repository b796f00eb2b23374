"""Mice on inulin, resistant starch or cellulose for 31 days (Liu 2022).

The model is human. A mouse's stool of day 0 is fitted in a human colon with human transit, volumes
and secretions, and the food is scaled by energy: a day of human food (2150 kcal) at 3.9 kcal/g of
chow holds 55 g of cellulose in the control chow, and in the others 11 g with 44 g of inulin or with
44 g of fermentable starch (60 % of 73 g). So only relative dynamics are compared: log10 of the fold
since day 0, seen less the mean of the control mice of the same vendor on the same day (which got
no fiber and drift too), time to half of the response, and ratios of acids. Cells are counted by
qPCR of stool, acids in stool. What the model does not know of mouse taxa stands for its family.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np

from holobiont.knowledge import Knowledge, load
from holobiont.profile import Profile, read
from holobiont.protocol import DietChange
from holobiont.twin import Person, Twin
from measured import changes, food, work
from measured.tables import Shares, common, folder, groups, number, seen, table

FOLDER = "mouse_fiber_liu2022"
CONTROL = "Control"
ACIDS = ("acetate", "propionate", "butyrate")
_COLUMNS = {"acetate": "Acetate", "propionate": "Propionate", "butyrate": "Butyrate"}
_LEAST, _COMMON = 1e-4, 0.01
#: Days that are printed; all are used for the time to half.
DAYS = (5, 31)
#: Of a human day's worth of chow (g/d): protein at 7 % escape, cellulose at 30 % fermentability.
_PROTEIN, _SUGAR = 7.7, 55.0
_ADDED = {
    "Control": {"cellulose": 16.5, "inert_fiber": 38.5},
    "Inulin": {"inulin": 44.0, "cellulose": 3.3, "inert_fiber": 7.7},
    "Resistant starch": {"resistant_starch": 44.0, "cellulose": 3.3, "inert_fiber": 7.7},
}
Course = dict[int, Shares]


@dataclass(frozen=True)
class Case:
    """One mouse: its stool of day 0, and by day its cells, genera (absolute) and acids."""

    subject: str
    vendor: str
    diet: str
    profile: Profile
    days: Course = field(repr=False)


@lru_cache(maxsize=1)
def knowledge() -> Knowledge:
    """Return the knowledge with the three chows."""
    base = load()
    chows = [
        food.reaching(base, name.casefold().replace(" ", "_") + "_chow", _SUGAR, grams)
        for name, added in _ADDED.items()
        for grams in [{"protein": _PROTEIN, **added}]
    ]
    return food.known(base, *chows)


def chow(diet: str) -> str:
    """Return the id of a chow."""
    return diet.casefold().replace(" ", "_") + "_chow"


def cases(data: Path, people: int | None) -> list[Case]:
    """Read the mice; of each diet the first few, spread over vendors, when so many are asked."""
    path = folder(data, FOLDER)
    profiles = read(path / "16S_relative_abundance_species.csv.gz")
    cells = {r["SampleID"]: number(r["Value"]) for r in table(path / "qPCR.csv.gz", ",")}
    acids = {r["SampleID"]: r for r in table(path / "SCFA.csv.gz", ",")}
    mice: dict[tuple[str, str, str], Course] = defaultdict(dict)
    first: dict[str, Profile] = {}
    for row in table(path / "meta_data.csv.gz", ","):
        sample, mouse = row["SampleID"], row["MiceID"]
        if sample not in profiles:
            continue
        day = int(row["Day"])
        shown = _stool(profiles[sample], cells.get(sample, float("nan")), acids.get(sample, {}))
        mice[mouse, row["Vendor"], row["Diet"]][day] = shown
        if day == 0:
            first[mouse] = profiles[sample]
    found = [Case(*key, first[key[0]], days) for key, days in mice.items() if key[0] in first]
    return _few(found, people)


def _few(found: list[Case], people: int | None) -> list[Case]:
    """Return all controls, and of each other diet the first of each vendor, then the second."""
    turn: dict[tuple[str, str], int] = defaultdict(int)
    order: list[tuple[int, Case]] = []
    for case in found:
        turn[case.diet, case.vendor] += 1
        order.append((turn[case.diet, case.vendor], case))
    kept: list[Case] = []
    for diet in _ADDED:
        some = [case for _, case in sorted(order, key=lambda pair: pair[0]) if case.diet == diet]
        kept += some if diet == CONTROL else some[:people]
    return kept


def _stool(profile: Profile, cells: float, acids: dict[str, str]) -> Shares:
    shares = seen(knowledge(), profile)
    found = {name: cells * max(share, _LEAST) for name, share in shares.items()}
    found |= {name: number(acids.get(column, "")) for name, column in _COLUMNS.items()}
    return found | {"all acids": sum(found[a] for a in ACIDS), "all cells": cells}


def predict(case: Case) -> Course:
    """Return the same quantities by day, cells as biomass."""
    twin = Twin.fit(case.profile, Person(diet=chow(CONTROL)), knowledge=knowledge())
    course = twin.run(DietChange(chow(case.diet)), days=float(max(DAYS)))
    members, found = twin.blueprint.member_ids, {}
    for k, day in enumerate(course.days):
        load_ = float(course.load[k])
        shares = groups(twin.knowledge, members, course.shares[k])
        state = {name: load_ * max(share, _LEAST) for name, share in shares.items()}
        state |= {acid: float(course.concentration(acid)[k, -1]) for acid in ACIDS}
        found[round(float(day))] = state | {
            "all acids": sum(state[acid] for acid in ACIDS),
            "all cells": load_,
        }
    return found


def fold(days: Course, day: int, name: str) -> float:
    """Return log10 of the fold since day 0; NaN where either is unknown."""
    ends = [days.get(d, {}).get(name, float("nan")) for d in (0, day)]
    return float(np.log10(ends[1] / ends[0])) if min(ends) > 0 else float("nan")


def report(data: Path, people: int | None, jobs: int) -> list[str]:
    """Return the tables of both fibers."""
    everything = cases(data, people)
    control = [case for case in everything if case.diet == CONTROL]
    found, failed = work.each(predict, [c for c in everything if c.diet != CONTROL], jobs)
    result = [work.told(failed)] if failed else []
    for diet in _ADDED:
        some = [(case, model) for case, model in found if case.diet == diet]
        if some:
            result += _of_diet(diet, some, control)
    return result


def _of_diet(diet: str, some: list[tuple[Case, Course]], control: list[Case]) -> list[str]:
    genera = common([_shares(case) for case, _ in some], _COMMON)
    names = ["all cells", "all acids", *ACIDS, *genera]
    result = []
    for day in DAYS:
        rows = [
            changes.Change.of(
                name, [(_net(case, control, day, name), fold(m, day, name)) for case, m in some]
            )
            for name in names
        ]
        result += changes.lines(f"\n{diet}, day {day}: log10 fold, seen less control", rows)
    return [*result, *_half(some, control), *_ratios(some)]


def _shares(case: Case) -> Shares:
    """Return the mean share of each genus over the mouse's days."""
    last = {*ACIDS, "all acids", "all cells"}
    parts = [
        {n: v / day["all cells"] for n, v in day.items() if n not in last}
        for day in case.days.values()
        if day["all cells"] > 0
    ]
    names = {name for part in parts for name in part}
    return {name: float(np.mean([part.get(name, 0.0) for part in parts])) for name in names}


def _net(case: Case, control: list[Case], day: int, name: str) -> float:
    drift = [fold(c.days, day, name) for c in control if c.vendor == case.vendor]
    known = [value for value in drift if np.isfinite(value)]
    return fold(case.days, day, name) - (float(np.mean(known)) if known else float("nan"))


def _half(some: list[tuple[Case, Course]], control: list[Case]) -> list[str]:
    """Return the day on which the median response passes half of its largest."""
    days = sorted({day for case, _ in some for day in case.days})
    lines = ["  day of half the largest response (medians): seen, model"]
    for name in ("all cells", "all acids", *ACIDS):
        real = [middle([_net(c, control, day, name) for c, _ in some]) for day in days]
        made = [middle([fold(m, day, name) for _, m in some]) for day in days]
        lines.append(f"    {name:<12}{half_time(days, real):>6.1f}{half_time(days, made):>7.1f}")
    return lines


def middle(values: list[float]) -> float:
    """Return the median of what is known; NaN where nothing is."""
    known = [value for value in values if np.isfinite(value)]
    return float(np.median(known)) if known else float("nan")


def half_time(days: list[int], values: list[float]) -> float:
    """Return when a course first passes half of its value farthest from the start."""
    known = [(day, value) for day, value in zip(days, values, strict=True) if np.isfinite(value)]
    peak = max((value for _, value in known), key=abs, default=0.0)
    if peak == 0.0:
        return float("nan")
    for (before, low), (day, high) in pairwise(known):
        if high / peak >= 0.5:
            return before + (day - before) * (0.5 * peak - low) / (high - low)
    return float("nan")


def _ratios(some: list[tuple[Case, Course]]) -> list[str]:
    """Return the shares of the acids at the start and at the end."""

    def shares(courses: list[Course], day: int) -> str:
        parts = [course[day] for course in courses if course.get(day, {}).get("all acids", 0) > 0]
        return " ".join(
            f"{100 * np.median([part[acid] / part['all acids'] for part in parts]):4.0f}"
            for acid in ACIDS
        )

    last = DAYS[-1]
    lines = [f"  % acetate, propionate, butyrate        day 0          day {last}"]
    for name, courses in (("seen", [c.days for c, _ in some]), ("model", [m for _, m in some])):
        lines.append(f"    {name:<28}{shares(courses, 0)}  {shares(courses, last)}")
    return lines
