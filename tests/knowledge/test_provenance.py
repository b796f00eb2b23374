"""Every number of the data files has a unit, a range and a source that resolves."""

import math
import re
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from holobiont.knowledge import load

KNOWLEDGE = load()
# Counts that are not measured: coefficients of reactions, charges, shares that add up to one and
# identifiers. Their balance, sum or existence is tested elsewhere.
COUNTED = re.compile(
    r"(^compounds\.\w+\.(charge|protonated_charge)$)"
    r"|(^polymers\.\w+\.(water|products\.\w+)$)"
    r"|(\.pathways\.\w+\.\w+$)"
    r"|(^development\.milks\.\w+\.diets\.\w+$)"
    r"|(^outcomes/\w+\.(effects|associations)\.(participants|studies)$)"
    r"|(\.ncbi_taxid$)"
)


def bare_numbers(item: Any, path: str) -> Iterator[str]:
    if isinstance(item, dict):
        if "value" in item and "unit" in item:
            return
        for key, inner in item.items():
            yield from bare_numbers(inner, f"{path}.{key}")
    elif isinstance(item, list):
        for inner in item:
            yield from bare_numbers(inner, path)
    elif isinstance(item, (int, float)) and not isinstance(item, bool):
        yield path


def files() -> list[str]:
    root = KNOWLEDGE.folder
    paths = [path.relative_to(root) for path in sorted(root.rglob("*.toml"))]
    return [path.as_posix() for path in paths if path.parts[0] != "measures"]


def test_no_number_stands_without_unit_and_source() -> None:
    bare = []
    for file in files():
        raw = tomllib.loads((KNOWLEDGE.folder / file).read_text(encoding="utf-8"))
        bare += bare_numbers(raw, file.removesuffix(".toml"))
    assert len(files()) > 50
    assert [path for path in bare if not COUNTED.search(path)] == []


def test_every_number_is_finite_within_its_range_and_sourced() -> None:
    count = 0
    for path, quantity in KNOWLEDGE.quantities():
        count += 1
        values = quantity.value if isinstance(quantity.value, tuple) else (quantity.value,)
        assert all(math.isfinite(value) for value in values), path
        assert quantity.unit, path
        assert all(KNOWLEDGE.cite(code).citation for code in quantity.sources), path
    assert count > 1000


def test_assumed_numbers_pass_for_nothing_better() -> None:
    for path, quantity in KNOWLEDGE.quantities():
        if quantity.source == "assumed":
            assert quantity.status in ("assumed", "derived"), path
            assert quantity.grade == "C", path


@pytest.mark.parametrize("code", KNOWLEDGE.references)
def test_references_are_clean(code: str) -> None:
    reference = KNOWLEDGE.references[code]
    assert reference.citation
    assert not reference.doi or re.fullmatch(r"10\.\d{4,}/\S+", reference.doi)
