"""Names are found however they are spelled."""

import pytest

from holobiont.protocol.names import key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("High-fibre", "high fibers"),
        ("wholegrain bread", "whole-grain breads"),
        ("yoghurt", "Yogurts"),
        ("β-glucan", "beta glucans"),
        ("potatoes", "potato"),
        ("berries", "berry"),
        ("fermented_food", "fermented foods"),
        ("crème fraîche", "creme fraiche"),
        ("onion (raw)", "Onion, raw"),
    ],
)
def test_spellings_that_do_not_differ(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(("one", "other"), [("rye", "rice"), ("oat", "goat"), ("bass", "bas")])
def test_spellings_that_do(one: str, other: str) -> None:
    assert key(one) != key(other)
