"""Rows become a table of 80 columns, and plain data of one fixed shape."""

import json
import math
from dataclasses import replace

import pytest

from holobiont.validation import Expectation, Row, as_json, table
from holobiont.validation.rows import expected, inside

KEYS = {"id", "domain", "predicted", "interval", "expected", "verdict", "source", "experiment",
        "measured", "unit", "parts", "naive", "status", "note", "digest"}  # fmt: skip
ONE = Row("V05", "baseline", "British diet", "products", "mmol/d", ("products",), (454.0,),
          ((400.0, 500.0),), (330.0,), (590.0,), "pass", "AR25")  # fmt: skip
TWO = Row("V53", "pH test", "culture", "growth", "1", ("a", "b"), (0.2, 0.4),
          ((0.1, 0.3), (0.3, 0.5)), (0.1, 0.5), (0.5, 0.85), "miss", "CR17", "too low")  # fmt: skip
NONE = Row("V33", "bile", "vancomycin", "bile acids", "%", (), (), (), (-100.0,), (-50.0,),
           "not yet", "VR14", "bile acids are not simulated yet")  # fmt: skip


def test_json_has_the_agreed_shape() -> None:
    found = json.loads(json.dumps(as_json([ONE, TWO, NONE])))
    assert set(found) == {"score", "rows"}
    assert found["score"]["all"] == {"pass": 1, "miss": 1, "not yet": 1}
    assert all(set(row) == KEYS for row in found["rows"])
    assert all(set(row["expected"]) == {"low", "high"} for row in found["rows"])
    one, two, none = found["rows"]
    assert (one["predicted"], one["interval"], one["expected"]["low"]) == (454, [400, 500], 330)
    assert two["predicted"] == [0.2, 0.4]
    assert two["interval"] == [[0.1, 0.3], [0.3, 0.5]]
    assert two["expected"] == {"low": [0.1, 0.5], "high": [0.5, 0.85]}
    assert none["predicted"] is None
    assert none["verdict"] == "not yet"


def test_table_fits_80_columns_and_hides_nothing() -> None:
    text = table([ONE, TWO, NONE], "three rows")
    assert max(map(len, text.splitlines())) <= 80
    for word in ("V05", "pass", "454", "330 to 590", "V53", "miss", "too low", "V33", "not yet"):
        assert word in text
    assert "x b" in text
    assert "x a" not in text
    assert "1 of 1 pass" in text


@pytest.mark.parametrize("row", [ONE, TWO, NONE])
def test_each_row_stands_alone(row: Row) -> None:
    assert row.id in table([row])
    assert as_json([row])["rows"][0]["id"] == row.id


def test_open_ranges_and_naive_expectations_are_written() -> None:
    row = replace(
        ONE, high=(math.inf,), naive=Expectation("no change", (1.0,), "miss"), verdict="pass"
    )
    text = table([row])
    assert "above 330" in text
    assert "naive (no change): 1: miss" in text
    assert "0 of 1 pass where a naive expectation exists; the model 1" in text
    plain = as_json([row])["rows"][0]
    assert plain["expected"] == {"low": 330, "high": None}
    assert plain["naive"]["verdict"] == "miss"
    assert (expected(-math.inf, 1), expected(-math.inf, math.inf)) == ("below 1", "any")


def test_an_open_range_excludes_its_edge() -> None:
    assert inside(1, 1, 2)
    assert not inside(1, 1, math.inf)
    assert not inside(1, -math.inf, 1)
    assert not inside(math.nan, 0, 1)


def test_a_part_that_is_lacking_is_shown_as_such() -> None:
    row = replace(TWO, predicted=(0.2, math.nan), interval=((0.1, 0.3), (math.nan, math.nan)))
    assert "- b" in table([row])
    assert as_json([row])["rows"][0]["predicted"] == [0.2, None]
