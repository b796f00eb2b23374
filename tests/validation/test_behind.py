"""What is read behind the wall: relief by the form of stool, and a body of modules by name."""

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holobiont.errors import KnowledgeError
from holobiont.knowledge import load
from holobiont.knowledge.schema import Quantity
from holobiont.validation import experiments
from holobiont.validation.check import check
from holobiont.validation.experiment import Target
from holobiont.validation.observables.behind import answering, relief

USUAL, SD, PLACEBO = 3.7, 1.5, 0.4


def known(value: float, low: float, high: float) -> Quantity:
    spread = (low, high)
    return Quantity(
        value=value, unit="1", spread=spread, source="AR25", status="assumed", grade="C"
    )


WHAT = Target(
    kind="relief",
    inputs={
        "usual": known(USUAL, 1, 7),
        "sd": known(SD, 1, 2),
        "placebo": known(PLACEBO, 0, 1),
    },
)
FORM = st.floats(1, 7)


def better(before: float, now: float) -> float:
    forms = (before, now)
    seen: Any = SimpleNamespace(stool=lambda k: {"form": forms[k]})
    (chance,) = relief(seen, 1, WHAT)
    return chance


@given(FORM, FORM)
def test_who_comes_nearer_to_the_usual_feels_better_than_with_placebo(
    before: float, now: float
) -> None:
    nearer = abs(before - USUAL) - abs(now - USUAL)
    chance = better(before, now)
    assert 0 <= chance <= 1
    assert (chance - PLACEBO) * nearer >= -1e-12


def test_relief_by_hand() -> None:
    assert better(5.2, 5.2) == pytest.approx(PLACEBO)
    # z of 0.4 is -0.2533; one standard deviation nearer: 0.7467, of which 0.7724 lie below
    assert better(5.2, 3.7) == pytest.approx(0.7724, abs=1e-4)
    assert better(3.7, 5.2) == pytest.approx(1 - 0.8950, abs=1e-4)
    assert better(2.2, 5.2) == pytest.approx(PLACEBO)


def test_a_body_is_of_the_modules_that_are_named_or_of_all_that_the_gut_may_reach() -> None:
    named = Target(kind="answer", state="il6", modules=("barrier", "endotoxemia"))
    assert answering(named, load()) == ("barrier", "endotoxemia")
    reached = answering(Target(kind="answer", state="ldl"), load())
    assert {"cholesterol", "hpa"} <= set(reached)
    assert "endotoxemia" not in reached


def test_a_state_that_no_module_has_is_refused() -> None:
    row = experiments()["HV45"]
    what = row.observable[1]
    odd = row.model_copy(
        update={
            "observable": (
                row.observable[0],
                what.model_copy(update={"modules": ("barrier",)}),
            )
        }
    )
    with pytest.raises(KnowledgeError, match="il6"):
        check(odd, load())
