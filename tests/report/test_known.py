"""A report says what is known of the conditions that are asked for, and of no other."""

import re
from functools import lru_cache

import pytest

from holobiont.errors import InputError
from holobiont.report import Result, compute
from holobiont.report.known import known
from holobiont.report.page import html
from holobiont.report.plain import plain
from tests.report.samples import PROTOCOL, small_twin, with_protocol, without_protocol


@lru_cache(maxsize=1)
def asked() -> Result:
    names = ("constipation", "low mood", "depression")
    return compute(small_twin(), PROTOCOL, members=2, seed=1, conditions=names)


def test_only_what_is_asked_for_is_told_and_once() -> None:
    assert [each.id for each in asked().conditions] == ["constipation", "depression"]
    assert with_protocol().conditions == ()
    assert "What is known about" not in html(with_protocol())


def test_mediators_have_the_interval_of_the_versions_and_nulls_are_told() -> None:
    constipation, depression = asked().conditions
    titles = [title for title, _ in constipation.sections]
    assert titles[:3] == [
        "On the way to it",
        "Studied: what is done",
        "Studied: the group that it belongs to",
    ]
    (_, (_, wet)) = constipation.sections[0][1]
    before = next(o for o in asked().outputs if o.id == "stool_wet").estimate
    assert before.low is not None and before.high is not None
    start = f"{before.value:.3g} g/d ({before.low:.3g} to {before.high:.3g})"
    assert f"Model: {start}, then " in wet
    text = str(depression.sections)
    assert "Prebiotics: no effect found on depressive symptoms" in text
    assert "Alpha diversity: no difference found" in text


def test_mediators_in_the_body_are_those_of_the_page() -> None:
    """What a row of the body tells, its mediator tells too; what rests is not followed."""
    depression = next(each for each in asked().conditions if each.id == "depression")
    told = [text for _, lines in depression.sections for _, text in lines]
    tryptophan, reactive = (
        next(text for text in told if text.startswith(name))
        for name in ("Tryptophan of plasma", "C-reactive protein")
    )
    found = re.search(r"Model: (\S+) uM .*, then (\S+) uM", tryptophan)
    row = asked().body.row("plasma_tryptophan")
    assert found is not None and row.relative and row.after is not None
    assert float(found[2]) / float(found[1]) == pytest.approx(row.after.value / 100, rel=0.02)
    assert "This run does not follow it." in reactive


def test_the_page_shows_them_and_the_bibliography_holds_their_works() -> None:
    page = html(asked())
    assert "What is known about depression" in page
    assert "no effect found on stool weight" in page
    codes = {source.code: source.used_for for source in asked().sources}
    for each in asked().conditions:
        assert all(each.label in codes[code] for code in each.sources)
    assert "--condition depression" in asked().setting.command
    assert plain(asked())["conditions"][1]["id"] == "depression"


def test_without_a_protocol_everything_known_is_told() -> None:
    result = compute(small_twin(), members=0, conditions=["constipation"])
    text = str(result.conditions)
    assert "Now: " in text and "Model: " not in text
    assert "Kiwifruit" in text
    assert without_protocol().conditions == ()


def test_an_unknown_condition_is_refused_before_any_work() -> None:
    with pytest.raises(InputError, match="Did you mean 'depression'"):
        compute(small_twin(), conditions=["depresion"])
    assert known(small_twin(), None, None, ()) == ()  # type: ignore[arg-type]
