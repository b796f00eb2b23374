"""A file of steps means the same as phrases, and its mistakes are named by step and key."""

from datetime import date
from pathlib import Path

import pytest

from holobiont.errors import UsageError
from holobiont.protocol import (
    Circumstance,
    Food,
    Live,
    Medicine,
    PhageDose,
    Protocol,
    Supplement,
    Transplant,
    as_protocol,
)
from tests.protocol.known import KNOWN

PLAN = """
start_date = 2026-03-01

[[step]]
drug = "amoxil"
dose = "500 mg every 8 h"
for = "7 days"
route = "intravenous"

[[step]]
fmt = "donor.tsv"
on = [2026-03-11, 13]
route = "enema"
prep = true

[[step]]
supplement = "inulin"
dose = "12 g/day"
start = "week 1"
until = 2026-04-01
adherence = "80 %"

[[step]]
live = "LGG"
dose = "10 billion CFU twice a day"
every = "3 days"
for = 14

[[step]]
phage = "ecoli_cocktail"
dose = "1e9 PFU/day"
until = "the end"

[[step]]
habit = "chronic stress"
start = 14
for = "8 weeks"
"""


def test_a_file_means_its_steps() -> None:
    assert Protocol.from_toml(PLAN, KNOWN) == Protocol(
        (
            Medicine("amoxicillin", 1500, 0, 7, "intravenous"),
            Transplant("donor.tsv", 50, 10, "enema", prep=True),
            Transplant("donor.tsv", 50, 13, "enema", prep=True),
            Supplement("inulin", 12, 7, 31, adherence=0.8),
            Live("lactobacillus_rhamnosus_gg", 2e10, 0, 14, every_days=3),
            PhageDose("ecoli_cocktail", 1e9),
            Circumstance("chronic_stress", 14, 70),
        ),
        date(2026, 3, 1),
    )


def test_a_path_is_read_with_donors_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "my plan.toml"
    file.write_text('[[step]]\nfmt = "d.tsv"\non = 3\n', encoding="utf-8")
    expected = Protocol((Transplant((tmp_path / "d.tsv").as_posix(), 50, 3), Food("oats", 10)))
    assert as_protocol([str(file), "10 g/day oats"], KNOWN) == expected
    assert as_protocol([file, Food("oats", 10)], KNOWN) == expected


def test_a_food_may_be_filed_as_what_it_is_only() -> None:
    with pytest.raises(UsageError, match="'garlic' is not a"):
        Protocol.from_toml('[[step]]\nsupplement = "garlic"\ndose = "5 g/day"', KNOWN)


STEP = "[[step]]\n"
MISTAKES = {
    "[[stepp]]\n": ("'stepp' is not a key", "'step'"),
    "start_date = 3": ("start_date should be a date", "2026-03-01"),
    "start_date = 'soon'": ("start_date", "not a date"),
    "step = 3": ("should be tables", "[[step]]"),
    "a = [": ("not valid TOML", "Invalid value"),
    STEP: ("step 1", "one of supplement, food"),
    STEP + "drug = 'amoxil'\nfood = 'oats'": ("step 1", "one of"),
    STEP + "drug = 3": ("step 1", "name in quotes"),
    STEP + "drugg = 'amoxil'": ("'drugg'", "'drug'"),
    STEP + "drug = 'amoxill'\ndose = '5 mg/day'": ("drug = 'amoxill'", "'amoxil'"),
    STEP + "drug = 'amoxil'\ndose = '5 kg/day'": ("6000 mg/day", "'1500 mg/day'"),
    STEP + "drug = 'amoxil'\ndose = '5'": ("dose = '5'", "as in '20 g/day'"),
    STEP + "drug = 'amoxil'\ndose = 5": ("dose = 5", "as in '20 g/day'"),
    STEP + "drug = 'amoxil'": ("step 1", "1500 mg/day"),
    STEP + "drug = 'amoxil'\ndose = '5 mg/day'\nroute = 'oralley'": ("route", "'oral'"),
    STEP + "diet = 'keto'\nstart = 'soon'": ("start = 'soon'", "week 2"),
    STEP + "diet = 'keto'\nstart = true": ("start = True", "week 2"),
    STEP + "diet = 'keto'\nstart = -1": ("start = -1", "count from 0"),
    STEP + "diet = 'keto'\nstart = 9\nuntil = 7": ("step 1", "ends on day 7"),
    STEP + "diet = 'keto'\nfor = 9\nuntil = 17": ("'for' or 'until'", "not both"),
    STEP + "diet = 'keto'\nadherence = 80": ("adherence = 80", "80 %"),
    STEP + "diet = 'keto'\nevery = 3": ("step 1", "holds all the time"),
    STEP + "diet = 'keto'\nprep = true": ("step 1", "no prep"),
    STEP + "fmt = 'd.tsv'\nprep = 1": ("prep = 1", "true or false"),
    STEP + "fmt = 'd.tsv'\non = []": ("on = []", "a date"),
    STEP + "fmt = 'd.tsv'\nroute = 'ear'": ("route = 'ear'", "'enema'"),
    STEP + "food = 'oats'\ndose = '5 g/day'\n" + STEP + "food = 'oats'\ndose = '5 g/day'": (
        "same food",
        "same time",
    ),
}


@pytest.mark.parametrize("text", MISTAKES)
def test_mistakes_name_place_and_remedy(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        Protocol.from_toml(text, KNOWN)
    for needle in MISTAKES[text]:
        assert needle in str(caught.value)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="There is no file"):
        as_protocol(str(tmp_path / "plan.toml"), KNOWN)
