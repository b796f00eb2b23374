"""Mice, clindamycin and C. difficile as Lotka-Volterra (10.1371/journal.pcbi.1003388).

The published numbers of Stein et al. 2013 (11 groups in 10^11 DNA copies/cm3, rates per day) run on
the engine of the
model, in `gut/lotka_volterra.py`. Printed are

  regression    the published numbers once more from the published counts and penalties
  trajectories  each mouse's start with each treatment, beside an independent solver (scipy, DOP853)
  rest          all states in which nothing moves, and the stable ones
  colonized     where each mouse's start ends with C. difficile, clindamycin, or both
  protection    what happens to an untreated mouse's resistance where one group is missing
  forecast      log10 error of each mouse's course from its first sample: by the published numbers
                (which have seen it), by the same regression without it, and by naive guesses

Clindamycin is the table's signal, which lasts from day 0 to the next sample; where mice are
followed to rest it is there for one day. Spores are a trace, or what was first counted: in these
numbers the outcome turns on it, and a trace may settle where more does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from holobiont.errors import InputError
from holobiont.gut.lotka_volterra import Arrival, LotkaVolterra, Pulse
from holobiont.gut.lotka_volterra_fit import Observations, Penalties, fit
from holobiont.gut.lotka_volterra_rest import Rest, steady_states
from measured.tables import folder
from measured.workbook import Cell, sheets

Array = np.ndarray
FOLDER, FILE = "glv_stein2013", "Dataset_S1.xlsx"
PATHOGEN, DRUG = "Clostridium_difficile", "clindamycin"
GROUPS = {1: "spores", 2: "drug", 3: "drug, spores"}
_DAYS, _HORIZON, _LEAST, _TRACE = 30.0, 1000.0, 1e-4, 1e-10
_SHORT = {"undefined_genus_of_": "u. ", "unclassified_": "uncl. ", "Clostridium_": "C. "}


@dataclass(frozen=True)
class Mouse:
    """Days, amounts, the signal from each sample to the next, and slopes as published."""

    name: int
    group: int
    days: Array
    amounts: Array
    signal: Array
    slopes: Array

    @property
    def pulses(self) -> list[Pulse]:
        """The drug, as the table has it."""
        ends = np.append(self.days[1:], self.days[-1])
        return [
            Pulse(DRUG, float(a), float(b))
            for a, b, u in zip(self.days, ends, self.signal, strict=True)
            if u > 0
        ]


@dataclass(frozen=True)
class Study:
    """The published numbers, the penalties that gave them, and the counts."""

    published: LotkaVolterra
    penalties: Penalties
    mice: list[Mouse]

    @property
    def pathogen(self) -> int:
        return self.published.names.index(PATHOGEN)

    @property
    def spores(self) -> float:
        """What was first counted of the pathogen, on average over those that got it."""
        seen = [m.amounts[m.amounts[:, self.pathogen] > 0, self.pathogen] for m in self.mice]
        return float(np.mean([each[0] for each in seen if each.size]))


def read(data: Path) -> Study:
    """Read the published workbook."""
    path = folder(data, FOLDER) / FILE
    if not path.is_file():
        raise InputError(f"{path} is missing: give --data the folder that holds {FOLDER}.")
    book = sheets(path)
    published = _published(book["MmuE"])
    dear = [_numbers(row[1:]) for row in book["D_lambda"][1:]]
    penalties = Penalties(dear[0][0], dear[11][11], dear[12][12])
    return Study(published, penalties, _mice(book["Y"], book["F"], published.names))


def _numbers(row: Iterable[Cell]) -> Array:
    return np.array([float(cell) for cell in row if cell is not None])


def _published(rows: list[list[Cell]]) -> LotkaVolterra:
    body = [row for row in rows[2:] if row[0]]
    names = tuple(str(row[0]) for row in body)
    table = np.array([_numbers(row[1:14]) for row in body])
    n = len(names)
    return LotkaVolterra(names, table[:, n], table[:, :n], (DRUG,), table[:, n + 1 :])


def _mice(
    counts: list[list[Cell]], slopes: list[list[Cell]], names: tuple[str, ...]
) -> list[Mouse]:
    seen = {str(row[0]): _numbers(row[1:]) for row in counts if len(row) > 1 and row[1] is not None}
    rates = {str(row[0]): _numbers(row[1:]) for row in slopes if len(row) > 1}
    found = []
    for name in np.unique(seen["ID"]):
        at = seen["ID"] == name
        found.append(
            Mouse(
                int(name),
                int(seen["Population"][at][0]),
                seen["time (in d)"][at],
                np.stack([seen[n][at] for n in names], axis=1),
                seen["Clindamycin signal"][at],
                np.stack([rates[n][at] for n in names], axis=1),
            )
        )
    return found


def regress(study: Study, mice: Iterable[Mouse]) -> LotkaVolterra:
    """Fit the numbers to some of the mice with the published penalties."""
    parts = [Observations(m.slopes, m.amounts, m.signal[:, None]) for m in mice]
    names = study.published.names
    return fit(names, (DRUG,), Observations.pool(parts), study.penalties)


def independent(community: LotkaVolterra, start: Array, days: Array, until: float) -> Array:
    """Return the same course by scipy, with the drug until a day."""
    from scipy.integrate import solve_ivp

    def course(x: Array, a: float, b: float, drug: float) -> Array:
        rate = community.growth + community.susceptibility[:, 0] * drug
        return solve_ivp(
            lambda _, y: y * (rate + community.interactions @ y),
            (a, b), x, t_eval=days[(days > a) & (days <= b)],
            method="DOP853", rtol=1e-12, atol=1e-18,
        ).y.T  # fmt: skip

    with_drug = course(start, days[0], until, 1.0) if until > days[0] else start[None][:0]
    later = with_drug[-1] if len(with_drug) else start
    found = [start[None], with_drug, course(later, max(until, days[0]), days[-1], 0.0)]
    return np.concatenate(found)


def difference(study: Study) -> float:
    """Return the largest difference of the two solvers, relative to amount and detection limit."""
    days, worst = np.linspace(0.0, _DAYS, 61), 0.0
    for mouse in study.mice:
        for drug, spores in ((0.0, 0.0), (1.0, 0.0), (0.0, study.spores), (1.0, study.spores)):
            start = mouse.amounts[0].copy()
            start[study.pathogen] += spores
            pulses = [Pulse(DRUG, 0.0, drug)] if drug else []
            ours = study.published.run(start, days, pulses)
            theirs = independent(study.published, start, days, drug)
            worst = max(worst, float((np.abs(ours - theirs) / (theirs + _LEAST)).max()))
    return worst


def ends(community: LotkaVolterra, start: Array, spores: float, *, drug: bool) -> Array:
    """Return where a start ends, with the spores after the drug."""
    pulses = [Pulse(DRUG, 0.0, 1.0)] if drug else []
    arrivals = [Arrival(PATHOGEN, 1.0, spores)] if spores else []
    return community.run(start, [0.0, _HORIZON], pulses, arrivals)[-1]


def report(data: Path, people: int | None, jobs: int) -> list[str]:
    """Return all tables; the first few mice in those that go by mouse."""
    study = read(data)
    again = regress(study, study.mice)
    off = max(
        float(np.abs(getattr(again, what) - getattr(study.published, what)).max())
        for what in ("growth", "interactions", "susceptibility")
    )
    lines = [
        f"regression: largest difference from the {study.published.interactions.size + 22} "
        f"published numbers {off:.1e} (they have five digits)",
        f"trajectories: largest relative difference from scipy {difference(study):.1e}",
        *_rest(study),
        *_colonized(study, study.mice[:people]),
        *_protection(study),
        *_forecast(study, study.mice[:people]),
    ]
    return lines


def _rest(study: Study) -> list[str]:
    states = steady_states(study.published)
    stable = [state for state in states if state.stable]
    lines = [f"\nrest: {len(states)} states without negative amounts, {len(stable)} of them stable"]
    return lines + [f"  {_told(study, state)}" for state in stable]


def _told(study: Study, state: Rest) -> str:
    kept = {n: x for n, x in zip(study.published.names, state.amounts, strict=True) if x > 0}
    return f"({state.rate:.3f}/d) " + ", ".join(f"{short(n)} {x:.2f}" for n, x in kept.items())


def short(name: str) -> str:
    """Write a group's name short."""
    for long, brief in _SHORT.items():
        name = name.replace(long, brief)
    return name


def _colonized(study: Study, mice: list[Mouse]) -> list[str]:
    lines = ["\ncolonized: C. difficile at rest, 10^11 copies/cm3, and as last counted"]
    heads = ("nothing", "trace", "spores", "drug", "+ trace", "+ spores", "counted")
    lines.append(f"  {'mouse':<20}" + "".join(f"{head:>9}" for head in heads))
    for mouse in mice:
        cells = [
            ends(study.published, mouse.amounts[0], spores, drug=drug)[study.pathogen]
            for drug in (False, True)
            for spores in (0.0, _TRACE, study.spores)
        ]
        seen = mouse.amounts[-1, study.pathogen]
        row = "".join(f"{cell:>9.2f}" for cell in (*cells, seen))
        lines.append(f"  {f'{mouse.name} ({GROUPS[mouse.group]})':<20}{row}")
    return lines


def _protection(study: Study) -> list[str]:
    """Return what each group does to the pathogen, and to the resistance of untreated mice."""
    untreated = [m for m in study.mice if m.group == 1]
    effects = study.published.interactions[study.pathogen]
    head = "effect on C. difficile (1/d per 10^11), and colonized without it (of"
    lines = [f"\nprotection: {head} {len(untreated)})"]
    for i in np.argsort(effects):
        if i == study.pathogen:
            continue
        lost = 0
        for mouse in untreated:
            start = mouse.amounts[0].copy()
            start[i] = 0.0
            end = ends(study.published, start, _TRACE, drug=False)
            lost += end[study.pathogen] > _LEAST
        lines.append(f"  {short(study.published.names[i]):<24}{effects[i]:>8.3f}{lost:>4}")
    return lines


def forecast(study: Study, community: LotkaVolterra, mouse: Mouse) -> Array:
    """Return a mouse's course from its first sample; spores when they were first counted."""
    counted = mouse.amounts[:, study.pathogen]
    arrivals = []
    if counted.any() and not counted[0]:
        first = int(np.argmax(counted > 0))
        arrivals = [Arrival(PATHOGEN, float(mouse.days[first]), float(counted[first]))]
    return community.run(mouse.amounts[0], mouse.days, mouse.pulses, arrivals)


def _mean(mouse: Mouse, mice: Iterable[Mouse]) -> Array:
    """Return the mean of log10 over the other mice of its group, day by day."""
    rest = [m for m in mice if m.group == mouse.group and m is not mouse]
    logs = [
        np.stack([np.interp(mouse.days, m.days, column) for column in log(m.amounts).T], axis=1)
        for m in rest
    ]
    return 10.0 ** np.mean(logs, axis=0)


def log(amounts: Array) -> Array:
    return np.log10(np.maximum(amounts, _LEAST))


def rmse(guess: Array, mouse: Mouse) -> float:
    """Return the error in log10 over all samples but the first."""
    return float(np.sqrt(np.mean((log(guess)[1:] - log(mouse.amounts)[1:]) ** 2)))


def _forecast(study: Study, mice: list[Mouse]) -> list[str]:
    heads = ("published", "left out", "no change", "others")
    lines = [f"\nforecast: error in log10, counts below {_LEAST:g} taken for that"]
    lines.append(f"  {'mouse':<20}" + "".join(f"{head:>11}" for head in heads))
    errors: list[Mapping[str, float]] = []
    for mouse in mice:
        rest = regress(study, [m for m in study.mice if m is not mouse])
        guesses = (
            forecast(study, study.published, mouse),
            forecast(study, rest, mouse),
            np.tile(mouse.amounts[0], (len(mouse.days), 1)),
            _mean(mouse, study.mice),
        )
        errors.append(dict(zip(heads, (rmse(g, mouse) for g in guesses), strict=True)))
        row = "".join(f"{errors[-1][head]:>11.2f}" for head in heads)
        lines.append(f"  {f'{mouse.name} ({GROUPS[mouse.group]})':<20}{row}")
    means = "".join(f"{np.median([e[head] for e in errors]):>11.2f}" for head in heads)
    return [*lines, f"  {'median':<20}{means}"]
