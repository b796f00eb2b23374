"""A mistake is answered with its place, its reason and the nearest phrase that works."""

import pytest

from holobiont.protocol import PhraseError, parse
from tests.protocol.known import KNOWN

# phrase: (fragment at fault, a word of the reason, suggestion)
MISTAKES = {
    "20 g/day inulinn for 4 weeks": ("inulinn", "not a food", "20 g/day inulin for 4 weeks"),
    "20 g/day inulin for 4 wekes": ("inulin for 4 wekes", "not", "20 g/day inulin for 4 weeks"),
    "20 g/dya inulin for 4 weeks": ("20 g", "how often", "20 g/day inulin for 4 weeks"),
    "10 g inulin for 4 weeks": ("10 g", "how often", "10 g/day inulin for 4 weeks"),
    "inulin for 4 weeks": ("inulin", "how much", "10 g/day inulin for 4 weeks"),
    "20 inulin for 4 weeks": ("20", "no unit", "20 g/day inulin for 4 weeks"),
    "-5 g/day inulin": ("-5 g/day", "above zero", "5 g/day inulin"),
    "0 g/day inulin": ("0 g/day", "above zero", "10 g/day inulin"),
    "nan g/day inulin": ("nan g/day", "finite", "10 g/day inulin"),
    "1e999 g/day inulin": ("1e999 g/day", "finite", "10 g/day inulin"),
    "400 g/day inulin": ("400 g/day", "40 g/day", "40 g/day inulin"),
    "50 g/day pectin": ("50 g/day", "40 g/day", "40 g/day pectin"),
    "5 mg/kg inulin daily": ("5 mg/kg", "body weight", "20 g/day inulin for 4 weeks"),
    "5 ml/day inulin": ("5 ml/day", "not a mass", "5 g/day inulin"),
    "20 g/hour inulin": ("20 g/hour", "period", "20 g/day inulin"),
    "2,5 g/day inulin": ("2,5", "2.5", "2.5 g/day inulin"),
    "1,000 mg/day inulin": ("1,000", "1000", "1000 mg/day inulin"),
    "20 g/day fructan": ("fructan", "beta glucan", "20 g/day inulin"),
    "20 g/day keto diet": ("20 g/day", "whole diet", "keto diet"),
    "mediteranean diet for 4 weeks": (
        "mediteranean diet",
        "Diets: british 1976, high fiber",
        "mediterranean diet for 4 weeks",
    ),
    "keto diet from day 14 until day 7": (
        "from day 14 until day 7",
        "not after its start",
        "keto diet from day 7 until day 14",
    ),
    "keto diet from day -3": ("from day -3", "count from 0", "keto diet from day 3"),
    "keto diet for 0 days": ("for 0 days", "no time", "20 g/day inulin for 4 weeks"),
    "keto diet then mediterranean diet": (
        "keto diet",
        "no end",
        "keto diet for 4 weeks then mediterranean diet",
    ),
    "then keto diet": ("then ", "nothing stands before", "keto diet"),
    "mediterranean diet, keto diet from day 14": (
        "mediterranean diet, keto diet from day 14",
        "one diet",
        "mediterranean diet for 2 weeks; ketogenic diet from day 14",
    ),
    "10 g/day inulin, 20 g/day inulin from day 7": (
        "10 g/day inulin, 20 g/day inulin from day 7",
        "same food",
        "10 g/day inulin for 1 week; 20 g/day inulin from day 7",
    ),
    "keto diet; 20 g/day inulinn": ("inulinn", "not a food", "keto diet; 20 g/day inulin"),
    "500 mg/day amoxycilin for 7 days": (
        "amoxycilin",
        "not a food, supplement or drug",
        "500 mg/day Amoxicillin for 7 days",
    ),
    "amoxicillin for 7 days": ("amoxicillin", "how much", "1500 mg/day amoxicillin for 7 days"),
    "500 g/day amoxicillin": ("500 g/day", "6000 mg/day", "1500 mg/day amoxicillin"),
    "0 mg/day amoxicillin": ("0 mg/day", "above zero", "20 g/day inulin for 4 weeks"),
    "500 mg amoxicillin every 0 h": ("500 mg", "not a period", "20 g/day inulin for 4 weeks"),
    "500 mg amoxicillin": ("500 mg", "how often", "500 mg/day amoxicillin"),
    "500 mg/day amoxicillin; 250 mg/day amoxil": (
        "500 mg/day amoxicillin; 250 mg/day amoxil",
        "same drug",
        "500 mg/day amoxicillin",
    ),
    "20 g/day inulin for 1 week, pause for 1 week": (
        "pause for 1 week",
        "'then' before",
        "20 g/day inulin for 1 week, then pause for 1 week",
    ),
    "FMT from 10 on day 3": (
        "FMT from 10",
        "more than is understood of a transplant",
        "FMT from donor.tsv on day 3",
    ),
    "keto diet 3 days later from day 4": (
        "3 days later from day 4",
        "how much later",
        "20 g/day inulin for 4 weeks",
    ),
    "keto diet from 2026-03-14 until 2026-03-07": (
        "from 2026-03-14 until 2026-03-07",
        "not after its start",
        "keto diet from day 0 until day 7",
    ),
    "keto diet until 2026-03-01": (
        "until 2026-03-01",
        "Day 0 is 2026-03-01",
        "20 g/day inulin for 4 weeks",
    ),
    "20 g inulin every 3 days on days 3 and 5": (
        "on days 3 and 5",
        "single days",
        "20 g/day inulin for 4 weeks",
    ),
    "FMT from d.tsv on days 3 and 5 for 2 weeks": (
        "on days 3 and 5 for 2 weeks",
        "no length",
        "20 g/day inulin for 4 weeks",
    ),
    "FMT from d.tsv daily until day 1e6": (
        "until day 1e6",
        "at most 366",
        "20 g/day inulin for 4 weeks",
    ),
    "inulin tapering from 20 to 5 g/day over 4 weeks in 1e9 steps": (
        "inulin tapering from 20 to 5 g/day over 4 weeks in 1e9 steps",
        "at most 366",
        "20 g/day inulin for 4 weeks",
    ),
    "": ("", "nothing", "20 g/day inulin for 4 weeks"),
    "1e10 CFU/day Bifidobacterum longum": (
        "Bifidobacterum longum",
        "not a probiotic product or species",
        "1e10 CFU/day Bifidobacterium longum",
    ),
    "1e15 CFU/day B. longum": ("1e15 CFU/day", "1e+13 CFU/day", "1e10 CFU/day B. longum"),
    "B. longum for 14 days": ("B. longum", "how much", "1e10 CFU/day B. longum for 14 days"),
    "5 g/day B. longum": ("5 g/day", "living cells", "1e10 CFU/day B. longum"),
    "1e9 PFU/day coli coktail": ("coli coktail", "not a phage", "1e9 PFU/day ecoli cocktail"),
    "1e9 CFU/day ecoli cocktail": ("1e9 CFU/day", "phages", "1e9 PFU/day ecoli cocktail"),
    "FMT on day 10": ("FMT", "needs a donor", "FMT from donor.tsv on day 10"),
    "FMT from d.tsv on day -3": ("on day -3", "count from 0", "FMT from d.tsv on day 3"),
    "FMT from d.tsv for 4 weeks": ("for 4 weeks", "one moment", "FMT from d.tsv on day 0"),
    "FMT from d.tsv until the end": (
        "until the end",
        "no end",
        "20 g/day inulin for 4 weeks",
    ),
    "FMT from d.tsv every 3 days": (
        "FMT from d.tsv every 3 days",
        "until when",
        "FMT from d.tsv every 3 days for 4 weeks",
    ),
    "900 g FMT from d.tsv": ("900 g", "500 g", "50 g FMT from d.tsv"),
    "5 g/day FMT from d.tsv": ("5 g/day", "one moment", "5 g FMT from d.tsv"),
    "FMT from d.tsv by enemma": ("enemma", "no way", "FMT from d.tsv by enema"),
    "autologous FMT from d.tsv": ("autologous", "no donor", "FMT from d.tsv"),
    "FMT from d.tsv at 80 % adherence": (
        "FMT from d.tsv at 80 % adherence",
        "no adherence",
        "FMT from d.tsv",
    ),
    "FMT from a.tsv on day 3, FMT from b.tsv on day 3": (
        "FMT from a.tsv on day 3, FMT from b.tsv on day 3",
        "one day",
        "50 g FMT from a.tsv on day 3; 50 g FMT from b.tsv on day 4",
    ),
    "20 g/day inulin iv": ("20 g/day inulin iv", "no route", "20 g/day inulin"),
    "20 g/day inulin at 120 % adherence": ("at 120 % adherence", "100 %", "20 g/day inulin"),
    "keto diet every 3 days": ("keto diet every 3 days", "all the time", "keto diet"),
    "inulin tapering from 20 to 5 g/day": (
        "inulin tapering from 20 to 5 g/day",
        "needs an end",
        "inulin tapering from 20 to 5 g/day over 4 weeks",
    ),
    "inulin tapering from 20 to 5 g/day over 4 weeks in 1 steps": (
        "in 1 steps",
        "two steps",
        "inulin tapering from 20 to 5 g/day over 4 weeks in 2 steps",
    ),
    "keto diet until day 7 until the end": (
        "until day 7 until the end",
        "an end or none",
        "20 g/day inulin for 4 weeks",
    ),
    "brisk walking for 4 weeks": (
        "brisk walking",
        "how much",
        "4 h/day brisk walking for 4 weeks",
    ),
    "30 g/day brisk walking": ("30 g/day", "not a time", "4 h/day brisk walking"),
    "9 L/day water": ("9 L/day", "6 L/day", "3 L/day water"),
    "2 h/day chronic stress": ("2 h/day", "no dose", "chronic stress"),
    "public speech for 3 days": ("for 3 days", "one moment", "public speech on day 0"),
    "stress for 8 weeks, chronic stress from day 14": (
        "stress for 8 weeks, chronic stress from day 14",
        "one time",
        "chronic stress for 2 weeks; chronic stress from day 14",
    ),
}


@pytest.mark.parametrize("phrase", MISTAKES)
def test_a_mistake_names_place_reason_and_nearest_phrase(phrase: str) -> None:
    fragment, reason, suggestion = MISTAKES[phrase]
    with pytest.raises(PhraseError) as caught:
        parse(phrase, KNOWN)
    error = caught.value
    assert error.exit_code == 2
    assert phrase[slice(*error.span)] == fragment
    assert reason in str(error)
    assert repr(phrase) in str(error)
    assert error.suggestion == suggestion
    assert suggestion in str(error)


@pytest.mark.parametrize("phrase", MISTAKES)
def test_every_suggestion_works(phrase: str) -> None:
    with pytest.raises(PhraseError) as caught:
        parse(phrase, KNOWN)
    assert caught.value.suggestion is not None
    assert len(parse(caught.value.suggestion, KNOWN)) > 0
