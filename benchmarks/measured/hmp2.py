"""Inflammatory bowel disease beside other patients of the same clinics (HMP2, IBDMDB).

Shotgun profiles of week 0, one of each person: Crohn's disease or ulcerative colitis, and people
who came to the clinic and turned out to have neither. Asked is whether the twin's state at rest
tells them apart (`measured.patients`).
"""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

from holobiont.errors import InputError
from holobiont.profile import read
from measured import patients
from measured.tables import folder

FOLDER, FILE = "ibdmdb_week0", "taxonomic_profiles_pcl_week0.csv.gz"
#: Diagnoses as the table has them.
ILL = {"CD": True, "UC": True, "nonIBD": False}


def cases(data: Path) -> list[patients.Case]:
    """Read everybody with a diagnosis."""
    path = folder(data, FOLDER) / FILE
    if not path.is_file():
        raise InputError(f"{path} is missing: give --data the folder that holds {FOLDER}.")
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        diagnosis = {row[0]: row[5] for row in csv.reader(file)}
    return [
        patients.Case(name, ILL[diagnosis[name]], stool)
        for name, stool in read(path).items()
        if diagnosis.get(name) in ILL
    ]


def report(data: Path, people: int | None, jobs: int) -> list[str]:
    """Return the AUC of each predictor; `people` draws so many of each kind."""
    return patients.lines(cases(data), people, jobs)
