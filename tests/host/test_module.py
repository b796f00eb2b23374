"""Modules, their wiring, and the body that is made of them."""

from math import exp, log

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holobiont.errors import KnowledgeError, UsageError
from holobiont.host import Derived, Event, Flux, Module, assemble, hill, pulse
from holobiont.knowledge.schema import Coupling, Parameter


def tank(unit: str = "mg/L", time: str = "min") -> Module:
    """Something that flows in and is removed; at rest at 2."""
    return Module(
        "tank",
        {"level": (unit, 2.0)},
        {"inflow": (f"{unit}/{time}", 1.0)},
        {"share": Derived(lambda level, *, half: hill(level, half), "1")},
        (
            Flux("in", lambda inflow: inflow, {"level": 1}),
            Flux("out", lambda level, *, k: k * level, out_of={"level": 1}),
        ),
        {"k": 0.5, "half": 2.0},
        time=time,
    )


def listener(unit: str = "mg/L", rest: float = 2.0) -> Module:
    """It follows the tank's level, of which it sees what it is told."""
    return Module(
        "listener",
        {"heard": (unit, rest)},
        {"level": (unit, rest), "mood": ("1", 1.0)},
        {},
        (
            Flux("up", lambda level, mood, *, r: r * level * mood, {"heard": 1}),
            Flux("down", lambda heard, *, r: r * heard, {"heard": -1}),
        ),
        {"r": 3.0},
        time="h",
    )


def coupling(**other: object) -> Coupling:
    size = Parameter(value=2.0, unit="1", spread=(2, 2), source="K15", status="assumed", grade="C")
    row = {"id": "cheer", "from": "level", "to": "mood", "form": "power", "size": size, **other}
    return Coupling.model_validate(row)


def test_time_and_units_are_those_of_the_module() -> None:
    course = assemble([tank()]).run(0.1, {"level": 6.0})
    assert course.at("level", 2 / 60) == pytest.approx(2 + 4 * exp(-0.5 * 2), rel=1e-4)
    assert course.units["level"] == "mg/L"
    assert course["share"][-1] == pytest.approx(course["level"][-1] / (2 + course["level"][-1]))


def test_a_reader_gets_what_another_makes_in_its_own_unit() -> None:
    body = assemble([tank(), listener("ug/mL")]).set({"inflow": 2.0}).settled()
    assert body.value("level") == pytest.approx(4.0)
    assert body.value("heard") == pytest.approx(4.0)
    assert body.inputs == ("inflow", "mood")
    grams = assemble([tank(), listener("g/L", 0.002)]).set({"inflow": 2.0}).settled()
    assert grams.value("heard") == pytest.approx(0.004)


@pytest.mark.parametrize("what", ["level", "tank"])
def test_what_is_cut_is_seen_at_rest(what: str) -> None:
    body = assemble([tank(), listener()], without=[what]).set({"inflow": 4.0}).settled()
    assert body.value("level") == pytest.approx(8.0)
    assert body.value("heard") == pytest.approx(2.0)


def test_couplings_act_and_can_be_cut_and_hypotheses_are_off() -> None:
    modules = [tank(), listener()]

    def heard(*couplings: Coupling, **options: object) -> float:
        body = assemble(modules, couplings, **options)  # type: ignore[arg-type]
        return body.set({"inflow": 2.0}).settled().value("heard")

    assert heard() == pytest.approx(4.0)
    assert heard(coupling()) == pytest.approx(4.0 * 2.0**2)
    assert heard(coupling(), without=["cheer"]) == pytest.approx(4.0)
    guess = coupling(hypothesis=True)
    assert heard(guess) == pytest.approx(4.0)
    assert heard(guess, hypotheses=True) == pytest.approx(16.0)
    assert heard(coupling(form="proportional")) == pytest.approx(4.0 * (1 + 2 * 1))
    assert heard(coupling(form="add")) == pytest.approx(4.0 * (1 + 2 * 2))
    half = coupling().size.model_copy(update={"value": 2.0})
    more = 1 + 2 * (4 / 6 - 2 / 4)
    assert heard(coupling(form="saturating", half=half)) == pytest.approx(4.0 * more)


def test_a_coupling_without_source_must_say_that_it_is_a_hypothesis() -> None:
    guess = coupling().size.model_copy(update={"source": "assumed"})
    with pytest.raises(ValueError, match="is a hypothesis"):
        coupling(size=guess)


@settings(max_examples=20, deadline=None)
@given(st.floats(0.2, 5), st.floats(0.01, 0.2))
def test_a_pulse_is_a_jump_and_back(height: float, long: float) -> None:
    body = assemble([tank()])
    course = body.run(1.0, events=pulse("inflow", height, 0.3, long, rest=1.0))
    at_end = 2 * height + (2 - 2 * height) * exp(-0.5 * 60 * long)
    assert course.at("level", 0.3) == pytest.approx(2.0, rel=1e-5)
    assert course.at("level", 0.3 + long) == pytest.approx(at_end, rel=1e-3)
    assert course["level"][-1] == pytest.approx(
        2 + (at_end - 2) * exp(-30 * (0.7 - long)), rel=1e-3
    )


def test_an_amount_can_be_added_and_a_run_goes_on_from_its_end() -> None:
    first = assemble([tank()]).run(0.2, events=[Event(0.1, "level", 3.0, "add")])
    assert first.peak("level")[0] == pytest.approx(5.0, rel=1e-4)
    second = first.end.run(1 / 60 * log(2) / 0.5, {})
    left = first["level"][-1] - 2
    assert second["level"][-1] - 2 == pytest.approx(left / 2, rel=1e-2)


def test_what_happens_at_the_very_end_is_there_for_what_follows() -> None:
    course = assemble([tank()]).run(0.5, events=pulse("inflow", 3.0, 0.0, 0.5, rest=1.0))
    assert course["inflow"][-1] == 3.0
    assert course.end.value("inflow") == 1.0
    assert course.end.value("level") == pytest.approx(course["level"][-1])


def test_errors_name_the_nearest() -> None:
    body = assemble([tank()])
    with pytest.raises(UsageError, match="Did you mean 'level'"):
        body.run(1.0, {"levle": 1.0})
    with pytest.raises(UsageError, match="cannot be set"):
        body.run(1.0, {"share": 1.0})
    with pytest.raises(UsageError, match="outside the run"):
        body.run(1.0, events=[Event(2.0, "level", 1.0)])
    with pytest.raises(UsageError, match="more than none"):
        body.run(0.0)
    with pytest.raises(UsageError, match="Did you mean 'tank'"):
        assemble([tank()], without=["tnk"])
    with pytest.raises(KnowledgeError, match="both make 'level'"):
        assemble([tank(), tank()])
    with pytest.raises(KnowledgeError, match="is in mg/L, but is read in mmol"):
        assemble([tank(), listener("mmol")])
    with pytest.raises(KnowledgeError, match=r"uses 'leval'.*Did you mean 'level'"):
        Module("t", {"level": ("1", 1.0)}, {}, {}, (Flux("x", lambda leval: leval),))


def test_outputs_cannot_read_each_other_in_a_circle() -> None:
    outputs = {"a": Derived(lambda b: b, "1"), "b": Derived(lambda a: a, "1")}
    with pytest.raises(KnowledgeError, match="in a circle"):
        assemble([Module("m", {"x": ("1", 1.0)}, {}, outputs, ())])
