"""Patients beside controls: what can be checked without the published tables."""

import gzip
import importlib
from pathlib import Path

import numpy as np
import pytest

from holobiont.profile import Profile
from holobiont.profile import lineage as lin

TAXA = """ASV\tphylum\tclass\torder\tfamily\tgenus\tpurported_species\tbin
ASV1\tBacteroidota\tBacteroidia\tBacteroidales\tBacteroidaceae\tBacteroides\tNA\tBacteroides
ASV2\tBacteroidota\tBacteroidia\tBacteroidales\tBacteroidaceae\tBacteroides\tNA\tBacteroides
ASV3\tFirmicutes\tClostridia\tNA\tNA\tNA\tNA\tClostridia
"""
PEOPLE = """PatientID\tclin.Cohort\tclin.ATB_prev\ttax.ASV1\ttax.ASV2\ttax.ASV3
P1\tC\t0\t0.2\t0.1\t0.1
P2\tC\t1\t0.2\t0.1\t0.1
P3\tU\t0\t0.2\t0.1\t0.1
P4\tH\t0\t0\t0.1\t0.3
"""


def case(name: str, ill: bool):  # type: ignore[no-untyped-def]
    names = ("Faecalibacterium prausnitzii", "Escherichia coli", "Bacteroides uniformis")
    lineages = tuple(lin.build([("genus", n.split()[0]), ("species", n)]) for n in names)
    stool = Profile(name, names, ("species",) * 3, lineages, np.array([0.5, 0.2, 0.3]))
    return importlib.import_module("measured.patients").Case(name, ill, stool)


def test_crohn_and_healthy_without_antibiotics_are_read(tmp_path: Path) -> None:
    gespic = importlib.import_module("measured.gespic")
    (tmp_path / gespic.FOLDER).mkdir()
    for name, text in ((gespic.TAXA, TAXA), (gespic.PEOPLE, PEOPLE)):
        (tmp_path / gespic.FOLDER / name).write_bytes(gzip.compress(text.encode()))
    one, other = gespic.cases(tmp_path)
    assert (one.subject, one.ill, other.subject, other.ill) == ("P1", True, "P4", False)
    assert one.stool.names == ("Bacteroides", "Clostridia")
    assert one.stool.ranks == ("genus", "class")
    assert list(one.stool.shares) == pytest.approx([0.75, 0.25])


def test_the_same_people_are_drawn_each_time_and_as_many_of_each_kind() -> None:
    patients = importlib.import_module("measured.patients")
    everyone = [case(f"p{i}", i % 3 == 0) for i in range(30)]
    first = patients.drawn(everyone, 5)
    assert [c.subject for c in first] == [c.subject for c in patients.drawn(everyone, 5)]
    assert sum(c.ill for c in first) == 5 and len(first) == 10
    assert patients.drawn(everyone, None) == everyone
    assert len(patients.drawn(everyone, 100)) == 30


def test_baselines_are_signed_so_that_more_means_a_patient() -> None:
    found = importlib.import_module("measured.patients").simple(case("p", True))
    assert found["Enterobacteriaceae"] == pytest.approx(0.2)
    assert found["Faecalibacterium, less"] == pytest.approx(-0.5)
    assert found["butyrate producers, less"] < 0
    assert found["Shannon, lower"] < 0
