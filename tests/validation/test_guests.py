"""Rows on what is given: who is counted, where donors come from, and what is refused."""

from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest

from holobiont.errors import KnowledgeError
from holobiont.knowledge import load
from holobiont.twin import Trajectory
from holobiont.validation.check import check
from holobiont.validation.experiment import Drawn, Target, When
from holobiont.validation.measure import _donor, numbers
from holobiont.validation.observables import OF_A_PERSON
from holobiont.validation.read import read_experiment
from tests.twin.people import six

KNOWLEDGE = load()
LONGUM = "Bifidobacterium longum"
ROW = """
domain = "x"
experiment = "x"
measured = "x"
unit = "%"
parts = ["x"]
source = "VN13"
status = "verified"

[expected]
low = [0]
high = [1]

[donors.healthy]
number = 2
seed = 7

[[arms]]
protocol = "50 g FMT from {donor} on day 3"

[[observable]]
kind = "engrafted"
"""


@lru_cache(maxsize=1)
def seen() -> Trajectory:
    plan = "1e11 CFU/day bifidobacterium longum for 2 days; 50 g FMT from d on day 2"
    return six().run(plan, days=4, donors={"d": six((0.1, 0.3, 0.15, 0.02, 0.4, 0.03))})


def of(kind: str, k: int = -1, **what: object) -> list[float]:
    return OF_A_PERSON[kind](seen(), k, Target.model_validate({"kind": kind, **what}))


@pytest.mark.slow
def test_origins_add_up() -> None:
    group = [[LONGUM]]
    parts = [of("strain_shares", groups=group, strain=s)[0] for s in ("given", "donor", "resident")]
    assert min(parts) > 0
    assert sum(parts) == pytest.approx(of("strain_shares", groups=group)[0])
    assert of("group_shares", groups=group) == pytest.approx([sum(parts)])
    every = [of("strain_shares", strain=s)[0] for s in ("given", "donor", "resident")]
    assert sum(every) == pytest.approx(100)


def test_cells_are_counted_in_a_gram_of_stool() -> None:
    share = of("strain_shares", groups=[[LONGUM]], strain="given")[0]
    count = share / 100 * seen().stool(-1)["density"]
    assert of("cells", groups=[[LONGUM]], strain="given") == [pytest.approx(np.log10(count))]
    assert of("cells", 0, groups=[[LONGUM]], strain="given") == [0.0]


def test_engrafted_are_strains_of_donors() -> None:
    assert of("engrafted", 0, least=0.1) == [0.0]
    assert of("engrafted", least=0.1)[0] > 50


def test_days_count_from_a_day() -> None:
    def read(k: int, _what: Target) -> list[float]:
        return [10.0 - k]

    days, here = np.arange(8.0), np.array([7])
    what = Target(kind="x")

    class Asked:
        when = When(below=5.0, after=3.0, since=3.0)
        against = None

    assert what.kind == "x"
    assert numbers(read, days, here, Asked()) == [pytest.approx(2.0)]  # type: ignore[arg-type]


def test_a_donor_is_the_same_person_each_time() -> None:
    one = _donor(KNOWLEDGE, Drawn(number=2, seed=7))
    assert one is _donor(KNOWLEDGE, Drawn(number=2, seed=7))
    assert one.sample == "virtual-2"


def test_a_row_names_its_donors(tmp_path: Path) -> None:
    path = tmp_path / "X01.toml"
    path.write_text(ROW.format(donor="healthy"))
    check(read_experiment(path), KNOWLEDGE)
    path.write_text(ROW.format(donor="helthy"))
    with pytest.raises(KnowledgeError, match="healthy"):
        check(read_experiment(path), KNOWLEDGE)
