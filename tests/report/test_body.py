"""The body in a report: what its rows say, and that the drawing follows them."""

import csv
import json
import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holobiont.report import Result, figure, write_report
from holobiont.report.bodymodel import Body, BodyRow, Done, Fate
from holobiont.report.estimate import Estimate
from holobiont.report.page import html
from holobiont.report.takeaway import moves, takeaway
from holobiont.report.times import times
from holobiont.twin.body import follow
from tests.report.samples import PROTOCOL, small_twin, with_protocol, without_protocol

RESULTS = [with_protocol, without_protocol]


def changed(body: Body, name: str, value: float) -> Body:
    """Return a body of which one row stands elsewhere."""

    def other(row: BodyRow) -> BodyRow:
        return replace(row, after=replace(row.before, value=value)) if row.id == name else row

    axes = (replace(axis, rows=tuple(map(other, axis.rows))) for axis in body.axes)
    return replace(body, axes=tuple(axes))


def flowing(body: Body, factor: float) -> Body:
    """Return a body in which other amounts flow now."""

    def other(fate: Fate) -> Fate:
        return replace(fate, after=replace(fate.before, value=factor * fate.before.value))

    return replace(body, fates=tuple(map(other, body.fates)))


def across(ribbon: figure.Ribbon, k: int) -> float:
    """Return the width of a ribbon at a step of its line."""
    ends = [tuple(map(float, edge.split()[k].split(","))) for edge in ribbon.edges]
    return sum((a - b) ** 2 for a, b in zip(*ends, strict=True)) ** 0.5


def test_rows_are_those_of_the_body() -> None:
    course = small_twin().run(PROTOCOL)
    seen, result = follow(course), compute_alone()
    row = result.body.row("tmao")
    assert row.after is not None and row.difference is not None
    assert row.before.value == pytest.approx(float(seen["tmao"][0]))
    assert row.after.value == pytest.approx(float(seen["tmao"][-1]))
    ldl = result.body.row("ldl")
    assert ldl.relative and ldl.before.value == pytest.approx(100)
    assert ldl.after is not None
    assert ldl.after.value == pytest.approx(100 * float(seen["ldl"][-1] / seen["ldl"][0]))


def compute_alone() -> Result:
    from holobiont.report import compute

    return compute(small_twin(), PROTOCOL, members=0)


def test_intervals_hold_their_median_and_rest_has_none() -> None:
    for axis in with_protocol().body.axes:
        assert axis.takeaway.endswith(".")
        for row in axis.rows:
            assert row.grade and row.status
            if not row.reached:
                assert row.after is None and row.before.low is None and row.moves == "rest"
                continue
            assert row.after is not None and row.course is not None
            assert row.after.low is not None and row.after.high is not None
            assert row.after.low <= row.after.value <= row.after.high, row.id


def test_what_no_source_reaches_is_said_to_rest() -> None:
    stress = next(axis for axis in with_protocol().body.axes if axis.id == "stress")
    assert "Nothing that has a source leads from this gut" in stress.takeaway
    assert any(g.to == "vagal_input" for g in stress.guesses)
    page = html(with_protocol())
    assert "Not simulated." in page
    assert (
        'class="nerve rest"' in page and "couplings left out, as their sizes have no source" in page
    )


@given(st.floats(-10, 10), st.floats(0, 5), st.floats(0, 5))
def test_a_direction_is_told_only_where_the_interval_agrees(
    middle: float, below: float, above: float
) -> None:
    found = moves(Estimate(10, "1"), Estimate(middle, "1", middle - below, middle + above))
    if found == "up":
        assert middle > 0
    if found == "down":
        assert middle < 0
    if found == "still":
        assert abs(middle) <= 0.05
    if middle - below > 0.06:
        assert found == "up"


def test_a_sentence_tells_direction_interval_and_agreement() -> None:
    after = Estimate(80, "% of usual", 70, 90)
    row = replace(
        with_protocol().body.row("colon_leak"),
        after=after,
        difference=Estimate(-20, "% of usual", -30, -10),
        probability=1.0,
        moves="down",
    )
    assert takeaway([row], 4) == (
        "What the wall of the colon lets through falls from 100 to 80.0% of usual "
        "(90% interval 70.0 to 90.0); 4 of 4 versions agree on the direction."
    )


@pytest.mark.parametrize("result", RESULTS)
def test_the_drawing_is_sound_and_told_in_words(result) -> None:  # type: ignore[no-untyped-def]
    page = html(result())
    svg = re.search(r'<svg class="person".*?</svg>', page, flags=re.DOTALL)
    assert svg is not None
    root = ElementTree.fromstring(svg.group())
    title, desc = root[0], root[1]
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-describedby"] == desc.attrib["id"] and title.text
    for words in ("Portal vein", "Vagus nerve", "nothing with a source reaches it"):
        assert words in (desc.text or "")
    assert "nan" not in svg.group() and "None" not in svg.group()


def test_vessels_are_as_wide_as_what_flows() -> None:
    body = with_protocol().body
    middle = figure.sketch()["steps"] // 2
    one, half = (across(figure.portal(flowing(body, f)), middle) for f in (0.5, 0.25))
    assert one == pytest.approx(2 * half, abs=0.3)
    assert across(figure.portal(flowing(body, 0.0)), middle) == pytest.approx(0, abs=0.15)
    flooded = across(figure.portal(flowing(body, 1e4)), 4)
    assert flooded <= figure.sketch()["widest"] + 1
    portal = figure.portal(body)
    assert len(portal.usual) == 2
    assert figure.portal(without_protocol().body).usual == ()


def test_the_wall_opens_colors_and_leaks_with_its_rows() -> None:
    body = with_protocol().body
    tight, open_ = (figure.wall(changed(body, "colon_leak", value)) for value in (50, 200))
    assert tight.width > open_.width > 0
    few, many = (figure.wall(changed(body, "lps_blood", value)) for value in (20, 200))
    assert len(few.dots) < len(many.dots)
    pale, deep = (figure.wall(changed(body, "butyrate_at_cells", v)) for v in (0.01, 0.5))
    assert pale.tint < deep.tint <= 1
    assert figure.wall(changed(body, "mucus", 20)).mucus < figure.wall(body).mucus


def test_every_callout_leads_from_its_organ_to_its_side() -> None:
    width, height = figure.sketch()["size"]
    found = figure.callouts(with_protocol().body)
    assert [c.n for c in found] == list(range(1, len(found) + 1))
    for c in found:
        assert c.end[0] == (0 if c.side == "left" else width)
        assert 0 < c.top < 100 and 0 < c.mark[1] < height
        assert c.rows


def test_steps_stand_on_their_days_above_the_courses() -> None:
    result = with_protocol()
    assert result.change is not None
    steps = (
        Done("20 g/day inulin", "supplement", 0, 1.5, False, None, 0.8),
        Done("bowel prep", "procedure", 2, 2, True, None, 1.0),
        Done("vancomycin", "drug", 1, None, False, 3.0, 1.0),
    )
    found = times(replace(result, change=replace(result.change, steps=steps)))
    first, second, third = found.steps
    assert (first.start, first.width, first.strength) == (0, 50, 0.8)
    assert first.label == "20 g/day inulin (80% kept to)"
    assert second.momentary and second.start == pytest.approx(66.67)
    assert third.thin and third.when == "from day 1, every 3 days" and found.on_some_days
    assert found.shades == ((0, 50), (third.start, third.width))
    assert [row.label for row in found.rows][:2] == ["butyrate", "stool, wet"]
    assert all(row.low < row.first < row.high for row in found.rows)


def test_the_page_shows_the_timeline_only_where_something_is_done() -> None:
    assert "What was done, above what happened." in html(with_protocol())
    assert "What was done, above what happened." not in html(without_protocol())


def test_numbers_of_the_body_are_in_the_files_beside(tmp_path: Path) -> None:
    result = with_protocol()
    write_report(result, tmp_path)
    whole = json.loads((tmp_path / "result.json").read_text("utf-8"))
    rows = [(a["id"], row) for a in whole["body"]["axes"] for row in a["rows"]]
    with (tmp_path / "tables" / "body.tsv").open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert [(row["axis"], row["id"]) for row in table] == [(a, r["id"]) for a, r in rows]
    for line, (_, row) in zip(table, rows, strict=True):
        assert float(line["before.value"]) == row["before"]["value"]
    for name in ("acids_fate", "body_courses", "hypotheses_off", "steps"):
        assert (tmp_path / "tables" / f"{name}.tsv").read_text("utf-8").count("\n") > 1
    bib = (tmp_path / "citations.bib").read_text("utf-8")
    codes = {code for axis in result.body.axes for row in axis.rows for code in row.sources}
    assert codes and all(f"{{{code}," in bib for code in codes)
