"""Bodies at rest, against what is usual in health."""

import importlib
from types import ModuleType

import numpy as np
import pytest

from holobiont.host.registry import body
from holobiont.knowledge import load


def resting() -> ModuleType:
    return importlib.import_module("resting")


def test_a_drawn_body_differs_in_what_has_a_range_and_in_nothing_else() -> None:
    knowledge = load()
    changed = resting().drawn_body(knowledge, np.random.default_rng(1))
    before, after = (k.body("tmao").parameters["clearance"] for k in (knowledge, changed))
    assert before.spread[0] < after.value < before.spread[1]
    assert after.value != before.value
    assert changed.body("meal") == knowledge.body("meal")
    assert changed.body("tmao").inputs == knowledge.body("tmao").inputs


def test_what_the_gut_sends_arrives_in_the_units_of_the_body() -> None:
    module = resting()
    host = body(("tmao", "tryptophan"), load())
    some = module.Sending({"tma_absorbed": 0.3, "lps_lumen": 2.0}, {}, {})
    assert module.told(host, some).value("tma_absorbed") == pytest.approx(0.3)


def test_the_table_counts_who_is_inside() -> None:
    module = resting()
    ranges = module.tomllib.loads(module._RANGES.read_text(encoding="utf-8"))
    inside = {name: sum(row["range"]) / 2 for name, row in ranges.items()}
    outside = {name: row["range"][1] * 2 for name, row in ranges.items()}
    said = module.table([inside, inside, inside, outside])
    assert said.splitlines()[0].endswith(" 75%")
    assert said.splitlines()[-1].endswith(f"{len(ranges)} of {len(ranges)}; people inside: 75%")


@pytest.mark.slow
def test_most_bodies_rest_within_what_is_usual() -> None:
    """All but calprotectin and the pool of bile salts, which the published models put outside."""
    module = resting()
    rows = list(module.people(20, 2, 0))
    last = module.table(rows).splitlines()[-1]
    assert int(last.rsplit(": ", 1)[1].removesuffix("%")) >= 85
