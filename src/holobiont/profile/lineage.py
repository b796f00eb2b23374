"""Taxon labels of all naming schemes as one kind of lineage string.

A lineage is written as MetaPhlAn writes it, without empty ranks and with blanks in names:
``k__Bacteria|p__Firmicutes|g__Faecalibacterium|s__Faecalibacterium prausnitzii``.
A label that names no taxon (an OTU identifier) is its own lineage, of rank ``unknown``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from holobiont.profile import names

RANKS = ("domain", "phylum", "class", "order", "family", "genus", "species")
PREFIXES = dict(zip((*RANKS, "strain"), "kpcofgst", strict=True))
_RANK_OF_PREFIX = {letter: rank for rank, letter in PREFIXES.items()} | {
    "d": "domain",
    "sk": "domain",
}
_RANK_ALIASES = {"kingdom": "domain", "superkingdom": "domain", "realm": "domain"}
_PREFIX = r"(?:sk|[kdpcofgst]|D_\d+)__"
_HAS_PREFIX = re.compile(rf"(?:^|[|;.,\s]){_PREFIX}")
_SPLIT_PREFIXED = re.compile(rf"\s*[|;]\s*|[.,]\s*(?={_PREFIX})")
_TOKEN = re.compile(r"^(?:(sk|[kdpcofgst])|D_(\d+))__(.*)$", re.DOTALL)
_DOMAINS = frozenset(
    {"bacteria", "archaea", "eukaryota", "eukarya", "viruses", "fungi", "unassigned", "unknown"}
)
_ABOVE_GENUS = frozenset({"phylum", "class", "order", "family"})
_BOOTSTRAP = re.compile(r"\(\d+(?:\.\d+)?\)\s*$")
_UC = re.compile(r"^uc_([kdpcofg])_(.+?)(?:\.unclassified)?$")


def standard_rank(text: str) -> str | None:
    """Return the standard rank a table's word for a rank means, or None."""
    word = text.strip().casefold()
    word = _RANK_ALIASES.get(word, word)
    return word if word in RANKS else None


def build(pairs: Sequence[tuple[str, str]]) -> str:
    """Join (rank, name) pairs, highest rank first, leaving out the nameless ones.

    A bare epithet gets its genus in front.
    """
    parts: list[str] = []
    genus = ""
    for rank, raw in pairs:
        name = names.clean(_BOOTSTRAP.sub("", raw))
        if rank not in PREFIXES or names.is_empty(name):
            continue
        if rank == "species":
            name = names.binomial(genus, name)
        genus = name if rank == "genus" else genus
        parts.append(f"{PREFIXES[rank]}__{name}")
    return "|".join(parts)


@lru_cache(maxsize=65536)
def parse(label: str) -> str:
    """Return the lineage of a label, or an empty string when it means "unclassified"."""
    text = names.tidy(label)
    if names.is_unclassified(text):
        return ""
    if _HAS_PREFIX.search(text):
        return build(_prefixed(_SPLIT_PREFIXED.split(text)))
    parts = re.split(r"\s*[|;]\s*", text.rstrip(";|"))
    if len(parts) > 1:
        return from_path(parts)
    return _single(text)


def from_path(parts: Sequence[str], ranks: Sequence[str] | None = None) -> str:
    """Return the lineage of names listed from the domain down (or at the given ranks)."""
    if ranks is None:
        while parts and parts[0].strip().casefold() in {"root", "cellular organisms"}:
            parts = parts[1:]
        first = _BOOTSTRAP.sub("", parts[0]).strip(" \"'").casefold() if parts else ""
        if first not in _DOMAINS:
            return _single(names.tidy(parts[-1])) if parts else ""
        ranks = RANKS
    return build(list(zip(ranks, parts, strict=False)))


@lru_cache(maxsize=65536)
def rank(lineage: str) -> str:
    """Return the rank of a lineage's last name, ``unknown`` when it has none."""
    token = _TOKEN.match(lineage.rsplit("|", 1)[-1])
    return _RANK_OF_PREFIX[token[1]] if token and token[1] else "unknown"


@lru_cache(maxsize=65536)
def name(lineage: str) -> str:
    """Return the last name of a lineage."""
    last = lineage.rsplit("|", 1)[-1]
    return last[3:] if rank(lineage) != "unknown" else last


def names_by_rank(lineage: str) -> dict[str, str]:
    """Return {rank: name} of a lineage."""
    parts = lineage.split("|")
    return {rank(part): name(part) for part in parts if rank(part) != "unknown"}


def _prefixed(tokens: Sequence[str]) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for token in tokens:
        match = _TOKEN.match(token.strip())
        if match and match[1]:
            pairs.append((_RANK_OF_PREFIX[match[1]], match[3]))
        elif match:
            level = int(match[2])
            pairs.append((RANKS[level] if level < len(RANKS) else "strain", match[3]))
    return pairs


def _single(text: str) -> str:
    """Return the lineage of one bare name, its rank told from its form."""
    unclassified = _UC.match(text)
    if unclassified:
        return build([(_RANK_OF_PREFIX[unclassified[1]], unclassified[2])])
    inside = names.without_unclassified(text)
    cleaned = names.clean(inside)
    if names.is_empty(cleaned):
        return ""
    found = names.guess_rank(cleaned)
    if names.is_virus(cleaned):
        return build([("domain", "Viruses"), ("species", cleaned)])
    pairs = _placed(cleaned, found)
    if pairs is None and inside == text:
        return text.replace("|", "/")
    return build(pairs or [("genus", cleaned)])


def _placed(cleaned: str, found: str) -> list[tuple[str, str]] | None:
    """Return the (rank, name) pairs of a bare name; None if its form tells no rank."""
    first = names.genus_of(cleaned)
    group = names.guess_rank(first)
    if found == "species":
        return [(group if group in PREFIXES else "genus", first), ("species", cleaned)]
    if found != "unknown":
        return [(found, cleaned)]
    if group in _ABOVE_GENUS and not names.is_metadata_word(cleaned):
        return [(group, first)]
    return None
