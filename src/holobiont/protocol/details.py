"""What only some kinds of step have: donor, route, bowel prep, and how much of it is kept to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from holobiont.errors import nearest
from holobiont.protocol.errors import ProblemError, Span
from holobiont.protocol.numbers import COUNT, NUMBER, UNIT_OF_TIME, to_number
from holobiont.protocol.text import blank
from holobiont.protocol.transplant import AUTOLOGOUS

_PERCENT = 100.0

FMT = re.compile(
    r"\bFMTs?\b|\b(?:(?:f(?:a)?ecal|stool|gut)\s+)(?:microbi\w+\s+)?transplant\w*"
    r"|\bmicrobiota\s+transplant\w*",
    re.IGNORECASE,
)
_QUOTED = r"\"(?:[^\"]|\"\")*\"|'[^']*'"
_TIME = (
    rf"(?:the\s+(?:start|beginning)|now|today)\b|{UNIT_OF_TIME}\s*{COUNT}(?![\w.])"
    rf"|{COUNT}\s*{UNIT_OF_TIME}\b"
)
_DONOR = re.compile(
    rf"\bfrom\s+(?!{_TIME})(?:(?:the\s+|a\s+)?donor\s+(?!on\b|at\b|by\b|via\b|in\b|after\b|with\b))?"
    rf"(?P<donor>{_QUOTED}|[^\s,;\"']+)",
    re.IGNORECASE,
)
_OWN = re.compile(r"\bautologous\b|\bof\s+(?:their|her|his)\s+own\s+stool\b", re.IGNORECASE)
_PREP = re.compile(
    r"\b(?:(?P<no>without)|after|with|following)\s+(?:an?\s+)?(?:full\s+)?(?:bowel|colon)\s+"
    r"(?:prep(?:aration)?|lavage|cleansing|cleanse)\b",
    re.IGNORECASE,
)
_BY = re.compile(
    r"\b(?:by|via|through)\s+(?:an?\s+|the\s+)?(?P<way>(?:oral\s+)?[a-z-]+)"
    r"(?:\s+(?:tubes?|infusion|drip|catheter))?",
    re.IGNORECASE,
)
_WAYS = {
    "colonoscopy": "colonoscopy",
    "colonoscope": "colonoscopy",
    "enema": "enema",
    "enemas": "enema",
    "capsule": "capsules",
    "capsules": "capsules",
    "oral capsule": "capsules",
    "oral capsules": "capsules",
    "nasoduodenal": "nasoduodenal",
    "duodenal": "nasoduodenal",
}
_VEIN = re.compile(
    r"\b(?:by\s+(?:iv|vein)|iv|i\.v\.?|intravenous(?:ly)?)(?![\w-])|\binto\s+a\s+vein\b",
    re.IGNORECASE,
)
_MOUTH = re.compile(r"\b(?:by\s+mouth|per\s+os|orally|oral(?=\s))(?![\w-])", re.IGNORECASE)
_ADHERENCE = re.compile(
    rf"\b(?:(?:at|with)\s+)?(?P<value>{NUMBER})\s*(?P<percent>%|percent\b)?\s*"
    rf"(?:adherence|compliance)\b"
    rf"|\b(?:at|with)\s+(?:an?\s+)?(?:adherence|compliance)\s+of\s+(?P<value2>{NUMBER})\s*"
    rf"(?P<percent2>%|percent\b)?",
    re.IGNORECASE,
)


def donors(phrase: str) -> Iterator[Span]:
    """Yield the places of the donors in a phrase, which no word of the grammar may cut."""
    for fmt in FMT.finditer(phrase):
        found = _DONOR.search(phrase, fmt.end())
        between = phrase[fmt.end() : found.start()] if found else ""
        if found and not re.search(r"[,;\n]", between) and not FMT.search(between):
            yield found.span("donor")


def read_details(text: str, offset: int) -> tuple[dict[str, str], str]:
    """Find donor, route and prep in a clause.

    Parameters
    ----------
    text
        The clause.
    offset
        Place of its first character in the whole phrase.

    Returns
    -------
    tuple
        What was said by name, and the clause with it blanked; places stay the same.
    """
    said: dict[str, str] = {}
    if FMT.search(text):
        text = _transplant(text, offset, said)
    for pattern, route in ((_VEIN, "intravenous"), (_MOUTH, "oral")):
        found = pattern.search(text)
        if found and "route" not in said:
            said["route"], text = route, blank(text, found.span())
    return said, text


def _transplant(text: str, offset: int, said: dict[str, str]) -> str:
    for start, end in donors(text):
        said["donor"] = _unquoted(text[start:end])
        lead = _DONOR.search(text)
        text = blank(text, (lead.start() if lead else start, end))
        break
    own = _OWN.search(text)
    if own is not None:
        if "donor" in said:
            span = (offset + own.start(), offset + own.end())
            raise ProblemError("an autologous FMT is one's own: it has no donor.", span, "")
        said["donor"], text = AUTOLOGOUS, blank(text, own.span())
    prep = _PREP.search(text)
    if prep is not None:
        said["prep"], text = ("" if prep["no"] else "yes"), blank(text, prep.span())
    way = _BY.search(text)
    if way is not None:
        said["route"], text = _way(way, offset), blank(text, way.span())
    return text


def _way(found: re.Match[str], offset: int) -> str:
    way = " ".join(found["way"].lower().split())
    if way not in _WAYS:
        span = (offset + found.start("way"), offset + found.end())
        near = nearest(way, _WAYS, n=1)
        ways = ", ".join(dict.fromkeys(_WAYS.values()))
        reason = f"{found['way']!r} is no way of giving an FMT: {ways}."
        raise ProblemError(reason, span, near[0] if near else "colonoscopy")
    return _WAYS[way]


def _unquoted(name: str) -> str:
    if name.startswith('"') and name.endswith('"') and len(name) > 1:
        return name[1:-1].replace('""', '"')
    return name.strip("'")


def without_route(text: str) -> str:
    """Return a clause that does not say into where."""
    for pattern in (_VEIN, _MOUTH):
        text = pattern.sub("", text)
    return " ".join(text.split())


def read_adherence(text: str, offset: int) -> tuple[float | None, str]:
    """Find how much of it is kept to in a clause; return it and the clause with it blanked."""
    found = _ADHERENCE.search(text)
    if found is None:
        return None, text
    percent = bool(found["percent"] or found["percent2"])
    value = to_number(found["value"] or found["value2"]) / (_PERCENT if percent else 1.0)
    if not 0 < value <= 1:
        span = (offset + found.start(), offset + found.end())
        raise ProblemError("an adherence is above 0 and at most 100 %.", span, "")
    return value, blank(text, found.span())
