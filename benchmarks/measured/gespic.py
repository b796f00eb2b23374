"""Crohn's disease beside healthy people, by genus (GESPIC cohort, 2022).

Amplicons of people with Crohn's disease and of healthy ones, none on antibiotics, one stool each.
Asked is whether the twin's state at rest tells them apart (`measured.patients`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from holobiont.errors import InputError
from holobiont.profile import Profile
from holobiont.profile import lineage as lin
from measured import patients
from measured.tables import folder, table

FOLDER = "immune_gespic2022"
TAXA, PEOPLE = "supp-table-1-taxonomy.tsv.gz", "supp-table-3-master.tsv.gz"
#: Crohn's disease and healthy, as the table has them.
COHORTS = {"C": True, "H": False}
_RANKS = ("phylum", "class", "order", "family", "genus")


def cases(data: Path) -> list[patients.Case]:
    """Read the patients and the healthy who took no antibiotics."""
    at = folder(data, FOLDER)
    for name in (TAXA, PEOPLE):
        if not (at / name).is_file():
            raise InputError(f"{at / name} is missing: give --data the folder that holds {FOLDER}.")
    kinds = {row["ASV"]: row for row in table(at / TAXA, "\t")}
    return [
        patients.Case(row["PatientID"], COHORTS[row["clin.Cohort"]], profile(row, kinds))
        for row in table(at / PEOPLE, "\t")
        if row["clin.Cohort"] in COHORTS and row["clin.ATB_prev"] == "0"
    ]


def profile(row: Mapping[str, str], kinds: Mapping[str, Mapping[str, str]]) -> Profile:
    """Return the shares of one person by genus, or by the lowest rank that is named."""
    sums: dict[tuple[tuple[str, str], ...], float] = defaultdict(float)
    for asv, kind in kinds.items():
        share = float(row.get(f"tax.{asv}", "0") or 0.0)
        named = tuple((rank, kind[rank]) for rank in _RANKS if kind[rank] not in ("", "NA"))
        if share > 0 and named:
            sums[named] += share
    order = sorted(sums, key=lambda named: (-sums[named], named))
    shares = np.array([sums[named] for named in order])
    return Profile(
        row["PatientID"],
        tuple(named[-1][1] for named in order),
        tuple(named[-1][0] for named in order),
        tuple(lin.build(list(named)) for named in order),
        shares / shares.sum(),
    )


def report(data: Path, people: int | None, jobs: int) -> list[str]:
    """Return the AUC of each predictor; `people` draws so many of each kind."""
    return patients.lines(cases(data), people, jobs)
