"""Habits move named states of a person, by numbers that can be traced."""

import shutil
from pathlib import Path

import pytest

from holobiont.errors import KnowledgeError
from holobiont.knowledge import load
from holobiont.knowledge.schema.habit import HOST_STATES

KNOWLEDGE = load()


def test_every_state_can_be_moved() -> None:
    movers = (*KNOWLEDGE.habits.values(), *KNOWLEDGE.foods.values(), *KNOWLEDGE.diets.values())
    assert {state for each in movers for state in each.effects} == set(HOST_STATES)


def test_what_is_measured_has_a_largest_dose_above_the_usual() -> None:
    for habit in KNOWLEDGE.habits.values():
        if habit.form in ("time", "volume"):
            assert habit.usual_dose is not None
            assert habit.max_dose is not None
            assert habit.usual_dose.internal <= habit.max_dose.internal, habit.id


def test_stress_is_told_with_its_sign() -> None:
    stress = {name: each.effects["stress"].value for name, each in KNOWLEDGE.habits.items()
              if "stress" in each.effects}  # fmt: skip
    assert min(stress["chronic_stress"], stress["public_speech"]) > 0
    assert max(stress["mindfulness"], stress["yoga"]) < 0


@pytest.mark.parametrize(
    ("old", "new", "needle"),
    [
        ("exercise =", "mood =", "'mood' is not one of sleep, exercise"),
        ("max_dose =", "lasts =", "max_dose"),
        ('form = "time"', 'form = "state"', "max_dose"),
        ('value = 12, unit = "h"', 'value = 12, unit = "g"', "should be like 'h'"),
        ('source = "HM24"', 'source = "HM99"', "HM99"),
    ],
)
def test_a_wrong_file_is_refused(old: str, new: str, needle: str, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(KNOWLEDGE.folder, tmp_path / "data"))
    path = folder / "habits" / "brisk_walking.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(KnowledgeError, match=needle):
        load(folder)
