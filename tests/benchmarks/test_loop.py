"""The closed loop names what is there, and is skipped with a reason where profiles are not."""

import importlib
import tomllib
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from holobiont.host.registry import body
from holobiont.knowledge import load
from holobiont.protocol import as_protocol

PLAN = tomllib.loads(
    (Path(__file__).resolve().parents[2] / "benchmarks" / "loop.toml").read_text(encoding="utf-8")
)


@pytest.fixture(scope="module")
def loop() -> ModuleType:
    return importlib.import_module("loop")


def test_everything_that_is_named_is_known() -> None:
    knowledge = load()
    for done in PLAN["done"].values():
        assert as_protocol(done["protocol"], knowledge).days > 0
    there = body(PLAN["modules"], knowledge).slots
    assert {n for n, axis in PLAN["axis"].items() if axis.get("of") == "body"} <= set(there)
    for found in PLAN["found"]:
        assert found["done"] in PLAN["done"]
        assert found["axis"] in PLAN["axis"]
        assert set(found["source"].split(";")) <= set(knowledge.references)


def test_without_profiles_it_is_skipped_with_a_reason(
    loop: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert loop.main(["--data", str(tmp_path)]) == 0
    assert PLAN["profiles"] in capsys.readouterr().out


def test_a_direction_is_that_of_the_median(loop: ModuleType) -> None:
    line = loop.Line("x", np.array([-3.0, -2.0, 9.0]), np.zeros(3), "down (A)", -1)
    assert (line.moved, line.agrees) == (-1, True)
    assert line.cells()[1:4] == ["down", "-2.0 (-3.0 to +9.0)", "0"]
    small = loop.Line("x", np.array([0.5]), np.zeros(1), "", None)
    assert (small.moved, small.cells()[-1]) == (0, "")


def test_a_change_is_relative_but_where_nothing_was_before(loop: ModuleType) -> None:
    assert loop.change((2.0, 3.0), absolute=False) == pytest.approx(50)
    assert loop.change((0.0, 0.1), absolute=True) == pytest.approx(10)
    assert loop.change((0.0, 0.1), absolute=False) == pytest.approx(10)
