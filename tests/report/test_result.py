"""What a result holds agrees with the twin it was read from."""

import pytest

from holobiont.knowledge import load
from holobiont.profile.example import EXAMPLE, example_profile
from holobiont.report import compute
from holobiont.report.plain import to_json
from tests.report.samples import PROTOCOL, STRANGER, small_twin, with_protocol, without_protocol


def test_the_same_input_and_seed_give_the_same_bytes() -> None:
    again = compute(small_twin(), PROTOCOL, members=2, seed=1)
    assert to_json(again) == to_json(with_protocol())


def test_another_seed_gives_another_interval() -> None:
    other = compute(small_twin(), members=2, seed=2)
    assert other.output("butyrate").estimate != with_protocol().output("butyrate").estimate


def test_intervals_hold_their_median() -> None:
    result = with_protocol()
    assert result.setting.members == 2
    for output in result.outputs:
        low, high = output.estimate.low, output.estimate.high
        assert low is not None and high is not None
        assert low <= output.estimate.value <= high, output.id


def test_without_an_ensemble_no_interval_is_shown() -> None:
    result = without_protocol()
    assert result.change is None
    assert result.setting.members == 0
    assert all(o.estimate.low is None for o in result.outputs)


def test_outputs_are_those_of_the_twin() -> None:
    twin, result = small_twin(), without_protocol()
    flows = twin.habitual.flows(0)
    butyrate = flows["butyrate", "absorbed"] + flows["butyrate", "stool"]
    assert result.output("butyrate").estimate.value == pytest.approx(butyrate)
    distal = result.segments[-1]
    assert distal.scfa.value == pytest.approx(
        distal.acetate.value + distal.propionate.value + distal.butyrate.value
    )


def test_blood_is_that_of_the_usual_day() -> None:
    passed, result = small_twin().habitual.first_pass(0), without_protocol()
    assert result.output("acetate_portal").estimate.value == passed["acetate"].portal
    assert result.output("butyrate_peripheral").estimate.value == passed["butyrate"].peripheral
    burnt = result.output("butyrate_burnt")
    assert burnt.group == "blood"
    assert burnt.estimate.value == pytest.approx(100 * passed["butyrate"].burnt)


def test_makers_add_up_and_agree_with_the_trajectory() -> None:
    twin, result = small_twin(), without_protocol()
    expected = twin.habitual.makers("butyrate", 0)
    for maker in result.makers:
        if maker.compound == "butyrate":
            assert maker.amount == pytest.approx(expected[maker.taxon])
    assert {m.compound for m in result.makers} >= {"butyrate", "acetate"}


def test_residents_and_families_add_up_to_what_is_known() -> None:
    result = without_protocol()
    known = 1 - sum(row.share for row in result.unknown.unmatched)
    assert sum(r.share for r in result.residents) == pytest.approx(known)
    assert sum(f.share for f in result.families) == pytest.approx(known)
    assert [row.name for row in result.unknown.unmatched] == [STRANGER]


def test_a_change_is_the_difference_of_its_ends() -> None:
    result = compute(small_twin(), PROTOCOL, members=0)
    assert result.change is not None
    assert result.change.day == 3
    for item in result.change.outputs:
        assert item.difference.value == pytest.approx(item.after.value - item.before.value)
        assert item.course.value[0] == pytest.approx(item.before.value)


def test_after_the_protocol_the_last_day_of_it_is_compared() -> None:
    result = compute(small_twin(), PROTOCOL, members=0, days=5)
    assert result.change is not None
    assert (result.change.day, result.change.days) == (3, 5)


def test_every_source_has_a_citation_and_a_use() -> None:
    result = with_protocol()
    assert all(source.citation and source.used_for for source in result.sources)
    codes = {source.code for source in result.sources}
    assert {code for row in result.measures for code in row.sources} <= codes
    assert {"AR25", "CU87"} <= codes


def test_progress_is_told() -> None:
    told: list[tuple[str, int, int]] = []
    compute(small_twin(), members=1, progress=lambda *step: told.append(step))
    assert told[-1][1:] == (1, 1)


def test_the_answer_is_short_and_speaks_of_the_numbers() -> None:
    result = with_protocol()
    assert 3 <= len(result.answer) <= 5
    assert any("butyrate" in sentence and "mmol/day" in sentence for sentence in result.answer)
    lost = next((v.share for v in result.unknown.levels if v.name == "unmatched"), 0.0)
    assert ("matches nothing" in result.answer[-1]) == (lost > 0)


def test_the_example_says_that_it_is_one() -> None:
    profile = example_profile(load())
    assert profile.sample == EXAMPLE
    assert any("example" in note.casefold() for note in profile.notes)
    assert profile.shares.sum() == pytest.approx(1)
    assert 0 < profile.unclassified < 1
    assert list(profile.shares) == sorted(profile.shares, reverse=True)
