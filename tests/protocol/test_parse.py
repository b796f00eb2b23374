"""Phrases and typed steps stand for each other, in both directions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holobiont.errors import UsageError
from holobiont.protocol import (
    DietChange,
    Food,
    Medicine,
    Protocol,
    Step,
    Supplement,
    as_protocol,
    parse,
)
from tests.protocol.known import KNOWN

PHRASES = {
    "20 g/day inulin for 4 weeks": [Supplement("inulin", 20, 0, 28)],
    "inulin 20 g/day from day 7 for 28 days": [Supplement("inulin", 20, 7, 35)],
    "high-fibre diet from day 14": [DietChange("high_fiber", 14)],
    "Fibre rich diets from day 14": [DietChange("high_fiber", 14)],
    "ketogenic diet for 4 weeks then mediterranean diet": [
        DietChange("ketogenic", 0, 28),
        DietChange("mediterranean", 28),
    ],
    "ketogenic diet then mediterranean diet from day 14": [
        DietChange("ketogenic", 0, 14),
        DietChange("mediterranean", 14),
    ],
    "10 g inulin twice daily": [Supplement("inulin", 20)],
    "10 g of inulin three times a day": [Supplement("inulin", 30)],
    "10 g oats every other day": [Food("oats", 5)],
    "70 g/week oats": [Food("oats", 10)],
    "500 mg/day β-glucan": [Supplement("beta_glucan", 0.5)],
    "500 µg daily pectin": [Supplement("pectin", 0.0005)],
    "1.5e1 grammes a day of pectin": [Supplement("pectin", 15)],
    "30 g garlic per day from week 2 until day 40": [Food("garlic", 30, 14, 40)],
    "take 30 g raw garlics per day for a fortnight": [Food("garlic", 30, 0, 14)],
    "switch to a Mediterranean diet after two weeks": [DietChange("mediterranean", 14)],
    "british 1976 diet days 7-35": [DietChange("british_1976", 7, 35)],
    "4-week keto diet": [DietChange("ketogenic", 0, 28)],
    "2.5 g/day yoghurts from the start until week 6": [Food("yogurt", 2.5, 0, 42)],
    "20 g/day inulin and 10 g/day pectin for 4 weeks": [
        Supplement("inulin", 20, 0, 28),
        Supplement("pectin", 10, 0, 28),
    ],
    "20 g/day inulin, 10 g/day pectin for 4 weeks": [
        Supplement("inulin", 20),
        Supplement("pectin", 10, 0, 28),
    ],
    "keto diet for 1 week then 20 g/day inulin + 10 g/day pectin for 4 weeks": [
        DietChange("ketogenic", 0, 7),
        Supplement("inulin", 20, 7, 35),
        Supplement("pectin", 10, 7, 35),
    ],
    "100 g bread and butter daily; keto diet": [
        Food("bread_and_butter", 100),
        DietChange("ketogenic"),
    ],
    "amoxicillin 500 mg three times a day for 7 days": [Medicine("amoxicillin", 1500, 0, 7)],
    "500 mg amoxicillin x3 daily for 7 days": [Medicine("amoxicillin", 1500, 0, 7)],
    "500 mg amoxicillin 3x daily for 7 days": [Medicine("amoxicillin", 1500, 0, 7)],
    "Amoxil 500 mg every 6 h": [Medicine("amoxicillin", 2000)],
    "500 mg amoxicillin every six hours from day 2 for 10 days": [
        Medicine("amoxicillin", 2000, 2, 12)
    ],
    "1 g amoxicillin every 2 days until day 8": [Medicine("amoxicillin", 500, 0, 8)],
    "875 mg amoxicillin and clavulanate twice a day": [Medicine("co_amoxiclav", 1750)],
    "500 mg/day amoxicillin and 20 g/day inulin for 1 week": [
        Medicine("amoxicillin", 500, 0, 7),
        Supplement("inulin", 20, 0, 7),
    ],
    "no change": [],
}


@pytest.mark.parametrize("phrase", PHRASES)
def test_a_phrase_means_its_steps(phrase: str) -> None:
    assert parse(phrase, KNOWN) == Protocol(tuple(PHRASES[phrase]))


def test_the_plainest_phrase_is_its_own_canonical_form() -> None:
    assert str(parse("20 g/day inulin for 4 weeks", KNOWN)) == "20 g/day inulin for 4 weeks"


DAYS = st.floats(0, 1e4, allow_nan=False)


def _intakes(food: str, largest: float) -> st.SearchStrategy[Step]:
    kind = {"food": Food, "supplement": Supplement}[KNOWN.foods[food].kind]
    dose = st.floats(1e-9, largest, exclude_min=True)
    return st.builds(
        _timed, st.builds(lambda grams: kind(food, grams), dose), DAYS, DAYS | st.none()
    )


def _timed(step: Step, start: float, length: float | None) -> Step:
    begun = type(step)(*list(vars(step).values())[:-2], start)
    return begun if length is None or start + length <= start else begun.until(start + length)


@st.composite
def _diets(draw: st.DrawFn) -> list[Step]:
    days = draw(st.lists(DAYS, unique=True, max_size=6).map(sorted))
    names = st.sampled_from(sorted(KNOWN.diets))
    return [
        DietChange(draw(names), start, end)
        for start, end in zip(days[::2], days[1::2], strict=False)
    ]


@st.composite
def _protocols(draw: st.DrawFn) -> Protocol:
    foods = {"inulin": 40, "pectin": 40, "garlic": 60, "bread_and_butter": 300}
    chosen = draw(st.lists(st.sampled_from(sorted(foods)), unique=True))
    steps = [draw(_intakes(food, foods[food])) for food in chosen] + draw(_diets())
    return Protocol(tuple(draw(st.permutations(steps))))


@given(_protocols())
def test_reading_what_was_written_gives_the_same_protocol(protocol: Protocol) -> None:
    assert parse(str(protocol), KNOWN) == protocol
    assert as_protocol(list(protocol.steps), KNOWN) == protocol


@given(_protocols(), st.randoms(use_true_random=False))
def test_the_order_of_steps_does_not_matter(protocol: Protocol, random: object) -> None:
    steps = list(protocol.steps)
    random.shuffle(steps)  # type: ignore[attr-defined]
    assert Protocol(tuple(steps)) == protocol
    assert str(Protocol(tuple(steps))) == str(protocol)


WORDS = st.sampled_from(
    "20 g/day -5 mg inulin garlic keto diet for from until day 4 weeks then and , ; + nan 1,5 "
    "twice per kg high-fibre 1e999 0 week - / % mediteranean a".split()
)


@given(st.lists(WORDS, max_size=9).map(" ".join) | st.text(max_size=30))
def test_any_text_is_read_or_refused_with_a_sentence(text: str) -> None:
    try:
        protocol = parse(text, KNOWN)
    except UsageError as error:
        assert str(error)
    else:
        assert parse(str(protocol), KNOWN) == protocol


def test_strings_and_objects_interchange() -> None:
    whole = parse("20 g/day inulin for 4 weeks; keto diet from day 7", KNOWN)
    assert as_protocol(whole, KNOWN) == whole
    assert as_protocol("20 g/day inulin for 4 weeks; keto diet from day 7", KNOWN) == whole
    mixed = [Supplement("Chicory-inulin", 20, 0, 28), "keto diet from day 7"]
    assert as_protocol(mixed, KNOWN) == whole
    assert as_protocol(DietChange("keto", 7), KNOWN) == Protocol((DietChange("ketogenic", 7),))


def test_a_typed_step_is_filed_under_the_kind_of_its_food() -> None:
    assert as_protocol(Supplement("garlic", 5), KNOWN).steps == (Food("garlic", 5),)


@pytest.mark.parametrize(
    ("given_", "needle"),
    [
        (Supplement("inulinn", 20), "inulin"),
        (DietChange("ketogenik"), "Ketogenic"),
        (Supplement("inulin", 400), "40 g/day"),
        (3, "not a protocol"),
    ],
)
def test_typed_steps_are_checked_as_strictly_as_phrases(given_: object, needle: str) -> None:
    with pytest.raises(UsageError, match=needle):
        as_protocol(given_, KNOWN)  # type: ignore[arg-type]
