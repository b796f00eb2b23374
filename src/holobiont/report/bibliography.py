"""The works behind a run, for a reference manager."""

from __future__ import annotations

import re
from collections.abc import Iterable

from holobiont.report.model import Source

_YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)\b")
_SPECIAL = str.maketrans({c: f"\\{c}" for c in "&%$#_"} | {"{": "(", "}": ")", "\\": "/"})


def bibtex(sources: Iterable[Source]) -> str:
    """Write the sources as BibTeX, in the order given."""
    return "\n".join(_entry(source) for source in sources)


def _entry(source: Source) -> str:
    authors, title, journal = _parts(source.citation)
    year = _YEAR.findall(source.citation)
    fields = {
        "author": f"{{{authors}}}" if authors else "",
        "title": title,
        "journal": journal,
        "year": year[-1] if year else "",
        "doi": source.doi,
        "note": f"Holobiont source {source.code}; status: {source.status}",
    }
    kind = "article" if journal else "misc"
    lines = [f"@{kind}{{{source.code},"]
    lines += [f"  {name} = {{{_safe(name, value)}}}," for name, value in fields.items() if value]
    return "\n".join([*lines, "}", ""])


def _safe(name: str, value: str) -> str:
    if name in ("doi", "author"):
        return value
    return value.translate(_SPECIAL)


def _parts(citation: str) -> tuple[str, str, str]:
    """Split "Authors. Title. Journal Year;Volume"; all is title where that is not its form."""
    pieces = [piece.strip() for piece in re.split(r"(?<=[^A-Z])\.\s+", citation) if piece.strip()]
    if len(pieces) < 3:
        return "", citation, ""
    return pieces[0], ". ".join(pieces[1:-1]), pieces[-1]
