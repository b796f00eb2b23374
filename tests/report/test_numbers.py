"""Numbers are written as people read them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holobiont.report.drawing import Scale, decades
from holobiont.report.numbers import brief, number, percent, signed, with_unit


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (12.345, "12.3"),
        (9.999, "10.0"),
        (1234.5, "1,230"),
        (0.0456, "0.0456"),
        (-3.2, "\u22123.20"),
        (2.234e11, "2.2\u00a0×\u00a010¹¹"),
        (1e-5, "<0.001"),
        (float("nan"), "not known"),
    ],
)
def test_numbers(value: float, text: str) -> None:
    assert number(value) == text


def test_units_signs_and_percents() -> None:
    assert percent(0.123) == "12%"
    assert signed(4.0) == "+4.0"
    assert signed(-4.0) == "\u22124.0"
    assert signed(0.0) == "0"
    assert with_unit(10.0, "mM") == "10\u00a0mM"
    assert with_unit(6.5, "pH") == "6.5"
    assert with_unit(1.5, "umol/d") == "1.5\u00a0µmol/day"
    assert with_unit(5.6, "ug/dL") == "5.6\u00a0µg/dL"
    assert brief(28.0) == "28"


@given(st.floats(1e-3, 9e5), st.integers(2, 4))
def test_a_written_number_is_close_to_the_number(value: float, digits: int) -> None:
    text = number(value, digits)
    assert re.fullmatch(r"[\d,]+(\.\d+)?", text)
    assert float(text.replace(",", "")) == pytest.approx(value, rel=0.51 * 10 ** (1 - digits))


@given(st.lists(st.floats(1e-3, 1e3), min_size=1))
def test_an_axis_of_decades_keeps_order_and_bounds(values: list[float]) -> None:
    scale = decades(values, 0.1, 1e4)
    places = [scale.at(value) for value in sorted(values)]
    assert places == sorted(places)
    assert all(0 <= place <= 100 for place in places)


def test_a_linear_axis() -> None:
    assert Scale(0, 10).span(2, 5) == (pytest.approx(20), pytest.approx(30))
