"""A phage and its prey in human fecal fermentations: predicted beside measured, and baselines.

    python benchmarks/phages.py --data DIR [--phage NAME]

DIR holds ``phage_pinto2022`` (tables of Pinto et al. 2022, 10.1038/s41522-022-00334-8): stool of
three people grown for a day with Shiga-toxin *Escherichia coli*, with a phage of it, with both, and
with neither. Compared are log10 of colonies (CFU/mL) and particles (PFU/mL), of acetate and lactate
(mM), and what the phage does to these and to gases. Errors are in log10, over people and times.

Nothing is fitted to a culture with phage or prey. The cultures with neither say who lives there
(their genera after a day), how little was inoculated and how much sugar there was (`INOCULUM`,
`SUGAR`): the medium was not seen. The prey is taken for *Escherichia coli*; those of the donor are
counted by genus and are no prey, as the phage hardly grew without the added one. The phage has the
numbers of others of the same strain (`holobiont explain stec_phage`), not its own. The levels of
acids agree by construction; what the phage does to them is predicted.

`predicted` takes all prey for susceptible but for rare mutants, as in broth. `refractory` is the
same with a part of the prey that no particle enters, at no cost, as in a strain of O157:H7 that
lived on with its phage (15 %: Fischer et al. 2004). That was chosen after the first comparison.

Baselines: `no change` keeps what was put in; `no effect` says of a culture with both what was
measured in that with one of them at the same time, which no forecast could know.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
from cultures import members

from holobiont.culture import CultureResult, Options, culture
from holobiont.errors import HolobiontError, InputError
from holobiont.knowledge import Knowledge, load
from holobiont.knowledge.schema import FrozenMap

PREY = "escherichia_coli"
PEOPLE = ("Exp1", "Exp2", "Exp3")
ARMS = {"S": "prey", "A": "phage", "AS": "both"}
HOURS = (0.0, 4.0, 8.0, 24.0)
#: Dry biomass (g/L) and sugar (g/L) with which the cultures with neither give the acids seen.
INOCULUM, SUGAR = 0.005, 2.5
#: Part of the prey that no particle enters, in the second prediction.
REFRACTORY = 0.15
FILES = {
    "CFU": "CFUinv.csv",
    "PFU": "PFUinv.csv",
    "acetate": "HPLCAcetatemMinv.csv",
    "lactate": "HPLCLactatemMinv.csv",
    "carbon dioxide": "GCCO2inv.csv",
    "hydrogen": "GCH2inv.csv",
}
COUNTS, ACIDS, GASES = ("CFU", "PFU"), ("acetate", "lactate"), ("hydrogen", "carbon dioxide")


@dataclass(frozen=True)
class Measured:
    """Means of replicates, log10, by (person, arm); nan where there is no count."""

    values: Mapping[str, Mapping[tuple[str, str], np.ndarray]]
    genera: Mapping[str, Mapping[str, float]]


def read(folder: Path) -> Measured:
    """Read the tables; raise InputError where they are missing."""
    try:
        values = {name: _table(folder / file) for name, file in FILES.items()}
        genera = _genera(folder / "humann2_bugslist.tsv.gz")
    except FileNotFoundError as error:
        raise InputError(f"{error.filename} is missing: give the folder with --data.") from error
    return Measured(values, genera)


def _table(path: Path) -> dict[tuple[str, str], np.ndarray]:
    wells: dict[tuple[str, str], list[list[float]]] = {}
    for name, *cells in list(csv.reader(path.read_text().splitlines(), delimiter=";"))[1:]:
        person, arm = name[:4], name[4:].rstrip("12")
        wells.setdefault((person, arm), []).append([float(c) for c in cells])
    is_log = path.name in (FILES["CFU"], FILES["PFU"])
    found = {}
    for key, rows in wells.items():
        seen = np.where(np.array(rows) > 0, rows, np.nan)
        logs = seen if is_log else np.log10(seen)
        some = np.isfinite(logs).any(axis=0)
        found[key] = np.full(len(HOURS), np.nan)
        found[key][some] = np.nanmean(logs[:, some], axis=0)
    return found


def _genera(path: Path) -> dict[str, dict[str, float]]:
    """Genera after a day in the cultures with neither prey nor phage."""
    with gzip.open(path, "rt") as file:
        rows = list(csv.reader(file, delimiter="\t"))
    found: dict[str, dict[str, float]] = {}
    for person in PEOPLE:
        columns = [i for i, name in enumerate(rows[0]) if name.startswith(f"{person}C")]
        shares = {}
        for row in rows[1:]:
            rank, _, name = row[0].rpartition("|")[2].partition("__")
            share = float(np.mean([float(row[i]) for i in columns])) / 100
            if rank == "g" and share > 0 and "virus" not in name and "noname" not in name:
                shares[name] = share
        found[person] = shares
    return found


def start(measured: Measured, name: str, person: str, arm: str) -> float:
    """What was put in (log10 per mL); the mean of all people where it was not counted."""
    own = measured.values[name][person, arm][0]
    if np.isfinite(own):
        return float(own)
    rest = [measured.values[name][p, a][0] for p in PEOPLE for a in ("S", "A", "AS")]
    return float(np.nanmean(rest))


def heterogeneous(phage: str) -> Knowledge:
    """Return the knowledge in which a part of the prey is refractory, at no cost."""
    known = load().phage(phage)
    cost = known.resistance.cost
    free = cost.model_copy(update={"value": 0.0, "spread": (0.0, 0.0)})
    part = cost.model_copy(update={"value": REFRACTORY, "spread": (0.0, 1.0)})
    resistance = known.resistance.model_copy(update={"cost": free, "standing": part})
    other = known.model_copy(update={"resistance": resistance})
    return replace(load(), phages=FrozenMap({**load().phages, known.id: other}))


def grow(
    measured: Measured, person: str, arm: str, phage: str, knowledge: Knowledge
) -> CultureResult:
    """Grow one culture."""
    cell = load().phage(phage).cell.internal
    dry = {n: share * INOCULUM for n, share in members(measured.genera[person]).items()}
    if "S" in arm:
        dry[PREY] = 10 ** start(measured, "CFU", person, arm) * 1000 * cell
    phages = {phage: 10 ** start(measured, "PFU", person, arm)} if "A" in arm else {}
    return culture(
        dry,
        substrate={"simple_sugar": SUGAR},
        inoculum=sum(dry.values()),
        hours=HOURS[-1],
        options=Options(phages=phages),
        knowledge=knowledge,
    )


def told(result: CultureResult, name: str, phage: str) -> np.ndarray:
    """Predicted log10 of a quantity at the times of the tables."""
    at = np.searchsorted(result.hours, HOURS)
    if name == "CFU":
        strains = [m.id for m in result.blueprint.members if m.origin == PREY]
        biomass = np.sum([result.concentration(m) for m in strains], axis=0)
        values = biomass / load().phage(phage).cell.internal / 1000
    elif name == "PFU":
        values = result.titer(load().phage(phage).id)
    elif name in GASES:
        values = result.gas(name.replace(" ", "_"))
    else:
        values = result.concentration(name)
    return np.log10(np.maximum(values[at], 1e-9))


def rmse(errors: list[float]) -> str:
    kept = np.array([e for e in errors if np.isfinite(e)])
    return f"{np.sqrt((kept**2).mean()):8.2f}" if kept.size else f"{'-':>8}"


def report(measured: Measured, phage: str) -> list[str]:
    """Return the tables as lines."""
    versions = (load(), heterogeneous(phage))

    @cache
    def result(person: str, arm: str, version: int) -> CultureResult:
        return grow(measured, person, arm, phage, versions[version])

    def told_of(name: str, arm: str, k: int) -> list[list[float]]:
        return [
            [float(told(result(p, arm, v), name, phage)[k]) for p in PEOPLE]
            for v in range(len(versions))
        ]

    def line(what: str, seen: list[float], said: list[list[float]], *naive: list[float]) -> str:
        ours = "".join(f"{np.mean(one):>10.2f}{rmse(_off(one, seen))}" for one in said)
        theirs = "".join(f"{rmse(_off(one, seen)):>11}" if one else f"{'-':>11}" for one in naive)
        return f"{what:<21}{np.nanmean(seen):>9.2f}{ours}{theirs}"

    head = "measured predicted    rmse refractory  rmse  no change  no effect"
    lines = [f"{'':<22}{head}"]
    for name in (*COUNTS, *ACIDS):
        table, other = measured.values[name], "A" if name == "PFU" else "S"
        for arm in (other, "AS"):
            for k, hour in enumerate(HOURS):
                seen = [table[p, arm][k] for p in PEOPLE]
                if not np.isfinite(seen).any() or not k or (name in ACIDS and hour < HOURS[-1]):
                    continue
                still = [start(measured, name, p, arm) for p in PEOPLE] if name in COUNTS else []
                alone = [table[p, other][k] for p in PEOPLE] if arm == "AS" else []
                what = f"{name}, {ARMS[arm]}, {hour:g} h"
                lines.append(line(what, seen, told_of(name, arm, k), still, alone))
    lines += ["", "what the phage does in 24 h (log10 of both over prey alone)"]
    for name in ("CFU", *ACIDS, *GASES):
        table = measured.values[name]
        seen = [table[p, "AS"][-1] - table[p, "S"][-1] for p in PEOPLE]
        both, alone = told_of(name, "AS", -1), told_of(name, "S", -1)
        said = [_off(a, b) for a, b in zip(both, alone, strict=True)]
        lines.append(line(name, seen, said, [], [0.0] * len(PEOPLE)))
    return lines


def _off(said: list[float], seen: list[float]) -> list[float]:
    return [float(a - b) for a, b in zip(said, seen, strict=True)]


def main(arguments: list[str] | None = None) -> int:
    """Print the comparison; return the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--phage", default="stec_phage")
    options = parser.parse_args(arguments)
    try:
        lines = report(read(options.data / "phage_pinto2022"), options.phage)
    except HolobiontError as error:
        print(f"phages: {error}", file=sys.stderr)
        return error.exit_code
    print("\n".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
