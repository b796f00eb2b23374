"""Days of the calendar count from day 0, which is the first of them or the one that is said."""

from datetime import date

import pytest

from holobiont.errors import UsageError
from holobiont.protocol import DietChange, Protocol, Supplement, Transplant, as_protocol, parse
from tests.protocol.known import KNOWN

MARCH = date(2026, 3, 1)
PHRASES = {
    "20 g/day inulin from 2026-03-01 until 2026-03-14": [Supplement("inulin", 20, 0, 13)],
    "20 g/day inulin from 1 March 2026 to March 15th, 2026": [Supplement("inulin", 20, 0, 14)],
    "keto diet from 8 March; day 0 is 2026-03-01": [DietChange("ketogenic", 7)],
    "FMT from d.tsv on 10 March 2026, keto diet from 2026-03-01": [
        Transplant("d.tsv", 50, 9),
        DietChange("ketogenic"),
    ],
    "keto diet from day 2; day 0 is 1st of Mar 2026": [DietChange("ketogenic", 2)],
    "no change; day 0 is 2026-03-01": [],
}


@pytest.mark.parametrize("phrase", PHRASES)
def test_dates_are_days_since_the_first(phrase: str) -> None:
    assert parse(phrase, KNOWN) == Protocol(tuple(PHRASES[phrase]), MARCH)


def test_the_start_may_be_said_apart() -> None:
    said = parse("20 g/day inulin from 10 March for 1 week", KNOWN, start="2026-03-01")
    assert said == Protocol((Supplement("inulin", 20, 9, 16),), MARCH)


def test_a_date_without_year_is_the_first_after_the_start() -> None:
    found = parse("keto diet from 2 January", KNOWN, start=date(2026, 12, 30))
    assert found.steps == (DietChange("ketogenic", 3),)


def test_several_phrases_share_their_first_day() -> None:
    found = as_protocol(["keto diet from 2026-03-08", "20 g/day inulin from 2026-03-01"], KNOWN)
    assert found == Protocol((Supplement("inulin", 20), DietChange("ketogenic", 7)), MARCH)


def test_two_first_days_are_refused() -> None:
    with pytest.raises(UsageError, match="cannot be both 2026-03-01 and 2026-03-02"):
        as_protocol(
            [Protocol((), MARCH), "keto diet; day 0 is 2026-03-02"],
            KNOWN,
        )


@pytest.mark.parametrize(
    ("phrase", "start", "needle"),
    [
        ("keto diet from 2026-02-30", None, "no day of the calendar"),
        ("keto diet from 10 March", None, "has no year"),
        ("keto diet from 2026-02-01", "2026-03-01", "before day 0, which is 2026-03-01"),
        ("keto diet from 2926-02-01", "0001-03-01", "too far"),
        ("keto diet", "soon", "not a date"),
        ("keto diet", "10 March", "no year"),
    ],
)
def test_impossible_dates_are_refused(phrase: str, start: str | None, needle: str) -> None:
    with pytest.raises(UsageError, match=needle):
        parse(phrase, KNOWN, start=start)
