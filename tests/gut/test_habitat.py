"""The segments of a colon keep the whole's measured transit, absorption and mucin."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holobiont.gut.habitat import SEGMENTS, colon, vessel, water_content
from holobiont.knowledge import load

KNOWLEDGE = load()
BODY = KNOWLEDGE.physiology.value


def test_clearance_adds_up_to_the_measured_rate() -> None:
    segments = colon(KNOWLEDGE).segments
    whole = BODY("absorption.scfa_rate") * sum(BODY(f"colon.{s}.volume") for s in SEGMENTS)
    assert sum(s.clearance for s in segments) == pytest.approx(whole)
    assert all(s.clearance > 0 for s in segments)


@given(st.floats(5, 120))
def test_the_segments_share_the_transit(hours: float) -> None:
    assert sum(1 / s.passage for s in colon(KNOWLEDGE, hours).segments) == pytest.approx(hours)


def test_the_knowledge_gives_the_transit_when_none_is_known() -> None:
    assert colon(KNOWLEDGE) == colon(KNOWLEDGE, BODY("transit.colon"))


def test_all_mucin_is_secreted_somewhere() -> None:
    assert sum(s.secretion for s in colon(KNOWLEDGE).segments) == pytest.approx(1)


def test_water_content_is_the_balance_of_inflow_passage_and_drying() -> None:
    flow, held = BODY("water.inflow"), water_content(KNOWLEDGE)
    for segment in colon(KNOWLEDGE).segments:
        free = 1.0 - BODY("water.held") * BODY(f"community.solids.{segment.name}")
        out = held[segment.name] * (segment.passage + segment.drying * free)
        assert out == pytest.approx(flow)
        flow = held[segment.name] * segment.passage
    assert flow < 0.2 * BODY("water.inflow")


def test_a_colon_is_in_a_body_and_a_vessel_is_not() -> None:
    assert colon(KNOWLEDGE).in_body
    assert colon(KNOWLEDGE).names == SEGMENTS
    assert colon(KNOWLEDGE).last == SEGMENTS[-1]
    assert not vessel().in_body
    assert vessel("flask").names == ("flask",)
