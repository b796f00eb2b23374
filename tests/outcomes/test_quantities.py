"""Mediators are quantities that a twin, its body or its profile gives."""

from dataclasses import replace

import numpy as np
import pytest

from holobiont.errors import KnowledgeError, UsageError
from holobiont.host import BodyCourse
from holobiont.knowledge import load
from holobiont.knowledge.schema import FrozenMap
from holobiont.outcomes import check_mediators
from holobiont.outcomes.quantities import GUT, SHARE, body_ends, gut, gut_unit, gut_value
from holobiont.twin.text import rows
from tests.twin.people import twin

KNOWLEDGE = load()


def test_every_mediator_of_the_knowledge_exists() -> None:
    check_mediators(KNOWLEDGE)


@pytest.mark.parametrize(
    ("of", "name", "nearest"),
    [
        ("gut", "butirate", "butyrate"),
        ("body", "chronic_crb", "chronic_crp"),
        ("profile", "shanon", "shannon"),
        ("gut", "share.ecoli", "share."),
    ],
)
def test_a_mediator_that_nobody_gives_is_refused(of: str, name: str, nearest: str) -> None:
    depression = KNOWLEDGE.outcomes["depression"]
    wrong = depression.mediators[0].model_copy(update={"of": of, "id": name})
    broken = depression.model_copy(update={"mediators": (wrong,)})
    known = replace(KNOWLEDGE, outcomes=FrozenMap({"depression": broken}))
    with pytest.raises(KnowledgeError, match=f"outcomes/depression.toml.*{nearest}"):
        check_mediators(known)


def test_the_gut_gives_what_it_lists_and_what_the_text_of_a_twin_tells() -> None:
    day = twin(1).habitual
    found = gut(day, 0)
    assert {name for name in found if not name.startswith(SHARE)} == set(GUT)
    told = {(name, place): (unit, value) for name, place, unit, value in rows(day, 0)}
    for name in ("butyrate", "acetate", "hydrogen"):
        assert (gut_unit(name), found[name]) == told[name, "colon"]
    for part in ("wet", "form"):
        assert found[f"stool_{part}"] == told[f"stool, {part}", "stool"][1]
    shares = [value for name, value in found.items() if name.startswith(SHARE)]
    assert sum(shares) == pytest.approx(100)
    assert gut_value(found, "share.brachyspira_pilosicoli") == 0
    assert gut_unit("share.brachyspira_pilosicoli") == "%"


def course(hours: np.ndarray, values: np.ndarray) -> BodyCourse:
    return BodyCourse(hours, {"cortisol": values}, {"cortisol": "ug/dL"}, None)  # type: ignore[arg-type]


def test_a_rhythm_of_the_day_is_no_change() -> None:
    hours = np.linspace(0, 75, 3001)
    rhythm = course(hours, 10 + 5 * np.cos(2 * np.pi * hours / 24))
    start, end = body_ends(rhythm, "cortisol")
    assert start == pytest.approx(10, abs=1e-3)
    assert end == pytest.approx(10, abs=1e-3)
    drift = course(hours, 10 + hours / 24 + 5 * np.cos(2 * np.pi * hours / 24))
    start, end = body_ends(drift, "cortisol")
    assert end - start == pytest.approx((75 - 24) / 24, abs=1e-3)


def test_of_a_short_run_the_ends_are_taken_and_unknown_columns_refused() -> None:
    short = course(np.array([0.0, 5.0]), np.array([1.0, 2.0]))
    assert body_ends(short, "cortisol") == (1.0, 2.0)
    with pytest.raises(UsageError, match="cortisol"):
        body_ends(short, "cortisoll")
