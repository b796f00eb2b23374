"""The nearest phrase that is understood, for one that is not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from difflib import SequenceMatcher, get_close_matches
from functools import cache
from itertools import combinations

from holobiont.errors import nearest
from holobiont.protocol.apart import Reading, take_apart
from holobiont.protocol.details import donors
from holobiont.protocol.errors import ProblemError
from holobiont.protocol.names import Names, fitting, key
from holobiont.protocol.read import read
from holobiont.protocol.split import ALONE, Clause, split

_KEYWORDS = (
    "for from until day days week weeks month months daily weekly twice once times per diet "
    "starting then each every after hours night with adherence autologous transplant capsules "
    "enema colonoscopy taper tapering pulses"
).split()
_ALIKE = 0.65
_NEAR = 0.6
_EXAMPLES = (
    "20 g/day inulin for 4 weeks",
    "mediterranean diet from day 14",
)


def repair(
    phrase: str, problem: ProblemError, known: Names, origin: date | None = None
) -> str | None:
    """Return the phrase with the smallest repair that makes it understood, if there is one."""
    tried: set[str] = set()
    for candidate in _candidates(phrase, problem, known):
        if candidate not in tried and _works(candidate, known, origin):
            return candidate
        tried.add(candidate)
    return None


def example(known: Names) -> str | None:
    """Return a phrase that is understood, whatever was meant."""
    return next((phrase for phrase in _EXAMPLES if _works(phrase, known)), None)


def _candidates(phrase: str, problem: ProblemError, known: Names) -> Iterator[str]:
    start, end = problem.span
    if problem.fix is not None:
        fixed = phrase[:start] + problem.fix + phrase[end:]
        yield re.sub(r"\s+", " ", fixed).strip()
    fixes = _fixes(known)
    clauses = split(phrase, known.joining)
    hit = [clause for clause in clauses if clause.start <= start < clause.end] or list(clauses)
    for count in range(1, len(fixes) + 1):
        for chosen in combinations(fixes, count):
            yield _apply(phrase, tuple(hit), chosen)
            yield _apply(phrase, clauses, chosen)
    for clause in hit:
        for chosen in combinations(fixes, len(fixes)):
            yield _apply(clause.text, (Clause(clause.text, 0, ALONE),), chosen)


def _fixes(known: Names) -> tuple[Callable[[str], str], ...]:
    """Return the repairs, in the order in which they are applied."""
    return (
        cache(lambda text: _spell(text, known)),
        _no_sign,
        _each_day,
        cache(lambda text: _rename(text, known)),
        _some_dose,
    )


def _apply(
    phrase: str, clauses: tuple[Clause, ...], fixes: tuple[Callable[[str], str], ...]
) -> str:
    for clause in reversed(clauses):
        text = clause.text
        for fix in fixes:
            text = fix(text)
        phrase = phrase[: clause.start] + text + phrase[clause.end :]
    return phrase


def _works(phrase: str, known: Names, origin: date | None = None) -> bool:
    try:
        read(phrase, known, origin)
    except ProblemError:
        return False
    return True


def _spell(text: str, known: Names) -> str:
    """Correct the words that are neither part of a name nor a word of the grammar."""
    kept = {place for span in donors(text) for place in range(*span)}

    def correct(found: re.Match[str]) -> str:
        word = found[0]
        known_word = word.lower() in _KEYWORDS or key(word) in known.words
        if known_word or found.start() in kept:
            return word
        return next(iter(get_close_matches(word.lower(), _KEYWORDS, 1, _ALIKE)), word)

    return re.sub(r"[A-Za-z]{3,}", correct, text)


def _no_sign(text: str) -> str:
    return re.sub(r"(?<![\w.])[-\u2212](?=\d)", "", text)


def _each_day(text: str) -> str:
    """Say how often for a mass that does not."""
    return re.sub(
        r"(\d\s*(?:mg|k?g|grams?))\b(?!\s*(?:/|per|a|each|every|daily|once|twice))",
        r"\1/day",
        text,
        count=1,
    )


def _rename(text: str, known: Names) -> str:
    """Put the nearest known name in place of one that is not known."""
    try:
        reading = take_apart(Clause(text, 0, ALONE))
    except ProblemError:
        return text
    if not reading.name or known.find(reading.name, _measure(reading)):
        return text
    options = _fitting(known, _measure(reading))
    near = nearest(reading.name, options, n=1) or nearest(reading.name, known.shown, n=1)
    start, end = reading.span
    return text[:start] + near[0] + text[end:] if near and _alike(near[0], reading) else text


def _alike(name: str, reading: Reading) -> bool:
    """Return whether a name is so near that it may be meant."""
    return SequenceMatcher(None, name.casefold(), reading.name.casefold()).ratio() > _NEAR


def _measure(reading: Reading) -> str | None:
    return reading.dose.measure if reading.dose else None


def _fitting(known: Names, measure: str | None) -> list[str]:
    """Return every spelling of the names that take such a dose, or of those that take none."""
    return [
        spelling
        for name, entries in known.spelled
        for entry in fitting(entries, measure)[:1]
        if entry.kind.dosed is (measure is not None)
        if not measure or entry.kind.measure == measure
        for spelling in entry.kind.spellings(name)
    ]


def _some_dose(text: str) -> str:
    """Give a dose to a name that needs one, or a unit to a number that has none."""
    if re.search(r"\d\s*(?:mg|k?g|grams?)\b", text):
        return text
    bare = re.match(r"(\d+(?:\.\d+)?)\s+(?=[A-Za-z])", text)
    return f"{bare[1]} g/day {text[bare.end() :]}" if bare else f"10 g/day {text}"
