"""A protocol drawn in plain text: bars where steps hold, and the days of each."""

from hypothesis import given

from holobiont.protocol import Protocol, parse
from holobiont.protocol.timeline import timeline
from tests.protocol.known import KNOWN
from tests.protocol.steps import protocols

PHRASE = (
    "500 mg/day amoxicillin for 2 weeks then keto diet for 2 weeks, FMT from d.tsv on day 14, "
    "20 g inulin every 3 days until day 28 at 50 % adherence; day 0 is 2026-03-01"
)
PICTURE = """\
                        day 0            14               28
500 mg/day amoxicillin  ==================
20 g/day inulin         ------------------------------------
ketogenic diet                            ==================
50 g FMT from d.tsv                       *

day  0  2026-03-01  begins  500 mg/day amoxicillin
day  0  2026-03-01  begins  20 g/day inulin every 3 days at
                            50 % adherence
day 14  2026-03-15  ends    500 mg/day amoxicillin
day 14  2026-03-15  begins  ketogenic diet
day 14  2026-03-15  happens 50 g FMT from d.tsv
day 28  2026-03-29  ends    20 g/day inulin every 3 days at
                            50 % adherence
day 28  2026-03-29  ends    ketogenic diet"""


def test_bars_stand_below_their_days() -> None:
    assert timeline(parse(PHRASE, KNOWN), 28, width=60) == PICTURE


def test_what_goes_on_has_an_arrow_and_no_end() -> None:
    _, bar, _, *days = timeline(parse("keto diet from day 14", KNOWN)).splitlines()
    assert bar.endswith("=>")
    assert days == ["day 14  begins  ketogenic diet"]


def test_a_dose_a_week_is_told_a_day_in_four_digits() -> None:
    _, bar, _, *days = timeline(parse("10 g/week inulin", KNOWN)).splitlines()
    assert bar.startswith("1.429 g/day inulin  ==")
    assert days == ["day 0  begins  1.429 g/day inulin"]


def test_nothing_is_said_to_be_nothing() -> None:
    assert timeline(Protocol(), 3) == "Nothing is done in 3 days."


@given(protocols())
def test_every_step_has_a_bar_of_its_own_within_the_width(protocol: Protocol) -> None:
    bars, _, _ = timeline(protocol).partition("\n\n")
    lines = bars.splitlines()
    assert max(map(len, lines)) <= 80
    assert len(lines) == 1 + len(protocol)
