"""Predicted beside expected, drawn."""

import math
import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holobiont.report.experiments import as_html, as_svg, axis, domains, marks
from holobiont.validation import Expectation, Row

ONE = Row("V05", "baseline", "British diet", "products <b>", "mmol/d", ("products",), (454.0,),
          ((400.0, 500.0),), (330.0,), (590.0,), "pass", "AR25")  # fmt: skip
TWO = Row("V29", "transit", "slow", "output", "fold", ("a", "b"), (math.nan, 0.2),
          ((math.nan, math.nan), (0.1, 1.3)), (1.2, 1.0), (4.0, math.inf), "miss", "RG16",
          "no a yet.", "mixed", Expectation("no change", (1.0, 1.0), "miss"))  # fmt: skip
NONE = Row("V33", "bile", "vancomycin", "bile acids", "%", (), (), (), (-100.0,), (-50.0,),
           "not yet", "VR14", "no bile acids.")  # fmt: skip
ROWS = (ONE, TWO, NONE)
finite = st.floats(-1e12, 1e12)


@given(finite, st.floats(0, 1e12), st.lists(finite, max_size=4))
def test_an_axis_holds_the_range_in_its_middle(
    low: float, width: float, shown: list[float]
) -> None:
    scale = axis(low, low + width, shown)
    assert scale.low < scale.high
    assert scale.low <= low <= low + width <= scale.high


@given(finite, st.lists(finite, min_size=1, max_size=4))
def test_an_open_axis_holds_everything(edge: float, shown: list[float]) -> None:
    scale = axis(edge, math.inf, shown)
    assert scale.low < edge < scale.high
    assert all(scale.low <= value <= scale.high for value in shown)


def test_a_part_is_colored_by_its_own_verdict() -> None:
    first, second = marks(TWO)
    assert (first.verdict, first.dot, first.interval) == ("not yet", None, None)
    assert (second.verdict, second.expected) == ("miss", "above 1")
    assert second.naive is not None
    assert second.dot is not None
    assert second.dot < second.naive == second.band[0] == 50
    assert marks(ONE)[0].verdict == "pass"
    assert marks(NONE) == ()


@pytest.mark.parametrize(("value", "beyond"), [(0.0, -1), (454.0, 0), (9999.0, 1)])
def test_what_lies_off_the_axis_is_an_arrow(value: float, beyond: int) -> None:
    row = replace(ONE, predicted=(value,), interval=((value, value),))
    assert marks(row)[0].beyond == beyond
    assert ("▶" in as_svg([row])) == (beyond > 0)
    assert ("◀" in as_html([row])) == (beyond < 0)


def test_domains_carry_their_score() -> None:
    assert [(d.name, d.score) for d in domains(ROWS)] == [
        ("baseline", "1 of 1 pass"),
        ("transit", "0 of 1 pass"),
        ("bile", "1 not yet"),
    ]


def test_the_picture_is_sound_and_stands_alone() -> None:
    text = as_svg(ROWS, "made so")
    root = ElementTree.fromstring(text)
    height = float(root.attrib["height"])
    assert all(
        float(e.attrib["y"]) < height for e in root.iter() if e.attrib.get("y", "%")[-1] != "%"
    )
    assert "prefers-color-scheme: dark" in text
    assert re.findall(r"(?:href|src|url)\s*[=(]", text) == []
    for words in ("V05", "products &lt;b&gt;", "made so", "454 [400, 500]", "above 1"):
        assert words in text


def test_the_page_tells_the_same_without_sight_or_color() -> None:
    text = as_html(ROWS)
    assert "<script" not in text
    assert re.findall(r"(?:href|src)\s*=", text) == []
    for words in (
        "products: predicted 454 [400, 500], expected 330 to 590",
        "✓ pass",
        "✗ miss",
        "– not yet",
        "no bile acids.",
        "products &lt;b&gt;",
        "Naive expectation, no change: miss",
    ):
        assert words in text
