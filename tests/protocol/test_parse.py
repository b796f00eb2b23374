"""Phrases and typed steps stand for each other, in both directions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holobiont.errors import UsageError
from holobiont.protocol import (
    AUTOLOGOUS,
    Activity,
    Circumstance,
    Cleansing,
    DietChange,
    Drink,
    Food,
    Live,
    Medicine,
    Occasion,
    PhageDose,
    Protocol,
    Supplement,
    Transplant,
    as_protocol,
    parse,
)
from tests.protocol.known import KNOWN
from tests.protocol.steps import protocols

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
    "10 g oats every other day": [Food("oats", 10, every_days=2)],
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
    "1 g amoxicillin every 2 days until day 8": [Medicine("amoxicillin", 1000, 0, 8, every_days=2)],
    "1 g amoxicillin every 36 h": [Medicine("amoxicillin", 1000 / 1.5)],
    "500 mg amoxicillin twice a day every third day": [Medicine("amoxicillin", 1000, every_days=3)],
    "250 mg/day amoxicillin in pulses every 3 days for 4 weeks": [
        Medicine("amoxicillin", 250, 0, 28, every_days=3)
    ],
    "125 mg amoxicillin 4 times a day for 10 days then twice a day for 7 days then once a day "
    "for 7 days, then every 3 days for 2 weeks": [
        Medicine("amoxicillin", 500, 0, 10),
        Medicine("amoxicillin", 250, 10, 17),
        Medicine("amoxicillin", 125, 17, 24),
        Medicine("amoxicillin", 125, 24, 38, every_days=3),
    ],
    "inulin tapering from 20 to 5 g/day over 4 weeks": [
        Supplement("inulin", 20, 0, 7),
        Supplement("inulin", 15, 7, 14),
        Supplement("inulin", 10, 14, 21),
        Supplement("inulin", 5, 21, 28),
    ],
    "amoxicillin tapering from 1 g to 500 mg/day over 6 days in 2 steps": [
        Medicine("amoxicillin", 1000, 0, 3),
        Medicine("amoxicillin", 500, 3, 6),
    ],
    "500 mg/day amoxicillin iv for 3 days": [
        Medicine("amoxicillin", 500, 0, 3, route="intravenous")
    ],
    "intravenous amoxicillin 1 g/day": [Medicine("amoxicillin", 1000, route="intravenous")],
    "20 g/day inulin by mouth at 80 % adherence": [Supplement("inulin", 20, adherence=0.8)],
    "keto diet for 4 weeks with 0.5 compliance": [DietChange("ketogenic", 0, 28, adherence=0.5)],
    "20 g/day inulin and 10 g/day pectin for 4 weeks at 80 % adherence": [
        Supplement("inulin", 20, 0, 28, adherence=0.8),
        Supplement("pectin", 10, 0, 28, adherence=0.8),
    ],
    "20 g inulin on days 3, 5 and 9": [
        Supplement("inulin", 20, 3, 4),
        Supplement("inulin", 20, 5, 6),
        Supplement("inulin", 20, 9, 10),
    ],
    "20 g/day inulin from day 7 until the end": [Supplement("inulin", 20, 7)],
    "1e10 CFU/day Bifidobacterium longum for 14 days": [
        Live("bifidobacterium_longum", 1e10, 0, 14)
    ],
    "B. longum 2 x 10^9 CFU daily": [Live("bifidobacterium_longum", 2e9)],
    "LGG 10 billion CFU twice a day": [Live("lactobacillus_rhamnosus_gg", 2e10)],
    "1e9 PFU/day ecoli_cocktail for 28 days": [PhageDose("ecoli_cocktail", 1e9, 0, 28)],
    "FMT from Donor.tsv on day 10": [Transplant("Donor.tsv", 50, 10)],
    "FMT from d.tsv on days 10, 13 and 16": [Transplant("d.tsv", 50, d) for d in (10, 13, 16)],
    "60 g FMT from d.tsv every 3 days from day 1 until day 6": [
        Transplant("d.tsv", 60, 1),
        Transplant("d.tsv", 60, 4),
    ],
    "FMT from d.tsv via capsules weekly for 2 weeks": [
        Transplant("d.tsv", 50, 0, "capsules"),
        Transplant("d.tsv", 50, 7, "capsules"),
    ],
    "50 g fecal microbiota transplant from 'A, and then B.tsv' by enema after bowel prep": [
        Transplant("A, and then B.tsv", 50, 0, "enema", prep=True)
    ],
    'FMT from donor "a ""b"".tsv" through a nasoduodenal tube': [
        Transplant('a "b".tsv', 50, 0, "nasoduodenal")
    ],
    "autologous FMT on day 12": [Transplant(AUTOLOGOUS, 50, 12)],
    "amoxicillin 500 mg every 8 h for 7 days, then FMT from donor.tsv on day 10, "
    "inulin 12 g/day from day 0": [
        Medicine("amoxicillin", 1500, 0, 7),
        Transplant("donor.tsv", 50, 10),
        Supplement("inulin", 12),
    ],
    "20 g/day inulin for 1 week then pause for 2 weeks then 10 g/day inulin for 1 week": [
        Supplement("inulin", 20, 0, 7),
        Supplement("inulin", 10, 21, 28),
    ],
    "20 g/day inulin for 1 week, then nothing for 2 weeks, then for 3 weeks, then stop": [
        Supplement("inulin", 20, 0, 7),
        Supplement("inulin", 20, 21, 42),
    ],
    "500 mg amoxicillin b.i.d. for 7 days then FMT from d.tsv 3 days later then keto diet": [
        Medicine("amoxicillin", 1000, 0, 7),
        Transplant("d.tsv", 50, 10),
        DietChange("ketogenic", 10),
    ],
    "20 g inulin on days 2 and 4 then 10 g/day inulin for 1 week": [
        Supplement("inulin", 20, 2, 3),
        Supplement("inulin", 20, 4, 5),
        Supplement("inulin", 10, 5, 12),
    ],
    "FMT from d.tsv on day 3 and day 5, 10 billion CFU/day LGG (day 7)": [
        Transplant("d.tsv", 50, 3),
        Transplant("d.tsv", 50, 5),
        Live("lactobacillus_rhamnosus_gg", 1e10, 7),
    ],
    "bowel prep on day 2, colon cleansing on day 4": [
        Cleansing(start_day=2),
        Cleansing(start_day=4),
    ],
    "FMT from d.tsv and 20 g/day inulin for 4 weeks": [
        Transplant("d.tsv", 50, 0),
        Supplement("inulin", 20, 0, 28),
    ],
    "500 mg amoxicillin tid, 20 g/day inulin 2 weeks after the start": [
        Medicine("amoxicillin", 1500),
        Supplement("inulin", 20, 14),
    ],
    "amoxicillin 1 g/day tapered to 500 mg/day over 6 days (adherence: 80 %)": [
        Medicine("amoxicillin", 1000 - 100 * k, k, k + 1, adherence=0.8) for k in range(6)
    ],
    "500 mg amoxicillin q6h": [Medicine("amoxicillin", 2000)],
    "sleep 4 h/night for 2 nights": [Activity("sleep", 4, 0, 2)],
    "30 min/day brisk walking": [Activity("brisk_walking", 0.5)],
    "walking 30 min twice a day": [Activity("brisk_walking", 1)],
    "drink 2 L/day water": [Drink("water", 2)],
    "chronic stress for 8 weeks, MBSR from day 14": [
        Circumstance("chronic_stress", 0, 56),
        Circumstance("mindfulness", 14),
    ],
    "public speech on day 3": [Occasion("public_speech", 3)],
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


@given(protocols())
def test_reading_what_was_written_gives_the_same_protocol(protocol: Protocol) -> None:
    assert parse(str(protocol), KNOWN) == protocol
    assert as_protocol(protocol, KNOWN) == protocol


@given(protocols(), st.randoms(use_true_random=False))
def test_the_order_of_steps_does_not_matter(protocol: Protocol, random: object) -> None:
    steps = list(protocol.steps)
    random.shuffle(steps)  # type: ignore[attr-defined]
    assert Protocol(tuple(steps), protocol.start) == protocol
    assert str(Protocol(tuple(steps), protocol.start)) == str(protocol)


WORDS = st.sampled_from(
    "20 g/day -5 mg inulin garlic keto diet for from until day 4 weeks then and , ; + nan 1,5 "
    "twice per kg high-fibre 1e999 0 week - / % mediteranean a FMT on days 3 from donor.tsv "
    "autologous CFU billion longum PFU sleep h every at 80 adherence 2026-03-01 March taper to "
    "iv by enema stress \" '".split()
)


@given(st.lists(WORDS, max_size=12).map(" ".join) | st.text(max_size=30))
def test_any_text_is_read_or_refused_with_a_sentence(text: str) -> None:
    try:
        protocol = parse(text, KNOWN)
    except UsageError as error:
        assert str(error)
    else:
        assert parse(str(protocol), KNOWN) == protocol


@given(protocols())
def test_a_file_of_steps_reads_back_as_the_same_protocol(protocol: Protocol) -> None:
    assert Protocol.from_toml(protocol.to_toml(), KNOWN) == protocol


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
