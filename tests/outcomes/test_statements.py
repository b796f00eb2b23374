"""Statements say what the model and the studies say, and no more."""

from functools import lru_cache

import numpy as np
import pytest

from holobiont.errors import InputError, KnowledgeError
from holobiont.host import BodyCourse
from holobiont.knowledge import load
from holobiont.knowledge.schema import Condition, Mediator
from holobiont.outcomes import Estimate, Statement, statements, statements_of
from holobiont.outcomes.quantities import gut
from holobiont.outcomes.text import record, sections
from holobiont.twin import Trajectory
from tests.twin.people import twin

KNOWLEDGE = load()
INULIN = "10 g/day inulin for 4 days"


@lru_cache(maxsize=8)
def course(protocol: str = INULIN, seed: int = 1) -> Trajectory:
    return twin(seed).run(protocol, days=4, every=4)


def mediator(name: str, worse: str, of: str = "gut") -> Mediator:
    return Mediator.model_validate(
        {"id": name, "label": name, "of": of, "worse": worse, "why": "it is made up"}
        | {"grade": "C", "status": "assumed", "source": "assumed"}
    )


def made(*mediators: Mediator) -> Condition:
    return Condition(id="made", label="made", mediators=mediators)


def about(found: tuple[Statement, ...], what: str) -> list[Statement]:
    return [each for each in found if each.about == what]


@pytest.mark.parametrize("name", list(KNOWLEDGE.outcomes))
def test_without_a_course_everything_is_told(name: str) -> None:
    known = KNOWLEDGE.outcomes[name]
    found = statements(None, name, KNOWLEDGE)
    assert [each.evidence for each in found if each.evidence] == list(known.evidence)
    assert len(about(found, "mediator")) == len(known.mediators)
    assert all(each.grade and each.sources and each.text.endswith(".") for each in found)
    assert all(each.start is None for each in found)


def test_no_statement_tells_what_measures_nothing() -> None:
    for name in KNOWLEDGE.outcomes:
        for each in statements(None, name, KNOWLEDGE):
            text = f"{each.subject} {each.text}".casefold()
            assert "zonulin" not in text
            assert "f/b" not in text
            assert "bacteroidetes ratio" not in text


def test_an_unknown_condition_gets_the_nearest_name() -> None:
    with pytest.raises(InputError, match="Did you mean 'depression'"):
        statements(None, "depresion", KNOWLEDGE)


def test_what_is_done_brings_its_studies_with_nulls_and_what_disagrees() -> None:
    found = statements(course(), "depression", KNOWLEDGE)
    effects = about(found, "effect")
    assert {each.subject for each in effects} == {
        "prebiotics",
        "prebiotics, probiotics or synbiotics",
    }
    assert [each.null for each in effects if each.subject == "prebiotics"] == [True]
    assert all(each.contradictory for each in effects)
    assert {each.step for each in effects} == {INULIN}
    assert about(found, "gap") == []
    ties = about(found, "association")
    assert any(each.subject == "alpha diversity" and each.null for each in ties)
    assert any(each.grade == "X" for each in ties)


def test_the_closest_studies_come_first_and_of_kin_only_what_warns() -> None:
    effects = about(statements(course(), "stress", KNOWLEDGE), "effect")
    assert [(each.subject, each.kinship, each.null) for each in effects] == [
        ("fructo-oligosaccharides", "kin", True)
    ]
    order = [each.kinship for each in statements(course(), "constipation", KNOWLEDGE)]
    ranks = [["same", "group", "kin"].index(each) for each in order if each]
    assert ranks == sorted(ranks)
    assert order.count("same") == 1


def test_a_study_of_several_steps_is_told_once() -> None:
    both = course("5 g/day inulin for 4 days and 5 g/day fos for 2 days")
    effects = about(statements(both, "depression", KNOWLEDGE), "effect")
    assert len(effects) == len({each.text for each in effects})
    (prebiotics,) = (each for each in effects if each.subject == "prebiotics")
    assert prebiotics.step.count(" g/day ") == 2
    (cortisol,) = (
        each
        for each in about(statements(both, "stress", KNOWLEDGE), "effect")
        if each.subject == "fructo-oligosaccharides"
    )
    assert cortisol.kinship == "same"


def test_a_step_that_nobody_studied_is_told_as_a_gap() -> None:
    found = statements(course("10 g/day inulin for 4 days"), "autism", KNOWLEDGE)
    (gap,) = about(found, "gap")
    assert "No study of 10 g/day inulin on autism" in gap.text
    assert gap.grade == "" and gap.verdict == "open"
    assert about(found, "effect") == []


def test_better_and_worse_are_mirror_images_and_unclear_is_neither() -> None:
    up, down, unclear = (
        about(statements(course(), made(mediator("butyrate", worse)), KNOWLEDGE), "mediator")[0]
        for worse in ("higher", "lower", "unclear")
    )
    assert up.change is not None and up.change.value > 0
    assert (up.verdict, down.verdict, unclear.verdict) == ("worse", "better", "open")
    assert up.change == down.change == unclear.change
    assert up.start is not None and up.end is not None
    assert up.end.value - up.start.value == pytest.approx(up.change.value)


def test_a_mediator_that_the_gut_does_not_give_is_refused() -> None:
    with pytest.raises(KnowledgeError, match="Did you mean 'butyrate'"):
        statements(course(), made(mediator("butirate", "lower")), KNOWLEDGE)


def test_nothing_done_moves_nothing() -> None:
    still = twin(1).run(days=2, every=2)
    names = ("butyrate", "stool_wet", "ph_distal")
    found = statements(still, made(*(mediator(name, "lower") for name in names)), KNOWLEDGE)
    assert [each.verdict for each in found] == ["none"] * 3


def test_versions_make_intervals_and_those_that_disagree_leave_it_open() -> None:
    fed, still = course(), twin(1).run(days=4, every=4)
    one = made(mediator("butyrate", "lower"))
    (agreed,) = statements(fed, one, KNOWLEDGE, versions=(fed, course(seed=2)))[:1]
    assert agreed.start is not None and agreed.start.low is not None
    assert agreed.start.low < agreed.start.value < (agreed.start.high or 0)
    assert agreed.verdict == "better"
    starved = twin(2).run("ketogenic diet", days=4, every=4)
    (torn,) = statements(fed, one, KNOWLEDGE, versions=(fed, still, starved))[:1]
    assert torn.change is not None and (torn.change.low or 0) < 0 < (torn.change.high or 0)
    assert torn.verdict == "open"


def body(*values: float) -> BodyCourse:
    hours = np.array([0.0, 1.0])
    return BodyCourse(hours, {"chronic_crp": np.array(values)}, {"chronic_crp": "mg/L"}, None)  # type: ignore[arg-type]


def test_the_body_is_read_where_it_was_run() -> None:
    one = made(mediator("chronic_crp", "higher", "body"), mediator("tmao", "higher", "body"))
    crp, tmao = statements(None, one, KNOWLEDGE, body=body(1.0, 2.0))
    assert (crp.start, crp.end, crp.verdict) == (
        Estimate(1.0, "mg/L"),
        Estimate(2.0, "mg/L"),
        "worse",
    )
    assert tmao.start is None and tmao.verdict == "open"
    many = statements(None, one, KNOWLEDGE, bodies=(body(1.0, 2.0), body(1.0, 0.5)))
    assert many[0].verdict == "open"


def test_a_measure_of_the_profile_has_a_start_only() -> None:
    (found,) = about(statements(course(), "schizophrenia", KNOWLEDGE), "mediator")
    assert found.start is not None and 0 <= found.start.value <= 100
    assert found.end is None and found.verdict == "open"


def test_paragraphs_and_records_hold_every_statement() -> None:
    found = statements(course(), "depression", KNOWLEDGE)
    told = [line for _, lines in sections(found) for line in lines]
    assert len(told) == len(found)
    assert sum("Model:" in text or "Now:" in text for _, text in told) == 1
    assert sum("This run does not follow it." in text for _, text in told) == 5
    for each in found:
        plain = record(each)
        assert plain["sources"] == list(each.sources)
        assert (plain["evidence"] is None) == (each.evidence is None)


def test_quantities_that_were_read_before_give_the_same_statements() -> None:
    fed = course()
    ends = [(gut(fed, 0), gut(fed, -1))]
    once, again = (
        [each for each in found if each.about != "mediator" or each.subject != "Shannon diversity"]
        for found in (
            statements(fed, "ibd", KNOWLEDGE),
            statements_of(ends, fed.protocol, "ibd", KNOWLEDGE),
        )
    )
    assert once == again
    still = statements_of(ends, twin(1).habitual.protocol, "ibd", KNOWLEDGE)
    assert all(each.end is None and each.change is None for each in still)
    assert [each.evidence for each in still if each.evidence] == list(
        KNOWLEDGE.outcomes["ibd"].evidence
    )
