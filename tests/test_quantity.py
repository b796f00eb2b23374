import math
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holobiont.errors import InputError
from holobiont.quantity import (
    Amount,
    from_internal,
    house_unit,
    parse_amount,
    same_dimension,
    to_internal,
    unit_names,
)

UNITS = (
    "1 1/h 1/d mM uM M mmol mmol/d umol/cm2/h g/L g/d mL L/d dL % %/d cells/g CFU/d mol/mol "
    "kcal/mmol kcal/d kJ pH cm cm2 m2 um mEq mEq/L degC K mmHg kPa atm h d week mg/dL ng/mL "
    "mmol/g/h g/g EU/mL servings/d"
).split()
NUMBERS = st.floats(-1e9, 1e9, allow_nan=False)


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (24, "1/d", 1.0),
        (24, "mmol/d", 1.0),
        (24, "g/day", 1.0),
        (1.5, "L/d", 0.0625),
        (8.1, "umol/cm2/h", 0.0081),
        (250, "mL", 0.25),
        (3, "g/L", 3.0),
        (5, "mM", 5.0),
        (36, "%", 0.36),
        (2, "mol/mol", 2.0),
        (0.21, "kcal/mmol", 0.21),
        (6.5, "pH", 6.5),
        (9e10, "cells/g", 9e10),
        (9e10, "CFU/g", 9e10),
        (140, "mEq/L", 140.0),
        (2, "m2", 20000.0),
        (310.15, "K", 37.0),
        (760, "mmHg", 1.0),
        (4.184, "kJ", 1.0),
        (1, "week", 168.0),
        (90, "mg/dL", 0.9),
        (1, "1/(mM h)", 1.0),
    ],
)
def test_house_units(value: float, unit: str, expected: float) -> None:
    assert to_internal(value, unit) == pytest.approx(expected, rel=1e-12)


@given(NUMBERS, st.sampled_from(UNITS))
def test_round_trip(value: float, unit: str) -> None:
    there = to_internal(value, unit)
    assert from_internal(there, unit) == pytest.approx(value, rel=1e-9, abs=1e-9)


@given(st.floats(0, 1e6), st.sampled_from(UNITS))
def test_converting_keeps_the_order(value: float, unit: str) -> None:
    assert to_internal(value, unit) < to_internal(value * 2 + 1, unit)


@given(st.floats(0, 1e12, allow_nan=False), st.sampled_from(UNITS))
def test_an_amount_reads_what_it_writes(value: float, unit: str) -> None:
    amount = parse_amount(f"{value!r} {unit}")
    assert amount == Amount(value, unit)
    assert amount.internal == to_internal(value, unit)


@pytest.mark.parametrize("unit", UNITS)
def test_a_house_unit_is_its_own_house_unit(unit: str) -> None:
    house = house_unit(unit)
    assert house_unit(house) == house
    assert to_internal(1.0, house) == 1.0


@pytest.mark.parametrize(
    "text", ["20 g/day", "20g/d", " 20 g per day ", "20 g a day", "20 g daily", "2e1 g/d"]
)
def test_spellings_of_one_dose(text: str) -> None:
    assert parse_amount(text).internal == pytest.approx(20 / 24)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("20 g/dya", "'day'"),
        ("20 grms", "'grams'"),
        ("20 mmoll", "'mmol'"),
        ("twenty", "write a number and a unit"),
        ("20", "has no unit"),
        ("", "write a number and a unit"),
        ("1e999 g", "too large"),
        ("20 g//d", "not known"),
        ("1,5 g/d", "with a point"),
    ],
)
def test_a_mistake_is_one_clear_sentence(text: str, said: str) -> None:
    with pytest.raises(InputError, match=said) as caught:
        parse_amount(text)
    assert "\n" not in str(caught.value)


@given(st.text(max_size=20))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        amount = parse_amount(text)
    except InputError:
        return
    assert math.isfinite(amount.internal)


def test_dimensions_are_told_apart() -> None:
    assert same_dimension("g/d", "mg/h")
    assert not same_dimension("g/d", "g")
    assert not same_dimension("mL", "cm2")


def test_names_are_sorted_and_amounts_travel() -> None:
    assert list(unit_names()) == sorted(unit_names())
    assert pickle.loads(pickle.dumps(Amount(2.0, "g"))) == Amount(2.0, "g")
