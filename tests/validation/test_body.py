"""Experiments on a body: what is done, what is measured, and what is refused."""

from pathlib import Path

import numpy as np
import pytest

from holobiont.errors import KnowledgeError
from holobiont.host import BodyCourse
from holobiont.knowledge import load
from holobiont.validation import experiments, validate
from holobiont.validation.check import check
from holobiont.validation.experiment import Target
from holobiont.validation.live import Body, course
from holobiont.validation.observables import OF_A_BODY
from holobiont.validation.read import read_experiment

HV = sorted(key for key, e in experiments().items() if e.body is not None)
HEAD = """domain = "d"
experiment = "e"
measured = "m"
unit = "1"
source = "AVO13"
status = "verified"
parts = ["one"]
expected = {low = [0], high = [100]}
"""


def row(folder: Path, text: str) -> Path:
    path = folder / "X1.toml"
    path.write_text(HEAD + text, encoding="utf-8")
    return path


def given(value: float, unit: str) -> dict[str, object]:
    """Return a number as rows write it."""
    told = {"source": "AVO13", "status": "assumed", "grade": "C"}
    return {"value": value, "unit": unit, "spread": (value, value), **told}


#: The limit is the level at 0 h; at 3 h it is exceeded by a standard deviation.
ODDS = {"limit": given(2, "ug/L"), "log_sd": given(np.log(3), "1")}
P = 0.8413447


def hill() -> BodyCourse:
    """A level of 2 ng/mL that rises to 6 at 3 h and falls to 1 at 8 h, by hand."""
    hours = np.array([0.0, 1, 3, 5, 8])
    return BodyCourse(hours, {"x": np.array([2.0, 4, 6, 3, 1])}, {"x": "ng/mL"}, None)  # type: ignore[arg-type]


#: A standard deviation in a wrong unit.
SD = (
    '[observable.inputs]\nsd = {value = 2, unit = "h", spread = [2, 2], source = "AVO13", '
    'status = "assumed", grade = "C"}'
)
LOG_SD = SD.replace("sd", "log_sd")


@pytest.mark.parametrize(
    ("kind", "more", "expected"),
    [
        ("level", {"hours": (0.5, 3.0)}, [3.0, 6.0]),
        ("level", {"hours": (3.0,), "relative": True}, [3.0]),
        ("level", {"hours": (3.0,), "unit": "ug/dL"}, [0.6]),
        ("peak", {}, [6.0]),
        ("peak", {"hours": (4.0, 8.0)}, [3.0]),
        ("low", {"unit": "pg/mL"}, [1000.0]),
        ("mean", {}, [(3 + 10 + 9 + 6) / 8]),
        ("swing", {}, [6.0]),
        ("peak_time", {"unit": "min"}, [180.0]),
        ("low_time", {}, [8.0]),
        ("low_time", {"wrap": 5}, [3.0]),
        ("half_time", {"hours": (3.0, 8.0)}, [5.0]),
        ("level", {"hours": (3.0,), "inputs": {"sd": given(2, "ug/L")}}, [3.0]),
        ("odds", {"hours": (0.0, 3.0), "inputs": ODDS}, [0.5 / 0.5, P / (1 - P)]),
    ],
)
def test_observables(kind: str, more: dict[str, object], expected: list[float]) -> None:
    what = Target.model_validate({"kind": kind, "state": "x", **more})
    assert OF_A_BODY[kind](hill(), what) == pytest.approx(expected)


def test_a_rise_is_over_the_same_time_of_the_day_before() -> None:
    hours = np.arange(0.0, 49.0)
    level = 5 + np.sin(2 * np.pi * hours / 24) + np.where(hours > 30, 2.0, 0.0)
    course = BodyCourse(hours, {"x": level}, {"x": "ng/mL"}, None)  # type: ignore[arg-type]
    what = Target.model_validate({"kind": "rise", "state": "x", "hours": (25, 48)})
    assert OF_A_BODY["rise"](course, what) == pytest.approx([2.0])
    what = Target.model_validate({"kind": "rise", "state": "x", "hours": (25, 29)})
    assert OF_A_BODY["rise"](course, what) == pytest.approx([0.0], abs=1e-9)


def test_a_body_rests_is_set_and_is_pulsed() -> None:
    how = Body.model_validate(
        {
            "modules": ["hpa"],
            "hours": 3,
            "every": 0.01,
            "inputs": {"adrenal_gain": 1.5},
            "pulses": [{"input": "stress", "value": 2, "start": 1, "hours": 0.5}],
            "doses": [{"state": "acth", "amount": 10, "at": 2.5}],
        }
    )
    seen = course(how, load())
    assert seen["cortisol"][0] == pytest.approx(3.05, abs=1e-3)
    assert seen.at("cortisol", 0.9) > 3.1
    assert seen["stress"].max() == 2
    assert seen.at("stress", 0.9) == seen.at("stress", 1.6) == 0
    assert seen.at("acth", 2.505) - seen.at("acth", 2.495) == pytest.approx(10, abs=0.5)


def test_an_arm_states_what_it_does_otherwise() -> None:
    base = Body.model_validate({"modules": ["hpa"], "hours": 3, "usual": {"stress": 0.1}})
    arm = Body.model_validate({"usual": {"adrenal_gain": 2}, "without": ["cortisol"]})
    both = base.changed(arm)
    assert (both.modules, both.hours, both.without) == (("hpa",), 3, ("cortisol",))
    assert dict(both.usual) == {"stress": 0.1, "adrenal_gain": 2}


def test_arms_are_compared(tmp_path: Path) -> None:
    text = """compare = "ratio"
[body]
modules = ["tmao"]
hours = 48
[[arms]]
[[arms]]
body = {inputs = {renal_function = 0.5}}
[observable]
kind = "level"
state = "tmao"
hours = [48]
"""
    (found,) = validate([str(row(tmp_path, text))])
    assert found.predicted == pytest.approx((2.0,), rel=1e-3)
    assert found.verdict == "pass"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('modules = ["hpaa"]', "Did you mean 'hpa'"),
        ("modules = []", "name at least one"),
        ('modules = ["hpa"]\ninputs = {stres = 1}', "Did you mean 'stress'"),
        ('modules = ["hpa"]\ninputs = {serum_cortisol = 1}', "cannot be set"),
        ('modules = ["hpa"]\nwithout = ["cortisl"]', "Did you mean 'cortisol'"),
        (
            'modules = ["hpa"]\nhours = 1\npulses = [{input = "stress", value = 1, start = 2, '
            "hours = 1}]",
            "after the end",
        ),
    ],
)
def test_a_wrong_body_is_refused(tmp_path: Path, text: str, words: str) -> None:
    measured = '[observable]\nkind = "peak"\nstate = "cortisol"\n'
    experiment = read_experiment(row(tmp_path, f"{measured}[body]\n{text}\n"))
    with pytest.raises(KnowledgeError, match=words) as error:
        check(experiment, load())
    assert str(error.value).startswith("X1.toml: body")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('kind = "peek"\nstate = "cortisol"', "Did you mean 'peak'"),
        ('kind = "peak"', "state is missing"),
        ('kind = "level"\nstate = "cortisol"', "hours is missing"),
        ('kind = "peak"\nstate = "cortsol"', "Did you mean 'cortisol'"),
        ('kind = "peak"\nstate = "cortisol"\nunit = "h"', "no unit of"),
        ('kind = "peak_time"\nstate = "cortisol"\nunit = "ng/mL"', "no unit of"),
        ('kind = "peak"\nstate = "cortisol"\ncompare = "ratio"', "needs two arms"),
        ('kind = "odds"\nstate = "cortisol"\nhours = [1]', "inputs is missing"),
        (
            f'kind = "odds"\nstate = "cortisol"\nhours = [1]\n{SD.replace("sd", "log_sd")}',
            "need inputs",
        ),
        (f'kind = "peak"\nstate = "cortisol"\n{SD}', "'h' of sd is no unit of 'cortisol'"),
    ],
)
def test_a_wrong_observable_is_refused(tmp_path: Path, text: str, words: str) -> None:
    path = row(tmp_path, f'[body]\nmodules = ["hpa"]\n[observable]\n{text}\n')
    with pytest.raises(KnowledgeError, match=words):
        check(read_experiment(path), load())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('people = {n = 3}\n[body]\nmodules = ["hpa"]', "'people' is for people"),
        ('[body]\nmodules = ["hpa"]\n[[arms]]\ndays = 3', "'days' is for people"),
        ("[[arms]]\nbody = {hours = 3}", "give \\[body\\]"),
    ],
)
def test_people_and_bodies_do_not_mix(tmp_path: Path, text: str, words: str) -> None:
    measured = '[observable]\nkind = "peak"\nstate = "cortisol"\n'
    first, _, rest = text.partition("\n") if text.startswith("people") else ("", "", text)
    with pytest.raises(KnowledgeError, match=words):
        read_experiment(row(tmp_path, f"{first}\n{measured}{rest}\n"))


def test_a_body_that_does_not_rest_says_so_in_its_row(tmp_path: Path) -> None:
    text = '[body]\nmodules = ["circadian"]\n[observable]\nkind = "peak"\nstate = "light"\n'
    (found,) = validate([str(row(tmp_path, text))])
    assert found.verdict == "miss"
    assert "does not come to rest" in found.note


@pytest.mark.parametrize("key", HV)
def test_every_row_gives_all_its_numbers(key: str) -> None:
    (found,) = validate([key])
    assert len(found.predicted) == len(found.parts)
    assert "no result" not in found.note


def test_what_checks_an_implementation_passes() -> None:
    assert [found.verdict for found in validate(["HV10", "HV23", "HV27"])] == ["pass"] * 3
