"""Who is ill, is cured, falls ill again: from a course of days on which one is ill or not."""

import math
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from holobiont.errors import KnowledgeError
from holobiont.knowledge import load
from holobiont.twin import illness as of_twin
from holobiont.validation.check import check
from holobiont.validation.experiment import Experiment, Target
from holobiont.validation.observables import illness

CD = "clostridioides_difficile"
#: Ill on days 2 and 3, treated from day 4 on, well on day 5, ill again on day 8.
SICK = (0, 0, 1, 1, 0, 0, 0, 0, 1, 0)


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(of_twin, "ill", lambda course, taxon, k: bool(SICK[k]))
    monkeypatch.setattr(of_twin, "immunity", lambda knowledge, name, taxon: of_twin.Immunity())
    profile = SimpleNamespace(sample="p")
    twin = SimpleNamespace(knowledge=None, mapped=SimpleNamespace(profile=profile))
    return SimpleNamespace(days=np.arange(float(len(SICK))), twin=twin)


def what(kind: str, **more: float) -> Target:
    return Target(kind=kind, taxa=(CD,), **more)


def test_an_episode_is_looked_for_from_a_day_on(seen: Any) -> None:
    assert illness.episode(seen, 1, what("episode")) == [0.0]
    assert illness.episode(seen, 3, what("episode")) == [1.0]
    assert illness.episode(seen, 7, what("episode", since=4)) == [0.0]
    assert illness.episode(seen, 9, what("episode", since=4)) == [1.0]


def test_only_who_was_ill_can_be_cured(seen: Any) -> None:
    assert illness.cure(seen, 5, what("cure", since=4)) == [1.0]
    assert illness.cure(seen, 8, what("cure", since=4)) == [0.0]
    assert math.isnan(illness.cure(seen, 5, what("cure", since=1))[0])


def test_only_who_was_ill_and_is_well_can_fall_ill_again(seen: Any) -> None:
    assert illness.recurrence(seen, 7, what("recurrence", since=5)) == [0.0]
    assert illness.recurrence(seen, 9, what("recurrence", since=5)) == [1.0]
    assert math.isnan(illness.recurrence(seen, 9, what("recurrence", since=1))[0])
    assert math.isnan(illness.recurrence(seen, 9, what("recurrence", since=3))[0])
    assert math.isnan(illness.recurrence(seen, 9, what("recurrence", first=4, since=5))[0])
    assert illness.recurrence(seen, 9, what("recurrence", first=5, since=9)) == [0.0]


def test_illness_is_known_of_who_has_a_toxin() -> None:
    row = Experiment.model_validate(
        {
            "id": "X01",
            "domain": "CDI",
            "experiment": "-",
            "measured": "-",
            "unit": "%",
            "parts": ["ill"],
            "source": "LO11",
            "status": "assumed",
            "expected": {"low": [0], "high": [1]},
            "observable": {"kind": "episode", "taxa": ["escherichia_coli"]},
        }
    )
    with pytest.raises(KnowledgeError, match="'escherichia_coli' is not a known taxon"):
        check(row, load())


def test_antibodies_known_before_keep_one_well(seen: Any) -> None:
    never = of_twin.Immunity(known=True)
    assert not of_twin.sick(seen, CD, never).any()
    assert of_twin.sick(seen, CD, of_twin.Immunity()).astype(int).tolist() == list(SICK)


def test_antibodies_of_an_episode_protect_from_a_delay_on(seen: Any) -> None:
    late = of_twin.sick(seen, CD, of_twin.Immunity(learned=True, delay=6.0))
    assert np.flatnonzero(late).tolist() == [2, 3]
    assert of_twin.sick(seen, CD, of_twin.Immunity(learned=True, delay=7.0))[8]


def test_the_same_person_always_stands_to_a_toxin_in_the_same_way() -> None:
    knowledge = load()
    table = of_twin.toxin_of(knowledge, CD).antibodies
    assert table is not None
    names = [f"person-{i}" for i in range(400)]
    drawn = [of_twin.immunity(knowledge, name, CD) for name in names]
    assert drawn == [of_twin.immunity(knowledge, name, CD) for name in names]
    assert np.mean([i.known for i in drawn]) == pytest.approx(table.known.value, abs=0.08)
    assert np.mean([i.learned for i in drawn]) == pytest.approx(table.learned.value, abs=0.08)
    assert drawn[0].delay == table.delay.value
